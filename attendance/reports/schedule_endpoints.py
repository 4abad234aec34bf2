"""REST of reports that are sent by mail."""

from typing import Annotated
from uuid import UUID

from attendance.identity.guards import Allowed, InTransaction, Who
from attendance.identity.idempotency import api_router
from attendance.kernel.errors import InvalidInput, NotFound
from attendance.kernel.problems import documented
from attendance.reports import schedules, schemas
from attendance.reports.schedules import NoMailbox, NothingToRetry, TooManySchedules
from attendance.reports.words import language_of

router = api_router("reports")
BASE = "/api/reports"
OF_REPORT = BASE + "/{report_id}/schedules"
ONE = BASE + "/schedules/{schedule_id}"

Reading = Annotated[Who, Allowed("reports.read")]
Writing = Annotated[Who, Allowed("reports.write")]


@router.get(OF_REPORT, responses=documented(NotFound))
async def list_schedules(who: Reading, tx: InTransaction, report_id: UUID) -> list[schemas.ReportSchedule]:
    """When the report is sent to whom: your schedules, or everybody's if you set up how others work."""
    return await schedules.of_report(tx, who.user_id, report_id, may_any=who.may("reports.manage"))


@router.post(
    OF_REPORT, status_code=201, responses=documented(NotFound, InvalidInput, NoMailbox, TooManySchedules)
)
async def create_schedule(
    who: Writing, tx: InTransaction, report_id: UUID, new: schemas.NewReportSchedule
) -> schemas.ReportSchedule:
    """Send the report from now on, with what you may see, from an e-mail inbox of the company."""
    made = await schedules.create(tx, who.user_id, report_id, new, language_of(who.locale))
    return await schedules.one(tx, who.user_id, made)


@router.patch(ONE, responses=documented(NotFound, InvalidInput))
async def change_schedule(
    who: Writing, tx: InTransaction, schedule_id: UUID, patch: schemas.ReportSchedulePatch
) -> schemas.ReportSchedule:
    """Another time, other recipients; or pause it and go on."""
    await schedules.change(tx, who.user_id, schedule_id, patch, may_any=who.may("reports.manage"))
    return await schedules.one(tx, who.user_id, schedule_id)


@router.delete(ONE, status_code=204, responses=documented(NotFound))
async def delete_schedule(who: Writing, tx: InTransaction, schedule_id: UUID) -> None:
    """The report itself stays."""
    await schedules.remove(tx, who.user_id, schedule_id, may_any=who.may("reports.manage"))


@router.post(f"{BASE}/mails/{{mail_id}}/retry", responses=documented(NotFound, NothingToRetry))
async def retry_delivery(who: Writing, tx: InTransaction, mail_id: UUID) -> schemas.ReportSchedule:
    """Send a mail that failed once more, with the period that it was due for."""
    schedule_id = await schedules.retry(tx, who.user_id, mail_id, may_any=who.may("reports.manage"))
    return await schedules.one(tx, who.user_id, schedule_id)
