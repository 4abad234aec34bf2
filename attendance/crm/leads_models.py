"""The table of leads."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from attendance.kernel.columns import Moment, TenantId
from attendance.kernel.database import Base


class Lead(Base):
    """Somebody who may become a customer, and where they came from. Converted, it names its contact and deal."""

    __tablename__ = "leads"
    __table_args__ = (
        CheckConstraint("status in ('new','contacted','qualified','converted','lost')", name="status"),
        Index(
            "ix_leads_created_at", "tenant_id", "created_at", "id", postgresql_where=sql("deleted_at is null")
        ),
        Index(
            "ix_leads_status", "tenant_id", "status", "created_at", "id",
            postgresql_where=sql("deleted_at is null"),
        ),
        Index("ix_leads_phone", "tenant_id", "phone"),
        Index("ix_leads_contact_id", "contact_id", "created_at"),
        Index(
            "ix_leads_search", "tenant_id", "search", postgresql_using="gin",
            postgresql_ops={"search": "gin_trgm_ops"},
        ),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    name: Mapped[str]
    phone: Mapped[str | None]
    email: Mapped[str | None]
    source: Mapped[str | None]
    status: Mapped[str] = mapped_column(server_default="new")
    attendant_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    """The user who looks after it."""
    notes: Mapped[str | None]
    contact_id: Mapped[UUID | None] = mapped_column(ForeignKey("crm_contacts.id", ondelete="SET NULL"))
    deal_id: Mapped[UUID | None]
    session_id: Mapped[UUID | None]
    """The conversation that it came from."""
    campaign_id: Mapped[str | None]
    campaign_name: Mapped[str | None]
    utm_source: Mapped[str | None]
    utm_medium: Mapped[str | None]
    ad_id: Mapped[str | None]
    segment: Mapped[str | None]
    custom_fields: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=sql("'{}'"))
    search: Mapped[str] = mapped_column(
        Computed(
            "fold(name || ' ' || coalesce(phone, '') || ' ' || coalesce(email, '') || ' ' "
            "|| coalesce(campaign_name, ''))"
        )
    )
    created_by: Mapped[UUID | None]
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]
    converted_at: Mapped[Moment | None]
    deleted_at: Mapped[Moment | None]
