"""Deliveries whose signature was wrong: the commonest mistake of a new inbox, so it is shown there.

Counted in memory and written now and then: anybody can send us bad requests, and each must cost next to nothing.
"""

import asyncio
from collections import Counter
from uuid import UUID

from sqlalchemy import select, update

from attendance.channels.base import InboxConfig
from attendance.channels.models import Inbox
from attendance.channels.rules import refusals_after
from attendance.kernel import clock, log
from attendance.kernel.database import DATABASE_LOST, Database

_FLUSH_SECONDS = 10.0
_log = log.get("channels")


class RefusedDeliveries:
    """What this process refused since it last wrote it down."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._counted: Counter[tuple[UUID, UUID]] = Counter()
        self._loop: asyncio.Task[None] | None = None

    def note(self, inbox: InboxConfig) -> None:
        self._counted[inbox.tenant_id, inbox.id] += 1

    async def start(self) -> None:
        self._loop = asyncio.create_task(self._flush_forever(), name="refused-deliveries")

    async def stop(self) -> None:
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)
        await self.flush()

    async def flush(self) -> None:
        """Add what was counted to the inboxes' own figures."""
        counted, self._counted = self._counted, Counter()
        for (tenant_id, inbox_id), count in counted.items():
            async with self._database.transaction(tenant_id) as tx:
                mine = Inbox.id == inbox_id
                hours = await tx.scalar(select(Inbox.refused).where(mine).with_for_update())
                if hours is not None:
                    refused = refusals_after(hours, count, clock.now())
                    await tx.execute(update(Inbox).where(mine).values(refused=refused))

    async def _flush_forever(self) -> None:
        while True:
            await asyncio.sleep(_FLUSH_SECONDS)
            try:
                await self.flush()
            except DATABASE_LOST as error:
                _log.warning("refusals_not_written", reason=str(error))
