"""Tables of notifications by mail: what a company wants to be told, in which words, who doesn't, and what was sent."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from attendance.kernel.columns import Moment, TenantId
from attendance.kernel.database import Base


class NotificationSetting(Base):
    """Whether a kind is sent, and from which threshold on (people waiting, seconds)."""

    __tablename__ = "notification_settings"
    __table_args__ = (
        UniqueConstraint("tenant_id", "kind"),
        CheckConstraint("threshold > 0", name="threshold"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    kind: Mapped[str]
    is_on: Mapped[bool]
    threshold: Mapped[int | None]


class NotificationTemplate(Base):
    """The company's own words in place of the product's."""

    __tablename__ = "notification_templates"
    __table_args__ = (UniqueConstraint("tenant_id", "name"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    name: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    updated_at: Mapped[Moment]


class NotificationOptOut(Base):
    """A person who doesn't want mails of a kind."""

    __tablename__ = "notification_opt_outs"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]


class NotificationWatch(Base):
    """Something that lasts and was told of; it is forgotten when it is over, so that the next time is told anew."""

    __tablename__ = "notification_watches"
    __table_args__ = (UniqueConstraint("tenant_id", "kind", "subject_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    kind: Mapped[str]
    subject_id: Mapped[UUID]
    since: Mapped[Moment]


class Notification(Base):
    """One mail to one address, about one occurrence: once."""

    __tablename__ = "notifications"
    __table_args__ = (
        UniqueConstraint("tenant_id", "kind", "occurrence", "recipient"),
        CheckConstraint("state in ('queued','sent','failed')", name="state"),
        Index("ix_notifications_created_at", "tenant_id", "created_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    kind: Mapped[str]
    occurrence: Mapped[str]
    recipient: Mapped[str]
    bcc: Mapped[list[str]] = mapped_column(JSONB, server_default=sql("'[]'"))
    subject: Mapped[str]
    body: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="queued")
    reason: Mapped[str | None]
    conversation_id: Mapped[UUID | None]
    created_at: Mapped[Moment]
    sent_at: Mapped[Moment | None]
