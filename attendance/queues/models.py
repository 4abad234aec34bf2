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
