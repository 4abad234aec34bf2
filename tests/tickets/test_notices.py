"""Notices: who has a ticket, and who watches it, hears what others do to it; once, and only while they may see it."""

import json
from typing import Any

from attendance.conversations.rules import Viewer
from attendance.identity.schemas import Role
from attendance.kernel.events import SYSTEM
from attendance.kernel.reactions import Happened
from attendance.tickets import notices
from tests.factories.people import Person
from tests.tickets.desk import Desk, Json

NOTICES = "/api/attendance/ticket-notices"


async def _of(desk: Desk, person: Person) -> list[Json]:
    await desk.settle()
    async with desk.client(person) as api:
        found: Json = (await api.get(NOTICES)).json()
    items: list[Json] = found["items"]
    return items


async def _unread(desk: Desk, person: Person, path: str = "/count", **body: Any) -> int:
    async with desk.client(person) as api:
        answer = await (api.post(NOTICES + path, json=body) if body else api.get(NOTICES + path))
    assert answer.status_code == 200, answer.text
    count: int = answer.json()["unread"]
    return count


async def test_those_who_watch_hear_what_others_do(living_desk: Desk) -> None:
    watcher = await living_desk.person(Role.SUPERVISOR, "Carlos")
    ticket = await living_desk.opens("Pedido")
    path = ticket["id"]
    await living_desk.asks("POST", f"{path}/watchers", {"add": [str(watcher.id)]})
    await living_desk.asks(
        "POST", f"{path}/comments", {"text": "Liguei", "client_id": "comment-1"}, status=201
    )
    await living_desk.asks("PUT", path, {"status": "in_progress"})

    moved, commented = await _of(living_desk, watcher)

    assert (moved["what"], moved["detail"], moved["number"]) == ("moved", "in_progress", "TIC-001")
    assert (commented["what"], commented["detail"], commented["subject"]) == ("commented", None, "Pedido")
    assert commented["actor_name"]
    assert await _of(living_desk, living_desk.owner) == []
    assert await _unread(living_desk, watcher) == 2


async def test_who_has_it_hears_of_it_and_reads_it(living_desk: Desk) -> None:
    maria = await living_desk.person()
    ticket, other = await living_desk.opens(), await living_desk.opens()
    for one in (ticket, other):
        await living_desk.asks("POST", f"{one['id']}/assign", {"attendant_id": str(maria.id)})

    assert [(one["what"], one["detail"]) for one in await _of(living_desk, maria)] == [
        ("assigned", "Maria Santos")
    ] * 2
    assert await _unread(living_desk, maria, "/read", ticket_id=ticket["id"]) == 1
    assert await _unread(living_desk, maria, "/read", ticket_id=None) == 0


async def test_what_somebody_may_not_see_any_more_is_no_notice(living_desk: Desk) -> None:
    maria = await living_desk.person()
    ticket = await living_desk.opens()
    await living_desk.asks("POST", f"{ticket['id']}/assign", {"attendant_id": str(maria.id)})
    assert len(await _of(living_desk, maria)) == 1

    await living_desk.asks("POST", f"{ticket['id']}/assign", {"attendant_id": str(living_desk.owner.id)})

    assert await _of(living_desk, maria) == []
    assert await _unread(living_desk, maria) == 0


async def test_a_happening_that_is_told_twice_is_one_notice(living_desk: Desk) -> None:
    maria = await living_desk.person()
    ticket = await living_desk.opens()
    await living_desk.asks("POST", f"{ticket['id']}/assign", {"attendant_id": str(maria.id)})
    await living_desk.settle()

    async with living_desk.world.tx() as tx:
        [row] = await tx.fetch("select uuid, at, payload::text from events where kind = 'ticket.assigned'")
        payload = json.loads(row["payload"])
        await notices.give(tx, Happened(row["uuid"], "ticket.assigned", None, row["at"], SYSTEM, payload))
        assert await notices.unread(tx, Viewer(maria.id, "all")) == 1
