"""REST of notices about tickets."""

from typing import Annotated

from fastapi import Depends

from attendance.conversations.web import Seeing
from attendance.identity.guards import Allowed, InTransaction, Who
from attendance.identity.idempotency import api_router
from attendance.kernel.errors import NotFound
from attendance.kernel.pages import Slice, asked_slice
from attendance.kernel.problems import documented
from attendance.kernel.wire import Page
from attendance.tickets import notices, queries, schemas

router = api_router("tickets", "/api/attendance/ticket-notices")

Reader = Annotated[Who, Allowed("tickets.read")]
Writer = Annotated[Who, Allowed("tickets.write")]
Asked = Annotated[Slice, Depends(asked_slice)]


@router.get("")
async def list_notices(
    who: Reader, tx: InTransaction, viewer: Seeing, asked: Asked
) -> Page[schemas.TicketNotice]:
    """What others did to tickets that you have or watch, the latest first."""
    items, cursor = await notices.page(tx, viewer, asked)
    return Page(items=items, next_cursor=cursor)


@router.get("/count")
async def count_notices(who: Reader, tx: InTransaction, viewer: Seeing) -> schemas.TicketNoticeCount:
    """How many you have not read."""
    return schemas.TicketNoticeCount(unread=await notices.unread(tx, viewer))


@router.post("/read", responses=documented(NotFound))
async def read_notices(
    who: Writer, tx: InTransaction, viewer: Seeing, wanted: schemas.TicketNoticesRead
) -> schemas.TicketNoticeCount:
    """Those of a ticket, or all: you have seen them."""
    if wanted.ticket_id is not None:
        await queries.one(tx, viewer, wanted.ticket_id)
    await notices.mark_read(tx, who.user_id, wanted.ticket_id)
    return schemas.TicketNoticeCount(unread=await notices.unread(tx, viewer))
