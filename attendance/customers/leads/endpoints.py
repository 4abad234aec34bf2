"""REST of leads."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Depends, Query

from attendance.conversations.web import Seeing
from attendance.crm import leads as writes
from attendance.crm.leads import Status
from attendance.customers.leads import actions, queries, schemas
from attendance.customers.leads.actions import LeadConverted
from attendance.customers.leads.schemas import LeadFilter
from attendance.identity import company
from attendance.identity.guards import Allowed, InTransaction, Who
from attendance.identity.idempotency import api_router
from attendance.kernel.errors import InvalidInput, NotFound
from attendance.kernel.pages import Slice, asked_slice
from attendance.kernel.problems import documented
from attendance.kernel.wire import Page

router = api_router("leads", "/api/crm/leads")

Reader = Annotated[Who, Allowed("leads.read")]
Writer = Annotated[Who, Allowed("leads.write")]
Deleter = Annotated[Who, Allowed("leads.delete")]
Asked = Annotated[Slice, Depends(asked_slice)]
Word = Annotated[str | None, Query(min_length=1, max_length=200)]


def asked_leads(
    status: Annotated[list[Status] | None, Query()] = None,
    attendant_id: UUID | Literal["me", "none"] | None = None,
    source: Word = None,
    campaign_id: Word = None,
    contact_id: UUID | None = None,
    session_id: UUID | None = None,
    text: Word = None,
) -> LeadFilter:
    """Dependency: what the query string asks for."""
    return LeadFilter(
        status=list(dict.fromkeys(status or ())), attendant_id=attendant_id, source=source, campaign_id=campaign_id,
        contact_id=contact_id, session_id=session_id, text=text,
    )  # fmt: skip


AskedLeads = Annotated[LeadFilter, Depends(asked_leads)]


@router.get("")
async def list_leads(
    who: Reader, tx: InTransaction, viewer: Seeing, asked: Asked, wanted: AskedLeads
) -> Page[schemas.Lead]:
    """Leads by filter, newest first."""
    items, cursor = await queries.page(tx, viewer, wanted, asked)
    return Page(items=items, next_cursor=cursor)


@router.post("", status_code=201, responses=documented(NotFound, InvalidInput))
async def create_lead(who: Writer, tx: InTransaction, viewer: Seeing, new: schemas.NewLead) -> schemas.Lead:
    """By hand, or out of a conversation."""
    return await queries.shown(tx, await actions.create(tx, viewer, new))


@router.get("/{lead_id}", responses=documented(NotFound))
async def read_lead(who: Reader, tx: InTransaction, viewer: Seeing, lead_id: UUID) -> schemas.Lead:
    """One lead."""
    return await queries.one(tx, viewer, lead_id)


@router.patch("/{lead_id}", responses=documented(NotFound, InvalidInput))
async def change_lead(
    who: Writer, tx: InTransaction, viewer: Seeing, lead_id: UUID, patch: schemas.LeadPatch
) -> schemas.Lead:
    """Change the fields that the body names."""
    found = await actions.lock(tx, viewer, lead_id)
    said = {name for name in ("name", "status") if getattr(patch, name) is None}
    wanted = patch.model_dump(exclude_unset=True, exclude=said)
    await writes.change(tx, found, wanted, country=(await company.read(tx)).country)
    return await queries.shown(tx, lead_id)


@router.post("/{lead_id}/convert", responses=documented(NotFound, LeadConverted, InvalidInput))
async def convert_lead(
    who: Writer, tx: InTransaction, viewer: Seeing, lead_id: UUID, wanted: schemas.NewLeadConversion
) -> schemas.ConvertedLead:
    """Into a customer, found or new, and a deal on top of the pipeline."""
    return await actions.convert(tx, viewer, lead_id, wanted)


@router.delete("/{lead_id}", status_code=204, responses=documented(NotFound))
async def delete_lead(who: Deleter, tx: InTransaction, viewer: Seeing, lead_id: UUID) -> None:
    """Out of sight; `restore` brings it back."""
    await writes.delete(tx, await actions.lock(tx, viewer, lead_id))


@router.post("/{lead_id}/restore", responses=documented(NotFound))
async def restore_lead(who: Deleter, tx: InTransaction, viewer: Seeing, lead_id: UUID) -> schemas.Lead:
    """Undo the deletion."""
    await writes.restore(tx, await actions.lock(tx, viewer, lead_id, even_deleted=True))
    return await queries.shown(tx, lead_id)
