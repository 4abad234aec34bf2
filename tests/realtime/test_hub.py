"""The hub goes on: with events that it can't show, and for those who missed more than their queue holds."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import msgspec
import pytest

from attendance.attendants.events import AttendantNotified
from attendance.identity.guards import Who
from attendance.identity.permissions import permissions_of
from attendance.identity.schemas import Role, Visibility
from attendance.kernel.database import Database
from attendance.kernel.events import Cursor
from attendance.realtime import hub as hubs
from attendance.realtime.hub import Connection, Hub
from attendance.realtime.projections import project
from tests.factories.world import World, new_world


@pytest.fixture
async def hub(fresh_database_url: str) -> AsyncIterator[Hub]:
    """A hub that reads when told to: its own loop isn't started."""
    database = Database(fresh_database_url)
    yield Hub(database, {})
    await database.close()


async def owner_of(hub: Hub) -> tuple[World, Who]:
    world = await new_world(hub._database)
    user_id = await world.user("Olga", role="owner")
    rights = permissions_of(Role.OWNER, None)
    return world, Who(
        user_id, world.tenant_id, "Olga", Role.OWNER, Visibility.ALL, rights, "pt-BR", None, None
    )


async def write(world: World, inbox: UUID, who: str) -> None:
    async with world.tx() as tx:
        await world.says(tx, inbox, "Oi", who=who)


async def read_everything(hub: Hub, *worlds: World) -> None:
    """A transaction of another database that ends while the log is read may hold back the newest: they come next."""
    newest = 0
    for world in worlds:
        async with world.tx() as tx:
            rows = await tx.fetch("select max(xid::text::bigint) from events")
        newest = max(newest, rows[0][0])
    while hub._cursor.xid < newest:
        await hub._step()


def kinds(connection: Connection) -> list[Any]:
    """The types of the frames that wait; `None` ends the line."""
    found = []
    while not connection.queue.empty():
        frame = connection.queue.get_nowait()
        found.append(frame and msgspec.json.decode(frame)["type"])
    return found


async def test_events_that_cannot_be_shown_end_nobody_elses_screen(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, olga = await owner_of(hub)
    theirs, other = await owner_of(hub)
    here = await hub.join(olga, None, heartbeat_seconds=20)
    there = await hub.join(other, None, heartbeat_seconds=20)

    async def broken_for_us(tx: Any, *arguments: Any, **options: Any) -> Any:
        if tx.tenant_id == ours.tenant_id:
            raise KeyError("an event of a kind that nobody knew")
        return await project(tx, *arguments, **options)

    monkeypatch.setattr(hubs, "project", broken_for_us)
    for world in (ours, theirs):
        await write(world, await world.inbox(), "5511988887777")
    await read_everything(hub, ours, theirs)

    assert kinds(here) == ["ready", "resync"]
    assert "message.upserted" in kinds(there)
    back = await hub.join(olga, Cursor(1, 1), heartbeat_seconds=20)
    ready = back.queue.get_nowait()
    assert ready is not None
    assert msgspec.json.decode(ready)["resumed"] is False


async def test_who_missed_more_than_their_queue_holds_starts_again(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hubs, "QUEUE_FRAMES", 10)
    world, olga = await owner_of(hub)
    inbox = await world.inbox()
    for number in range(5):  # each: a message, a conversation, a line of its history
        await write(world, inbox, f"551198888777{number}")
    await read_everything(hub, world)

    back = await hub.join(olga, Cursor(1, 1), heartbeat_seconds=20)

    assert not back.is_dropped
    assert kinds(back) == ["ready"]


async def test_what_a_script_tells_people_disturbs_no_screen(hub: Hub) -> None:
    world, olga = await owner_of(hub)
    here = await hub.join(olga, None, heartbeat_seconds=20)
    async with world.tx() as tx:
        tx.publish(AttendantNotified(user_ids=[olga.user_id], text="Fila cheia"))
    await write(world, await world.inbox(), "5511988887777")

    await read_everything(hub, world)

    assert "message.upserted" in kinds(here)
