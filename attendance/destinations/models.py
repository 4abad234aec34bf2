"""Tables of what goes to attendants' messengers: a thread per conversation and address, and the outbox."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from attendance.kernel.columns import Moment, TenantId
from attendance.kernel.database import Base


class RelayThread(Base):
    """A conversation at an address. `offered`: shown there, waiting for somebody to take it; `open`: relayed both
    ways; `closed`: somebody else has it, or it ended. `relayed_seq`: everything up to it was put into the outbox.
    """

    __tablename__ = "relay_threads"
    __table_args__ = (
        UniqueConstraint("address_id", "conversation_id"),
        CheckConstraint("state in ('offered','open','closed')", name="state"),
        Index("ix_relay_threads_conversation_id", "conversation_id"),
        Index("ix_relay_threads_thread", "thread", postgresql_where=sql("thread is not null")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    address_id: Mapped[UUID] = mapped_column(ForeignKey("attendant_addresses.id", ondelete="CASCADE"))
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(server_default="offered")
    thread: Mapped[str | None]
    """The vendor's name of the thread that its card began; None in chats without threads, and before it was sent."""
    relayed_seq: Mapped[int] = mapped_column(server_default="0")
    created_at: Mapped[Moment]


class Relay(Base):
    """Something on its way to an address, in the order of its making: a card, a message of the conversation (once per
    address), or a notice of ours. `held` waits until the attendant writes, because the vendor's window is closed.
    """

    __tablename__ = "relays"
    __table_args__ = (
        UniqueConstraint("message_id", "address_id"),
        CheckConstraint("kind in ('card','message','notice')", name="kind"),
        CheckConstraint("state in ('queued','held','sent','failed')", name="state"),
        Index("ix_relays_address_id", "address_id", "sent_at"),
        Index("ix_relays_thread_id", "thread_id"),
        Index(
            "ix_relays_external_id",
            "inbox_id",
            "external_id",
            postgresql_where=sql("external_id is not null"),
        ),
        Index("ix_relays_held", "address_id", "created_at", postgresql_where=sql("state = 'held'")),
        Index("ix_relays_created_at", "tenant_id", "created_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    address_id: Mapped[UUID] = mapped_column(ForeignKey("attendant_addresses.id", ondelete="CASCADE"))
    inbox_id: Mapped[UUID]
    thread_id: Mapped[UUID | None] = mapped_column(ForeignKey("relay_threads.id", ondelete="CASCADE"))
    conversation_id: Mapped[UUID | None]
    message_id: Mapped[UUID | None] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(server_default="message")
    text: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=sql("'{}'"))
    state: Mapped[str] = mapped_column(server_default="queued")
    external_id: Mapped[str | None]
    reason: Mapped[str | None]
    send_started_at: Mapped[Moment | None]
    sent_at: Mapped[Moment | None]
    created_at: Mapped[Moment]
