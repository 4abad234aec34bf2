"""Reads of saved reports: one's own, and those that others share."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from attendance.identity.models import User
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound
from attendance.reports import schemas
from attendance.reports.models import Report, ReportSchedule

MOST_REPORTS = 500
"""Of one list: a company with more would have stopped finding them long before."""


def _reports(user_id: UUID) -> Select[Any]:
    schedules = (
        select(func.count()).where(ReportSchedule.report_id == Report.id).correlate(Report).scalar_subquery()
    )
    return (
        select(
            Report.id, Report.user_id, Report.name, Report.description, Report.definition, Report.is_shared,
            Report.created_at, Report.updated_at, User.name.label("owner_name"), schedules.label("schedules"),
        )
        .join(User, User.id == Report.user_id)
        .where(or_(Report.user_id == user_id, Report.is_shared))
    )  # fmt: skip


async def visible(tx: Tx, user_id: UUID) -> list[schemas.Report]:
    """By name."""
    rows = await tx.mappings(
        _reports(user_id).order_by(func.fold(Report.name), Report.id).limit(MOST_REPORTS)
    )
    return [_report(dict(row), user_id) for row in rows]


async def one(tx: Tx, user_id: UUID, report_id: UUID) -> schemas.Report:
    """Raises NotFound."""
    rows = await tx.mappings(_reports(user_id).where(Report.id == report_id))
    if not rows:
        raise NotFound("report")
    return _report(dict(rows[0]), user_id)


def _report(row: Mapping[str, Any], user_id: UUID) -> schemas.Report:
    facts = {name: value for name, value in row.items() if name != "user_id"}
    return schemas.Report.model_validate({**facts, "is_mine": row["user_id"] == user_id})
