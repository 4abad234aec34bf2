"""Tables of the heart: conversations and their messages."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from attendance.kernel.columns import Moment, TenantId
from attendance.kernel.database import Base


class Conversation(Base):
    """One customer's conversation in one inbox. At most one open conversation per inbox and contact, or, where the
    channel has threads (mail, Slack, Teams), per inbox and thread.

    `owner` is `bot` or `human`; every change of it takes the row lock and raises `owner_epoch`.
    Names of queue and contact-independent facts are copied here so that a list needs no knowledge of queues.
    """

    __tablename__ = "conversations"
    __table_args__ = (
        UniqueConstraint("tenant_id", "number"),
        CheckConstraint(
            "status in ('bot','waiting','assigned','active','pending','resolved','abandoned')", name="status"
        ),
        CheckConstraint("owner in ('bot','human')", name="owner"),
        CheckConstraint(
            "(status in ('waiting','bot')) <= (assigned_to is null)", name="waiting_is_unassigned"
        ),
        CheckConstraint(
            "(status in ('assigned','active')) <= (assigned_to is not null)", name="assigned_has_attendant"
        ),
        CheckConstraint("priority between 0 and 3", name="priority"),
        Index(
            "uq_conversations_open",
            "inbox_id",
            "contact_id",
            unique=True,
            postgresql_where=sql("status not in ('resolved','abandoned') and thread is null"),
        ),
        Index(
            "uq_conversations_thread",
            "inbox_id",
            "thread",
            unique=True,
            postgresql_where=sql("status not in ('resolved','abandoned') and thread is not null"),
        ),
        Index(
            "ix_conversations_thread",
            "inbox_id",
            "thread",
            "created_at",
            postgresql_where=sql("thread is not null"),
        ),
        Index("ix_conversations_contact", "contact_id", "created_at"),
        Index("ix_conversations_activity", "tenant_id", "last_activity_at", "id"),
        Index(
            "ix_conversations_open_activity",
            "tenant_id",
            "last_activity_at",
            "id",
            postgresql_where=sql("status not in ('resolved','abandoned')"),
        ),
        Index(
            "ix_conversations_assigned",
            "assigned_to",
            "last_activity_at",
            postgresql_where=sql("status in ('assigned','active','pending')"),
        ),
        Index(
            "ix_conversations_waiting",
            "tenant_id",
            "queue_id",
            sql("priority desc"),
            "waiting_since",
            postgresql_where=sql("status = 'waiting'"),
        ),
        Index(
            "ix_conversations_ended",
            "tenant_id",
            sql("resolved_at desc"),
            sql("id desc"),
            postgresql_where=sql("status in ('resolved','abandoned')"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    number: Mapped[int]
    inbox_id: Mapped[UUID] = mapped_column(ForeignKey("inboxes.id"))
    contact_id: Mapped[UUID] = mapped_column(ForeignKey("crm_contacts.id"))
    channel: Mapped[str]
    recipient: Mapped[str]
    """The contact's external id in the channel: where replies go."""
    thread: Mapped[str | None]
    """The channel's name of the thread that this conversation is; None where a channel has none."""
    subject: Mapped[str | None]
    bot_id: Mapped[UUID | None]
    status: Mapped[str] = mapped_column(server_default="bot")
    owner: Mapped[str] = mapped_column(server_default="bot")
    owner_epoch: Mapped[int] = mapped_column(server_default="1")
    queue_id: Mapped[UUID | None]
    queue_name: Mapped[str | None]
    assigned_to: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    last_attendant_id: Mapped[UUID | None]
    """Who answered last; `preferred` routing and reopening look here."""
    priority: Mapped[int] = mapped_column(server_default="1")
    topic: Mapped[str | None]
    tags: Mapped[list[str]] = mapped_column(JSONB, server_default=sql("'[]'"))
    context_data: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=sql("'{}'"))
    transfer_note: Mapped[str | None]
    is_new_customer: Mapped[bool] = mapped_column(server_default=sql("false"))
    last_seq: Mapped[int] = mapped_column(server_default="0")
    inbound_count: Mapped[int] = mapped_column(server_default="0")
    last_message: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    last_inbound_at: Mapped[Moment | None]
    last_inbound_text: Mapped[str | None]
    """The beginning of what the customer wrote last, whatever we answered since."""
    last_activity_at: Mapped[Moment]
    waiting_since: Mapped[Moment | None]
    """When it began to wait for a person; None while nobody is awaited."""
    snoozed_until: Mapped[Moment | None]
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]
    resolved_at: Mapped[Moment | None]


