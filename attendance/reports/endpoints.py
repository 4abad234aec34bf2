"""REST of reports: what can be asked, running, and saved ones. A report shows only what its reader may see."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from attendance.identity.guards import Allowed, InTransaction, Who
from attendance.identity.idempotency import api_router
from attendance.kernel.errors import InvalidInput, NotFound
from attendance.kernel.problems import documented
from attendance.kernel.web import services_of
from attendance.reports import actions, describing, queries, rules, running, schemas
from attendance.reports.actions import ReportNotYours
from attendance.reports.catalogue import CATALOGUE, SourceKey
from attendance.reports.files import file_of
from attendance.reports.running import Reader, ReportsBusy, ReportTooSlow
from attendance.reports.words import language_of

router = api_router("reports")
BASE = "/api/reports"
ONE = BASE + "/{report_id}"

Reading = Annotated[Who, Allowed("reports.read")]
Writing = Annotated[Who, Allowed("reports.write")]
_RUNNING = documented(InvalidInput, ReportTooSlow, ReportsBusy)


def reader_of(who: Who) -> Reader:
    return Reader(who.tenant_id, who.user_id, who.visibility, language_of(who.locale))


def check(who: Who, definition: schemas.ReportDefinition) -> None:
    """Raises: InvalidInput, PermissionMissing."""
    who.require(CATALOGUE[definition.source].permission)
    rules.checked(definition)


@router.get(f"{BASE}/catalogue")
async def read_catalogue(who: Reading) -> schemas.ReportCatalogue:
    """What can be asked: sources, dimensions, measures with their definitions, and reports to begin with."""
    return describing.catalogue(who.may, language_of(who.locale))


@router.get(f"{BASE}/values", responses=_RUNNING)
async def list_values(
    who: Reading, request: Request, source: SourceKey, field: Annotated[str, Query(max_length=50)]
) -> list[schemas.ReportChoice]:
    """What a filter may be set to: people, queues, or the texts that the latest things have."""
    who.require(CATALOGUE[source].permission)
    return await running.values(services_of(request).database, reader_of(who), source, field)


@router.post(f"{BASE}/run", responses=_RUNNING)
async def run_report(
    who: Reading, request: Request, definition: schemas.ReportDefinition
) -> schemas.ReportResult:
    """The numbers of a definition, saved or not. It is bounded: a year, 1000 rows, some seconds."""
    check(who, definition)
    return await running.run(services_of(request).database, reader_of(who), definition)


@router.post(
    f"{BASE}/download",
    response_class=Response,
    responses={200: {"content": {"text/csv": {}, "application/pdf": {}}}, **_RUNNING},
)
async def download_report(who: Reading, request: Request, wanted: schemas.ReportDownload) -> Response:
    """The same numbers as a file: CSV for spreadsheets, PDF with its chart."""
    check(who, wanted.definition)
    reader = reader_of(who)
    result = await running.run(services_of(request).database, reader, wanted.definition)
    file = await file_of(
        result, wanted.definition, wanted.name, wanted.format, reader.language, wanted.separator
    )
    return Response(
        file.content, media_type=file.mime_type, headers={"content-disposition": file.disposition}
    )


@router.get(BASE)
async def list_reports(who: Reading, tx: InTransaction) -> list[schemas.Report]:
    """Your saved reports and the shared ones, by name."""
    return await queries.visible(tx, who.user_id)


@router.post(BASE, status_code=201, responses=documented(InvalidInput))
async def create_report(who: Writing, tx: InTransaction, new: schemas.NewReport) -> schemas.Report:
    """Save a report, for yourself or for everybody who may read reports."""
    check(who, new.definition)
    return await queries.one(tx, who.user_id, await actions.create(tx, who.user_id, new))


@router.get(ONE, responses=documented(NotFound))
async def read_report(who: Reading, tx: InTransaction, report_id: UUID) -> schemas.Report:
    """One saved report."""
    return await queries.one(tx, who.user_id, report_id)


@router.patch(ONE, responses=documented(NotFound, InvalidInput, ReportNotYours))
async def change_report(
    who: Writing, tx: InTransaction, report_id: UUID, patch: schemas.ReportPatch
) -> schemas.Report:
    """Rename, share, or ask something else under it."""
    if patch.definition is not None:
        check(who, patch.definition)
    await actions.change(tx, who.user_id, report_id, patch, may_any=who.may("reports.manage"))
    return await queries.one(tx, who.user_id, report_id)


@router.delete(ONE, status_code=204, responses=documented(NotFound, ReportNotYours))
async def delete_report(who: Writing, tx: InTransaction, report_id: UUID) -> None:
    """With its schedules: nothing is sent any more."""
    await actions.remove(tx, who.user_id, report_id, may_any=who.may("reports.manage"))
