"""The circuits of inboxes as all workers share them, and what waits for one to close."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import select, update

from attendance.channels import actions, events
from attendance.channels.models import Inbox
from attendance.channels.rules import PROBE_LASTS, Circuit, Trouble, after_failure, circuit_of, passage
from attendance.kernel import clock, jobs
from attendance.kernel.database import Tx
from attendance.kernel.jobs import Entry, Job

PROBE: Final = "inbox.probe"
_ALL: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Probe:
    """Payload of `inbox.probe`."""

    inbox_id: UUID


async def note_failure(tx: Tx, inbox_id: UUID, trouble: Trouble, *, was_probe: bool) -> Circuit:
    """One more call failed. When that opens the circuit, people are told, and a probe is planned."""
    now = clock.now()
    stored = await tx.scalar(select(Inbox.circuit).where(Inbox.id == inbox_id).with_for_update())
    before = circuit_of(stored)
    after = after_failure(before, trouble, now, was_probe=was_probe)
    await _keep(tx, inbox_id, after)
    await actions.note_error(tx, inbox_id, trouble.detail)
    if (
        after.opened_at is not None
        and after.retry_at is not None
        and (before is None or before.retry_at != after.retry_at)
    ):
        await _plan_probe(tx, inbox_id, after.retry_at)
    if after.opened_at is not None and (before is None or before.opened_at is None):
        tx.publish(events.InboxHeld(inbox_id=inbox_id, reason=trouble.reason))
    return after


async def claim_probe(tx: Tx, inbox_id: UUID) -> bool:
    """Whether this message may try while the others wait: of several workers that ask, one."""
    now = clock.now()
    stored = await tx.scalar(select(Inbox.circuit).where(Inbox.id == inbox_id).with_for_update())
    circuit = circuit_of(stored)
    if circuit is None or passage(circuit, now) == "free":
        return True
    if passage(circuit, now) == "held":
        return False
    await _keep(tx, inbox_id, replace(circuit, retry_at=now + PROBE_LASTS))
    await _plan_probe(tx, inbox_id, now + PROBE_LASTS)
    return True


async def close(tx: Tx, inbox_id: UUID) -> None:
    """Something got through, or an administrator mended the account: what waits goes now."""
    was_open = await tx.fetch(
        "update inboxes i set circuit = null from (select id, circuit from inboxes where id = $1 for update) old "
        "where i.id = old.id and old.circuit is not null returning old.circuit ->> 'opened_at' as opened_at",
        inbox_id,
    )
    if was_open and was_open[0]["opened_at"] is not None:
        await wake(tx, inbox_id)
        tx.publish(events.InboxReleased(inbox_id=inbox_id))


async def wake(tx: Tx, inbox_id: UUID, *, most: int = _ALL) -> int:
    """Deliveries of this inbox that were put off are due now, the oldest first. Returns how many."""
    rows = await tx.fetch("select deliveries_wake($1, $2, $3, $4)", tx.tenant_id, inbox_id, clock.now(), most)
    tx.wake("jobs")
    return int(rows[0][0])


async def probe(tx: Tx, services: Any, batch: Sequence[Job]) -> None:
    """It is time to try again: the oldest message that waits goes first, the others stay put off.

    Should it wait behind something else of its conversation, another one is tried a little later.
    """
    for job in batch:
        inbox_id = jobs.decode(job, Probe).inbox_id
        circuit = circuit_of(await tx.scalar(select(Inbox.circuit).where(Inbox.id == inbox_id)))
        now = clock.now()
        if passage(circuit, now) == "probe" and await wake(tx, inbox_id, most=1):
            await _plan_probe(tx, inbox_id, now + PROBE_LASTS)


async def _keep(tx: Tx, inbox_id: UUID, circuit: Circuit) -> None:
    kept = msgspec.to_builtins(circuit)
    await tx.execute(update(Inbox).where(Inbox.id == inbox_id).values(circuit=kept))


async def _plan_probe(tx: Tx, inbox_id: UUID, at: datetime) -> None:
    key = f"{PROBE}:{inbox_id}"
    await jobs.cancel(tx, key)
    await jobs.enqueue(tx, PROBE, Probe(inbox_id), dedupe_key=key, run_at=at)


ENTRIES: Final = (Entry(PROBE, in_transaction=probe),)
