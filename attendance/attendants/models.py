"""Tables of attendants: who works conversations, their presence, and what they are good at."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import BYTEA, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from attendance.kernel.columns import Moment, Stamp, TenantId
from attendance.kernel.database import Base


class Attendant(Base):
    """The profile and presence of a user who works conversations.

    `status` is what the attendant chose; it counts only while the lease holds (`attendants.rules`). `is_present`
    says whether the world was last told that it holds. `lease_expires_at` NULL: not leased, it holds until changed.
    """

    __tablename__ = "attendants"
    __table_args__ = (
        UniqueConstraint("tenant_id", "external_id"),
        CheckConstraint("status in ('online','busy','away','offline')", name="status"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    tenant_id: Mapped[TenantId]
    external_id: Mapped[str]
    channels: Mapped[list[str]] = mapped_column(JSONB, server_default=text("""'["all"]'"""))
    preferences: Mapped[list[str]] = mapped_column(JSONB, server_default=text("'[]'"))
    department: Mapped[str | None]
    aliases: Mapped[list[str]] = mapped_column(JSONB, server_default=text("'[]'"))
    phone: Mapped[str | None]
    status: Mapped[str] = mapped_column(server_default="offline")
    status_reason: Mapped[str | None]
    status_since: Mapped[Stamp]
    lease_expires_at: Mapped[Moment | None]
    is_present: Mapped[bool] = mapped_column(server_default=text("false"))
    last_assigned_at: Mapped[Moment | None]
    created_at: Mapped[Stamp]
    updated_at: Mapped[Stamp]


class AttendantSkill(Base):
    """What an attendant knows, 1 (a little) to 5 (everything); skills are folded words."""

    __tablename__ = "attendant_skills"
    __table_args__ = (CheckConstraint("proficiency between 1 and 5", name="proficiency"),)

    user_id: Mapped[UUID] = mapped_column(
        ForeignKey("attendants.user_id", ondelete="CASCADE"), primary_key=True
    )
    skill: Mapped[str] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    proficiency: Mapped[int]


class AttendantAddress(Base):
    """Where somebody works besides the console: their chat with one of our inboxes. Without `user_id` it is a place
    that a team shares, such as a channel in Slack, for one queue or for all (`queue_id` None).

    `source` says why we believe that it is theirs: the phone of their profile, a one-time code, the e-mail that a
    workspace vouches for, or an administrator's word.
    """

    __tablename__ = "attendant_addresses"
    __table_args__ = (
        UniqueConstraint("inbox_id", "external_id"),
        CheckConstraint("source in ('phone','code','email','admin')", name="source"),
        Index("ix_attendant_addresses_user_id", "user_id"),
        Index(
            "ix_attendant_addresses_alias", "inbox_id", "alias", postgresql_where=text("alias is not null")
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    inbox_id: Mapped[UUID] = mapped_column(ForeignKey("inboxes.id", ondelete="CASCADE"))
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    queue_id: Mapped[UUID | None]
    external_id: Mapped[str]
    """Who they are in the channel, or the place; for a phone E.164 with `+`."""
    alias: Mapped[str | None]
    """The other id by which the vendor names them, once seen (a WhatsApp BSUID beside the phone)."""
    label: Mapped[str]
    source: Mapped[str] = mapped_column(server_default="admin")
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    verified_at: Mapped[Moment | None]
    current_conversation_id: Mapped[UUID | None]
    """In a chat without threads: where words go that quote nothing."""
    last_heard_at: Mapped[Moment | None]
    """When they last wrote: a vendor's reply window begins there."""
    nudged_at: Mapped[Moment | None]
    """When a template asked them to write, since the window closed."""
    created_at: Mapped[Moment]


class AttendantLink(Base):
    """A one-time code that ties a messenger's account to its user."""

    __tablename__ = "attendant_links"
    __table_args__ = (Index("ix_attendant_links_user_id", "user_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    code_hash: Mapped[bytes] = mapped_column(BYTEA, unique=True)
    expires_at: Mapped[Moment]


class AttendantWords(Base):
    """A message of an attendant's, by the vendor's id: heard once, however often it is delivered."""

    __tablename__ = "attendant_words"
    __table_args__ = (
        Index("ix_attendant_words_heard_at", "tenant_id", "heard_at"),
        Index("ix_attendant_words_message_id", "message_id", postgresql_where=text("message_id is not null")),
    )

    inbox_id: Mapped[UUID] = mapped_column(ForeignKey("inboxes.id", ondelete="CASCADE"), primary_key=True)
    external_id: Mapped[str] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    address_id: Mapped[UUID | None]
    conversation_id: Mapped[UUID | None]
    message_id: Mapped[UUID | None]
    """The answer that it became."""
    heard_at: Mapped[Moment]
    handled_at: Mapped[Moment | None]
