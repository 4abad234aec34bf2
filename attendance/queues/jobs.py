"""Background work of queues: serving lines, overflow, and conversations that leave somebody who is gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, select

from attendance.attendants.queries import is_available
from attendance.identity import company
from attendance.kernel import jobs
from attendance.kernel.database import Tx
from attendance.kernel.jobs import Entry, Job
from attendance.kernel.schedule import Periodic
from attendance.queues import actions, snapshots
from attendance.queues.assigning import REBALANCE
from attendance.queues.models import RoutingDecision

SWEEP = "queue.sweep"
PRUNE = "queue.prune"
_MOST_AT_ONCE: Final = 5_000


@dataclass(frozen=True, slots=True)
class Rebalance:
    queue_ids: list[UUID]


@dataclass(frozen=True, slots=True)
class Overflow:
    conversation_id: UUID
    queue_id: UUID
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class Reroute:
    """`only_if_gone`: whoever came back within the grace keeps their conversations."""

    user_id: UUID
    statuses: list[str]
    reason: str
    only_if_gone: bool = False


@dataclass(frozen=True, slots=True)
class Requeue:
    """A customer wrote to somebody who is gone."""

    conversation_id: UUID


async def rebalance(tx: Tx, services: Any, batch: Sequence[Job]) -> None:
    """All that were asked for at once, as one: conversations of several queues compete for the same people."""
    wanted = {queue_id for job in batch for queue_id in jobs.decode(job, Rebalance).queue_ids}
    await actions.rebalance(tx, wanted)


async def overflow(tx: Tx, services: Any, batch: Sequence[Job]) -> None:
    for job in batch:
        late = jobs.decode(job, Overflow)
        await actions.overflow(tx, late.conversation_id, late.queue_id, late.entered_at)


async def reroute(tx: Tx, services: Any, batch: Sequence[Job]) -> None:
    for job in batch:
        gone = jobs.decode(job, Reroute)
        if gone.only_if_gone and await is_available(tx, gone.user_id):
            continue
        await actions.leave(tx, gone.user_id, gone.statuses, reason=gone.reason)


async def requeue(tx: Tx, services: Any, batch: Sequence[Job]) -> None:
    for job in batch:
        await actions.requeue_if_gone(tx, jobs.decode(job, Requeue).conversation_id)


async def sweep(tx: Tx, services: Any, batch: Sequence[Job]) -> None:
    """Routing is driven by events; this finds what a lost one would leave behind."""
    waiting = {queue.id for queue in await snapshots.queues(tx) if queue.waiting_count}
    if waiting:
        await actions.rebalance(tx, waiting)


async def prune(tx: Tx, services: Any, batch: Sequence[Job]) -> None:
    """Forget old decisions, some at a time."""
    until = await company.records_until(tx)
    old = select(RoutingDecision.id).where(RoutingDecision.at < until).limit(_MOST_AT_ONCE)
    if await tx.execute(delete(RoutingDecision).where(RoutingDecision.id.in_(old))) == _MOST_AT_ONCE:
        await jobs.enqueue(tx, PRUNE, {})


ENTRIES: Final = (
    Entry(REBALANCE, in_transaction=rebalance, batch=100),
    Entry(actions.OVERFLOW, in_transaction=overflow),
    Entry(actions.REROUTE, in_transaction=reroute),
    Entry(actions.REQUEUE, in_transaction=requeue),
    Entry(SWEEP, in_transaction=sweep),
    Entry(PRUNE, in_transaction=prune),
)
PERIODIC: Final = (Periodic(SWEEP, every=timedelta(minutes=1)), Periodic(PRUNE, every=timedelta(hours=6)))
