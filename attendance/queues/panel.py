"""The queue panel: who waits and who is being served, one line each, as the viewer may see them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, select, tuple_
from sqlalchemy.engine import RowMapping

from attendance.conversations.models import Conversation
from attendance.conversations.queries import visible_to
from attendance.conversations.rules import Viewer
from attendance.crm.models import Contact
from attendance.identity.models import User
from attendance.kernel import clock
from attendance.kernel.cursors import Slice
from attendance.kernel.database import Tx
from attendance.queues import queries, schemas

_RANK = case((Conversation.status == "waiting", 0), else_=1)
_SINCE = func.coalesce(Conversation.waiting_since, Conversation.last_activity_at)
_SHOWN = ("waiting", "assigned", "active")


async def lines(
    tx: Tx, viewer: Viewer, asked: Slice, *, queue_id: UUID | None, channel: str | None
) -> schemas.QueueList:
    """Waiting first, highest priority and longest wait first; then those being served."""
    conditions = [Conversation.status.in_(_SHOWN), visible_to(viewer)]
    if queue_id is not None:
        conditions.append(Conversation.queue_id == queue_id)
    if channel is not None:
        conditions.append(Conversation.channel == channel)
    statement = _lines().where(*conditions).order_by(*_ORDER).limit(asked.probe)
    after = asked.after(tuple[int, int, datetime, UUID])
    if after is not None:
        statement = statement.where(tuple_(*_ORDER) > after)
    rows, next_cursor = asked.cut(await tx.mappings(statement), _key)
    waiting = await tx.scalar(
        select(func.count()).where(*conditions, Conversation.status == "waiting").select_from(Conversation)
    )
    return schemas.QueueList(
        items=[_item(row, clock.now()) for row in rows],
        next_cursor=next_cursor,
        waiting=waiting,
        estimated_wait_seconds=await queries.estimate_for_next(tx, _queues(viewer, queue_id)),
    )


_ORDER = (_RANK, -Conversation.priority, _SINCE, Conversation.id)


def _lines() -> Select[Any]:
    return (
        select(*_COLUMNS)
        .join(Contact, Contact.id == Conversation.contact_id)
        .outerjoin(User, User.id == Conversation.assigned_to)
    )


_COLUMNS = (
    Conversation.id.label("session_id"),
    Conversation.number,
    Conversation.contact_id.label("user_id"),
    Conversation.bot_id,
    Conversation.channel,
    Contact.name.label("user_name"),
    Contact.email.label("user_email"),
    Contact.phone.label("user_phone"),
    Conversation.is_new_customer,
    Conversation.last_inbound_text,
    Conversation.priority,
    Conversation.status,
    Conversation.queue_id,
    Conversation.queue_name,
    Conversation.assigned_to,
    User.name.label("assigned_to_name"),
    Conversation.waiting_since,
    _RANK.label("rank"),
    _SINCE.label("since"),
)


def _key(row: RowMapping) -> tuple[int, int, datetime, UUID]:
    return row["rank"], -row["priority"], row["since"], row["session_id"]


def _queues(viewer: Viewer, queue_id: UUID | None) -> list[UUID] | None:
    """Whose pace the estimate looks at: the queue asked for, else those that the viewer sees."""
    if queue_id is not None:
        return [queue_id]
    return None if viewer.sees == "all" else sorted(viewer.queue_ids)


def _item(row: RowMapping, now: datetime) -> schemas.QueueItem:
    since = row["waiting_since"]
    facts = {name: row[name] for name in schemas.QueueItem.model_fields if name not in _COMPUTED}
    return schemas.QueueItem(
        **facts,
        last_message=row["last_inbound_text"] or "",
        waiting_time_seconds=max(0, int((now - since).total_seconds())) if since else 0,
    )


_COMPUTED = frozenset({"last_message", "waiting_time_seconds"})
