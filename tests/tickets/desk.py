"""A company with a conversation, people and its API, in which tickets are worked on."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import event

from attendance.api import ROUTERS
from attendance.channels.echo.channel import EchoChannel
from attendance.identity.schemas import Role
from attendance.kernel.database import Database
from attendance.kernel.jobs import registry
from attendance.kernel.reactions import reaction_entries, reaction_names
from attendance.kernel.runner import JobRunner
from attendance.queues import administration
from attendance.queues.schemas import NewQueue
from attendance.subscriptions import SUBSCRIPTIONS
from tests.factories.people import Person, make_person
from tests.factories.world import World
from tests.web import TestServices, client_of, make_app

TICKETS = "/api/attendance/tickets"
Json = dict[str, Any]


@dataclass
class Desk:
    world: World
    inbox_id: UUID
    session_id: UUID
    owner: Person
    api: httpx.AsyncClient
    """As the owner."""
    services: TestServices

    async def opens(self, subject: str = "Pedido atrasado", **fields: Any) -> Json:
        body = {"session_id": str(self.session_id), "subject": subject} | fields
        made: Json = await self.asks("POST", TICKETS, body, status=201)
        return made

    async def asks(self, method: str, path: str, body: Any = None, *, status: int = 200) -> Any:
        """As the owner; `path` may begin after the tickets' address."""
        address = path if path.startswith("/api") else f"{TICKETS}/{path}"
        answer = await self.api.request(method, address, json=body)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None

    async def says(self, text: str = "Oi", who: str = "5511988887777", **options: Any) -> UUID:
        async with self.world.tx() as tx:
            return (await self.world.says(tx, self.inbox_id, text, who=who, **options)).conversation_id

    async def queue(self, name: str, *members: UUID) -> UUID:
        async with self.world.tx() as tx:
            new = NewQueue(name=name, channels=["echo"], user_ids=list(members), auto_assign=False)
            return await administration.create(tx, new, created_by=None)

    async def person(self, role: Role = Role.ATTENDANT, name: str = "Maria Santos") -> Person:
        return await make_person(self.world.database, self.world.tenant_id, role=role, name=name)

    @asynccontextmanager
    async def client(self, person: Person) -> AsyncIterator[httpx.AsyncClient]:
        app = make_app(self.services, ROUTERS)
        async with client_of(app) as client:
            client.headers.update(await person.headers())
            yield client

    async def settle(self) -> None:
        """Reactions to what happened, of all tenants of the database: for desks with one of their own."""
        runner = JobRunner(
            self.world.database,
            self.services,
            registry(reaction_entries(SUBSCRIPTIONS)),
            reactions=reaction_names(SUBSCRIPTIONS),
        )
        await runner.drain()
        await runner.stop()

    @contextmanager
    def counting(self) -> Iterator[list[str]]:
        """The statements that are run meanwhile through SQLAlchemy."""
        seen: list[str] = []

        def note(_: Any, __: Any, statement: str, *rest: Any) -> None:
            seen.append(statement)

        engine = self.world.database.engine.sync_engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(engine, "before_cursor_execute", note)


@asynccontextmanager
async def open_desk(
    database: Database, world: World, services: TestServices | None = None
) -> AsyncIterator[Desk]:
    services = services or TestServices(database, channels={"echo": EchoChannel()})
    owner = await make_person(database, world.tenant_id, role=Role.OWNER)
    inbox_id = await world.inbox()
    async with world.tx() as tx:
        said = await world.says(tx, inbox_id, "Meu pedido não chegou")
    app = make_app(services, ROUTERS)
    async with client_of(app) as api:
        api.headers.update(await owner.headers("read", "write", "admin"))
        yield Desk(world, inbox_id, said.conversation_id, owner, api, services)
