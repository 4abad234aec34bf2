"""Tables of contacts."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Computed, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from attendance.kernel.columns import Moment, Stamp, TenantId
from attendance.kernel.database import Base


class Contact(Base):
    """A customer. `name` is what the screen shows: the given names, else what the channel told."""

    __tablename__ = "crm_contacts"
    __table_args__ = (
        Index("ix_crm_contacts_phone", "tenant_id", "phone"),
        Index("ix_crm_contacts_email", "tenant_id", "email"),
        Index(
            "ix_crm_contacts_search",
            "tenant_id",
            "search",
            postgresql_using="gin",
            postgresql_ops={"search": "gin_trgm_ops"},
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    org_id: Mapped[UUID | None]
    bot_id: Mapped[UUID | None]
    name: Mapped[str]
    first_name: Mapped[str | None]
    last_name: Mapped[str | None]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    owner_id: Mapped[UUID | None]
    tier: Mapped[str | None]
    ltv: Mapped[Decimal | None]
    last_purchase: Mapped[Moment | None]
    tags: Mapped[list[str]] = mapped_column(JSONB, server_default=text("'[]'"))
    custom_fields: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    search: Mapped[str] = mapped_column(
        Computed("fold(name || ' ' || coalesce(phone, '') || ' ' || coalesce(email, ''))")
    )
    created_at: Mapped[Stamp]
    updated_at: Mapped[Stamp]


class ContactIdentity(Base):
    """Who a contact is in a channel. Several rows may lead to one contact (a phone beside a BSUID)."""

    __tablename__ = "contact_identities"
    __table_args__ = (UniqueConstraint("tenant_id", "channel", "external_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    contact_id: Mapped[UUID] = mapped_column(
        ForeignKey("crm_contacts.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED"), index=True
    )
    channel: Mapped[str]
    external_id: Mapped[str]
    username: Mapped[str | None]
    """How the person calls themselves in the channel, when told."""
    opted_out_at: Mapped[Moment | None]
    """Since when they refuse what we send to this address; None: they don't."""
    opted_out_of: Mapped[str | None]
    """`marketing` or `all`."""
    created_at: Mapped[Stamp]
