"""Queues, customers and people with browsers, around one board."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import event

from attendance.api import ROUTERS
from attendance.attendants import actions as attendants
from attendance.attendants.schemas import AttendantStatus
from attendance.channels.echo.channel import EchoChannel
from attendance.identity.schemas import Role
from attendance.queues import administration
from tests.factories.people import Person, make_person
from tests.queues.floor import Floor
from tests.web import TestServices, client_of, make_app

KANBAN = "/api/attendance/kanban"
Json = dict[str, Any]


@dataclass
class Hall:
    floor: Floor
    services: TestServices
    stack: AsyncExitStack
    queue_id: UUID = field(init=False)
    owner: "Seat" = field(init=False)

    async def seat(self, name: str, role: Role = Role.ATTENDANT, *queues: UUID) -> "Seat":
        """Somebody who works, online, in these queues."""
        world = self.floor.world
        person = await make_person(world.database, world.tenant_id, role=role, name=name)
        async with world.tx() as tx:
            await attendants.ensure_profile(tx, person.id)
            await attendants.set_status(tx, person.id, AttendantStatus.ONLINE, is_leased=False)
            for queue_id in queues:
                await administration.join(tx, queue_id, [person.id])
        client = await self.stack.enter_async_context(client_of(make_app(self.services, ROUTERS)))
        return Seat(person, await person.browser(client))

    async def card(self, column: str = "new", by: "Seat | None" = None, **wanted: Any) -> str:
        """A customer who asked for a person, moved to a column by somebody (the owner)."""
        session_id = str(await self.floor.asks(**{"queue_id": self.queue_id} | wanted))
        if column != "new":
            await (by or self.owner).moves(session_id, "new", column)
        return session_id

    @contextmanager
    def counting(self) -> Iterator[list[str]]:
        """The statements that are run meanwhile through SQLAlchemy."""
        seen: list[str] = []

        def note(_: Any, __: Any, statement: str, *rest: Any) -> None:
            seen.append(statement)

        engine = self.floor.world.database.engine.sync_engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(engine, "before_cursor_execute", note)


@dataclass
class Seat:
    """Somebody in front of the board."""

    person: Person
    api: httpx.AsyncClient

    @property
    def id(self) -> str:
        return str(self.person.id)

    async def board(self, expected: int = 200, **query: Any) -> Json:
        answer = await self.api.get(KANBAN, params=query)
        assert answer.status_code == expected, answer.text
        shown: Json = answer.json()
        return shown

    async def column(self, name: str, **query: Any) -> Json:
        columns = (await self.board(**query))["columns"]
        shown: Json = next(column for column in columns if column["status"] == name)
        return shown

    async def sees(self) -> dict[str, list[str]]:
        """The ids of the cards by column."""
        columns = (await self.board())["columns"]
        return {one["status"]: [card["session_id"] for card in one["items"]] for one in columns}

    async def moves(self, session_id: str, from_status: str, to_status: str, *, status: int = 200) -> Json:
        body = {"session_id": session_id, "from_status": from_status, "to_status": to_status}
        answer = await self.api.put(f"{KANBAN}/move", json=body)
        assert answer.status_code == status, answer.text
        said: Json = answer.json()
        return said

    async def undoes(self, session_id: str, move_id: str | None, *, status: int = 200) -> Json:
        answer = await self.api.post(f"{KANBAN}/undo", json={"session_id": session_id, "move_id": move_id})
        assert answer.status_code == status, answer.text
        said: Json = answer.json()
        return said


@asynccontextmanager
async def open_hall(floor: Floor) -> AsyncIterator[Hall]:
    """Nobody is given anything by itself: whoever takes it moves the card."""
    async with AsyncExitStack() as stack:
        hall = Hall(floor, TestServices(floor.world.database, channels={"echo": EchoChannel()}), stack)
        hall.queue_id = await floor.queue(auto_assign=False)
        hall.owner = await hall.seat("Olga", Role.OWNER)
        yield hall
