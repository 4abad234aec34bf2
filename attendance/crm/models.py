"""Tables of contacts: who they are, how they are reached, and what the company says about them."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from attendance.kernel.columns import Moment, Stamp, TenantId
from attendance.kernel.database import Base


class Company(Base):
    """A customer's company, known by its name; accents and case don't make another one."""

    __tablename__ = "crm_companies"
    __table_args__ = (UniqueConstraint("tenant_id", "search"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    name: Mapped[str]
    domain: Mapped[str | None]
    phone: Mapped[str | None]
    notes: Mapped[str | None]
    search: Mapped[str] = mapped_column(Computed("fold(name)"))
    created_at: Mapped[Stamp]
    updated_at: Mapped[Stamp]


class Contact(Base):
    """A customer. `name` is what the screen shows: the given names, else what the channel told.

    `phone` and `email` are the primary ones; a trigger keeps them among all of ContactPhone and ContactEmail."""

    __tablename__ = "crm_contacts"
    __table_args__ = (
        UniqueConstraint("tenant_id", "customer_id"),
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
    customer_id: Mapped[str | None]
    """What people and scripts call it: `cust-001`. None until the transaction that made it commits."""
    org_id: Mapped[UUID | None]
    bot_id: Mapped[UUID | None]
    name: Mapped[str]
    first_name: Mapped[str | None]
    last_name: Mapped[str | None]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    company_id: Mapped[UUID | None] = mapped_column(ForeignKey("crm_companies.id", ondelete="SET NULL"))
    owner_id: Mapped[UUID | None]
    tier: Mapped[str | None]
    ltv: Mapped[Decimal | None]
    last_purchase: Mapped[Moment | None]
    status: Mapped[str | None]
    """How far the company is with them (`qualified`), in its own words."""
    source: Mapped[str | None]
    """Where they came from: a channel, a campaign, a file."""
    attendant_id: Mapped[str | None]
    """Who spoke with them, as scripts write it (`att-001`)."""
    last_contact: Mapped[Moment | None]
    tags: Mapped[list[str]] = mapped_column(JSONB, server_default=text("'[]'"))
    custom_fields: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    blocked_at: Mapped[Moment | None]
    """Since when what they write is kept, but answered by nobody."""
    blocked_by: Mapped[UUID | None]
    block_reason: Mapped[str | None]
    erased_at: Mapped[Moment | None]
    """Since when nothing of the person is known any more: the row stays for its conversations."""
    search: Mapped[str] = mapped_column(
        Computed("fold(name || ' ' || coalesce(phone, '') || ' ' || coalesce(email, ''))")
    )
    created_at: Mapped[Stamp]
    updated_at: Mapped[Stamp]


class ContactPhone(Base):
    """A number of a contact in E.164; the one in `crm_contacts.phone` is the primary."""

    __tablename__ = "contact_phones"
    __table_args__ = (
        UniqueConstraint("contact_id", "phone"),
        Index("ix_contact_phones_tenant_id_phone", "tenant_id", "phone"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    contact_id: Mapped[UUID] = mapped_column(ForeignKey("crm_contacts.id", ondelete="CASCADE"))
    phone: Mapped[str]
    label: Mapped[str | None]
    created_at: Mapped[Stamp]


class ContactEmail(Base):
    """An address of a contact in lower case; the one in `crm_contacts.email` is the primary."""

    __tablename__ = "contact_emails"
    __table_args__ = (
        UniqueConstraint("contact_id", "email"),
        Index("ix_contact_emails_tenant_id_email", "tenant_id", "email"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    contact_id: Mapped[UUID] = mapped_column(ForeignKey("crm_contacts.id", ondelete="CASCADE"))
    email: Mapped[str]
    label: Mapped[str | None]
    created_at: Mapped[Stamp]


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


class ContactField(Base):
    """A field that the company gives its contacts; values are in `custom_fields` under `key`."""

    __tablename__ = "contact_fields"
    __table_args__ = (
        UniqueConstraint("tenant_id", "key"),
        CheckConstraint("kind in ('text','number','date','choice','boolean')", name="kind"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    key: Mapped[str]
    label: Mapped[str]
    kind: Mapped[str]
    choices: Mapped[list[str]] = mapped_column(JSONB, server_default=text("'[]'"))
    is_required: Mapped[bool] = mapped_column(server_default=text("false"))
    position: Mapped[int]


class Segment(Base):
    """A saved filter over contacts; one that is shared is everybody's to use."""

    __tablename__ = "contact_segments"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    name: Mapped[str]
    filter: Mapped[dict[str, Any]] = mapped_column(JSONB)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    is_shared: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]


