"""Comments: internal ones for colleagues, public ones that go to the customer as messages; and who watches."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from attendance.channels.base import Capabilities
from attendance.conversations import posting
from attendance.conversations.actions import Locked as LockedConversation
from attendance.conversations.posting import Attached
from attendance.conversations.posting import Draft as MessageDraft
from attendance.conversations.rules import Limit, Sender
from attendance.files import actions as files
from attendance.files.actions import Waiting
from attendance.identity.models import User
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.errors import InvalidInput
from attendance.kernel.events import ActorKind
from attendance.kernel.ids import new_id
from attendance.tickets import events
from attendance.tickets.actions import Locked
from attendance.tickets.models import Ticket, TicketComment, TicketWatcher


@dataclass(frozen=True, slots=True)
class Author:
    kind: ActorKind
    id: UUID | None
    name: str


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody writes. The same `client_id` again is the same comment. `files` that its author uploaded."""

    text: str
    client_id: str
    author: Author
    files: Sequence[UUID] = ()


async def comment(tx: Tx, found: Locked, new: Comment) -> tuple[UUID, bool]:
    """An internal one, for colleagues only. Returns its id, and whether it was a repeat.

    Raises: InvalidInput, FileNotYours.
    """
    known = await _known(tx, found, new.client_id)
    if known is not None:
        return known, True
    waiting = await _waiting(tx, found, new)
    comment_id = await _insert(tx, found, new, message_id=None)
    await files.attach_to_comment(tx, comment_id, waiting)
    return comment_id, False


async def _waiting(tx: Tx, found: Locked, new: Comment) -> list[Waiting]:
    if not new.files:
        return []
    return await files.waiting(tx, new.files, conversation_id=found.session_id, uploaded_by=new.author.id)


async def answer(
    tx: Tx,
    found: Locked,
    conversation: LockedConversation,
    new: Comment,
    *,
    limit: Limit,
    able: Capabilities | None = None,
) -> tuple[UUID, bool]:
    """A public one: the customer gets it in the ticket's conversation, under the policy of every message.

    `able`: what its channel takes; None when no files are to go. Raises the reasons of
    `conversations.rules.may_reply`, FileNotYours, and what the channel doesn't take.
    """
    known = await _known(tx, found, new.client_id)
    if known is not None:
        return known, True
    attached = Attached(new.files, able) if new.files else None
    message = MessageDraft(new.text, f"ticket:{new.client_id}", files=attached)
    sender = Sender("attendant", new.author.id)
    message_id, _ = await posting.post_reply(
        tx, conversation, message, sender, author_name=new.author.name, limit=limit
    )
    return await _insert(tx, found, new, message_id=message_id), False


async def _known(tx: Tx, found: Locked, client_id: str) -> UUID | None:
    known: UUID | None = await tx.scalar(
        select(TicketComment.id).where(
            TicketComment.ticket_id == found.id, TicketComment.client_id == client_id
        )
    )
    return known


async def _insert(tx: Tx, found: Locked, new: Comment, *, message_id: UUID | None) -> UUID:
    text = new.text.strip()
    if not text and not new.files:
        raise InvalidInput("Write something first.", fields={"text": "empty"})
    comment_id, now, is_public = new_id(), clock.now(), message_id is not None
    await tx.execute(
        insert(TicketComment).values(
            id=comment_id, tenant_id=tx.tenant_id, ticket_id=found.id, author_kind=new.author.kind,
            author_id=new.author.id, author_name=new.author.name, text=text, is_public=is_public,
            message_id=message_id, client_id=new.client_id, created_at=now,
        )
    )  # fmt: skip
    await tx.execute(update(Ticket).where(Ticket.id == found.id).values(updated_at=now))
    tx.publish(
        events.TicketCommented(
            conversation_id=found.session_id, ticket_id=found.id, comment_id=comment_id, is_public=is_public
        )
    )
    return comment_id


async def watch(tx: Tx, found: Locked, *, add: list[UUID], remove: list[UUID]) -> None:
    """Raises InvalidInput for somebody who may not sign in."""
    wanted = list(dict.fromkeys(add))
    known = await tx.rows(select(User.id).where(User.id.in_(wanted), User.is_active))
    if len(known) < len(wanted):
        raise InvalidInput("Not an active user.", fields={"add": "unknown"})
    now, added, removed = clock.now(), [], []
    for user_id in wanted:
        row = {"ticket_id": found.id, "user_id": user_id, "tenant_id": tx.tenant_id, "created_at": now}
        if await tx.execute(upsert(TicketWatcher).values(**row).on_conflict_do_nothing()):
            added.append(user_id)
    for user_id in dict.fromkeys(remove):
        mine = (TicketWatcher.ticket_id == found.id, TicketWatcher.user_id == user_id)
        if await tx.execute(delete(TicketWatcher).where(*mine)):
            removed.append(user_id)
    if added or removed:
        await tx.execute(update(Ticket).where(Ticket.id == found.id).values(updated_at=now))
        tx.publish(
            events.TicketWatched(
                conversation_id=found.session_id, ticket_id=found.id, added=added, removed=removed
            )
        )
