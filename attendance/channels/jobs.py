"""Background work of channels: raw deliveries are kept as long as the company wants to be able to run them again."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import delete, select

from attendance.channels import circuits, inspecting
from attendance.channels.models import InboundEvent, SendPlace
from attendance.identity import company
from attendance.kernel import clock, jobs
from attendance.kernel.database import Tx
from attendance.kernel.jobs import Entry, Job
from attendance.kernel.schedule import Periodic

PRUNE: Final = "inbound.prune"
_MOST_AT_ONCE: Final = 5_000
_PLACES_LAST: Final = timedelta(hours=1)
"""Longer than any pause between two messages to somebody."""


async def prune(tx: Tx, services: Any, batch: Sequence[Job]) -> None:
    """Forget the raw bodies of old deliveries, some at a time; their messages stay."""
    until = await company.records_until(tx)
    old = select(InboundEvent.id).where(InboundEvent.received_at < until).limit(_MOST_AT_ONCE)
    if await tx.execute(delete(InboundEvent).where(InboundEvent.id.in_(old))) == _MOST_AT_ONCE:
        await jobs.enqueue(tx, PRUNE, {})
    idle_since = clock.now() - _PLACES_LAST
    await tx.execute(delete(SendPlace).where(SendPlace.free_at < idle_since, SendPlace.recipient != ""))


ENTRIES: Final = (Entry(PRUNE, in_transaction=prune), *inspecting.ENTRIES, *circuits.ENTRIES)
PERIODIC: Final = (Periodic(PRUNE, timedelta(hours=6)), *inspecting.PERIODIC)