class ContactMerge(Base):
    """What a merge did: the row that went, the fields before and after, the rows that moved or gave way."""

    __tablename__ = "contact_merges"
    __table_args__ = (
        Index("ix_contact_merges_kept_id", "kept_id", "created_at"),
        Index("ix_contact_merges_absorbed_id", "absorbed_id", postgresql_where=text("undone_at is null")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    kept_id: Mapped[UUID]
    absorbed_id: Mapped[UUID]
    absorbed: Mapped[dict[str, Any]] = mapped_column(JSONB)
    before: Mapped[dict[str, Any]] = mapped_column(JSONB)
    after: Mapped[dict[str, Any]] = mapped_column(JSONB)
    moved: Mapped[list[Any]] = mapped_column(JSONB)
    dropped: Mapped[list[Any]] = mapped_column(JSONB)
    merged_by: Mapped[UUID | None]
    merged_by_name: Mapped[str]
    created_at: Mapped[Moment]
    undone_at: Mapped[Moment | None]


class ContactDistinction(Base):
    """Two that look alike and are two people, as somebody said."""

    __tablename__ = "contact_distinctions"
    __table_args__ = (CheckConstraint("one_id < other_id", name="order"),)

    tenant_id: Mapped[TenantId]
    one_id: Mapped[UUID] = mapped_column(primary_key=True)
    other_id: Mapped[UUID] = mapped_column(primary_key=True)
    created_at: Mapped[Moment]


class ContactImport(Base):
    """A file of contacts, and how far it was taken. Its `content` goes when it is done."""

    __tablename__ = "contact_imports"
    __table_args__ = (
        CheckConstraint("state in ('uploaded','running','finished','cancelled')", name="state"),
        Index("ix_contact_imports_created", "tenant_id", "created_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    name: Mapped[str]
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    encoding: Mapped[str]
    separator: Mapped[str]
    columns: Mapped[dict[str, str]] = mapped_column(JSONB, server_default=text("'{}'"))
    """Column of the file → field of a contact."""
    settings: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    state: Mapped[str]
    total: Mapped[int]
    next_row: Mapped[int] = mapped_column(server_default="0")
    """How many rows are done: where a worker goes on."""
    created: Mapped[int] = mapped_column(server_default="0")
    updated: Mapped[int] = mapped_column(server_default="0")
    unchanged: Mapped[int] = mapped_column(server_default="0")
    failed: Mapped[int] = mapped_column(server_default="0")
    user_id: Mapped[UUID | None]
    user_name: Mapped[str] = mapped_column(server_default="")
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]
    finished_at: Mapped[Moment | None]


class ContactImportError(Base):
    """A row of a file that could not be taken, as it stood there."""

    __tablename__ = "contact_import_errors"

    import_id: Mapped[UUID] = mapped_column(
        ForeignKey("contact_imports.id", ondelete="CASCADE"), primary_key=True
    )
    tenant_id: Mapped[TenantId]
    line: Mapped[int] = mapped_column(primary_key=True)
    field: Mapped[str]
    reason: Mapped[str]
    cells: Mapped[list[str]] = mapped_column(JSONB)
