"""Tables of tickets: what has to be done for a customer, its comments, watchers, fields, views and rules."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from attendance.kernel.columns import Moment, TenantId
from attendance.kernel.database import Base


class Ticket(Base):
    """One matter of a customer. `session_id` is the conversation that it came from.

    The conversation and the contact are named without a foreign key: an insert would wait for their row locks while
    it holds the counter of numbers. `search` and the growth of `updated_at` are a trigger's.
    """

    __tablename__ = "attendance_tickets"
    __table_args__ = (
        UniqueConstraint("tenant_id", "ticket_number"),
        CheckConstraint("status in ('open','in_progress','pending','resolved','closed')", name="status"),
        CheckConstraint("priority in ('low','normal','high','urgent')", name="priority"),
        CheckConstraint("merged_into <> id", name="merged_into"),
        Index("ix_attendance_tickets_session_id", "session_id"),
        Index("ix_attendance_tickets_customer_id", "customer_id", "updated_at"),
        Index(
            "ix_attendance_tickets_updated_at",
            "tenant_id", "updated_at", "id",
            postgresql_where=sql("deleted_at is null and merged_into is null"),
        ),
        Index(
            "ix_attendance_tickets_created_at",
            "tenant_id", "created_at", "id",
            postgresql_where=sql("deleted_at is null and merged_into is null"),
        ),
        Index(
            "ix_attendance_tickets_unsolved",
            "tenant_id", sql("ticket_rank(priority)"), "updated_at", "id",
            postgresql_where=sql("deleted_at is null and merged_into is null and resolved_at is null"),
        ),
        Index(
            "ix_attendance_tickets_priority",
            "tenant_id", sql("ticket_rank(priority)"), "updated_at", "id",
            postgresql_where=sql("deleted_at is null and merged_into is null"),
        ),
        Index("ix_attendance_tickets_assigned_to", "assigned_to", "updated_at"),
        Index("ix_attendance_tickets_merged_into", "merged_into", postgresql_where=sql("merged_into is not null")),
        Index("ix_attendance_tickets_search", "tenant_id", "search", postgresql_using="gin"),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    session_id: Mapped[UUID]
    ticket_number: Mapped[int]
    subject: Mapped[str]
    description: Mapped[str | None]
    status: Mapped[str] = mapped_column(String(50), server_default="open")
    priority: Mapped[str] = mapped_column(String(20), server_default="normal")
    category: Mapped[str | None] = mapped_column(String(50))
    assigned_to: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    attendant_id: Mapped[str | None] = mapped_column(String(50))
    """The external id of whom it is assigned to (`att-001`)."""
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]
    resolved_at: Mapped[Moment | None]
    """Since when it needs nobody's work: resolved or closed."""
    channel: Mapped[str | None] = mapped_column(String(20))
    customer_id: Mapped[UUID | None]
    contact_phone: Mapped[str | None] = mapped_column(String(20))
    contact_email: Mapped[str | None] = mapped_column(String(100))
    tags: Mapped[list[str]] = mapped_column(JSONB, server_default=sql("'[]'"))
    custom_fields: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=sql("'{}'"))
    queue_id: Mapped[UUID | None]
    queue_name: Mapped[str | None]
    deal_id: Mapped[UUID | None]
    created_by: Mapped[UUID | None]
    """The user who opened it; None: a rule or a bot."""
    merged_into: Mapped[UUID | None] = mapped_column(ForeignKey("attendance_tickets.id"))
    status_before_merge: Mapped[str | None] = mapped_column(String(50))
    split_from: Mapped[UUID | None]
    deleted_at: Mapped[Moment | None]
    search: Mapped[str | None] = mapped_column(TSVECTOR)


