"""REST of queues: the panel, their administration, routing decisions and the figures."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends

from attendance.conversations.web import Seeing
from attendance.identity.guards import Allowed, InTransaction, Who
from attendance.identity.idempotency import api_router
from attendance.kernel.errors import InvalidInput, NotFound
from attendance.kernel.pages import Slice, asked_slice
from attendance.kernel.problems import documented
from attendance.kernel.wire import Page
from attendance.queues import administration, behind, decisions, insights, measures, panel, queries, schemas
from attendance.queues.administration import AlreadyMember, QueueNameTaken, QueueNotEmpty
from attendance.queues.hours import HoursMakeNoSense

router = api_router("queues")
QUEUES = "/api/attendance/queues"
MEMBERS = QUEUES + "/{queue_id}/members"
DECISIONS = "/api/attendance/decisions"

Reader = Annotated[Who, Allowed("queues.read")]
Administrator = Annotated[Who, Allowed("queues.manage")]
Examiner = Annotated[Who, Allowed("decisions.read")]
Asked = Annotated[Slice, Depends(asked_slice)]


@router.get("/api/attendance/queue")
async def read_queue(
    who: Reader,
    tx: InTransaction,
    viewer: Seeing,
    asked: Asked,
    queue_id: UUID | None = None,
    channel: str | None = None,
) -> schemas.QueueList:
    """Who waits and who is being served: highest priority and longest wait first."""
    return await panel.lines(tx, viewer, asked, queue_id=queue_id, channel=channel)


@router.get(QUEUES)
async def list_queues(who: Reader, tx: InTransaction) -> list[schemas.Queue]:
    """All queues, in the order in which channels choose among them."""
    return await queries.everything(tx)


@router.post(QUEUES, status_code=201, responses=documented(HoursMakeNoSense, QueueNameTaken))
async def create_queue(who: Administrator, tx: InTransaction, new: schemas.NewQueue) -> schemas.Queue:
    """A queue with its policy and its first members."""
    return await queries.one(tx, await administration.create(tx, new, created_by=who.user_id))


@router.get(QUEUES + "/{queue_id}", responses=documented(NotFound))
async def read_queue_settings(who: Reader, tx: InTransaction, queue_id: UUID) -> schemas.Queue:
    """One queue with its policy."""
    return await queries.one(tx, queue_id)


@router.patch(QUEUES + "/{queue_id}", responses=documented(NotFound, HoursMakeNoSense, QueueNameTaken))
async def change_queue(
    who: Administrator, tx: InTransaction, queue_id: UUID, patch: schemas.QueuePatch
) -> schemas.Queue:
    """Change the fields that the body names; `policy` is replaced as a whole."""
    await administration.change(tx, queue_id, patch)
    return await queries.one(tx, queue_id)


@router.delete(QUEUES + "/{queue_id}", status_code=204, responses=documented(NotFound, QueueNotEmpty))
async def delete_queue(who: Administrator, tx: InTransaction, queue_id: UUID) -> None:
    """Only an empty queue can be deleted; a full one can be switched off."""
    await administration.remove(tx, queue_id)


@router.get(MEMBERS, responses=documented(NotFound))
async def list_members(who: Reader, tx: InTransaction, queue_id: UUID) -> list[schemas.Member]:
    """Who serves the queue, and under which limits."""
    return await queries.members(tx, queue_id)


@router.post(MEMBERS, status_code=201, responses=documented(NotFound, AlreadyMember))
async def add_member(
    who: Administrator, tx: InTransaction, queue_id: UUID, new: schemas.NewMember
) -> schemas.Member:
    """Waiting conversations find the new member at once."""
    return await queries.member(tx, queue_id, await administration.add_member(tx, queue_id, new))


@router.patch(MEMBERS + "/{member_id}", responses=documented(NotFound))
async def change_member(
    who: Administrator, tx: InTransaction, queue_id: UUID, member_id: UUID, patch: schemas.MemberPatch
) -> schemas.Member:
    """Change a member's limits, or switch the membership off."""
    await administration.change_member(tx, queue_id, member_id, patch)
    return await queries.member(tx, queue_id, member_id)


@router.delete(MEMBERS + "/{member_id}", status_code=204, responses=documented(NotFound))
async def remove_member(who: Administrator, tx: InTransaction, queue_id: UUID, member_id: UUID) -> None:
    """They keep the conversations that they have."""
    await administration.remove_member(tx, queue_id, member_id)


@router.get(DECISIONS)
async def list_decisions(
    who: Examiner, tx: InTransaction, asked: Asked, conversation_id: UUID | None = None
) -> Page[schemas.Decision]:
    """Routing decisions, the newest first."""
    return await decisions.page(tx, asked, conversation_id=conversation_id, locale=who.locale)


@router.get(DECISIONS + "/{decision_id}", responses=documented(NotFound))
async def read_decision(who: Examiner, tx: InTransaction, decision_id: UUID) -> schemas.Decision:
    """One decision with its inputs, explained in your language."""
    return await decisions.one(tx, decision_id, locale=who.locale)


@router.get("/api/attendance/insights")
async def read_insights(
    who: Annotated[Who, Allowed("insights.read")],
    tx: InTransaction,
    since: datetime | None = None,
    until: datetime | None = None,
    queue_id: UUID | None = None,
    channel: str | None = None,
    attendant_id: UUID | None = None,
) -> schemas.Insights:
    """Figures of a period with their targets; without bounds the last seven days. `attendant_id` is users.id."""
    return await insights.figures(tx, since, until, measures.Scope(queue_id, channel, attendant_id))


@router.get("/api/attendance/insights/conversations", responses=documented(InvalidInput))
async def list_measured(
    who: Annotated[Who, Allowed("insights.read")],
    tx: InTransaction,
    viewer: Seeing,
    asked: Asked,
    figure: behind.Figure,
    since: datetime,
    until: datetime,
    queue_id: UUID | None = None,
    channel: str | None = None,
    attendant_id: UUID | None = None,
) -> Page[schemas.MeasuredConversation]:
    """The conversations behind a figure, those that you may see, the latest first; each with what it added."""
    scope = measures.Scope(queue_id, channel, attendant_id)
    items, more = await behind.page(tx, viewer, figure, since, until, scope, asked)
    return Page(items=items, next_cursor=more)
