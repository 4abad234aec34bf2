"""Reads: addresses, the threads of a conversation, and conversations as attendants see them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select, true

from attendance.attendants.models import AttendantAddress, AttendantWords
from attendance.bots.models import Bot
from attendance.channels.base import Capabilities
from attendance.channels.models import Inbox
from attendance.conversations.models import Conversation
from attendance.conversations.queries import visible_to
from attendance.conversations.rules import Viewer
from attendance.crm.models import Contact
from attendance.destinations import schemas
from attendance.destinations.cards import Shown
from attendance.destinations.models import Relay, RelayThread
from attendance.identity import company
from attendance.identity.models import User
from attendance.identity.permissions import permissions_of, visibility_of
from attendance.identity.schemas import Role, Visibility
from attendance.identity.who import Who
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound
from attendance.queues.models import Queue


@dataclass(frozen=True, slots=True)
class Address:
    """Where an attendant works, or (`user_id` None) a place that a team shares."""

    id: UUID
    inbox_id: UUID
    channel: str
    user_id: UUID | None
    queue_id: UUID | None
    external_id: str
    alias: str | None
    label: str
    current_conversation_id: UUID | None
    last_heard_at: datetime | None
    nudged_at: datetime | None

    @property
    def is_place(self) -> bool:
        return self.user_id is None


_ADDRESS: Sequence[Any] = (
    AttendantAddress.id, AttendantAddress.inbox_id, Inbox.channel, AttendantAddress.user_id,
    AttendantAddress.queue_id, AttendantAddress.external_id, AttendantAddress.alias, AttendantAddress.label,
    AttendantAddress.current_conversation_id, AttendantAddress.last_heard_at, AttendantAddress.nudged_at,
)  # fmt: skip


def _addresses(*conditions: ColumnElement[bool]) -> Select[Any]:
    return (
        select(*_ADDRESS)
        .join(Inbox, Inbox.id == AttendantAddress.inbox_id)
        .outerjoin(User, User.id == AttendantAddress.user_id)
        .where(
            AttendantAddress.is_active,
            AttendantAddress.verified_at.is_not(None),
            or_(AttendantAddress.user_id.is_(None), User.is_active),
            *conditions,
        )
        .order_by(AttendantAddress.created_at, AttendantAddress.id)
    )


async def address(tx: Tx, address_id: UUID) -> Address | None:
    """One that is in use."""
    rows = await tx.mappings(_addresses(AttendantAddress.id == address_id))
    return Address(**rows[0]) if rows else None


async def addresses_of(tx: Tx, user_ids: Iterable[UUID]) -> list[Address]:
    """Where these users work, the oldest first."""
    rows = await tx.mappings(_addresses(AttendantAddress.user_id.in_(list(user_ids))))
    return [Address(**row) for row in rows]


async def places_for(tx: Tx, queue_id: UUID | None) -> list[Address]:
    """Places of the teams that serve this queue."""
    is_meant = or_(AttendantAddress.queue_id.is_(None), AttendantAddress.queue_id == queue_id)
    rows = await tx.mappings(_addresses(AttendantAddress.user_id.is_(None), is_meant))
    return [Address(**row) for row in rows]


@dataclass(frozen=True, slots=True)
class Thread:
    id: UUID
    address_id: UUID
    conversation_id: UUID
    state: str
    thread: str | None
    relayed_seq: int


_THREAD = tuple(getattr(RelayThread, name) for name in Thread.__dataclass_fields__)


async def threads_of(tx: Tx, conversation_id: UUID) -> dict[UUID, Thread]:
    """By address."""
    rows = await tx.mappings(select(*_THREAD).where(RelayThread.conversation_id == conversation_id))
    return {row["address_id"]: Thread(**row) for row in rows}


async def thread(tx: Tx, thread_id: UUID) -> Thread | None:
    rows = await tx.mappings(select(*_THREAD).where(RelayThread.id == thread_id))
    return Thread(**rows[0]) if rows else None


async def thread_named(tx: Tx, inbox_id: UUID, name: str) -> Thread | None:
    """The one of a place in this inbox."""
    rows = await tx.mappings(
        select(*_THREAD)
        .join(AttendantAddress, AttendantAddress.id == RelayThread.address_id)
        .where(
            RelayThread.thread == name,
            AttendantAddress.inbox_id == inbox_id,
            AttendantAddress.user_id.is_(None),
        )
        .order_by(RelayThread.created_at.desc())
    )
    return Thread(**rows[0]) if rows else None


async def is_chat_of(tx: Tx, address_id: UUID, name: str) -> bool:
    """Whether this thread is the chat between us and that person, as far as we ever wrote to them there."""
    found = select(RelayThread.id).where(RelayThread.address_id == address_id, RelayThread.thread == name)
    return await tx.scalar(found.limit(1)) is not None


async def has_any(tx: Tx) -> bool:
    """Whether anybody of the company works elsewhere than in the console."""
    return await tx.scalar(select(AttendantAddress.id).limit(1)) is not None


async def meant_by(tx: Tx, inbox_id: UUID, external_id: str) -> tuple[UUID | None, UUID | None]:
    """The conversation and the message behind what was quoted: something that we relayed, or an answer of theirs."""
    found = await tx.first(
        select(Relay.conversation_id, Relay.message_id).where(
            Relay.inbox_id == inbox_id, Relay.external_id == external_id
        )
    )
    if found is None:
        found = await tx.first(
            select(AttendantWords.conversation_id, AttendantWords.message_id).where(
                AttendantWords.inbox_id == inbox_id, AttendantWords.external_id == external_id
            )
        )
    return (found.conversation_id, found.message_id) if found is not None else (None, None)


_SHOWN = (
    Conversation.id, Conversation.number, Conversation.status, Conversation.channel, Conversation.queue_id,
    Conversation.queue_name, Conversation.assigned_to, User.name.label("assigned_to_name"), Conversation.priority,
    Conversation.topic, Conversation.tags, Conversation.transfer_note.label("note"),
    Contact.name.label("contact_name"), Contact.phone.label("contact_phone"),
    Contact.email.label("contact_email"), Conversation.last_inbound_text.label("words"),
    Conversation.waiting_since, Conversation.created_at, Conversation.last_seq,
    Conversation.context_data["destination"].astext.label("destination"),
)  # fmt: skip


def _shown(*conditions: ColumnElement[bool]) -> Select[Any]:
    return (
        select(*_SHOWN)
        .join(Contact, Contact.id == Conversation.contact_id)
        .outerjoin(User, User.id == Conversation.assigned_to)
        .where(*conditions)
    )


def _read(row: Any) -> Shown:
    facts = dict(row)
    facts["tags"] = tuple(facts["tags"])
    facts["words"] = facts["words"] or ""
    return Shown(**facts)


async def conversation(tx: Tx, conversation_id: UUID) -> Shown | None:
    rows = await tx.mappings(_shown(Conversation.id == conversation_id))
    return _read(rows[0]) if rows else None


async def bot_of(tx: Tx, conversation_id: UUID) -> UUID | None:
    bot_id: UUID | None = await tx.scalar(
        select(Conversation.bot_id).where(Conversation.id == conversation_id)
    )
    return bot_id


async def has_bot_secrets(tx: Tx, conversation_id: UUID) -> bool:
    """Whether the conversation's bot has any."""
    found = (
        select(Bot.id)
        .join(Conversation, Conversation.bot_id == Bot.id)
        .where(Conversation.id == conversation_id, Bot.secrets.is_not(None))
    )
    return await tx.scalar(found) is not None


