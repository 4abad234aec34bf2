"""Background work of attendants: the timers of their leases."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from attendance.attendants import actions
from attendance.kernel import jobs
from attendance.kernel.database import Tx
from attendance.kernel.jobs import Entry, Job


@dataclass(frozen=True, slots=True)
class LeaseEnds:
    """Payload of `attendant.lease`."""

    user_id: UUID


async def end_lease(tx: Tx, services: Any, batch: Sequence[Job]) -> None:
    for job in batch:
        await actions.end_lease(tx, jobs.decode(job, LeaseEnds).user_id)


ENTRIES: Final = (Entry(actions.LEASE_JOB, in_transaction=end_lease),)
