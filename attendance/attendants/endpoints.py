"""REST of attendants: who is here, who they are, and attendant.csv in and out."""

from typing import Annotated

from fastapi import Request, Response

from attendance.attendants import actions, importing, queries, schemas
from attendance.attendants.csv_format import format_rows
from attendance.identity.guards import Allowed, InTransaction, SignedIn, Who
from attendance.identity.idempotency import api_router
from attendance.kernel.errors import InvalidInput, NotFound
from attendance.kernel.problems import documented

router = api_router("attendants", "/api/attendance/attendants")

Reader = Annotated[Who, Allowed("attendants.read")]
Administrator = Annotated[Who, Allowed("attendants.manage")]


@router.get("")
async def list_attendants(who: Reader, tx: InTransaction) -> list[schemas.Attendant]:
    """Everybody who works conversations, by name."""
    return await queries.everybody(tx)


@router.post(
    "/import", openapi_extra={"requestBody": {"content": {"text/csv": {"schema": {"type": "string"}}}}}
)
async def import_attendants(
    who: Administrator, tx: InTransaction, request: Request, dry_run: bool = False
) -> schemas.ImportReport:
    """Sync attendant.csv into users, attendants and queue members. Importing twice is importing once.

    Rows with mistakes are reported with line and column, the others are taken. `dry_run` only reports."""
    who.require("users.manage")
    try:
        text = (await request.body()).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput("The file is not UTF-8. Save it as CSV UTF-8 and send it again.") from error
    return await importing.import_file(tx, text, dry_run=dry_run)


@router.get("/export", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
async def export_attendants(who: Administrator, tx: InTransaction) -> Response:
    """All attendants as attendant.csv; importing it again changes nothing."""
    text = format_rows(await queries.rows_for_csv(tx))
    disposition = 'attachment; filename="attendant.csv"'
    return Response(text, media_type="text/csv; charset=utf-8", headers={"content-disposition": disposition})


@router.patch("/{attendant_id}", responses=documented(NotFound))
async def change_attendant(
    who: Administrator, tx: InTransaction, attendant_id: str, patch: schemas.AttendantPatch
) -> schemas.Attendant:
    """Change the fields that the body names. The id is the external id (att-001) or the user's."""
    user_id = await queries.user_id_of(tx, attendant_id)
    await actions.change_profile(tx, user_id, patch)
    return await queries.one(tx, user_id)


@router.put("/{attendant_id}/status", responses=documented(NotFound))
async def set_status(
    who: SignedIn, tx: InTransaction, attendant_id: str, change: schemas.StatusChange
) -> schemas.Attendant:
    """One's own status, or with `attendants.manage` anybody's.

    Set from a browser it holds while the console's socket renews it; set with an API token it holds until changed."""
    user_id = await queries.user_id_of(tx, attendant_id)
    who.require("attendants.status" if user_id == who.user_id else "attendants.manage")
    is_browser = who.login_id is not None
    await actions.set_status(tx, user_id, change.status, reason=change.reason, is_leased=is_browser)
    return await queries.one(tx, user_id)
