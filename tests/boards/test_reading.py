"""What the board shows: columns, cards, pages, lanes, limits, and to whom."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from attendance.identity.schemas import Role
from attendance.kernel import clock
from tests.boards.hall import Hall, Json

NOBODYS_BOT = "00000000-0000-7000-8000-000000000000"


async def test_a_card_says_what_the_plans_card_says(hall: Hall) -> None:
    session_id = await hall.card(priority=2)
    tags = {"add": ["vip", "pedido"]}
    await hall.owner.api.post(f"/api/attendance/conversations/{session_id}/tags", json=tags)

    [card] = (await hall.owner.column("new"))["items"]

    expected = {
        "session_id": session_id, "number": 1, "column": "new", "status": "waiting", "channel": "echo",
        "user_name": "Cliente 5511900000001", "user_phone": "+5511900000001", "last_message": "Oi",
        "priority": 2, "tags": ["vip", "pedido"], "assigned_to": None, "assigned_to_name": None,
        "queue_id": str(hall.queue_id), "queue_name": "Suporte", "resolution_seconds": None,
    }  # fmt: skip
    assert {name: card[name] for name in expected} == expected


async def test_cards_lie_in_the_column_of_their_status(hall: Hall) -> None:
    cards = {column: await hall.card(column) for column in ("new", "active", "pending", "resolved")}

    assert await hall.owner.sees() == {column: [id] for column, id in cards.items()}


async def test_who_was_given_it_and_has_not_accepted_is_new(hall: Hall) -> None:
    maria = await hall.seat("Maria", Role.ATTENDANT, hall.queue_id)
    session_id = await hall.card()
    body = {"session_id": session_id, "attendant_id": maria.id}
    assert (await hall.owner.api.post("/api/attendance/assign", json=body)).status_code == 200

    [card] = (await hall.owner.column("new"))["items"]

    assert (card["status"], card["assigned_to_name"]) == ("assigned", "Maria")


async def test_what_the_bot_has_is_on_no_board(hall: Hall) -> None:
    await hall.floor.customer()

    assert await hall.owner.sees() == {"new": [], "active": [], "pending": [], "resolved": []}


async def test_the_waiting_time_and_the_time_to_the_end_are_counted(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    await hall.card()
    resolved = await hall.card()
    later = clock.now() + timedelta(seconds=300)
    monkeypatch.setattr(clock, "now", lambda: later)
    await hall.owner.moves(resolved, "new", "resolved")

    [waiting] = (await hall.owner.column("new"))["items"]
    [done] = (await hall.owner.column("resolved"))["items"]

    assert 299 <= waiting["waiting_time_seconds"] <= 300
    assert 299 <= done["resolution_seconds"] <= 301
    assert done["waiting_time_seconds"] == 0


async def test_a_week_after_its_end_a_card_leaves_the_board(hall: Hall) -> None:
    for session_id, days in ((await hall.card("resolved"), 6), (await hall.card("resolved"), 8)):
        async with hall.floor.world.tx() as tx:
            ended = text(
                "update conversations set resolved_at = now() - cast(:age as interval) where id = cast(:id as uuid)"
            )
            await tx.execute(ended.bindparams(age=timedelta(days=days), id=session_id))

    assert (await hall.owner.column("resolved"))["count"] == 1


async def test_pages_of_a_column_hold_each_card_once_in_order(hall: Hall) -> None:
    made = [await hall.card(priority=priority) for priority in (1, 3, 1, 2, 1)]
    expected = [made[1], made[3], made[0], made[2], made[4]]

    column: Json = {}
    seen: list[str] = []
    of_page: dict[str, Any] = {}
    for _ in range(3):
        column = await hall.owner.column("new", limit=2, **of_page)
        assert column["count"] == 5
        seen += [card["session_id"] for card in column["items"]]
        of_page = {"status": "new", "cursor": column["next_cursor"]}

    assert (seen, column["next_cursor"]) == (expected, None)


async def test_resolved_cards_page_from_the_latest_on(hall: Hall) -> None:
    made = [await hall.card("resolved") for _ in range(3)]

    first = await hall.owner.column("resolved", status="resolved", limit=2)
    rest = await hall.owner.column("resolved", status="resolved", limit=2, cursor=first["next_cursor"])

    assert [card["session_id"] for card in first["items"] + rest["items"]] == made[::-1]
    assert rest["next_cursor"] is None


async def test_a_cursor_needs_its_column(hall: Hall) -> None:
    assert (await hall.owner.board(cursor="abc", expected=400))["code"] == "invalid_input"


async def test_filters_narrow_cards_and_counts(hall: Hall) -> None:
    other = await hall.floor.queue("Vendas", auto_assign=False)
    here, there = await hall.card("active"), await hall.card(queue_id=other)

    cases: tuple[tuple[dict[str, Any], list[str]], ...] = (
        ({"queue_id": str(other)}, [there]),
        ({"assigned_to": hall.owner.id}, [here]),
        ({"assigned_to": "none"}, [there]),
        ({"queue_id": "none"}, []),
        ({"channel": "echo"}, [there, here]),
        ({"channel": "whatsapp"}, []),
        ({"bot_id": NOBODYS_BOT}, []),
    )
    for query, expected in cases:
        columns = (await hall.owner.board(**query))["columns"]
        assert [card["session_id"] for column in columns for card in column["items"]] == expected, query
        assert sum(column["count"] for column in columns) == len(expected), query


async def test_lanes_count_the_cards_of_each_queue_or_attendant(hall: Hall) -> None:
    other = await hall.floor.queue("Vendas", auto_assign=False)
    await hall.card("active")
    await hall.card(queue_id=other)
    await hall.card(queue_id=other)

    by_queue = (await hall.owner.board(lanes="queue"))["lanes"]
    by_person = (await hall.owner.board(lanes="attendant"))["lanes"]

    assert [(lane["name"], lane["counts"]["new"], lane["counts"]["active"]) for lane in by_queue] == [
        ("Suporte", 0, 1), ("Vendas", 2, 0),
    ]  # fmt: skip
    assert [(lane["name"], lane["counts"]["new"], lane["counts"]["active"]) for lane in by_person] == [
        (None, 2, 0), ("Olga", 0, 1),
    ]  # fmt: skip


async def test_a_columns_limit_is_the_companys_and_refuses_nothing(hall: Hall) -> None:
    await hall.owner.api.patch("/api/company", json={"kanban_limits": {"active": 1}})
    for _ in range(2):
        await hall.card("active")

    columns = (await hall.owner.board())["columns"]

    shown = [(column["status"], column["limit"], column["count"]) for column in columns]
    assert shown == [("new", None, 0), ("active", 1, 2), ("pending", None, 0), ("resolved", None, 0)]


async def test_an_attendant_sees_their_queues_and_their_own(hall: Hall) -> None:
    maria = await hall.seat("Maria", Role.ATTENDANT, hall.queue_id)
    other = await hall.floor.queue("Vendas", auto_assign=False)
    mine, theirs = await hall.card(), await hall.card(queue_id=other)

    seen = await maria.board(lanes="queue")

    assert [card["session_id"] for card in seen["columns"][0]["items"]] == [mine]
    assert (seen["columns"][0]["count"], [lane["name"] for lane in seen["lanes"]]) == (1, ["Suporte"])
    assert (await maria.moves(theirs, "new", "active", status=404))["code"] == "not_found"


async def test_a_full_board_takes_as_many_queries_as_an_empty_one(hall: Hall) -> None:
    with hall.counting() as empty:
        await hall.owner.board(lanes="queue")
    for column in ("new", "active", "pending", "resolved"):
        for _ in range(3):
            await hall.card(column)
    with hall.counting() as full:
        await hall.owner.board(lanes="queue")

    assert len(full) == len(empty)
