"""Tables of reports: saved ones, when they are sent by mail, and what became of each mail."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from attendance.kernel.columns import Moment, TenantId
from attendance.kernel.database import Base


class Report(Base):
    """A saved report of `user_id`; a shared one is shown to everybody who may read reports."""

    __tablename__ = "reports"
    __table_args__ = (Index("ix_reports_tenant_id", "tenant_id", "user_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str]
    description: Mapped[str | None]
    definition: Mapped[dict[str, Any]] = mapped_column(JSONB)
    is_shared: Mapped[bool] = mapped_column(server_default=sql("false"))
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]


class ReportSchedule(Base):
    """When a report is sent, to whom, as what. It is made with the eyes of `user_id`, in `language`."""

    __tablename__ = "report_schedules"
    __table_args__ = (
        CheckConstraint("cadence in ('daily','weekly','monthly')", name="cadence"),
        CheckConstraint("format in ('csv','pdf')", name="format"),
        CheckConstraint("weekday between 1 and 7", name="weekday"),
        CheckConstraint("month_day between 1 and 31", name="month_day"),
        CheckConstraint("at_minute between 0 and 1439", name="at_minute"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    report_id: Mapped[UUID] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    cadence: Mapped[str]
    weekday: Mapped[int | None] = mapped_column(SmallInteger)
    """Of weekly ones: 1 is Monday."""
    month_day: Mapped[int | None] = mapped_column(SmallInteger)
    """Of monthly ones; in shorter months their last day."""
    at_minute: Mapped[int]
    """Of the day, in the company's time zone."""
    format: Mapped[str]
    recipients: Mapped[list[str]] = mapped_column(JSONB)
    language: Mapped[str]
    is_active: Mapped[bool] = mapped_column(server_default=sql("true"))
    next_at: Mapped[Moment | None]
    """The slot that comes; None while it is paused."""
    created_at: Mapped[Moment]


class ReportDelivery(Base):
    """One mail of one slot to one recipient. `reason` and `detail` say why the last attempt failed."""

    __tablename__ = "report_deliveries"
    __table_args__ = (
        UniqueConstraint("schedule_id", "slot_at", "recipient"),
        CheckConstraint("state in ('planned','sent','failed')", name="state"),
        Index("ix_report_deliveries_created_at", "tenant_id", "created_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    schedule_id: Mapped[UUID] = mapped_column(ForeignKey("report_schedules.id", ondelete="CASCADE"))
    slot_at: Mapped[Moment]
    recipient: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="planned")
    reason: Mapped[str | None]
    detail: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(server_default="0")
    created_at: Mapped[Moment]
    sent_at: Mapped[Moment | None]
