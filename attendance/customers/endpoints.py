"""REST of a customer as a whole."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query

from attendance.conversations.web import Seeing
from attendance.customers import overview, schemas, timeline
from attendance.identity.guards import Allowed, InTransaction, Who
from attendance.identity.idempotency import api_router
from attendance.kernel.errors import NotFound
from attendance.kernel.pages import Slice, asked_slice
from attendance.kernel.problems import documented
from attendance.kernel.wire import Page

router = api_router("customers", "/api/crm/contacts")

Reader = Annotated[Who, Allowed("contacts.read")]
Asked = Annotated[Slice, Depends(asked_slice)]


@router.get("/{contact_id}/overview", responses=documented(NotFound))
async def read_overview(
    who: Reader, tx: InTransaction, viewer: Seeing, contact_id: UUID, conversation_id: UUID | None = None
) -> schemas.CustomerOverview:
    """A customer in one answer. `conversation_id`: beside which they are shown; its bot says which fields."""
    return await overview.read(tx, viewer, contact_id, conversation_id=conversation_id)


@router.get("/{contact_id}/timeline", responses=documented(NotFound))
async def read_timeline(
    who: Reader,
    tx: InTransaction,
    viewer: Seeing,
    asked: Asked,
    contact_id: UUID,
    kind: Annotated[list[schemas.EntryKind] | None, Query()] = None,
) -> Page[schemas.CustomerEntry]:
    """What happened with a customer, newest first."""
    await overview.exists(tx, contact_id)
    items, cursor = await timeline.page(tx, viewer, contact_id, asked, kinds=kind)
    return Page(items=items, next_cursor=cursor)
