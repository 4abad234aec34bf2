"""Follows the event log and keeps the visits and spans that the figures are sums of (`insights_step`).

One process of all reads at a time; what was read and what came of it are one transaction, so that nothing is counted
twice or left out. `restart` forgets everything and lets it be read again from the beginning.
"""

import asyncio
from contextlib import suppress
from typing import Final

from attendance.kernel import log
from attendance.kernel.database import DATABASE_LOST, Database

_AT_ONCE: Final = 500
_POLL_SECONDS: Final = 1.0

_log = log.get("insights")


async def follow(database: Database) -> int:
    """Read everything that may be read by now. Returns how many events that were."""
    total = 0
    while True:
        async with database.system() as driver:
            seen: int = await driver.fetchval("select insights_step($1)", _AT_ONCE)
        total += seen
        if seen < _AT_ONCE:
            return total


async def restart(database: Database) -> None:
    """Forget every visit and span of all tenants; whoever follows next begins at the first event."""
    async with database.system() as driver:
        await driver.execute("select insights_restart()")


class Follower:
    """A worker's part: woken by events, and looking by itself each second."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._unlisten = self._database.bus.listen("events", lambda _: self._wake.set())
        self._task = asyncio.create_task(self._follow(), name="insights")

    async def stop(self) -> None:
        self._unlisten()
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _follow(self) -> None:
        while True:
            self._wake.clear()
            try:
                await follow(self._database)
            except DATABASE_LOST as error:
                _log.warning("insights.behind", reason=type(error).__name__)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), _POLL_SECONDS)
