"""Writes of saved reports. A shared one may also be changed by whoever sets up how others work."""

from uuid import UUID

from sqlalchemy import delete, insert, update

from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotAllowed
from attendance.kernel.ids import new_id
from attendance.reports import queries, schemas
from attendance.reports.events import ReportChanged
from attendance.reports.models import Report


class ReportNotYours(NotAllowed):
    code = "report_not_yours"
    message = "Somebody else shares this report. Save a copy of your own to change it."


async def create(tx: Tx, user_id: UUID, new: schemas.NewReport) -> UUID:
    report_id, now = new_id(), clock.now()
    await tx.execute(
        insert(Report).values(
            id=report_id, tenant_id=tx.tenant_id, user_id=user_id, name=new.name.strip(),
            description=new.description, definition=_written(new.definition), is_shared=new.is_shared,
            created_at=now, updated_at=now,
        )
    )  # fmt: skip
    tx.publish(ReportChanged(report_id=report_id, what="created", is_shared=new.is_shared))
    return report_id


async def change(
    tx: Tx, user_id: UUID, report_id: UUID, patch: schemas.ReportPatch, *, may_any: bool
) -> None:
    """Raises: NotFound, ReportNotYours."""
    known = await own(tx, user_id, report_id, may_any=may_any)
    values = patch.model_dump(exclude_unset=True, exclude={"definition"})
    values = {name: value for name, value in values.items() if value is not None or name == "description"}
    if patch.definition is not None:
        values["definition"] = _written(patch.definition)
    if not values:
        return
    await tx.execute(update(Report).where(Report.id == report_id).values(**values, updated_at=clock.now()))
    is_shared = known.is_shared if patch.is_shared is None else patch.is_shared
    tx.publish(ReportChanged(report_id=report_id, what="changed", is_shared=is_shared))


async def remove(tx: Tx, user_id: UUID, report_id: UUID, *, may_any: bool) -> None:
    """With its schedules. Raises: NotFound, ReportNotYours."""
    known = await own(tx, user_id, report_id, may_any=may_any)
    await tx.execute(delete(Report).where(Report.id == report_id))
    tx.publish(ReportChanged(report_id=report_id, what="deleted", is_shared=known.is_shared))


async def own(tx: Tx, user_id: UUID, report_id: UUID, *, may_any: bool) -> schemas.Report:
    """The report, if it may be changed. Raises: NotFound, ReportNotYours."""
    known = await queries.one(tx, user_id, report_id)
    if not known.is_mine and not may_any:
        raise ReportNotYours
    return known


def _written(definition: schemas.ReportDefinition) -> dict[str, object]:
    return definition.model_dump(mode="json")
