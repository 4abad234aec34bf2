"""Reads of queues: where a conversation stands in its line, the queues themselves, and their members."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.engine import RowMapping

from attendance.attendants.models import Attendant
from attendance.conversations.models import Conversation
from attendance.identity.models import User
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound
from attendance.queues import schemas, snapshots
from attendance.queues.line import THROUGHPUT_WINDOW, estimated_wait_seconds
from attendance.queues.models import Queue, QueueMember, QueuePolicy
from attendance.queues.snapshots import QueueFacts
from attendance.queues.standing import Standing


async def line_of(tx: Tx, conversation_id: UUID) -> Standing:
    """Who has the conversation, or its place in the line with an honest estimate: what a customer may be told."""
    row = await tx.first(
        select(Conversation.queue_id, Conversation.queue_name, Conversation.assigned_to, User.name)
        .outerjoin(User, User.id == Conversation.assigned_to)
        .where(Conversation.id == conversation_id)
    )
    if row is None or row.assigned_to is not None or row.queue_id is None:
        return Standing(*row) if row is not None else Standing(None, None, None, None)
    queue = next(iter(await snapshots.queues(tx, [row.queue_id])), None)
    if queue is None:
        return Standing(*row)
    return await _in_line(tx, conversation_id, queue)


async def destination_of(tx: Tx, queue_id: UUID) -> str | None:
    """Where the queue's attendants receive what waits in it; None when it doesn't say."""
    found: str | None = await tx.scalar(
        select(QueuePolicy.default_destination).where(QueuePolicy.queue_id == queue_id)
    )
    return found


async def departures(tx: Tx, queue_id: UUID) -> Sequence[datetime]:
    """When somebody was last taken from the line of this queue, by routing or by hand."""
    rows = await tx.fetch(
        "select at from events where tenant_id = $1 and kind = 'conversation.assigned' and at > $2 "
        "and payload ->> 'previous_queue_id' = $3 and payload ->> 'how' in ('routing', 'taken') "
        "order by at desc limit 50",
        tx.tenant_id, clock.now() - THROUGHPUT_WINDOW, str(queue_id),
    )  # fmt: skip
    return [row["at"] for row in rows]


async def estimate_for_next(tx: Tx, queue_ids: Iterable[UUID] | None) -> int | None:
    """Seconds that somebody who comes now would wait in the quickest of these queues (None: of all), if known."""
    best: int | None = None
    for queue in await snapshots.queues(tx, list(queue_ids) if queue_ids is not None else None):
        seconds = await _estimate(tx, queue, place=queue.waiting_count + 1)
        best = seconds if best is None else min(best, seconds or best)
    return best


async def _estimate(tx: Tx, queue: QueueFacts, *, place: int) -> int | None:
    if not queue.policy.is_open or not await snapshots.is_attended(tx, queue.id):
        return None
    return estimated_wait_seconds(place, await departures(tx, queue.id), clock.now())


async def everything(tx: Tx) -> list[schemas.Queue]:
    """All queues in the order in which channels choose among them."""
    rows = await tx.mappings(_queues().order_by(Queue.priority_order, Queue.created_at, Queue.id))
    limits = {queue.id: queue for queue in await snapshots.queues(tx)}
    return [_queue(row, limits[row["id"]]) for row in rows]


async def one(tx: Tx, queue_id: UUID) -> schemas.Queue:
    """Raises NotFound."""
    rows = await tx.mappings(_queues().where(Queue.id == queue_id))
    if not rows:
        raise NotFound("queue")
    return _queue(rows[0], (await snapshots.queues(tx, [queue_id]))[0])


def _queues() -> Select[Any]:
    members = (
        select(func.count())
        .select_from(QueueMember)
        .where(QueueMember.queue_id == Queue.id, QueueMember.is_active)
    )
    is_leased = or_(Attendant.lease_expires_at.is_(None), Attendant.lease_expires_at > clock.now())
    online = (
        members.join(Attendant, Attendant.user_id == QueueMember.user_id)
        .join(User, User.id == QueueMember.user_id)
        .where(Attendant.status == "online", is_leased, User.is_active)
    )
    waiting = select(func.count()).where(Conversation.queue_id == Queue.id, Conversation.status == "waiting")
    return select(
        *_QUEUE,
        *_POLICY,
        members.scalar_subquery().label("member_count"),
        online.scalar_subquery().label("online_count"),
        waiting.scalar_subquery().label("waiting_count"),
    ).join(QueuePolicy, QueuePolicy.queue_id == Queue.id)


_QUEUE = tuple(column for column in Queue.__table__.columns if column.key != "tenant_id")
_POLICY = tuple(
    column for column in QueuePolicy.__table__.columns if column.key not in {"tenant_id", "queue_id"}
)


def _queue(row: RowMapping, limits: QueueFacts) -> schemas.Queue:
    """With the limits that count, whether they are the queue's own or defaults."""
    policy = {column.key: row[column.key] for column in _POLICY} | {"max_size": limits.max_size}
    facts = {name: row[name] for name in schemas.Queue.model_fields if name != "policy"}
    facts |= {"max_wait_seconds": limits.max_wait_seconds, "auto_assign": limits.policy.auto_assign}
    return schemas.Queue(**facts, policy=schemas.QueuePolicy.model_validate(policy))