class TicketComment(Base):
    """What was said about a ticket. A public one went to the customer as `message_id`."""

    __tablename__ = "ticket_comments"
    __table_args__ = (
        UniqueConstraint("ticket_id", "client_id"),
        Index("ix_ticket_comments_ticket_id", "ticket_id", "created_at"),
        Index("ix_ticket_comments_search", "tenant_id", "search", postgresql_using="gin"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("attendance_tickets.id", ondelete="CASCADE"))
    author_kind: Mapped[str]
    author_id: Mapped[UUID | None]
    author_name: Mapped[str]
    text: Mapped[str]
    is_public: Mapped[bool]
    message_id: Mapped[UUID | None]
    client_id: Mapped[str]
    created_at: Mapped[Moment]
    search: Mapped[str | None] = mapped_column(TSVECTOR)


class TicketWatcher(Base):
    """Somebody who wants to hear of a ticket without having it."""

    __tablename__ = "ticket_watchers"

    ticket_id: Mapped[UUID] = mapped_column(
        ForeignKey("attendance_tickets.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    tenant_id: Mapped[TenantId]
    created_at: Mapped[Moment]


class TicketField(Base):
    """A field that the company gives its tickets; columns as in `rules.Field`."""

    __tablename__ = "ticket_fields"
    __table_args__ = (
        UniqueConstraint("tenant_id", "key"),
        CheckConstraint("kind in ('text','number','boolean','date','choice')", name="kind"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    key: Mapped[str]
    label: Mapped[str]
    kind: Mapped[str] = mapped_column(server_default="text")
    choices: Mapped[list[str]] = mapped_column(JSONB, server_default=sql("'[]'"))
    is_required: Mapped[bool] = mapped_column(server_default=sql("false"))
    position: Mapped[int] = mapped_column(server_default="0")


class TicketView(Base):
    """A list that somebody saved: its filter, as the list's address has it. A shared one is everybody's."""

    __tablename__ = "ticket_views"
    __table_args__ = (Index("ix_ticket_views_tenant_id", "tenant_id", "user_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str]
    is_shared: Mapped[bool] = mapped_column(server_default=sql("false"))
    wanted: Mapped[dict[str, Any]] = mapped_column(JSONB)
    created_at: Mapped[Moment]


class TicketRule(Base):
    """When conversations of a queue get a ticket of their own. Without `queue_id`: of queues that have no rule, and
    of conversations in none."""

    __tablename__ = "ticket_rules"
    __table_args__ = (
        UniqueConstraint("tenant_id", "queue_id", postgresql_nulls_not_distinct=True),
        CheckConstraint("creates in ('on_hand_over','on_resolve','never')", name="creates"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    queue_id: Mapped[UUID | None] = mapped_column(ForeignKey("attendance_queues.id", ondelete="CASCADE"))
    creates: Mapped[str] = mapped_column(server_default="never")
    category: Mapped[str | None] = mapped_column(String(50))


class TicketBulk(Base):
    """What one action did to many tickets, so that it can be undone: by ticket `{field: [before, after]}`."""

    __tablename__ = "ticket_bulks"
    __table_args__ = (Index("ix_ticket_bulks_created_at", "tenant_id", "created_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    done: Mapped[dict[str, Any]] = mapped_column(JSONB)
    created_at: Mapped[Moment]
    undone_at: Mapped[Moment | None]


class TicketNotice(Base):
    """Somebody else did something to a ticket that this user has or watches. `event_id`: once per happening."""

    __tablename__ = "ticket_notices"
    __table_args__ = (
        UniqueConstraint("user_id", "event_id"),
        Index("ix_ticket_notices_user_id", "user_id", "at", "id"),
        Index("ix_ticket_notices_unread", "user_id", "ticket_id", postgresql_where=sql("read_at is null")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("attendance_tickets.id", ondelete="CASCADE"))
    event_id: Mapped[UUID]
    what: Mapped[str]
    actor_name: Mapped[str | None]
    detail: Mapped[str | None]
    """The status, the queue or the person that it went to."""
    at: Mapped[Moment]
    read_at: Mapped[Moment | None]
