"""Tables of the pipeline: its stages and the deals in them."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Numeric,
    String,
    UniqueConstraint,
)
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from attendance.kernel.columns import Moment, TenantId
from attendance.kernel.database import Base


class Stage(Base):
    """A column of the pipeline. `key` is what deals and scripts name it by, and never changes."""

    __tablename__ = "crm_pipeline_stages"
    __table_args__ = (
        UniqueConstraint("tenant_id", "key"),
        CheckConstraint("kind in ('open','won','lost')", name="kind"),
        CheckConstraint("probability between 0 and 100", name="probability"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    key: Mapped[str] = mapped_column(String(50))
    name: Mapped[str]
    order_index: Mapped[int]
    probability: Mapped[float]
    """Of a deal in it to be won, in percent."""
    kind: Mapped[str] = mapped_column(server_default="open")


class Deal(Base):
    """What a customer may buy. `status` follows the kind of its stage; `position` orders its column, least on top.

    The growth of `updated_at` is a trigger's.
    """

    __tablename__ = "crm_deals"
    __table_args__ = (
        CheckConstraint("status in ('open','won','lost')", name="status"),
        CheckConstraint("value >= 0", name="value"),
        ForeignKeyConstraint(
            ["tenant_id", "stage"],
            ["crm_pipeline_stages.tenant_id", "crm_pipeline_stages.key"],
            name="fk_crm_deals_stage",
        ),
        Index(
            "ix_crm_deals_stage", "tenant_id", "stage", "position", "id",
            postgresql_where=sql("deleted_at is null"),
        ),
        Index("ix_crm_deals_contact_id", "contact_id", "updated_at"),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    name: Mapped[str]
    value: Mapped[Decimal] = mapped_column(Numeric(14, 2), server_default="0")
    stage: Mapped[str] = mapped_column(String(50))
    status: Mapped[str] = mapped_column(server_default="open")
    reason: Mapped[str | None]
    """Why it was won or lost."""
    position: Mapped[float]
    contact_id: Mapped[UUID | None] = mapped_column(ForeignKey("crm_contacts.id", ondelete="SET NULL"))
    company_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("crm_companies.id", ondelete="SET NULL"), index=True
    )
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    expected_close: Mapped[date | None]
    session_id: Mapped[UUID | None] = mapped_column(index=True)
    """The conversation that it came from."""
    ticket_id: Mapped[UUID | None]
    custom_fields: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=sql("'{}'"))
    created_by: Mapped[UUID | None]
    """The user who made it; None: a script."""
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]
    stage_changed_at: Mapped[Moment]
    closed_at: Mapped[Moment | None]
    deleted_at: Mapped[Moment | None]
