"""Periodic work: enqueues each tenant's regular jobs. Missed periods are not made up for."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from attendance.kernel import jobs, log
from attendance.kernel.database import DATABASE_LOST, Database
from attendance.kernel.jobs import Priority

_log = log.get("schedule")


@dataclass(frozen=True, slots=True)
class Periodic:
    """A kind of job that every tenant gets once in each period."""

    kind: str
    every: timedelta


class Scheduler:
    """Runs in each worker; an equal job that still waits isn't enqueued twice."""

    def __init__(self, database: Database, periodic: Sequence[Periodic]) -> None:
        self._database = database
        self._periodic = periodic
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        self._tasks = [asyncio.create_task(self._repeat(entry), name=entry.kind) for entry in self._periodic]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _repeat(self, entry: Periodic) -> None:
        while True:
            await asyncio.sleep(entry.every.total_seconds())
            with suppress(*DATABASE_LOST):
                await self.enqueue(entry)

    async def enqueue(self, entry: Periodic) -> None:
        """One job for each tenant."""
        async with self._database.system() as driver:
            tenants = await driver.fetch("select tenant_id from tenant_list()")
        for row in tenants:
            async with self._database.transaction(row["tenant_id"]) as tx:
                await jobs.enqueue(tx, entry.kind, {}, dedupe_key=entry.kind, priority=Priority.BULK)
