"""Browsers' heartbeats become presence leases, gathered so that a thousand sockets cost one statement."""

import asyncio
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

from attendance.attendants import actions
from attendance.identity.guards import Who
from attendance.kernel import log
from attendance.kernel.database import DATABASE_LOST, Database

_GATHER_SECONDS = 2.0
_log = log.get("presence")


@dataclass(slots=True)
class Presence:
    """Who is connected to this process, and whose lease is due."""

    database: Database
    _sockets: Counter[tuple[UUID, UUID]] = field(default_factory=Counter)
    _due: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    _task: "asyncio.Task[None] | None" = None

    async def start(self) -> None:
        self._task = asyncio.create_task(self._renew_forever(), name="presence")

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def arrive(self, who: Who) -> None:
        """A socket opened."""
        self._sockets[who.tenant_id, who.user_id] += 1
        await self.beat(who)

    async def beat(self, who: Who) -> None:
        """A heartbeat: the lease is renewed with the next round."""
        self._due[who.tenant_id].add(who.user_id)

    async def leave(self, who: Who) -> None:
        """A socket closed; with the last one the lease is shortened to a grace for reloads."""
        key = (who.tenant_id, who.user_id)
        self._sockets[key] -= 1
        if self._sockets[key] > 0:
            return
        del self._sockets[key]
        self._due[who.tenant_id].discard(who.user_id)
        try:
            async with self.database.transaction(who.tenant_id) as tx:
                await actions.shorten_lease(tx, who.user_id)
        except DATABASE_LOST as error:
            _log.warning("lease_not_shortened", reason=str(error))  # it runs out by itself

    async def _renew_forever(self) -> None:
        while True:
            await asyncio.sleep(_GATHER_SECONDS)
            due, self._due = self._due, defaultdict(set)
            for tenant_id, user_ids in due.items():
                try:
                    async with self.database.transaction(tenant_id) as tx:
                        await actions.renew_leases(tx, sorted(user_ids))
                except DATABASE_LOST as error:
                    _log.warning("leases_not_renewed", reason=str(error))
