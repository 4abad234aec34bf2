"""When a conversation ends, its question is planned; when it is taken up again before, the question is taken back."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import exists, select, update
from sqlalchemy.dialects.postgresql import insert

from attendance.conversations.models import Conversation
from attendance.kernel import clock, jobs
from attendance.kernel.database import Tx
from attendance.kernel.ids import new_id
from attendance.ratings import settings
from attendance.ratings.models import ConversationRating
from attendance.ratings.rules import EndedBy, is_wanted

ASK: Final = "rating.ask"
_TOO_LATE: Final = timedelta(hours=24)
"""Whoever hears so late that a conversation ended (a worker was down, a history was imported) asks nobody."""


async def plan(
    tx: Tx,
    conversation_id: UUID,
    *,
    ended_at: datetime,
    ended_by: EndedBy,
    was_human: bool,
    attendant_id: UUID | None,
) -> None:
    """Note the question with the job that asks it: both or none. A conversation that was asked about a moment ago, or
    in which the customer never wrote, isn't asked about."""
    if ended_at < clock.now() - _TOO_LATE:
        return
    row = await tx.first(
        select(
            Conversation.contact_id, Conversation.inbox_id, Conversation.channel, Conversation.queue_id,
            Conversation.inbound_count,
        ).where(Conversation.id == conversation_id)
    )  # fmt: skip
    if row is None or not row.inbound_count:
        return
    asked = await settings.of_queue(tx, row.queue_id)
    if not is_wanted(asked.wanted, ended_by=ended_by, was_human=was_human):
        return
    if await _asked_since(tx, conversation_id, asked.again_after):
        return
    await _close_former(tx, conversation_id)
    now, rating_id = clock.now(), new_id()
    due_at = max(now, ended_at + timedelta(seconds=asked.delay_seconds))
    await tx.execute(
        insert(ConversationRating)
        .values(
            id=rating_id, tenant_id=tx.tenant_id, conversation_id=conversation_id, contact_id=row.contact_id,
            inbox_id=row.inbox_id, queue_id=row.queue_id, attendant_id=attendant_id, channel=row.channel,
            due_at=due_at, created_at=now,
        )
    )  # fmt: skip
    await jobs.enqueue(tx, ASK, {"rating_id": rating_id}, run_at=due_at, dedupe_key=_dedupe(rating_id))


async def withdraw(tx: Tx, conversation_id: UUID) -> None:
    """Taken up again: what hasn't been asked yet isn't."""
    rows = await tx.fetch(
        "update conversation_ratings set state = 'withdrawn', reason = 'reopened' "
        "where conversation_id = $1 and state = 'planned' returning id",
        conversation_id,
    )
    for row in rows:
        await jobs.cancel(tx, _dedupe(row["id"]))


def _dedupe(rating_id: UUID) -> str:
    return f"rating:{rating_id}"


async def _asked_since(tx: Tx, conversation_id: UUID, again_after: timedelta) -> bool:
    """Whether it was asked about so lately, or is going to be."""
    lately = ConversationRating.asked_at > clock.now() - again_after
    is_live = (ConversationRating.conversation_id == conversation_id) & (
        lately | (ConversationRating.state == "planned")
    )
    return bool(await tx.scalar(select(exists().where(is_live))))


async def _close_former(tx: Tx, conversation_id: UUID) -> None:
    """A question that was never answered makes room for the new one."""
    await tx.execute(
        update(ConversationRating)
        .where(ConversationRating.conversation_id == conversation_id, ConversationRating.state == "asked")
        .values(state="withdrawn", reason="asked_again", open_until=None)
    )
