"""Deals over HTTP: making, changing, moving and deleting them, the board's sums and pages, and the stages."""

from typing import Any
from uuid import uuid4

import pytest

from attendance.identity.schemas import Role
from tests.tickets.desk import Desk, Json

DEALS = "/api/crm/deals"
BOARD = "/api/crm/pipeline"
STAGES = "/api/crm/pipeline/stages"


async def make(desk: Desk, name: str = "Oportunidade", **fields: Any) -> Json:
    made: Json = await desk.asks("POST", DEALS, {"name": name} | fields, status=201)
    return made


async def move(desk: Desk, deal: Json, stage: str, status: int = 200, **fields: Any) -> Json:
    body = {"from_stage": deal["stage"], "stage": stage} | fields
    moved: Json = await desk.asks("POST", f"{DEALS}/{deal['id']}/move", body, status=status)
    return moved


async def column(desk: Desk, key: str, query: str = "") -> Json:
    board = await desk.asks("GET", BOARD + query)
    return next(one for one in board["columns"] if one["stage"]["key"] == key)


def names(found: Json) -> list[str]:
    return [deal["name"] for deal in found["items"]]


async def test_a_company_begins_with_a_pipeline(desk: Desk) -> None:
    found = await desk.asks("GET", STAGES)

    assert [(one["key"], one["name"], one["probability"], one["kind"]) for one in found] == [
        ("new", "Novo", 10, "open"),
        ("qualification", "Qualificação", 25, "open"),
        ("proposal", "Proposta", 50, "open"),
        ("negotiation", "Negociação", 75, "open"),
        ("closed_won", "Ganho", 100, "won"),
        ("closed_lost", "Perdido", 0, "lost"),
    ]


async def test_a_deal_out_of_a_conversation_takes_its_contact(desk: Desk) -> None:
    deal = await make(
        desk, session_id=str(desk.session_id), value="1500.50", company=" Padaria São João ",
        expected_close="2026-12-31",
    )  # fmt: skip

    session = await desk.asks("GET", f"/api/attendance/conversations/{desk.session_id}")
    assert deal["contact_id"] == session["conversation"]["contact"]["id"]
    assert (deal["stage"], deal["status"], deal["value"]) == ("new", "open", "1500.50")
    assert (deal["company"], deal["expected_close"]) == ("Padaria São João", "2026-12-31")
    assert deal["owner_id"] == str(desk.owner.id)


async def test_a_company_is_one_however_it_is_written(desk: Desk) -> None:
    await make(desk, company="Padaria São João")
    await make(desk, company="PADARIA SAO JOAO")

    found = await desk.asks("GET", "/api/crm/companies?q=padaria s%C3%A3o")
    assert [one["name"] for one in found["items"]] == ["Padaria São João"]


async def test_changes_are_kept_with_what_was_before(desk: Desk) -> None:
    deal = await make(desk, value="10.00")

    changed = await desk.asks(
        "PATCH", f"{DEALS}/{deal['id']}", {"value": "20", "owner_id": None, "custom_fields": {"cor": "azul"}}
    )

    assert (changed["value"], changed["owner_id"], changed["custom_fields"]) == (
        "20.00",
        None,
        {"cor": "azul"},
    )
    detail = await desk.asks("GET", f"{DEALS}/{deal['id']}")
    assert [one["kind"] for one in detail["history"]] == ["deal.created", "deal.changed"]
    assert detail["history"][1]["data"]["changed"]["value"] == ["10.00", "20.00"]
    assert changed["updated_at"] > deal["updated_at"]


async def test_moving_to_won_and_lost_ends_it_and_moving_back_opens_it(desk: Desk) -> None:
    deal = await make(desk)

    won = await move(desk, deal, "closed_won")
    assert (won["status"], won["reason"], won["probability"]) == ("won", None, 100)
    assert won["closed_at"] is not None

    lost = await move(desk, won, "closed_lost", reason="Preço")
    assert (lost["status"], lost["reason"], lost["closed_at"]) == ("lost", "Preço", won["closed_at"])

    again = await move(desk, lost, "proposal")
    assert (again["status"], again["reason"], again["closed_at"]) == ("open", None, None)


