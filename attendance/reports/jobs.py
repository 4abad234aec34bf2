"""Background work of reports: slots that fall due, mails, and old deliveries that are forgotten."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import delete, select

from attendance.identity import company
from attendance.kernel import jobs
from attendance.kernel.database import Tx
from attendance.kernel.jobs import Entry, Job
from attendance.kernel.schedule import Periodic
from attendance.reports import schedules, sending
from attendance.reports.models import ReportDelivery
from attendance.reports.schedules import DUE, SEND, Due

PRUNE: Final = "report.prune"
_MOST_AT_ONCE: Final = 5_000


async def fall_due(tx: Tx, services: Any, batch: Sequence[Job]) -> None:
    for job in batch:
        await schedules.fall_due(tx, jobs.decode(job, Due))


async def prune(tx: Tx, services: Any, batch: Sequence[Job]) -> None:
    """As long as the company keeps its records."""
    until = await company.records_until(tx)
    old = select(ReportDelivery.id).where(ReportDelivery.created_at < until).limit(_MOST_AT_ONCE)
    if await tx.execute(delete(ReportDelivery).where(ReportDelivery.id.in_(old))) == _MOST_AT_ONCE:
        await jobs.enqueue(tx, PRUNE, {})


ENTRIES: Final = (
    Entry(DUE, in_transaction=fall_due),
    Entry(SEND, free=sending.send, on_dead=sending.give_up),
    Entry(PRUNE, in_transaction=prune),
)
PERIODIC: Final = (Periodic(PRUNE, every=timedelta(hours=6)),)
