"""Tables of channels: inboxes, and what vendors delivered to them, raw."""

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import BYTEA, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from attendance.kernel.columns import Moment, Stamp, TenantId
from attendance.kernel.database import Base


class Inbox(Base):
    """One configured account of a channel. `key` is the public part of its webhook address."""

    __tablename__ = "inboxes"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    channel: Mapped[str]
    name: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)
    credentials: Mapped[bytes] = mapped_column(BYTEA)
    """Sealed by `kernel.crypto.Vault`, owner `inbox:<id>`."""
    settings: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    bot_id: Mapped[UUID | None]
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    last_webhook_at: Mapped[Moment | None]
    last_sent_at: Mapped[Moment | None]
    last_error_at: Mapped[Moment | None]
    last_error: Mapped[str | None]
    health: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    """What its vendor tells of the account: the keys of `channels.health`."""
    circuit: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """`rules.Circuit` while calls fail; None: the last one didn't."""
    refused: Mapped[dict[str, int]] = mapped_column(JSONB, server_default=text("'{}'"))
    """Deliveries that were not from whom they said, by hour (`rules.refusals_after`)."""
    cursor: Mapped[str | None]
    """Of a channel that is polled: how far it was read. None until the first look."""
    created_at: Mapped[Stamp]
    updated_at: Mapped[Stamp]


class InboundEvent(Base):
    """The raw body of a webhook call, once per delivery: committed before the vendor hears 200."""

    __tablename__ = "inbound_events"
    __table_args__ = (
        Index("uq_inbound_events_delivery", "inbox_id", "delivery_hash", unique=True),
        Index("ix_inbound_events_received", "tenant_id", "received_at"),
        Index(
            "ix_inbound_events_ignored",
            "inbox_id",
            "received_at",
            "id",
            postgresql_where=text("ignored is not null"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    inbox_id: Mapped[UUID] = mapped_column(ForeignKey("inboxes.id", ondelete="CASCADE"))
    delivery_hash: Mapped[bytes] = mapped_column(BYTEA)
    body: Mapped[bytes] = mapped_column(BYTEA)
    received_at: Mapped[Moment]
    ignored: Mapped[list[str] | None] = mapped_column(JSONB)
    """Kinds of the entries that we don't act on, when there were any."""


class SendPlace(Base):
    """When an inbox may send again, to one recipient or (empty) at all. Unlogged; `router.pacing` explains it."""

    __tablename__ = "send_places"

    inbox_id: Mapped[UUID] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    free_at: Mapped[Moment]
    appointed_at: Mapped[Moment]
    """The last time at which somebody who was sent away comes back."""


class MessageTemplate(Base):
    """A text that the vendor approved, or not yet, for sending outside of the window; as it was when last synced."""

    __tablename__ = "message_templates"
    __table_args__ = (UniqueConstraint("inbox_id", "name", "language"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    inbox_id: Mapped[UUID] = mapped_column(ForeignKey("inboxes.id", ondelete="CASCADE"))
    external_id: Mapped[str]
    name: Mapped[str]
    language: Mapped[str]
    category: Mapped[str]
    """marketing, utility or authentication."""
    status: Mapped[str]
    quality: Mapped[str | None]
    rejected_reason: Mapped[str | None]
    components: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=text("'[]'"))
    """As Meta writes them, whatever the vendor."""
    synced_at: Mapped[Moment]
