"""Tables of attendants: who works conversations, their presence, and what they are good at."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
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
