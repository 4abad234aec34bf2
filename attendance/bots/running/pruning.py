"""Steps of scripts are kept as long as the company wants to look at them; what waits is never touched."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import delete, select

from attendance.bots.scripts.models import Execution
from attendance.identity import company
from attendance.kernel import jobs
from attendance.kernel.database import Tx
from attendance.kernel.jobs import Entry, Job
from attendance.kernel.schedule import Periodic

PRUNE: Final = "bot.prune"
_MOST_AT_ONCE: Final = 2_000


async def prune(tx: Tx, services: Any, batch: Sequence[Job]) -> None:
    """Forget old executions with their turns, some at a time."""
    until = await company.records_until(tx)
    over = (Execution.status != "waiting", Execution.updated_at < until)
    old = select(Execution.id).where(*over).limit(_MOST_AT_ONCE)
    if await tx.execute(delete(Execution).where(Execution.id.in_(old))) == _MOST_AT_ONCE:
        await jobs.enqueue(tx, PRUNE, {})


ENTRIES: Final = (Entry(PRUNE, in_transaction=prune),)
PERIODIC: Final = (Periodic(PRUNE, timedelta(hours=6)),)
