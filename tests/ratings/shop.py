"""A shop whose customers are asked what they think, without a network: a fake channel, and a worker told to work."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from attendance.channels.base import Outgoing
from attendance.conversations import actions
from attendance.kernel import clock
from attendance.kernel.clock import FrozenClock
from attendance.kernel.events import Actor
from attendance.ratings import settings
from attendance.ratings.settings import Settings
from tests.destinations.desk import Desk, new_desk

ANA = "5511988887777"
SOON = timedelta(seconds=61)


@dataclass
class Shop:
    desk: Desk
    time: FrozenClock
    maria: UUID

    @property
    def sent(self) -> list[Outgoing]:
        return self.desk.shop.sent

    @property
    def said(self) -> list[str]:
        """What customers were told, without greetings."""
        return [message.text for message in self.sent if "rating" in message.content]

    def becomes(self, **able: Any) -> None:
        """What its channel can do."""
        self.desk.shop.capabilities = replace(self.desk.shop.capabilities, **able)

    async def asks(self, *wanted: Settings) -> None:
        async with self.desk.world.tx() as tx:
            await settings.replace_all(tx, list(wanted) or [Settings(is_on=True)])

    async def says(self, text: str, who: str = ANA, **more: Any) -> str:
        return await self.desk.says("shop", who, text, **more)

    async def attended(self, text: str = "Oi", who: str = ANA) -> UUID:
        """The customer's conversation, in Maria's hands."""
        await self.says(text, who)
        id: UUID = (await self.rows("select id from conversations order by created_at desc limit 1"))[0]["id"]
        async with self.desk.world.tx() as tx:
            await actions.accept(tx, await actions.lock(tx, id), self.maria)
        await self.desk.work()
        return id

    async def resolves(self, id: UUID) -> None:
        async with self.desk.world.tx(actor=Actor("attendant", self.maria, "Maria")) as tx:
            await actions.resolve(tx, await actions.lock(tx, id))
        await self.desk.work()

    async def reopens(self, id: UUID) -> None:
        async with self.desk.world.tx(actor=Actor("attendant", self.maria, "Maria")) as tx:
            await actions.reopen(tx, await actions.lock(tx, id), self.maria)
        await self.desk.work()

    async def passes(self, span: timedelta = SOON) -> None:
        """Time, and what is due then."""
        self.time.advance(span)
        await self.desk.work()

    async def ended(self, text: str = "Oi", who: str = ANA) -> UUID:
        """A conversation that Maria resolved, and the customer was asked about."""
        id = await self.attended(text, who)
        await self.resolves(id)
        await self.passes()
        return id

    async def rating(self, id: UUID) -> dict[str, Any]:
        """The newest of the conversation."""
        found = await self.rows(
            "select * from conversation_ratings where conversation_id = $1 order by created_at desc, id desc",
            id,
        )
        return found[0] if found else {}

    async def conversation(self, id: UUID) -> dict[str, Any]:
        return (await self.rows("select * from conversations where id = $1", id))[0]

    async def heard(self, kind: str) -> list[dict[str, Any]]:
        """Facts of the events of this kind."""
        return [
            row["payload"]
            for row in await self.rows("select payload from events where kind = $1 order by id", kind)
        ]

    async def rows(self, sql: str, *args: Any) -> list[dict[str, Any]]:
        async with self.desk.world.tx() as tx:
            return [dict(row) for row in await tx.fetch(sql, *args)]


@asynccontextmanager
async def open_shop(database_url: str, folder: Path) -> AsyncIterator[Shop]:
    async with new_desk(database_url, folder) as desk:
        with clock.frozen(clock.now()) as time:
            yield Shop(desk, time, await desk.attendant("Maria Santos", at={}))
