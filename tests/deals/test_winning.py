"""The automation that makes a won deal of a resolved ticket: disabled until a company wants it, and once for each."""

import pytest

from tests.tickets.desk import Desk, Json

COMPANY = "/api/company"


async def _deals(desk: Desk) -> list[Json]:
    await desk.settle()
    found: Json = await desk.asks("GET", "/api/crm/deals")
    items: list[Json] = found["items"]
    return items


async def _enable(desk: Desk) -> None:
    found = await desk.asks("PATCH", COMPANY, {"deal_of_resolved_ticket": True})
    assert found["deal_of_resolved_ticket"] is True


async def test_nothing_is_won_until_a_company_wants_it(living_desk: Desk) -> None:
    ticket = await living_desk.opens()
    await living_desk.asks("POST", f"{ticket['id']}/resolve")

    assert await _deals(living_desk) == []


async def test_a_resolved_ticket_becomes_a_won_deal_once(living_desk: Desk) -> None:
    await _enable(living_desk)
    ticket = await living_desk.opens()
    for move in ({"status": "resolved"}, {"status": "open"}, {"status": "resolved"}):
        await living_desk.asks("PUT", ticket["id"], move)

    [deal] = await _deals(living_desk)

    assert (deal["name"], deal["stage"], deal["status"]) == ("Ticket #TIC-001", "closed_won", "won")
    assert (deal["ticket_id"], deal["contact_id"]) == (ticket["id"], ticket["customer_id"])
    assert (deal["owner_id"], deal["session_id"]) == (ticket["assigned_to"], ticket["session_id"])
    assert (await living_desk.asks("GET", ticket["id"]))["ticket"]["deal_id"] == deal["id"]


@pytest.mark.parametrize("happens", ["deal", "deleted", "reopened"])
async def test_a_ticket_that_is_a_deal_or_is_open_again_is_left_alone(
    living_desk: Desk, happens: str
) -> None:
    await _enable(living_desk)
    ticket = await living_desk.opens()
    if happens == "deal":
        await living_desk.asks(
            "POST", "/api/crm/deals", {"name": "Meu", "ticket_id": ticket["id"]}, status=201
        )
    await living_desk.asks("POST", f"{ticket['id']}/resolve")
    if happens == "deleted":
        await living_desk.asks("DELETE", ticket["id"], status=204)
    if happens == "reopened":
        await living_desk.asks("PUT", ticket["id"], {"status": "open"})

    assert [deal["name"] for deal in await _deals(living_desk)] == (["Meu"] if happens == "deal" else [])


async def test_a_deal_out_of_a_ticket_takes_its_customer_and_conversation(desk: Desk) -> None:
    ticket = await desk.opens()
    maria = await desk.person()
    async with desk.client(maria) as api:
        unseen = await api.post("/api/crm/deals", json={"name": "Dela", "ticket_id": ticket["id"]})
        assert unseen.status_code == 404

        await desk.asks("POST", f"{ticket['id']}/assign", {"attendant_id": str(maria.id)})
        made = await api.post("/api/crm/deals", json={"name": "Dela", "ticket_id": ticket["id"]})

    deal = made.json()
    assert (deal["session_id"], deal["contact_id"]) == (ticket["session_id"], ticket["customer_id"])


async def test_the_deals_of_a_ticket_are_listed(desk: Desk) -> None:
    ticket = await desk.opens()
    deal = await desk.asks("POST", "/api/crm/deals", {"name": "Dela", "ticket_id": ticket["id"]}, status=201)
    await desk.asks("POST", "/api/crm/deals", {"name": "Outro"}, status=201)

    found = await desk.asks("GET", f"/api/crm/deals?ticket_id={ticket['id']}")

    assert [one["id"] for one in found["items"]] == [deal["id"]]
