"""What dragging a card does, who may, what a colleague's hand changes, and the way back."""

import asyncio
from typing import Any

import pytest

from attendance.identity.schemas import Role
from tests.boards.hall import Hall

COLUMNS = ("new", "active", "pending", "resolved")
MOVES = [(source, target) for source in COLUMNS for target in COLUMNS if source != target]


def _of(card: dict[str, Any]) -> tuple[str, str | None, str | None]:
    return card["column"], card["assigned_to"], card["queue_id"]


@pytest.mark.parametrize(("source", "target"), MOVES, ids=[f"{a}-{b}" for a, b in MOVES])
async def test_every_move_ends_in_its_column_and_its_undo_where_it_began(
    hall: Hall, source: str, target: str
) -> None:
    session_id = await hall.card("active" if source == "resolved" else source)
    if source == "resolved":  # one that somebody had: who takes an ended one up again has it afterwards
        await hall.owner.moves(session_id, "active", "resolved")
    [before] = (await hall.owner.column(source))["items"]

    moved = await hall.owner.moves(session_id, source, target)

    assert moved["card"]["column"] == target
    assert (await hall.owner.sees())[target] == [session_id]
    back = await hall.owner.undoes(session_id, moved["move_id"])
    assert _of(back) == _of(before)


async def test_accepting_gives_it_to_the_mover(hall: Hall) -> None:
    maria = await hall.seat("Maria", Role.ATTENDANT, hall.queue_id)

    moved = await maria.moves(await hall.card(), "new", "active")

    assert (moved["card"]["assigned_to"], moved["card"]["status"]) == (maria.id, "active")


async def test_two_who_drag_at_once_the_second_is_told(hall: Hall) -> None:
    maria = await hall.seat("Maria", Role.ATTENDANT, hall.queue_id)
    joao = await hall.seat("João", Role.ATTENDANT, hall.queue_id)
    session_id = await hall.card()
    body = {"session_id": session_id, "from_status": "new", "to_status": "active"}

    answers = await asyncio.gather(
        *(seat.api.put("/api/attendance/kanban/move", json=body) for seat in (maria, joao))
    )

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    refused = next(answer for answer in answers if answer.status_code == 409).json()
    assert (refused["code"], refused["facts"]) == ("card_moved", {"expected": "new", "column": "active"})


async def test_a_card_that_left_its_column_is_not_moved(hall: Hall) -> None:
    session_id = await hall.card("resolved")

    refused = await hall.owner.moves(session_id, "active", "pending", status=409)

    assert refused["facts"] == {"expected": "active", "column": "resolved"}
    assert (await hall.owner.sees())["resolved"] == [session_id]


async def test_dropping_it_where_it_was_changes_nothing(hall: Hall) -> None:
    session_id = await hall.card("active")

    moved = await hall.owner.moves(session_id, "active", "active")

    assert (moved["move_id"], moved["card"]["status"]) == (None, "active")


async def test_a_colleagues_card_is_only_a_supervisors_to_take(hall: Hall) -> None:
    maria = await hall.seat("Maria", Role.ATTENDANT, hall.queue_id)
    joao = await hall.seat("João", Role.ATTENDANT, hall.queue_id)
    session_id = await hall.card()
    await hall.owner.api.post(
        "/api/attendance/assign", json={"session_id": session_id, "attendant_id": maria.id}
    )

    assert (await joao.moves(session_id, "new", "active", status=409))["code"] == "already_taken"
    moved = await hall.owner.moves(session_id, "new", "active")
    assert moved["card"]["assigned_to"] == hall.owner.id
    back = await hall.owner.undoes(session_id, moved["move_id"])
    assert (back["status"], back["assigned_to"]) == ("assigned", maria.id)


async def test_a_resolved_card_comes_back_to_whom_it_had(hall: Hall) -> None:
    maria = await hall.seat("Maria", Role.ATTENDANT, hall.queue_id)
    session_id = await hall.card("pending", by=maria)

    moved = await hall.owner.moves(session_id, "pending", "resolved")
    back = await hall.owner.undoes(session_id, moved["move_id"])

    assert (back["status"], back["assigned_to"]) == ("pending", maria.id)


async def test_only_the_mover_undoes_and_only_as_long_as_nothing_else_happened(hall: Hall) -> None:
    maria = await hall.seat("Maria", Role.ATTENDANT, hall.queue_id)
    session_id = await hall.card()
    moved = await maria.moves(session_id, "new", "active")

    assert (await hall.owner.undoes(session_id, moved["move_id"], status=404))["code"] == "not_found"
    await hall.owner.moves(session_id, "active", "resolved")
    refused = await maria.undoes(session_id, moved["move_id"], status=409)
    assert (refused["code"], refused["facts"]["column"]) == ("card_moved", "resolved")


async def test_without_a_queue_there_is_no_way_back_to_waiting(hall: Hall) -> None:
    session_id = str(await hall.floor.customer())
    assert (await hall.owner.api.post(f"/api/attendance/conversations/{session_id}/take")).status_code == 200

    refused = await hall.owner.moves(session_id, "active", "new", status=409)

    assert refused["code"] == "card_has_no_queue"
    assert (await hall.owner.sees())["active"] == [session_id]


async def test_who_only_reads_moves_nothing(hall: Hall) -> None:
    auditor = await hall.seat("Rita", Role.AUDITOR)
    session_id = await hall.card()

    assert (await auditor.sees())["new"] == [session_id]
    assert (await auditor.moves(session_id, "new", "active", status=403))["code"] == "permission_missing"
