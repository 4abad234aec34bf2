"""REST of activities."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Depends, Query
from pydantic import AwareDatetime

from attendance.conversations.web import Seeing
from attendance.crm import activities as writes
from attendance.crm.activities import Kind
from attendance.customers.activities import actions, queries, schemas
from attendance.customers.activities.schemas import ActivityFilter
from attendance.identity.guards import Allowed, InTransaction, Who
from attendance.identity.idempotency import api_router
from attendance.kernel import clock
from attendance.kernel.errors import InvalidInput, NotFound
from attendance.kernel.pages import Slice, asked_slice
from attendance.kernel.problems import documented
from attendance.kernel.wire import Page

router = api_router("activities", "/api/crm/activities")

Reader = Annotated[Who, Allowed("activities.read")]
Writer = Annotated[Who, Allowed("activities.write")]
Asked = Annotated[Slice, Depends(asked_slice)]


def asked_activities(
    owner_id: UUID | Literal["me", "none"] | None = None,
    kind: Kind | None = None,
    is_done: bool | None = None,
    due_from: AwareDatetime | None = None,
    due_before: AwareDatetime | None = None,
    contact_id: UUID | None = None,
    deal_id: UUID | None = None,
    ticket_id: UUID | None = None,
    conversation_id: UUID | None = None,
    lead_id: UUID | None = None,
    sort: schemas.Sort = "newest",
) -> ActivityFilter:
    """Dependency: what the query string asks for."""
    return ActivityFilter(
        owner_id=owner_id, kind=kind, is_done=is_done, due_from=due_from, due_before=due_before,
        contact_id=contact_id, deal_id=deal_id, ticket_id=ticket_id, conversation_id=conversation_id,
        lead_id=lead_id, sort=sort,
    )  # fmt: skip


AskedActivities = Annotated[ActivityFilter, Depends(asked_activities)]


@router.get("")
async def list_activities(
    who: Reader, tx: InTransaction, viewer: Seeing, asked: Asked, wanted: AskedActivities
) -> Page[schemas.Activity]:
    """Activities by filter. `sort`: `due` first what is due first, `newest`, or `done` for those that are."""
    items, cursor = await queries.page(tx, viewer, wanted, asked)
    return Page(items=items, next_cursor=cursor)


@router.get("/counts")
async def count_activities(
    who: Reader, tx: InTransaction, until: Annotated[AwareDatetime, Query(description="The end of your day.")]
) -> schemas.ActivityCounts:
    """How many of one's own are late, and how many are due until the end of the day."""
    return await queries.counts(tx, who.user_id, now=clock.now(), until=until)


@router.post("", status_code=201, responses=documented(NotFound, InvalidInput))
async def create_activity(
    who: Writer, tx: InTransaction, viewer: Seeing, new: schemas.NewActivity
) -> schemas.Activity:
    """For a contact, a deal, a ticket, a conversation, a lead, or for nothing but oneself."""
    made = await actions.create(tx, viewer, new)
    return (await queries.by_ids(tx, [made]))[made]


@router.get("/{activity_id}", responses=documented(NotFound))
async def read_activity(
    who: Reader, tx: InTransaction, viewer: Seeing, activity_id: UUID
) -> schemas.Activity:
    """One activity."""
    return await queries.one(tx, viewer, activity_id)


@router.patch("/{activity_id}", responses=documented(NotFound, InvalidInput))
async def change_activity(
    who: Writer, tx: InTransaction, viewer: Seeing, activity_id: UUID, patch: schemas.ActivityPatch
) -> schemas.Activity:
    """Change the fields that the body names; `is_done` marks it done now, or opens it again."""
    found = await actions.lock(tx, viewer, activity_id)
    wanted = patch.model_dump(exclude_unset=True, exclude={"is_done"} | _unsaid(patch))
    await writes.change(tx, found, wanted)
    if patch.is_done is not None:
        await writes.mark_done(tx, found, patch.is_done)
    return (await queries.by_ids(tx, [activity_id]))[activity_id]


def _unsaid(patch: schemas.ActivityPatch) -> set[str]:
    """What can't be emptied: a null says nothing."""
    return {name for name in ("kind", "title") if getattr(patch, name) is None}


@router.delete("/{activity_id}", status_code=204, responses=documented(NotFound))
async def delete_activity(who: Writer, tx: InTransaction, viewer: Seeing, activity_id: UUID) -> None:
    """Out of sight; `restore` brings it back."""
    await writes.delete(tx, await actions.lock(tx, viewer, activity_id))


@router.post("/{activity_id}/restore", responses=documented(NotFound))
async def restore_activity(
    who: Writer, tx: InTransaction, viewer: Seeing, activity_id: UUID
) -> schemas.Activity:
    """Undo the deletion."""
    await writes.restore(tx, await actions.lock(tx, viewer, activity_id, even_deleted=True))
    return await queries.one(tx, viewer, activity_id)
