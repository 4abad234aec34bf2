"""Reads of the board. A `Viewer` limits what is found; the number of queries doesn't depend on the number of cards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, text, tuple_
from sqlalchemy.engine import RowMapping

from attendance.boards import schemas
from attendance.boards.rules import COLUMNS, STATUSES, Column, Place, column_of
from attendance.conversations.models import Conversation
from attendance.conversations.queries import visible_to
from attendance.conversations.rules import Viewer
from attendance.crm.models import Contact
from attendance.identity import company
from attendance.identity.models import User
from attendance.kernel import clock
from attendance.kernel.cursors import Slice
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound

RESOLVED_FOR: Final = timedelta(days=7)
"""How long a card stays on the board after its end."""
Which = UUID | Literal["none"] | None
"""This one, those that have none, or all."""


@dataclass(frozen=True, slots=True)
class Filter:
    bot_id: UUID | None = None
    queue_id: Which = None
    assigned_to: Which = None
    channel: str | None = None


async def board(
    tx: Tx,
    viewer: Viewer,
    wanted: Filter,
    asked: Slice,
    *,
    column: Column | None = None,
    lanes: schemas.LaneKind | None = None,
) -> schemas.Kanban:
    """The first cards of each column; of one `column` the page that `asked` names."""
    conditions = _conditions(viewer, wanted)
    limits: dict[Any, int] = {**(await company.read(tx)).kanban_limits}
    counts = await _counts(tx, conditions)
    shown: Sequence[Column] = [column] if column else COLUMNS
    found = [
        await _column(tx, one, conditions, asked, count=counts.get(one, 0), limit=limits.get(one))
        for one in shown
    ]
    return schemas.Kanban(columns=found, lanes=await _lanes(tx, conditions, lanes) if lanes else [])


async def _column(
    tx: Tx,
    column: Column,
    conditions: Sequence[ColumnElement[bool]],
    asked: Slice,
    *,
    count: int,
    limit: int | None,
) -> schemas.KanbanColumn:
    statement = _paged(column, asked).where(*conditions, Conversation.status.in_(STATUSES[column]))
    rows, cursor = asked.cut(await tx.mappings(statement.limit(asked.probe)), lambda row: _key(column, row))
    now = clock.now()
    return schemas.KanbanColumn(
        status=column, count=count, limit=limit, items=[_card(row, now) for row in rows], next_cursor=cursor
    )


async def card(tx: Tx, conversation_id: UUID) -> schemas.KanbanCard:
    """As it is now, whoever looks. Raises NotFound when it is on no board."""
    rows = await tx.mappings(_cards().where(Conversation.id == conversation_id))
    if not rows or column_of(rows[0]["status"]) is None:
        raise NotFound("card")
    return _card(rows[0], clock.now())


async def places_of(tx: Tx, conversation_id: UUID, move_id: UUID, mover: UUID) -> tuple[Place, Place]:
    """Where a move of this person took the card from, and to. Raises NotFound."""
    rows = await tx.mappings(
        text(
            "select payload from events where conversation_id = :id and kind = 'kanban.moved' "
            "and payload ->> 'move_id' = :move and actor_id = :mover"
        ).bindparams(id=conversation_id, move=str(move_id), mover=mover)
    )
    if not rows:
        raise NotFound("move")
    facts = rows[0]["payload"]
    return _place(facts, "before"), _place(facts, "after")


def _place(facts: dict[str, Any], when: str) -> Place:
    ids = [facts[f"{name}_{when}"] for name in ("assigned_to", "queue_id")]
    assigned_to, queue_id = (UUID(id) if id else None for id in ids)
    return Place(facts[f"status_{when}"], assigned_to, queue_id)


def _conditions(viewer: Viewer, wanted: Filter) -> list[ColumnElement[bool]]:
    """Open ones, and those that ended lately and that people had to do with."""
    ended = and_(
        Conversation.status.in_(STATUSES["resolved"]),
        Conversation.resolved_at >= clock.now() - RESOLVED_FOR,
        or_(Conversation.queue_id.is_not(None), Conversation.assigned_to.is_not(None)),
    )
    open_ones = [status for column in COLUMNS[:3] for status in STATUSES[column]]
    conditions = [or_(Conversation.status.in_(open_ones), ended), visible_to(viewer)]
    if wanted.bot_id:
        conditions.append(Conversation.bot_id == wanted.bot_id)
    if wanted.channel:
        conditions.append(Conversation.channel == wanted.channel)
    for column, value in (
        (Conversation.queue_id, wanted.queue_id),
        (Conversation.assigned_to, wanted.assigned_to),
    ):
        if value is not None:
            conditions.append(column.is_(None) if value == "none" else column == value)
    return conditions


_COLUMN = case(*((Conversation.status.in_(statuses), column) for column, statuses in STATUSES.items())).label(
    "column"
)


async def _counts(tx: Tx, conditions: Sequence[ColumnElement[bool]]) -> dict[Column, int]:
    rows = await tx.rows(select(_COLUMN, func.count().label("n")).where(*conditions).group_by(_COLUMN))
    return {row.column: row.n for row in rows}


async def _lanes(
    tx: Tx, conditions: Sequence[ColumnElement[bool]], kind: schemas.LaneKind
) -> list[schemas.KanbanLane]:
    """By name; those without come first."""
    id, name = (
        (Conversation.queue_id, func.max(Conversation.queue_name))
        if kind == "queue"
        else (Conversation.assigned_to, func.max(User.name))
    )
    rows = await tx.mappings(
        select(id.label("id"), name.label("name"), _COLUMN, func.count().label("n"))
        .select_from(Conversation)
        .outerjoin(User, User.id == Conversation.assigned_to)
        .where(*conditions)
        .group_by(id, _COLUMN)
    )
    lanes: dict[UUID | None, schemas.KanbanLane] = {}
    for row in rows:
        empty = schemas.KanbanLane(id=row["id"], name=row["name"], counts=dict.fromkeys(COLUMNS, 0))
        lanes.setdefault(row["id"], empty).counts[row["column"]] = row["n"]
    return sorted(lanes.values(), key=lambda lane: (lane.id is not None, (lane.name or "").casefold()))


_SINCE = func.coalesce(Conversation.waiting_since, Conversation.last_activity_at)
_OPEN_ORDER = (-Conversation.priority, _SINCE, Conversation.id)
_ENDED_ORDER = (Conversation.resolved_at, Conversation.id)


def _paged(column: Column, asked: Slice) -> Select[Any]:
    """Urgent ones and those that wait longest first; ended ones the latest first."""
    if column == "resolved":
        ended = asked.after(tuple[datetime, UUID])
        statement = _cards().order_by(*(one.desc() for one in _ENDED_ORDER))
        return statement if ended is None else statement.where(tuple_(*_ENDED_ORDER) < tuple_(*ended))
    after = asked.after(tuple[int, datetime, UUID])
    statement = _cards().order_by(*_OPEN_ORDER)
    return statement if after is None else statement.where(tuple_(*_OPEN_ORDER) > tuple_(*after))


def _key(column: Column, row: RowMapping) -> tuple[Any, ...]:
    if column == "resolved":
        return row["resolved_at"], row["session_id"]
    return -row["priority"], row["since"], row["session_id"]


_COLUMNS = (
    Conversation.id.label("session_id"),
    Conversation.number,
    Conversation.status,
    Conversation.bot_id,
    Conversation.channel,
    Conversation.contact_id.label("user_id"),
    Contact.name.label("user_name"),
    Contact.phone.label("user_phone"),
    Contact.email.label("user_email"),
    Conversation.last_inbound_text,
    Conversation.priority,
    Conversation.tags,
    Conversation.queue_id,
    Conversation.queue_name,
    Conversation.assigned_to,
    User.name.label("assigned_to_name"),
    Conversation.waiting_since,
    Conversation.created_at,
    Conversation.updated_at,
    Conversation.resolved_at,
    _SINCE.label("since"),
)


def _cards() -> Select[Any]:
    columns: tuple[Any, ...] = _COLUMNS
    return (
        select(*columns)
        .join(Contact, Contact.id == Conversation.contact_id)
        .outerjoin(User, User.id == Conversation.assigned_to)
    )


_COMPUTED = frozenset({"column", "last_message", "waiting_time_seconds", "resolution_seconds"})


def _card(row: RowMapping, now: datetime) -> schemas.KanbanCard:
    since, ended = row["waiting_since"], row["resolved_at"]
    facts = {name: row[name] for name in schemas.KanbanCard.model_fields if name not in _COMPUTED}
    return schemas.KanbanCard(
        **facts,
        column=column_of(row["status"]),
        last_message=row["last_inbound_text"] or "",
        waiting_time_seconds=max(0, int((now - since).total_seconds())) if since else 0,
        resolution_seconds=int((ended - row["created_at"]).total_seconds()) if ended else None,
    )