async def test_a_deal_that_somebody_moved_meanwhile_stays(desk: Desk) -> None:
    deal = await make(desk)
    await move(desk, deal, "proposal")

    refused = await move(desk, deal, "negotiation", status=409)

    assert (refused["code"], refused["facts"]) == ("deal_moved", {"stage": "Proposta"})
    assert names(await column(desk, "proposal")) == ["Oportunidade"]


async def test_a_new_one_is_on_top_and_a_move_puts_it_where_it_was_dropped(desk: Desk) -> None:
    a, b, c = [await make(desk, name) for name in ("A", "B", "C")]
    assert names(await column(desk, "new")) == ["C", "B", "A"]

    await move(desk, c, "new", after=b["id"])
    assert names(await column(desk, "new")) == ["B", "C", "A"]
    await move(desk, c, "new", after=a["id"])
    assert names(await column(desk, "new")) == ["B", "A", "C"]
    await move(desk, c, "new")
    assert names(await column(desk, "new")) == ["C", "B", "A"]


async def test_a_column_without_room_is_numbered_anew(desk: Desk) -> None:
    top, bottom = await make(desk, "top"), await make(desk, "bottom")
    await move(desk, bottom, "new", after=top["id"])
    one, two = await make(desk, "one"), await make(desk, "two")

    for at in range(60):
        await move(desk, (one, two)[at % 2], "new", after=top["id"])

    assert names(await column(desk, "new")) == ["top", "two", "one", "bottom"]


async def test_sums_and_forecast_of_the_board(desk: Desk) -> None:
    for value, stage in (("100.10", "new"), ("200", "new"), ("1000", "negotiation"), ("70", "closed_won")):
        await make(desk, value=value, stage=stage)

    board = await desk.asks("GET", BOARD)

    sums = {one["stage"]["key"]: (one["deals"], one["value"]) for one in board["columns"]}
    assert sums["new"] == (2, "300.10")
    assert sums["closed_won"] == (1, "70.00")
    assert sums["proposal"] == (0, "0")
    assert (board["value"], board["forecast"]) == ("1300.10", "780.01")


async def test_columns_page(desk: Desk) -> None:
    for at in range(5):
        await make(desk, f"{at}")

    found = await column(desk, "new", "?limit=2")
    rest = await desk.asks("GET", f"{DEALS}?stage=new&limit=2&cursor={found['next_cursor']}")
    last = await desk.asks("GET", f"{DEALS}?stage=new&limit=2&cursor={rest['next_cursor']}")

    assert (found["deals"], names(found)) == (5, ["4", "3"])
    assert (names(rest), names(last), last["next_cursor"]) == (["2", "1"], ["0"], None)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?text=sao%20joao", ["Pães"]),
        ("?text=paes", ["Pães"]),
        ("?text=%25", []),
        ("?owner_id=none", ["Sem dono"]),
        ("?owner_id=me", ["Pães"]),
        ("?closed_from=2099-01-01T00:00:00Z", ["Sem dono", "Pães"]),
    ],
    ids=["company", "name", "wildcard", "nobody's", "mine", "open ones stay"],
)
async def test_the_board_shows_what_is_asked_for(desk: Desk, query: str, found: list[str]) -> None:
    await make(desk, "Pães", company="São João")
    await make(desk, "Sem dono", owner_id=None)

    assert names(await column(desk, "new", query)) == found


async def test_what_ended_before_is_not_shown_when_only_later_ones_are_wanted(desk: Desk) -> None:
    await make(desk, stage="closed_won")

    found = await column(desk, "closed_won", "?closed_from=2099-01-01T00:00:00Z")

    assert (found["deals"], found["items"]) == (0, [])


async def test_the_board_takes_as_many_queries_for_many_deals_as_for_none(desk: Desk) -> None:
    await desk.asks("GET", BOARD)  # who asks is looked up once
    with desk.counting() as few:
        await desk.asks("GET", BOARD)
    for stage in ("new", "new", "proposal", "closed_lost"):
        await make(desk, stage=stage, session_id=str(desk.session_id))

    with desk.counting() as many:
        await desk.asks("GET", BOARD)

    assert len(many) == len(few)


