"""REST of files of contacts, in and out."""

from collections.abc import AsyncIterator
from typing import Annotated, Any, Final, Literal
from urllib.parse import quote
from uuid import UUID

from fastapi import Depends, Query, Request, Response
from fastapi.responses import StreamingResponse

from attendance.crm import events, exporting, importing, schemas
from attendance.crm.asking import Administrator, AskedContacts, Reader
from attendance.crm.csv_files import MOST_BYTES
from attendance.crm.importing import ImportNotWaiting
from attendance.identity import company
from attendance.identity.guards import InTransaction, transaction_of
from attendance.identity.idempotency import api_router
from attendance.kernel import clock
from attendance.kernel.errors import InvalidInput, NotFound, TooLarge
from attendance.kernel.pages import Slice, asked_slice
from attendance.kernel.problems import documented
from attendance.kernel.streaming import begun
from attendance.kernel.wire import Page

router = api_router("contacts", "/api/crm")

UPLOAD_LIMIT_BYTES: Final = MOST_BYTES
_CSV: Final[dict[str, Any]] = {
    "requestBody": {"required": True, "content": {"text/csv": {"schema": {"type": "string"}}}}
}
_FILE: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {"text/csv": {}}}}
IMPORT: Final = "/imports/{import_id}"

Asked = Annotated[Slice, Depends(asked_slice)]


@router.get("/export", response_class=StreamingResponse, responses=_FILE)
async def export_contacts(
    who: Administrator,
    tx: InTransaction,
    request: Request,
    wanted: AskedContacts,
    separator: Annotated[Literal[",", ";"] | None, Query(description="`;` where Excel is Brazilian.")] = None,
) -> StreamingResponse:
    """Everybody whom the filter means, as CSV; no cell is a formula. With `text` the best 2,000."""
    tx.publish(events.ContactsExported(filter=wanted.model_dump(mode="json", exclude_defaults=True)))
    locale = (await company.read(tx)).locale
    divides = separator or ("," if locale.startswith("en") else ";")

    async def body() -> AsyncIterator[str]:
        async for part in exporting.lines(
            lambda: transaction_of(request, who), who.user_id, wanted, separator=divides
        ):
            yield part

    name = f"contacts-{clock.now():%Y-%m-%d}.csv"
    return StreamingResponse(
        await begun(body()), media_type="text/csv; charset=utf-8", headers=_attached(name)
    )


def _attached(name: str) -> dict[str, str]:
    return {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"}


@router.get("/imports")
async def list_imports(who: Reader, tx: InTransaction, asked: Asked) -> Page[schemas.ContactImport]:
    """The newest first."""
    items, cursor = await importing.latest(tx, asked)
    return Page(items=items, next_cursor=cursor)


@router.post("/imports", status_code=201, responses=documented(InvalidInput, TooLarge), openapi_extra=_CSV)
async def upload_contacts(
    who: Administrator,
    tx: InTransaction,
    request: Request,
    name: Annotated[str, Query(min_length=1, max_length=200)] = "contatos.csv",
) -> schemas.ImportPreview:
    """Keep a CSV and look what it holds; nothing is taken yet. Encoding and separator are found out."""
    return await importing.preview(tx, await importing.upload(tx, name, await request.body()))


@router.get(IMPORT, responses=documented(NotFound))
async def read_import(who: Reader, tx: InTransaction, import_id: UUID) -> schemas.ContactImport:
    """How far it is."""
    return await importing.one(tx, import_id)


@router.post(f"{IMPORT}/preview", responses=documented(NotFound, InvalidInput, ImportNotWaiting))
async def preview_import(
    who: Administrator, tx: InTransaction, import_id: UUID, wanted: schemas.ImportStart
) -> schemas.ImportPreview:
    """What these columns would make of the first thousand rows."""
    return await importing.preview(tx, import_id, wanted.columns)


@router.post(f"{IMPORT}/start", responses=documented(NotFound, InvalidInput, ImportNotWaiting))
async def start_import(
    who: Administrator, tx: InTransaction, import_id: UUID, wanted: schemas.ImportStart
) -> schemas.ContactImport:
    """Take the file. Who is there already (customer number, phone, e-mail) is updated; empty cells change nothing."""
    await importing.start(tx, import_id, wanted)
    return await importing.one(tx, import_id)


@router.post(f"{IMPORT}/cancel", responses=documented(NotFound))
async def cancel_import(who: Administrator, tx: InTransaction, import_id: UUID) -> schemas.ContactImport:
    """Stop. What was taken so far stays."""
    await importing.cancel(tx, import_id)
    return await importing.one(tx, import_id)


@router.get(f"{IMPORT}/errors", response_class=Response, responses=_FILE | documented(NotFound))
async def read_import_errors(who: Reader, tx: InTransaction, import_id: UUID) -> Response:
    """Rows that weren't taken, with what is wrong, as a file that can be mended and sent again."""
    text = await importing.report(tx, import_id)
    return Response(text, media_type="text/csv; charset=utf-8", headers=_attached("erros.csv"))
