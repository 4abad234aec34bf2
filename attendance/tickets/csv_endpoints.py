"""REST of tickets as CSV: out, as they are filtered, and in."""

from collections.abc import AsyncIterator
from typing import Annotated, Any, Final

from fastapi import Request
from starlette.responses import Response, StreamingResponse

from attendance.conversations.web import Seeing
from attendance.identity import company
from attendance.identity.guards import Allowed, InTransaction, Who, transaction_of
from attendance.identity.idempotency import api_router
from attendance.kernel.pages import Slice
from attendance.kernel.problems import documented
from attendance.kernel.streaming import begun
from attendance.tickets import csv_format, importing, queries, schemas, settings
from attendance.tickets.asking import AskedTickets
from attendance.tickets.csv_format import Language, UnreadableFile

router = api_router("tickets", "/api/attendance/tickets-csv")

Reader = Annotated[Who, Allowed("tickets.read")]
Administrator = Annotated[Who, Allowed("tickets.manage")]
_PAGE: Final = 500
_FILE: Final[dict[str, Any]] = {
    "requestBody": {"required": True, "content": {"text/csv": {"schema": {"type": "string"}}}}
}


@router.get("", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
async def export_tickets(
    who: Reader, request: Request, viewer: Seeing, wanted: AskedTickets, language: Language = "pt-BR"
) -> Response:
    """All tickets of the filter, in the words and with the separator of the language."""

    async def pages() -> AsyncIterator[str]:
        """Each page in a transaction of its own: a long file holds nobody up."""
        cursor: str | None = None
        async with transaction_of(request, who) as tx:
            fields, zone = await settings.fields(tx), await company.zone(tx)
        text = csv_format.heading(fields, language)
        while True:
            async with transaction_of(request, who) as tx:
                items, cursor = await queries.page(tx, viewer, wanted, Slice(cursor, _PAGE))
            yield text + csv_format.format_tickets(items, fields, language=language, zone=zone)
            if cursor is None:
                return
            text = ""

    headers = {"content-disposition": 'attachment; filename="tickets.csv"'}
    return StreamingResponse(await begun(pages()), media_type="text/csv; charset=utf-8", headers=headers)


@router.post("", openapi_extra=_FILE, responses=documented(UnreadableFile))
async def import_tickets(
    who: Administrator, tx: InTransaction, viewer: Seeing, request: Request, dry_run: bool = False
) -> schemas.TicketImport:
    """Each row becomes a ticket of its customer's latest conversation; the customer is known by phone or e-mail.

    Rows with mistakes are reported and left out. `bulk_id` takes all of it back."""
    content = await request.body()
    return await importing.import_file(tx, viewer, content, user_id=who.user_id, is_dry_run=dry_run)
