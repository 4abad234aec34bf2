"""Leads over HTTP: making, changing, filtering and converting them, and who sees them."""

from typing import Any
from uuid import uuid4

import pytest

from attendance.identity.schemas import Role
from tests.tickets.desk import Desk, Json

LEADS = "/api/crm/leads"


async def make(desk: Desk, name: str | None = "Ana Lima", **fields: Any) -> Json:
    body = fields if name is None else {"name": name} | fields
    made: Json = await desk.asks("POST", LEADS, body, status=201)
    return made


async def names(desk: Desk, query: str = "") -> list[str]:
    return [one["name"] for one in (await desk.asks("GET", LEADS + query))["items"]]


async def test_a_lead_keeps_where_it_came_from(desk: Desk) -> None:
    campaign = {
        "campaign_id": "summer-sale-2024", "campaign_name": "Verão", "utm_source": "instagram", "utm_medium": "cpc",
        "ad_id": "ad-9", "segment": "varejo",
    }  # fmt: skip

    made = await make(desk, phone="11 98888-7777", source="marketing-campaign", **campaign)

    assert {name: made[name] for name in campaign} == campaign
    assert (made["phone"], made["source"], made["status"]) == ("+5511988887777", "marketing-campaign", "new")
    assert made["attendant_id"] == str(desk.owner.id)


async def test_out_of_a_conversation_it_takes_who_writes(desk: Desk) -> None:
    made = await make(desk, None, session_id=str(desk.session_id))

    assert (made["name"], made["phone"], made["source"]) == (
        "Cliente 5511988887777",
        "+5511988887777",
        "echo",
    )
    assert made["contact_id"] is not None


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"name": "   "}, 400),
        ({"name": "Ana", "phone": "123"}, 400),
        ({"name": "Ana", "status": "converted"}, 400),
        ({"name": "Ana", "contact_id": str(uuid4())}, 404),
        ({"name": "Ana", "attendant_id": str(uuid4())}, 404),
        ({"session_id": str(uuid4())}, 404),
    ],
    ids=["nobody", "blank", "no phone", "converted by hand", "no contact", "no attendant", "no conversation"],
)
async def test_what_makes_no_lead(desk: Desk, body: Json, status: int) -> None:
    await desk.asks("POST", LEADS, body, status=status)


async def test_changes_and_filters(desk: Desk) -> None:
    ana = await make(desk, "Ana Lima", email="ana@lima.example", campaign_name="Verão")
    await make(desk, "Bruno Dias", attendant_id=None, source="site")
    changed = await desk.asks(
        "PATCH", f"{LEADS}/{ana['id']}", {"status": "qualified", "custom_fields": {"porte": "médio"}}
    )

    assert (changed["status"], changed["custom_fields"]) == ("qualified", {"porte": "médio"})
    assert await names(desk) == ["Bruno Dias", "Ana Lima"]
    assert await names(desk, "?status=qualified&status=lost") == ["Ana Lima"]
    assert await names(desk, "?attendant_id=me") == ["Ana Lima"]
    assert await names(desk, "?attendant_id=none") == ["Bruno Dias"]
    assert await names(desk, "?source=site") == ["Bruno Dias"]
    assert await names(desk, "?text=verao") == ["Ana Lima"]
    assert await names(desk, "?text=LIMA.EX") == ["Ana Lima"]


async def test_pages_hold_each_lead_once(desk: Desk) -> None:
    for number in range(5):
        await make(desk, f"Lead {number}")

    seen, cursor = [], ""
    while cursor is not None:
        page = await desk.asks("GET", f"{LEADS}?limit=2" + (f"&cursor={cursor}" if cursor else ""))
        seen += [one["name"] for one in page["items"]]
        cursor = page["next_cursor"]
    assert seen == [f"Lead {number}" for number in (4, 3, 2, 1, 0)]


async def test_converted_it_is_a_new_customer_with_a_deal(desk: Desk) -> None:
    lead = await make(
        desk, "Ana Lima", phone="+5511977776666", email="ana@lima.example", utm_source="instagram"
    )

    done = await desk.asks("POST", f"{LEADS}/{lead['id']}/convert", {"deal": {"value": "1500.00"}})

    assert done["is_new_contact"] is True
    assert (done["lead"]["status"], done["lead"]["contact_id"]) == ("converted", done["contact_id"])
    contact = await desk.asks("GET", f"/api/crm/contacts/{done['contact_id']}")
    assert (contact["name"], contact["phone"], contact["email"]) == (
        "Ana Lima", "+5511977776666", "ana@lima.example",
    )  # fmt: skip
    deal = (await desk.asks("GET", f"/api/crm/deals/{done['deal_id']}"))["deal"]
    assert (deal["name"], deal["value"], deal["contact_id"]) == ("Ana Lima", "1500.00", done["contact_id"])
    assert deal["custom_fields"] == {"utm_source": "instagram"}
    again = await desk.asks("POST", f"{LEADS}/{lead['id']}/convert", {}, status=409)
    assert again["code"] == "lead_converted"


@pytest.mark.parametrize(
    "phone", ["+5511988887777", "+551188887777"], ids=["same", "without the ninth digit"]
)
async def test_converted_it_meets_the_customer_with_its_phone(desk: Desk, phone: str) -> None:
    session = await desk.asks("GET", f"/api/attendance/conversations/{desk.session_id}")
    lead = await make(desk, "Ana", phone=phone)

    done = await desk.asks("POST", f"{LEADS}/{lead['id']}/convert", {"deal": None})

    assert done["contact_id"] == session["conversation"]["contact"]["id"]
    assert (done["is_new_contact"], done["deal_id"]) == (False, None)


async def test_a_lead_out_of_a_hidden_conversation_is_hidden(desk: Desk) -> None:
    maria = await desk.person(Role.ATTENDANT)
    hidden = await make(desk, None, session_id=str(desk.session_id), notes="Deve 3 meses")
    await make(desk, "Do balcão", attendant_id=None)

    async with desk.client(maria) as api:
        assert [one["name"] for one in (await api.get(LEADS)).json()["items"]] == ["Do balcão"]
        assert (await api.get(f"{LEADS}/{hidden['id']}")).status_code == 404
        assert (await api.post(f"{LEADS}/{hidden['id']}/convert", json={})).status_code == 404


async def test_deleted_and_brought_back(desk: Desk) -> None:
    lead = await make(desk)

    await desk.asks("DELETE", f"{LEADS}/{lead['id']}", status=204)
    assert await names(desk) == []
    await desk.asks("POST", f"{LEADS}/{lead['id']}/restore")
    assert await names(desk) == ["Ana Lima"]
