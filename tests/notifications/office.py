"""A company whose people are told by mail, without a network: the mailbox keeps what it was given to send."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from attendance.conversations import actions
from attendance.kernel import clock
from attendance.kernel.clock import FrozenClock
from attendance.notifications import settings
from attendance.notifications.rules import Kind
from attendance.notifications.settings import Setting
from attendance.notifications.watching import WATCH
from tests.destinations.desk import Desk, FakeMessenger, new_desk


@dataclass
class Office:
    desk: Desk
    mailbox: FakeMessenger
    time: FrozenClock
    maria: UUID
    sofia: UUID
    """The supervisor."""

    @property
    def mails(self) -> list[tuple[str, str]]:
        """To whom, about what; oldest first."""
        return [(mail.recipient, mail.content["subject"]) for mail in self.mailbox.sent]

    def email(self, user_id: UUID) -> str:
        return f"{user_id}@example.com"

    async def wants(self, kind: Kind, threshold: int | None = None) -> None:
        async with self.desk.world.tx() as tx:
            await settings.change(tx, [Setting(kind, True, threshold)])

    async def bot_wants(self, **config: Any) -> None:
        bot_id = await self.desk.world.bot(**config)
        await self.rows("update inboxes set bot_id = $1 where id = $2", bot_id, self.desk.inboxes["shop"])

    async def asks_for_a_person(self, who: str = "5511988887777", text: str = "Quero um atendente") -> UUID:
        """The customer waits."""
        await self.desk.says("shop", who, text)
        rows = await self.rows("select id from conversations order by created_at desc, id desc limit 1")
        id: UUID = rows[0]["id"]
        return id

    async def assigns(self, id: UUID, user_id: UUID, how: str = "assigned") -> None:
        async with self.desk.world.tx() as tx:
            await actions.assign(tx, await actions.lock(tx, id), user_id, how=how)  # type: ignore[arg-type]  # of How
        await self.desk.work()

    async def resolves(self, id: UUID) -> None:
        async with self.desk.world.tx() as tx:
            await actions.resolve(tx, await actions.lock(tx, id))
        await self.desk.work()

    async def passes(self, span: timedelta) -> None:
        """Time, and the look of every minute."""
        self.time.advance(span)
        await self.rows("select jobs_enqueue($1, $2, null, '{}', $3, 2, 3, null)",
                        self.desk.world.tenant_id, WATCH, clock.now())  # fmt: skip
        await self.desk.work()

    async def rows(self, sql: str, *args: Any) -> list[Mapping[str, Any]]:
        async with self.desk.world.tx() as tx:
            return [dict(row) for row in await tx.fetch(sql, *args)]


@asynccontextmanager
async def open_office(database_url: str, folder: Path) -> AsyncIterator[Office]:
    async with new_desk(database_url, folder) as desk:
        mailbox = FakeMessenger("email", has_threads=True)
        desk.services.channels = {**desk.services.channels, "email": mailbox}
        desk.inboxes["email"] = await desk.world.inbox("email")
        maria = await desk.attendant("Maria Santos", at={}, is_online=False)
        sofia = await desk.world.user("Sofia Lima", role="supervisor")
        await desk.queue(maria, auto_assign=False)
        with clock.frozen(clock.now()) as time:
            yield Office(replace(desk), mailbox, time, maria, sofia)
