"""A vendor that answers `opted_out` tells that the customer refuses what we send: kept, so that nobody tries again."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from attendance.channels.base import Capabilities, IncomingStatus
from attendance.conversations.models import Conversation, Message
from attendance.crm import contacts
from attendance.kernel import clock
from attendance.kernel.database import Tx

REASON = "opted_out"


async def of_failure(tx: Tx, message_id: UUID, capabilities: Capabilities) -> None:
    """The vendor refused this message when it was sent."""
    await _note(tx, Message.id == message_id, capabilities)


async def of_statuses(
    tx: Tx, inbox_id: UUID, statuses: Sequence[IncomingStatus], capabilities: Capabilities
) -> None:
    """The vendor took messages, and told afterwards that they are not wanted."""
    for status in statuses:
        if status.reason_code == REASON:
            ours = or_(Message.external_id == status.external_id, Message.id == status.message_id)
            await _note(tx, (Message.inbox_id == inbox_id) & ours, capabilities)


async def _note(tx: Tx, which: ColumnElement[bool], capabilities: Capabilities) -> None:
    row = await tx.first(
        select(Conversation.contact_id, Conversation.channel)
        .join(Message, Message.conversation_id == Conversation.id)
        .where(which)
        .limit(1)
    )
    if row is not None:
        await contacts.refuse(tx, row.contact_id, row.channel, capabilities.opt_out_covers, at=clock.now())