class Message(Base):
    """One message or private note. `seq` counts within the conversation, under its row lock."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        Index(
            "uq_messages_external",
            "inbox_id",
            "external_id",
            unique=True,
            postgresql_where=sql("external_id is not null"),
        ),
        Index(
            "uq_messages_client",
            "conversation_id",
            "client_id",
            unique=True,
            postgresql_where=sql("client_id is not null"),
        ),
        Index("ix_messages_created_at", "tenant_id", "created_at"),
        Index("ix_messages_notes", "conversation_id", "created_at", postgresql_where=sql("is_note")),
        Index("ix_messages_search", "tenant_id", "search", postgresql_using="gin"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    inbox_id: Mapped[UUID]
    seq: Mapped[int]
    direction: Mapped[str]
    kind: Mapped[str]
    is_note: Mapped[bool] = mapped_column(server_default=sql("false"))
    author_kind: Mapped[str]
    author_id: Mapped[UUID | None]
    author_name: Mapped[str]
    text: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=sql("'{}'"))
    reply_to: Mapped[UUID | None]
    external_id: Mapped[str | None]
    former_external_ids: Mapped[list[str]] = mapped_column(JSONB, server_default=sql("'[]'"))
    """Of attempts that failed: what the vendor still says of those says nothing of the present one."""
    client_id: Mapped[str | None]
    owner_epoch: Mapped[int | None]
    """Of ours: under which owner it was written. What a bot wrote isn't sent under a later one."""
    state: Mapped[str]
    reason: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    provider_at: Mapped[Moment | None]
    created_at: Mapped[Moment]
    send_started_at: Mapped[Moment | None]
    """Set before the vendor is called: a message with it but without an external id may have been sent."""
    sent_at: Mapped[Moment | None]
    delivered_at: Mapped[Moment | None]
    read_at: Mapped[Moment | None]
    search: Mapped[str | None] = mapped_column(TSVECTOR)
    edited_at: Mapped[Moment | None]
    deleted_at: Mapped[Moment | None]
    """When its author took it back; the words stay for the audit and are not shown."""
    reactions: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=sql("'[]'"))
    """`{by, name, emoji, at}`, one per person; an empty emoji: taken back then. `by` as in `MessageChanged`."""
    changed_at: Mapped[Moment | None]
    """When anything of it changed last that the customer may see, by our clock."""


class FailedMessage(Base):
    """A message that failed, until it is sent again, dismissed, or delivered after all."""

    __tablename__ = "failed_messages"
    __table_args__ = (Index("ix_failed_messages_inbox", "inbox_id", "failed_at", "message_id"),)

    message_id: Mapped[UUID] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    tenant_id: Mapped[TenantId]
    inbox_id: Mapped[UUID]
    failed_at: Mapped[Moment]


class EarlyStatus(Base):
    """A vendor's status that arrived before our own record of the send; applied by `mark_sent`."""

    __tablename__ = "early_statuses"
    __table_args__ = (UniqueConstraint("inbox_id", "external_id", "state"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    inbox_id: Mapped[UUID]
    external_id: Mapped[str]
    state: Mapped[str]
    reason_code: Mapped[str | None]
    reason: Mapped[str | None]
    at: Mapped[Moment]


class ReadMarker(Base):
    """How far a user has read a conversation."""

    __tablename__ = "read_markers"
    __table_args__ = (UniqueConstraint("conversation_id", "user_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    seq: Mapped[int]
    read_count: Mapped[int]
    updated_at: Mapped[Moment]
