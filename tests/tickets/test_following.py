"""Tickets follow their conversations: opened by rule, assigned, begun, resolved and taken up again with them."""

from typing import Any
from uuid import UUID

import pytest

from attendance.conversations import actions as conversations
from attendance.kernel.events import Actor
from attendance.queues import actions as routing
from attendance.queues.actions import Wanted
from tests.tickets.desk import TICKETS, Desk, Json

RULES = "/api/attendance/ticket-settings/rules"


async def rule(desk: Desk, creates: str, queue_id: UUID | None = None, *more: Json) -> None:
    first = {"queue_id": str(queue_id) if queue_id else None, "creates": creates, "category": "support"}
    await desk.asks("PUT", RULES, {"rules": [first, *more]})


async def tickets(desk: Desk) -> list[Json]:
    found: list[Json] = (await desk.asks("GET", f"{TICKETS}?sort=created"))["items"]
    return found


async def hand_over(desk: Desk, session_id: UUID | None = None, queue_id: UUID | None = None) -> None:
    async with desk.world.tx() as tx:
        await routing.enter(tx, session_id or desk.session_id, Wanted("keyword", queue_id=queue_id))
    await desk.settle()


async def does(desk: Desk, action: Any, *args: Any, session_id: UUID | None = None, **options: Any) -> None:
    actor = Actor("attendant", desk.owner.id, "Ana")
    async with desk.world.tx(actor=actor) as tx:
        await action(tx, await conversations.lock(tx, session_id or desk.session_id), *args, **options)
    await desk.settle()


async def test_the_plans_flow(living_desk: Desk) -> None:
    """16.1: queue → ticket → attendant in assigned_to → /resolve → resolved (R346)."""
    desk = living_desk
    queue_id = await desk.queue("Suporte", desk.owner.id)
    await rule(desk, "on_hand_over", queue_id)

    await hand_over(desk, queue_id=queue_id)
    [opened] = await tickets(desk)
    await does(desk, conversations.assign, desk.owner.id, how="assigned")
    [assigned] = await tickets(desk)
    await does(desk, conversations.accept, desk.owner.id)
    [begun] = await tickets(desk)
    await does(desk, conversations.resolve)
    [resolved] = await tickets(desk)

    assert (opened["number"], opened["status"], opened["assigned_to"]) == ("TIC-001", "open", None)
    assert (opened["subject"], opened["category"], opened["queue_name"]) == (
        "Meu pedido não chegou", "support", "Suporte",
    )  # fmt: skip
    assert (assigned["assigned_to"], assigned["attendant_id"]) == (str(desk.owner.id), "att-001")
    assert begun["status"] == "in_progress"
    assert (resolved["status"], resolved["customer_id"]) == ("resolved", opened["customer_id"])
    assert resolved["resolved_at"] is not None


async def test_on_resolve_a_ticket_is_put_on_record_once(living_desk: Desk) -> None:
    desk = living_desk
    await rule(desk, "on_resolve")
    await hand_over(desk)
    assert await tickets(desk) == []
    await does(desk, conversations.accept, desk.owner.id)

    await does(desk, conversations.resolve)
    await does(desk, conversations.reopen, desk.owner.id)
    [reopened] = await tickets(desk)
    await does(desk, conversations.resolve)

    [ticket] = await tickets(desk)
    assert (reopened["status"], reopened["resolved_at"]) == ("open", None)
    assert (ticket["status"], ticket["assigned_to"]) == ("resolved", str(desk.owner.id))


@pytest.mark.parametrize("rules", [[], ["never"]], ids=["no rule", "never"])
async def test_no_ticket_where_none_is_wanted(living_desk: Desk, rules: list[str]) -> None:
    desk = living_desk
    for one in rules:
        await rule(desk, one)

    await hand_over(desk)
    await does(desk, conversations.accept, desk.owner.id)
    await does(desk, conversations.resolve)

    assert await tickets(desk) == []


async def test_a_queues_own_rule_wins(living_desk: Desk) -> None:
    desk = living_desk
    quiet, busy = await desk.queue("Quieta"), await desk.queue("Suporte")
    await rule(desk, "on_hand_over", None, {"queue_id": str(quiet), "creates": "never"})
    other = await desk.says("Outro assunto", who="5511977776666")

    await hand_over(desk, queue_id=quiet)
    await hand_over(desk, other, queue_id=busy)

    assert [one["session_id"] for one in await tickets(desk)] == [str(other)]


async def test_what_a_bot_ended_gets_no_ticket(living_desk: Desk) -> None:
    desk = living_desk
    await rule(desk, "on_resolve")

    await does(desk, conversations.resolve)

    assert await tickets(desk) == []


async def test_a_customer_who_comes_back_reopens_only_when_a_person_is_wanted(living_desk: Desk) -> None:
    desk = living_desk
    await rule(desk, "on_hand_over")
    await hand_over(desk)
    await does(desk, conversations.accept, desk.owner.id)
    await does(desk, conversations.resolve)

    await desk.says("Obrigado!", reopen_seconds=3600)
    await desk.settle()
    [thanked] = await tickets(desk)
    await hand_over(desk)
    [again] = await tickets(desk)

    assert (thanked["status"], again["status"], again["number"]) == ("resolved", "open", "TIC-001")


async def test_a_closed_ticket_stays_closed_and_a_new_one_is_opened(living_desk: Desk) -> None:
    desk = living_desk
    await rule(desk, "on_hand_over")
    await hand_over(desk)
    [first] = await tickets(desk)
    await does(desk, conversations.accept, desk.owner.id)
    await does(desk, conversations.resolve)
    await desk.asks("PUT", first["id"], {"status": "closed"})

    await desk.says("De novo quebrado", reopen_seconds=3600)
    await hand_over(desk)

    assert [(one["number"], one["status"]) for one in await tickets(desk)] == [
        ("TIC-002", "open"), ("TIC-001", "closed"),
    ]  # fmt: skip


async def test_a_renamed_queue_is_shown_by_its_new_name(living_desk: Desk) -> None:
    desk = living_desk
    queue_id = await desk.queue("Suporte")
    made = await desk.opens()
    await desk.asks("POST", f"{made['id']}/transfer", {"queue_id": str(queue_id)})

    await desk.asks("PATCH", f"/api/attendance/queues/{queue_id}", {"name": "Ajuda"})
    await desk.settle()

    assert (await tickets(desk))[0]["queue_name"] == "Ajuda"