async def test_deleting_can_be_undone(desk: Desk) -> None:
    deal = await make(desk)

    await desk.asks("DELETE", f"{DEALS}/{deal['id']}", status=204)
    await desk.asks("GET", f"{DEALS}/{deal['id']}", status=404)
    assert names(await column(desk, "new")) == []

    back = await desk.asks("POST", f"{DEALS}/{deal['id']}/restore")
    assert back["deleted_at"] is None
    assert names(await column(desk, "new")) == ["Oportunidade"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"name": "  "}, 400),
        ({"name": "x", "value": "-1"}, 400),
        ({"name": "x", "stage": "nirgends"}, 404),
        ({"name": "x", "contact_id": str(uuid4())}, 404),
        ({"name": "x", "owner_id": str(uuid4())}, 404),
        ({"name": "x", "session_id": str(uuid4())}, 404),
        ({"name": "x", "ticket_id": str(uuid4())}, 404),
    ],
    ids=["blank", "negative", "stage", "contact", "owner", "conversation", "ticket"],
)
async def test_what_makes_no_sense_is_refused(desk: Desk, body: Json, status: int) -> None:
    answer = await desk.api.post(DEALS, json=body)

    assert answer.status_code == status
    assert names(await column(desk, "new")) == []


async def test_stages_are_edited_as_a_whole(desk: Desk) -> None:
    known = await desk.asks("GET", STAGES)
    kept = [
        {name: one[name] for name in ("key", "name", "probability")}
        for one in known
        if one["key"] != "negotiation"
    ]
    wanted = [
        kept[1] | {"name": "Contato", "probability": 30},
        {"name": "Visita", "probability": 60},
        kept[0],
        *kept[2:],
    ]

    found = await desk.asks("PUT", STAGES, {"stages": wanted})

    assert [(one["key"], one["name"], one["probability"]) for one in found] == [
        ("qualification", "Contato", 30), ("visita", "Visita", 60), ("new", "Novo", 10),
        ("proposal", "Proposta", 50), ("closed_won", "Ganho", 100), ("closed_lost", "Perdido", 0),
    ]  # fmt: skip


async def test_a_stage_with_deals_stays_and_deleted_ones_do_not_hold_it(desk: Desk) -> None:
    deal = await make(desk, stage="negotiation")
    known = await desk.asks("GET", STAGES)
    fewer = [
        {name: one[name] for name in ("key", "name", "probability")}
        for one in known
        if one["key"] != "negotiation"
    ]

    refused = await desk.asks("PUT", STAGES, {"stages": fewer}, status=409)
    assert (refused["code"], refused["facts"]) == ("stage_in_use", {"deals": 1, "stage": "Negociação"})

    await desk.asks("DELETE", f"{DEALS}/{deal['id']}", status=204)
    await desk.asks("PUT", STAGES, {"stages": fewer})
    back = await desk.asks("POST", f"{DEALS}/{deal['id']}/restore")
    assert back["stage"] == "new"


async def test_a_pipeline_keeps_an_end(desk: Desk) -> None:
    known = await desk.asks("GET", STAGES)
    wanted = [
        {name: one[name] for name in ("key", "name", "probability")} for one in known if one["kind"] != "won"
    ]

    refused = await desk.asks("PUT", STAGES, {"stages": wanted}, status=400)

    assert refused["code"] == "pipeline_incomplete"


async def test_who_does_not_see_a_conversation_makes_no_deal_of_it(desk: Desk) -> None:
    maria = await desk.person(Role.ATTENDANT)

    async with desk.client(maria) as client:
        answer = await client.post(DEALS, json={"name": "x", "session_id": str(desk.session_id)})

    assert answer.status_code == 404


async def test_a_ticket_names_the_deal_that_was_made_out_of_it(living_desk: Desk) -> None:
    ticket = await living_desk.opens()

    deal = await make(living_desk, ticket_id=ticket["id"], session_id=str(living_desk.session_id))
    await living_desk.settle()

    found = await living_desk.asks("GET", ticket["id"])
    assert found["ticket"]["deal_id"] == deal["id"]