async def numbered(tx: Tx, viewer: Viewer, number: int) -> Shown | None:
    """The conversation with this number, if the viewer may see it."""
    rows = await tx.mappings(_shown(Conversation.number == number, visible_to(viewer)))
    return _read(rows[0]) if rows else None


async def mine(tx: Tx, user_id: UUID) -> list[Shown]:
    """The user's open conversations, accepted or not, the oldest first."""
    working = Conversation.status.in_(["assigned", "active", "pending"])
    rows = await tx.mappings(
        _shown(Conversation.assigned_to == user_id, working).order_by(Conversation.number)
    )
    return [_read(row) for row in rows]


async def waiting(tx: Tx, viewer: Viewer, *, limit: int) -> list[Shown]:
    """Who waits in queues that the viewer sees, as they will be served."""
    rows = await tx.mappings(
        _shown(Conversation.status == "waiting", visible_to(viewer))
        .order_by(Conversation.priority.desc(), Conversation.waiting_since)
        .limit(limit)
    )
    return [_read(row) for row in rows]


async def taken_at(tx: Tx, conversation_id: UUID) -> datetime | None:
    """When its attendant accepted it."""
    rows = await tx.fetch(
        "select at from events where conversation_id = $1 and kind = 'conversation.accepted' order by id desc limit 1",
        conversation_id,
    )
    return rows[0]["at"] if rows else None