async def members(tx: Tx, queue_id: UUID) -> list[schemas.Member]:
    """By tier, then by name. Raises NotFound when there is no such queue."""
    if await tx.first(select(Queue.id).where(Queue.id == queue_id)) is None:
        raise NotFound("queue")
    rows = await tx.mappings(
        _members().where(QueueMember.queue_id == queue_id).order_by(QueueMember.priority, User.name, User.id)
    )
    return [schemas.Member.model_validate(row) for row in rows]


async def member(tx: Tx, queue_id: UUID, member_id: UUID) -> schemas.Member:
    """Raises NotFound."""
    rows = await tx.mappings(_members().where(QueueMember.queue_id == queue_id, QueueMember.id == member_id))
    if not rows:
        raise NotFound("member")
    return schemas.Member.model_validate(rows[0])


async def queue_ids_of(tx: Tx, user_ids: Iterable[UUID]) -> set[UUID]:
    """Queues that any of these users serves."""
    rows = await tx.rows(
        select(QueueMember.queue_id)
        .where(QueueMember.user_id.in_(list(user_ids)), QueueMember.is_active)
        .distinct()
    )
    return {row.queue_id for row in rows}


async def queues_touched(tx: Tx, conversation_id: UUID) -> set[UUID]:
    """The queue in which a conversation waits, or the queues of the attendant who has it."""
    row = await tx.first(
        select(Conversation.status, Conversation.queue_id, Conversation.assigned_to).where(
            Conversation.id == conversation_id
        )
    )
    if row is None:
        return set()
    if row.status == "waiting":
        return {row.queue_id} if row.queue_id else set()
    return await queue_ids_of(tx, [row.assigned_to]) if row.assigned_to else set()


def _members() -> Select[Any]:
    columns = (column for column in QueueMember.__table__.columns if column.key != "tenant_id")
    return select(*columns, User.name.label("user_name"), User.email.label("user_email")).join(
        User, User.id == QueueMember.user_id
    )


async def _in_line(tx: Tx, conversation_id: UUID, queue: QueueFacts) -> Standing:
    place = await snapshots.place(tx, conversation_id)
    is_attended = queue.policy.is_open and await snapshots.is_attended(tx, queue.id)
    seconds = None
    if place is not None and is_attended:
        seconds = estimated_wait_seconds(place, await departures(tx, queue.id), clock.now())
    return Standing(
        queue_id=queue.id,
        queue_name=queue.name,
        assigned_to=None,
        assigned_to_name=None,
        position=place,
        estimated_wait_seconds=seconds,
        is_closed=not queue.policy.is_open,
        opens_at=queue.opens_at,
        closed_message=queue.closed_message if not queue.policy.is_open else None,
        is_attended=is_attended,
    )
