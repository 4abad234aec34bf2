"""The table of activities."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from attendance.kernel.columns import Moment, TenantId
from attendance.kernel.database import Base

_OPEN: Final = sql("done_at is null and deleted_at is null")
_DONE: Final = sql("done_at is not null and deleted_at is null")


class Activity(Base):
    """What was done or has to be done, for any of the things that it names. Without `due_at` and `done_at`: a note."""

    __tablename__ = "activities"
    __table_args__ = (
        UniqueConstraint("tenant_id", "origin_key"),
        CheckConstraint("kind in ('call','meeting','task','note','email','conversation')", name="kind"),
        Index("ix_activities_open", "tenant_id", "owner_id", "due_order", "id", postgresql_where=_OPEN),
        Index("ix_activities_done", "tenant_id", "owner_id", "done_at", "id", postgresql_where=_DONE),
        Index("ix_activities_contact_id", "contact_id", "created_at", "id"),
        Index("ix_activities_deal_id", "deal_id", "created_at", postgresql_where=sql("deal_id is not null")),
        Index(
            "ix_activities_ticket_id", "ticket_id", "created_at", postgresql_where=sql("ticket_id is not null")
        ),
        Index(
            "ix_activities_conversation_id", "conversation_id", "created_at",
            postgresql_where=sql("conversation_id is not null"),
        ),
        Index("ix_activities_lead_id", "lead_id", "created_at", postgresql_where=sql("lead_id is not null")),
        Index(
            "ix_activities_created_at", "tenant_id", "created_at", "id",
            postgresql_where=sql("deleted_at is null"),
        ),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    kind: Mapped[str]
    title: Mapped[str]
    notes: Mapped[str | None]
    due_at: Mapped[Moment | None]
    due_order: Mapped[Moment] = mapped_column(
        Computed("coalesce(due_at, timestamp with time zone '9999-01-01 00:00:00+00')")
    )
    """`due_at`, or the end of time: what has no time comes last."""
    done_at: Mapped[Moment | None]
    reminder_at: Mapped[Moment | None]
    reminded_at: Mapped[Moment | None]
    """When the owner was told; None: not yet, or the time was moved since."""
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    contact_id: Mapped[UUID | None] = mapped_column(ForeignKey("crm_contacts.id", ondelete="CASCADE"))
    deal_id: Mapped[UUID | None]
    ticket_id: Mapped[UUID | None]
    conversation_id: Mapped[UUID | None]
    lead_id: Mapped[UUID | None] = mapped_column(ForeignKey("leads.id", ondelete="SET NULL"))
    data: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=sql("'{}'"))
    """Other facts: of a conversation that was logged, those that its bot's settings name."""
    origin_key: Mapped[str | None]
    """What made it by itself, once; None: somebody made it."""
    created_by: Mapped[UUID | None]
    """The user who made it; None: a script or the product."""
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]
    deleted_at: Mapped[Moment | None]