async def who_is(tx: Tx, user_id: UUID) -> Who | None:
    """The user with what they may do, as if they had signed in; None when they may not."""
    row = await tx.first(
        select(User.id, User.name, User.role, User.visibility, User.locale).where(
            User.id == user_id, User.is_active
        )
    )
    if row is None:
        return None
    role = Role(row.role)
    return Who(
        user_id=row.id,
        tenant_id=tx.tenant_id,
        name=row.name,
        role=role,
        visibility=visibility_of(role, Visibility(row.visibility) if row.visibility else None),
        permissions=permissions_of(role),
        locale=row.locale,
        login_id=None,
        csrf_token=None,
    )


async def locale_of(tx: Tx, to: Address) -> str:
    """The person's language; in a place the company's."""
    if to.user_id is None:
        return (await company.read(tx)).locale
    return str(await tx.scalar(select(User.locale).where(User.id == to.user_id)))


def _work_addresses(who: Who) -> Select[Any]:
    is_mine = AttendantAddress.user_id == who.user_id
    columns: Sequence[Any] = (
        AttendantAddress.id, AttendantAddress.user_id, User.name.label("user_name"), AttendantAddress.queue_id,
        Queue.name.label("queue_name"), AttendantAddress.inbox_id, Inbox.name.label("inbox_name"), Inbox.channel,
        AttendantAddress.label, AttendantAddress.source, AttendantAddress.is_active,
        AttendantAddress.last_heard_at,
    )  # fmt: skip
    return (
        select(*columns)
        .join(Inbox, Inbox.id == AttendantAddress.inbox_id)
        .outerjoin(User, User.id == AttendantAddress.user_id)
        .outerjoin(Queue, Queue.id == AttendantAddress.queue_id)
        .where(true() if who.may("attendants.manage") else is_mine)
        .order_by(is_mine.is_not(True), User.name, AttendantAddress.created_at)
    )


async def work_addresses(tx: Tx, who: Who) -> list[schemas.WorkAddress]:
    """One's own, and for who manages attendants everybody's."""
    rows = await tx.mappings(_work_addresses(who))
    return [schemas.WorkAddress.model_validate(dict(row)) for row in rows]


async def work_address(tx: Tx, who: Who, address_id: UUID) -> schemas.WorkAddress:
    """Raises NotFound."""
    rows = await tx.mappings(_work_addresses(who).where(AttendantAddress.id == address_id))
    if not rows:
        raise NotFound("address")
    return schemas.WorkAddress.model_validate(dict(rows[0]))


async def work_inboxes(tx: Tx, able: Mapping[str, Capabilities]) -> list[schemas.WorkInbox]:
    """Those in which attendants can work."""
    serving = [name for name, capabilities in able.items() if capabilities.serves_attendants]
    rows = await tx.rows(
        select(Inbox.id, Inbox.name, Inbox.channel)
        .where(Inbox.is_active, Inbox.channel.in_(serving))
        .order_by(Inbox.created_at)
    )
    return [
        schemas.WorkInbox(
            id=row.id, name=row.name, channel=row.channel, has_places=able[row.channel].has_threads
        )
        for row in rows
    ]
