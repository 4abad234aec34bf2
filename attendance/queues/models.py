"""Tables of queues, their members and policies, who waits in them, and the routing decisions."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from attendance.kernel.columns import Moment, Stamp, TenantId
from attendance.kernel.database import Base


class Queue(Base):
    """A waiting line that serves some channels. How it routes stands in its `QueuePolicy`.

    What is null follows the defaults, see `queues.defaults`; `max_size` of the policy too."""

    __tablename__ = "attendance_queues"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    name: Mapped[str] = mapped_column(String(100))
    description: Mapped[str | None]
    channels: Mapped[list[str]] = mapped_column(JSONB, server_default=text("""'["whatsapp"]'"""))
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    priority_order: Mapped[int] = mapped_column(server_default="0")
    max_wait_seconds: Mapped[int | None]
    auto_assign: Mapped[bool | None]
    bot_id: Mapped[UUID | None] = mapped_column(ForeignKey("bots.id"))
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[Stamp]
    updated_at: Mapped[Stamp]


class QueueMember(Base):
    """A user who serves a queue: how many of its conversations at once, and in which tier (lower first)."""

    __tablename__ = "attendance_queue_members"
    __table_args__ = (UniqueConstraint("queue_id", "user_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    queue_id: Mapped[UUID] = mapped_column(ForeignKey("attendance_queues.id", ondelete="CASCADE"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    max_conversations: Mapped[int] = mapped_column(server_default="5")
    priority: Mapped[int] = mapped_column(server_default="0")
    created_at: Mapped[Stamp]


class QueuePolicy(Base):
    """How a queue routes; columns as in `schemas.QueuePolicy`."""

    __tablename__ = "queue_policies"
    __table_args__ = (
        CheckConstraint("strategy in ('balanced','round_robin','skills','preferred')", name="strategy"),
        CheckConstraint(
            "default_destination in ('console','whatsapp','telegram','slack','teams','google_chat')",
            name="default_destination",
        ),
    )

    queue_id: Mapped[UUID] = mapped_column(
        ForeignKey("attendance_queues.id", ondelete="CASCADE"), primary_key=True
    )
    tenant_id: Mapped[TenantId]
    strategy: Mapped[str] = mapped_column(server_default="balanced")
    required_skills: Mapped[list[str]] = mapped_column(JSONB, server_default=text("'[]'"))
    relax_after_seconds: Mapped[int] = mapped_column(server_default="120")
    preferred_seconds: Mapped[int] = mapped_column(server_default="60")
    fallback_queue_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("attendance_queues.id", ondelete="SET NULL")
    )
    max_size: Mapped[int | None]
    hours: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=text("'[]'"))
    closed_message: Mapped[str | None]
    default_destination: Mapped[str | None]


class QueueDefault(Base):
    """What a bot's settings say for queues that say nothing themselves; null: the bot says nothing either."""

    __tablename__ = "queue_defaults"

    bot_id: Mapped[UUID] = mapped_column(ForeignKey("bots.id", ondelete="CASCADE"), primary_key=True)
    tenant_id: Mapped[TenantId]
    max_size: Mapped[int | None]
    max_wait_seconds: Mapped[int | None]
    auto_assign: Mapped[bool | None]


class QueueEntry(Base):
    """The latest wait of a conversation: since when in this queue, by which queues before, what it needs.

    It counts while the conversation is `waiting` in this queue; `visited` are the queues it overflowed from."""

    __tablename__ = "queue_entries"
    __table_args__ = (
        Index("ix_queue_entries_due", "queue_id", "sla_due", postgresql_where=text("sla_due is not null")),
    )

    conversation_id: Mapped[UUID] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    )
    tenant_id: Mapped[TenantId]
    queue_id: Mapped[UUID] = mapped_column(ForeignKey("attendance_queues.id", ondelete="CASCADE"), index=True)
    entered_at: Mapped[Moment]
    visited: Mapped[list[str]] = mapped_column(JSONB, server_default=text("'[]'"))
    required_skills: Mapped[list[str]] = mapped_column(JSONB, server_default=text("'[]'"))
    preferred_attendant_id: Mapped[UUID | None]
    sla_due: Mapped[Moment | None]


class RoutingDecision(Base):
    """One verdict of the routing rules, whole: `verdict` replays bit for bit (`queues.records`)."""

    __tablename__ = "routing_decisions"
    __table_args__ = (
        Index("ix_routing_decisions_conversation", "conversation_id", "at"),
        Index("ix_routing_decisions_at", "tenant_id", "at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    queue_id: Mapped[UUID]
    at: Mapped[Moment]
    policy_version: Mapped[int]
    chosen: Mapped[UUID | None]
    verdict: Mapped[dict[str, Any]] = mapped_column(JSONB)


class Visit(Base):
    """What became of a conversation from its opening (again) to its end; the figures are sums of these.

    `queue_id` and `attendant_id` are the last of the visit; each time is of the first of its kind. Written by
    `insights_step` alone, from the event log (`queues.following`)."""

    __tablename__ = "conversation_visits"
    __table_args__ = (
        Index(
            "uq_conversation_visits_open",
            "conversation_id",
            unique=True,
            postgresql_where=text("ended_at is null"),
        ),
        Index("ix_conversation_visits_opened", "tenant_id", "opened_at"),
        Index("ix_conversation_visits_ended", "tenant_id", "ended_at"),
        Index("ix_conversation_visits_held", "attendant_id", postgresql_where=text("is_held")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))
    tenant_id: Mapped[TenantId]
    conversation_id: Mapped[UUID] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    channel: Mapped[str]
    opened_at: Mapped[Moment]
    queue_id: Mapped[UUID | None]
    attendant_id: Mapped[UUID | None]
    is_held: Mapped[bool] = mapped_column(server_default=text("false"))
    """Whether `attendant_id` has it now."""
    arrived_at: Mapped[Moment | None]
    """People were asked for, or took it."""
    transferred_at: Mapped[Moment | None]
    accepted_at: Mapped[Moment | None]
    waited_seconds: Mapped[int | None]
    assigned_at: Mapped[Moment | None]
    """The latest; `response_seconds` counts from it."""
    answered_at: Mapped[Moment | None]
    response_seconds: Mapped[float | None]
    ended_at: Mapped[Moment | None]
    is_resolved: Mapped[bool] = mapped_column(server_default=text("false"))
    was_human: Mapped[bool] = mapped_column(server_default=text("false"))
    """Whether people had it when it ended."""


class Span(Base):
    """When an attendant was online; with `is_busy`, when they were and had a conversation. An open one goes on."""

    __tablename__ = "attendant_spans"
    __table_args__ = (
        Index(
            "uq_attendant_spans_open",
            "user_id",
            "is_busy",
            unique=True,
            postgresql_where=text("ends_at is null"),
        ),
        Index("ix_attendant_spans_ended", "tenant_id", "ends_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))
    tenant_id: Mapped[TenantId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    is_busy: Mapped[bool]
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment | None]
