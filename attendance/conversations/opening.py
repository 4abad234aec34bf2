"""Conversations that we begin: the customer hasn't written, or not for a while."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from attendance.conversations import actions, events
from attendance.conversations.actions import Locked
from attendance.conversations.models import Conversation
from attendance.conversations.rules import CLOSED
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.ids import new_id
from attendance.kernel.json_text import storable


@dataclass(frozen=True, slots=True)
class Addressee:
    """A contact, and where their messages of an inbox go."""

    contact_id: UUID
    is_new: bool
    recipient: str


async def open_for(
    tx: Tx,
    to: Addressee,
    *,
    inbox_id: UUID,
    channel: str,
    bot_id: UUID | None,
    thread: str | None = None,
    subject: str | None = None,
) -> Locked:
    """The contact's open conversation in the inbox under its lock, or a new one that belongs to the bot.

    In a channel with threads `thread` names the conversation, whoever else writes in it.
    """
    found = await _open_one(tx, inbox_id, to.contact_id, thread)
    if found is None:
        item = {
            "conversation_id": new_id(), "inbox_id": inbox_id, "contact_id": to.contact_id, "channel": channel,
            "recipient": to.recipient, "bot_id": bot_id, "is_new_contact": to.is_new, "thread": thread,
            "subject": subject,
        }  # fmt: skip
        await _create(tx, item)
        found = await _open_one(tx, inbox_id, to.contact_id, thread)
    assert found is not None, "created a moment ago, by us or by who was faster"
    return await actions.lock(tx, found)


async def _create(tx: Tx, item: Mapping[str, Any]) -> None:
    """A no-op when another transaction was faster (`uq_conversations_open`)."""
    rows = await tx.fetch(
        "select c.id, c.number from conversation_create($1, $2::jsonb, $3) c where c.id is not null",
        tx.tenant_id, storable(item), clock.now(),
    )  # fmt: skip
    for row in rows:
        opened = events.ConversationOpened(
            conversation_id=row["id"], number=row["number"], channel=item["channel"]
        )
        tx.publish(opened)


async def _open_one(tx: Tx, inbox_id: UUID, contact_id: UUID, thread: str | None) -> UUID | None:
    theirs = select(Conversation.id).where(
        Conversation.inbox_id == inbox_id,
        Conversation.contact_id == contact_id,
        Conversation.thread.is_not_distinct_from(thread),
        Conversation.status.not_in(sorted(CLOSED)),
    )
    found: UUID | None = await tx.scalar(theirs)
    return found
