"""Background work of destinations."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import delete, select, tuple_

from attendance.attendants.models import AttendantLink, AttendantWords
from attendance.destinations import changing, delivery, hearing, outbox, relaying, slack_notice
from attendance.destinations.models import Relay
from attendance.destinations.outbox import OfThread
from attendance.identity import company
from attendance.kernel import clock, jobs
from attendance.kernel.database import Tx
from attendance.kernel.jobs import Entry, Job
from attendance.kernel.schedule import Periodic
from attendance.router.insiders import CHANGED, RELAY_FAILED, SAID

PRUNE: Final = "relay.prune"
_MOST_AT_ONCE: Final = 2_000


async def catch_up(tx: Tx, services: Any, batch: Sequence[Job]) -> None:
    for job in batch:
        await relaying.catch_up(tx, jobs.decode(job, OfThread).thread_id)


async def prune(tx: Tx, services: Any, batch: Sequence[Job]) -> None:
    """Forget what was relayed and heard longer ago than the company keeps its records, some at a time."""
    until = await company.records_until(tx)
    old = select(Relay.id).where(Relay.created_at < until).limit(_MOST_AT_ONCE)
    gone = await tx.execute(delete(Relay).where(Relay.id.in_(old)))
    key = tuple_(AttendantWords.inbox_id, AttendantWords.external_id)
    heard = select(AttendantWords.inbox_id, AttendantWords.external_id)
    heard = heard.where(AttendantWords.heard_at < until).limit(_MOST_AT_ONCE)
    gone_words = await tx.execute(delete(AttendantWords).where(key.in_(heard)))
    await tx.execute(delete(AttendantLink).where(AttendantLink.expires_at < clock.now()))
    if _MOST_AT_ONCE in (gone, gone_words):
        await jobs.enqueue(tx, PRUNE, {})


ENTRIES: Final = (
    Entry(SAID, free=hearing.hear, on_dead=hearing.give_up),
    Entry(CHANGED, in_transaction=changing.change_words),
    Entry(RELAY_FAILED, in_transaction=delivery.note_failed, batch=16),
    Entry(outbox.DELIVER, free=delivery.deliver, on_dead=delivery.give_up),
    Entry(outbox.REDRAW, free=delivery.redraw),
    Entry(outbox.CATCH_UP, in_transaction=catch_up),
    Entry(slack_notice.NOTIFY, free=slack_notice.notify),
    Entry(PRUNE, in_transaction=prune),
)
PERIODIC: Final = (Periodic(PRUNE, timedelta(hours=6)),)
