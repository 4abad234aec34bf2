"""REST of the pipeline: the board, deals and stages."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Depends, Query
from pydantic import AwareDatetime

from attendance.conversations.rules import Viewer
from attendance.conversations.web import Seeing
from attendance.deals import actions, queries, schemas, stages
from attendance.deals.actions import Draft
from attendance.deals.rules import DealMoved, Kind, PipelineIncomplete, StageInUse, Step
from attendance.deals.schemas import DealFilter
from attendance.identity.guards import Allowed, InTransaction, Who
from attendance.identity.idempotency import api_router
from attendance.kernel.database import Tx
from attendance.kernel.errors import InvalidInput, NotFound
from attendance.kernel.pages import Slice, asked_slice
from attendance.kernel.problems import documented
from attendance.kernel.wire import Page

router = api_router("deals", "/api/crm")

Reader = Annotated[Who, Allowed("deals.read")]
Writer = Annotated[Who, Allowed("deals.write")]
Deleter = Annotated[Who, Allowed("deals.delete")]
Administrator = Annotated[Who, Allowed("deals.manage")]
Asked = Annotated[Slice, Depends(asked_slice)]


def asked_deals(
    stage: Annotated[str | None, Query(min_length=1, max_length=50)] = None,
    status: Kind | None = None,
    owner_id: UUID | Literal["me", "none"] | None = None,
    contact_id: UUID | None = None,
    session_id: UUID | None = None,
    ticket_id: UUID | None = None,
    closed_from: AwareDatetime | None = None,
    text: Annotated[str | None, Query(min_length=1, max_length=200)] = None,
    sort: schemas.Sort = "position",
) -> DealFilter:
    """Dependency: what the query string asks for."""
    since: datetime | None = closed_from
    return DealFilter(
        stage=stage, status=status, owner_id=owner_id, contact_id=contact_id, session_id=session_id,
        ticket_id=ticket_id, closed_from=since, text=text, sort=sort,
    )  # fmt: skip


AskedDeals = Annotated[DealFilter, Depends(asked_deals)]


@router.get("/pipeline")
async def read_pipeline(
    who: Reader,
    tx: InTransaction,
    wanted: AskedDeals,
    limit: Annotated[int, Query(ge=1, le=100)] = 30,
) -> schemas.Pipeline:
    """The board: every stage with its sums and its first deals, and what is to be expected."""
    return await queries.pipeline(tx, who.user_id, wanted, limit=limit)


@router.get("/pipeline/stages")
async def list_stages(who: Reader, tx: InTransaction) -> list[schemas.PipelineStage]:
    """In their order."""
    return await stages.stages(tx)


@router.put("/pipeline/stages", responses=documented(InvalidInput, PipelineIncomplete, StageInUse))
async def replace_stages(
    who: Administrator, tx: InTransaction, wanted: schemas.PipelineStages
) -> list[schemas.PipelineStage]:
    """The whole pipeline anew, in this order. A stage that still has deals can't go."""
    await stages.replace(tx, [Step(one.name, one.probability, one.kind, one.key) for one in wanted.stages])
    return await stages.stages(tx)


@router.get("/deals")
async def list_deals(who: Reader, tx: InTransaction, asked: Asked, wanted: AskedDeals) -> Page[schemas.Deal]:
    """Deals by filter; deleted ones aren't listed."""
    items, cursor = await queries.page(tx, who.user_id, wanted, asked)
    return Page(items=items, next_cursor=cursor)


@router.post("/deals", status_code=201, responses=documented(NotFound, InvalidInput))
async def create_deal(who: Writer, tx: InTransaction, viewer: Seeing, new: schemas.NewDeal) -> schemas.Deal:
    """On top of its stage, the first one when none is named."""
    values = new.model_dump(exclude={"contact_id", "session_id", "owner_id"})
    owner_id = new.owner_id if "owner_id" in new.model_fields_set else who.user_id
    session_id, contact_id = await _origin(tx, viewer, new)
    draft = Draft(
        **values, owner_id=owner_id, session_id=session_id, contact_id=contact_id, created_by=who.user_id
    )
    return await queries.one(tx, await actions.create(tx, draft, by="person"))


async def _origin(tx: Tx, viewer: Viewer, new: schemas.NewDeal) -> tuple[UUID | None, UUID | None]:
    """Conversation and contact, out of the ticket where there is one.

    Raises NotFound for a conversation or a ticket that the viewer doesn't see."""
    session_id, contact_id = new.session_id, new.contact_id
    if new.ticket_id is not None:
        of_ticket = await queries.origin_of_ticket(tx, viewer, new.ticket_id)
        if session_id is None:
            return of_ticket.session_id, contact_id or of_ticket.customer_id
    if session_id is None:
        return None, contact_id
    customer_id = await queries.customer_of(tx, viewer, session_id)
    return session_id, contact_id or customer_id


@router.get("/deals/{deal_id}", responses=documented(NotFound))
async def read_deal(who: Reader, tx: InTransaction, deal_id: UUID) -> schemas.DealDetail:
    """One deal and what happened to it."""
    return await queries.detail(tx, deal_id)


@router.patch("/deals/{deal_id}", responses=documented(NotFound, InvalidInput))
async def change_deal(
    who: Writer, tx: InTransaction, deal_id: UUID, patch: schemas.DealPatch
) -> schemas.Deal:
    """Change the fields that the body names."""
    await actions.change(tx, await actions.lock(tx, deal_id), patch.model_dump(exclude_unset=True))
    return await queries.one(tx, deal_id)


@router.post("/deals/{deal_id}/move", responses=documented(NotFound, DealMoved))
async def move_deal(who: Writer, tx: InTransaction, deal_id: UUID, wanted: schemas.DealMove) -> schemas.Deal:
    """Into another stage, or to another place of its own. 409 when somebody moved it meanwhile."""
    await actions.move(
        tx, deal_id, wanted.stage, after=wanted.after, from_stage=wanted.from_stage, reason=wanted.reason
    )
    return await queries.one(tx, deal_id)


@router.delete("/deals/{deal_id}", status_code=204, responses=documented(NotFound))
async def delete_deal(who: Deleter, tx: InTransaction, deal_id: UUID) -> None:
    """Off the board; `restore` brings it back."""
    await actions.delete(tx, await actions.lock(tx, deal_id))


@router.post("/deals/{deal_id}/restore", responses=documented(NotFound))
async def restore_deal(who: Deleter, tx: InTransaction, deal_id: UUID) -> schemas.Deal:
    """Undo the deletion."""
    await actions.restore(tx, await actions.lock(tx, deal_id, even_deleted=True))
    return await queries.one(tx, deal_id)
