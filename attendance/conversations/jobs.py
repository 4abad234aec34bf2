"""Background work on conversations: waking the snoozed, closing the silent, forgetting statuses of nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from attendance.conversations import actions, posting
from attendance.conversations.models import Conversation, EarlyStatus
from attendance.conversations.rules import HUMAN, OPEN
from attendance.identity import company
from attendance.kernel import clock, jobs
from attendance.kernel.database import Tx
from attendance.kernel.jobs import Job

_MOST_AT_ONCE = 500
_STATUSES_KEPT = timedelta(days=8)
"""Vendors repeat their webhooks for 7 days; whose message hasn't been noted then was never ours."""


@dataclass(frozen=True, slots=True)
class Wake:
    """Payload of `conversation.wake`."""

    conversation_id: UUID


async def wake(tx: Tx, services: Any, batch: Sequence[Job]) -> None:
    """The snooze is over, unless it was moved meanwhile."""
    for job in batch:
        found = await actions.lock(tx, jobs.decode(job, Wake).conversation_id)
        if found.snoozed_until is not None and found.snoozed_until <= clock.now():
            await actions.wake(tx, found)


async def abandon_silent(tx: Tx, services: Any, batch: Sequence[Job]) -> None:
    """Close what the customer left: no message in either direction for as long as the tenant waits, if it ever does.

    Who waits for a person isn't silent, and neither is what an attendant snoozed: those stay.
    """
    seconds = (await company.read(tx)).abandon_after_seconds
    if not seconds:
        return
    silent = await tx.rows(
        select(Conversation.id)
        .where(
            Conversation.status.in_(sorted(OPEN - {"waiting"})),
            Conversation.snoozed_until.is_(None),
            Conversation.waiting_since.is_(None),
            Conversation.last_activity_at < clock.now() - timedelta(seconds=seconds),
        )
        .order_by(Conversation.id)
        .limit(_MOST_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    for row in silent:
        await actions.abandon(tx, await actions.lock(tx, row.id))


async def release_idle(tx: Tx, services: Any, batch: Sequence[Job]) -> None:
    """Give back to the bot what people have had without a word from either side, where the company wants that (D13).

    Off unless the company's `release_after_seconds` says how long. Who stands in a line isn't idle, and neither is
    what an attendant snoozed.
    """
    seconds = (await company.read(tx)).release_after_seconds
    if not seconds:
        return
    idle = await tx.rows(
        select(Conversation.id)
        .where(
            Conversation.status.in_(sorted(HUMAN - {"waiting"})),
            Conversation.snoozed_until.is_(None),
            Conversation.last_activity_at < clock.now() - timedelta(seconds=seconds),
        )
        .order_by(Conversation.id)
        .limit(_MOST_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    for row in idle:
        await actions.release(tx, await actions.lock(tx, row.id))


_MISSED = """
select e.id, m.id as message_id, m.conversation_id, e.state, e.reason_code, e.reason, e.at
from early_statuses e join messages m on m.inbox_id = e.inbox_id and m.external_id = e.external_id
order by m.conversation_id, e.at limit 500
"""


async def settle_statuses(tx: Tx, services: Any, batch: Sequence[Job]) -> None:
    """Apply statuses that were stored at the very moment in which their message was noted as sent: neither saw the
    other."""
    for row in await tx.fetch(_MISSED):
        await actions.lock(tx, row["conversation_id"])
        if await tx.execute(delete(EarlyStatus).where(EarlyStatus.id == row["id"])):
            await posting.raise_state(
                tx,
                row["message_id"],
                row["state"],
                at=row["at"],
                code=row["reason_code"],
                message=row["reason"],
            )


async def forget_statuses(tx: Tx, services: Any, batch: Sequence[Job]) -> None:
    """Remove those that waited in vain for the message they tell of."""
    await tx.execute(delete(EarlyStatus).where(EarlyStatus.at < clock.now() - _STATUSES_KEPT))
