"""Failed messages sent again or taken off the list, and deliveries that could not be read, read again."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select

from attendance.channels import actions as channel_actions
from attendance.channels.base import Channel
from attendance.channels.events import FailuresCleared
from attendance.channels.models import InboundEvent
from attendance.conversations import actions, posting
from attendance.conversations.limits import limits_of
from attendance.conversations.models import FailedMessage, Message
from attendance.conversations.rules import Sender
from attendance.kernel.database import Tx
from attendance.kernel.errors import Conflict, NotFound
from attendance.router.inboxes import queries
from attendance.router.inboxes.schemas import Cleared

MOST_AT_ONCE: Final = 500


async def retry(
    tx: Tx, channels: Mapping[str, Channel], inbox_id: UUID, wanted: list[UUID] | None
) -> Cleared:
    """Send these again, or all that may be, oldest first: each as its author, under the policy of new messages."""
    ids = await queries.failed_ids(tx, inbox_id, wanted, limit=MOST_AT_ONCE, which="retryable")
    places = await tx.rows(
        select(Message.id, Message.conversation_id, Message.author_kind, Message.author_id).where(
            Message.id.in_(ids)
        )
    )
    await actions.lock_together(tx, {row.conversation_id for row in places})
    by_id = {row.id: row for row in places}
    done = 0
    for message_id in ids:
        row = by_id[message_id]
        found = await actions.lock(tx, row.conversation_id)
        sender = Sender(row.author_kind, row.author_id, found.owner_epoch if found.owner == "bot" else None)
        try:
            await posting.retry(tx, found, message_id, sender, limit=limits_of(channels[found.channel]))
        except Conflict:
            continue
        done += 1
    if done:
        tx.publish(FailuresCleared(inbox_id=inbox_id, retried=done, dismissed=0))
    return Cleared(done=done, kept=len(ids) - done, left=await queries.count_failed(tx, inbox_id))


async def dismiss(tx: Tx, inbox_id: UUID, wanted: list[UUID] | None) -> Cleared:
    """Take them off the list; in their conversations they stay as failed."""
    ids = await queries.failed_ids(tx, inbox_id, wanted, limit=MOST_AT_ONCE, which="any")
    done = await tx.execute(delete(FailedMessage).where(FailedMessage.message_id.in_(ids)))
    if done:
        tx.publish(FailuresCleared(inbox_id=inbox_id, retried=0, dismissed=done))
    return Cleared(done=done, kept=0, left=await queries.count_failed(tx, inbox_id))


async def replay(tx: Tx, inbox_id: UUID, event_id: UUID) -> None:
    """Read a stored delivery again, whole: what it brought already stays as it is. Raises NotFound."""
    found = await tx.scalar(
        select(InboundEvent.id).where(InboundEvent.id == event_id, InboundEvent.inbox_id == inbox_id)
    )
    if found is None:
        raise NotFound("delivery")
    await tx.fetch("update inbound_events set ignored = null where id = $1", event_id)
    await tx.fetch(
        "delete from jobs where tenant_id = $1 and state = 'dead' and kind = 'inbound.receive' "
        "and payload ->> 'event_id' = $2",
        tx.tenant_id, str(event_id),
    )  # fmt: skip
    await channel_actions.replay(tx, [event_id])
