"""Reads of activities, each of them one query."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.engine import RowMapping

from attendance.conversations.models import Conversation
from attendance.conversations.rules import Viewer
from attendance.crm.activities import LINKS
from attendance.crm.activities_models import Activity
from attendance.crm.leads_models import Lead
from attendance.crm.models import Contact
from attendance.customers.activities import schemas
from attendance.customers.activities.schemas import ActivityFilter
from attendance.customers.sight import sees_activity
from attendance.deals.models import Deal
from attendance.identity.models import User
from attendance.kernel.cursors import Slice
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound
from attendance.tickets.models import Ticket
from attendance.tickets.rules import number_of

_NAMES: Final = (
    "owner_name", "contact_name", "deal_name", "ticket_number", "conversation_number", "lead_name",
)  # fmt: skip
_PLAIN: Final = tuple(name for name in schemas.Activity.model_fields if name not in _NAMES)
IS_THERE: Final = Activity.deleted_at.is_(None)
_ORDERS: Final[Mapping[schemas.Sort, tuple[Any, Any]]] = {
    "due": (Activity.due_order, Activity.id),
    "newest": (Activity.created_at, Activity.id),
    "done": (Activity.done_at, Activity.id),
}


def _activities() -> Select[Any]:
    return (
        select(
            *(getattr(Activity, name) for name in _PLAIN),
            Activity.due_order,
            User.name.label("owner_name"),
            Contact.name.label("contact_name"),
            Deal.name.label("deal_name"),
            Ticket.ticket_number.label("ticket_number"),
            Conversation.number.label("conversation_number"),
            Lead.name.label("lead_name"),
        )
        .outerjoin(User, User.id == Activity.owner_id)
        .outerjoin(Contact, Contact.id == Activity.contact_id)
        .outerjoin(Deal, Deal.id == Activity.deal_id)
        .outerjoin(Ticket, Ticket.id == Activity.ticket_id)
        .outerjoin(Conversation, Conversation.id == Activity.conversation_id)
        .outerjoin(Lead, Lead.id == Activity.lead_id)
    )


def _activity(row: RowMapping) -> schemas.Activity:
    facts = {name: row[name] for name in (*_PLAIN, *_NAMES)}
    number = row["ticket_number"]
    return schemas.Activity(**facts | {"ticket_number": number_of(number) if number is not None else None})


async def page(
    tx: Tx, viewer: Viewer, wanted: ActivityFilter, asked: Slice
) -> tuple[list[schemas.Activity], str | None]:
    """`due`: what is due first comes first; else the latest. The second value is the next page's cursor."""
    order = _ORDERS[wanted.sort]
    is_rising = wanted.sort == "due"
    statement = _activities().where(IS_THERE, sees_activity(viewer), *_conditions(viewer, wanted))
    after = asked.after(tuple[datetime, UUID])
    if after is not None:
        place, start = tuple_(*order), tuple_(*after)
        statement = statement.where(place > start if is_rising else place < start)
    statement = statement.order_by(*(column if is_rising else column.desc() for column in order))
    rows = await tx.mappings(statement.limit(asked.probe))
    shown, cursor = asked.cut(rows, lambda row: (row[_KEYS[wanted.sort]], row["id"]))
    return [_activity(row) for row in shown], cursor


_KEYS: Final[Mapping[schemas.Sort, str]] = {"due": "due_order", "newest": "created_at", "done": "done_at"}


def _conditions(viewer: Viewer, wanted: ActivityFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        getattr(Activity, name) == value
        for name in ("kind", *LINKS)
        if (value := getattr(wanted, name)) is not None
    ]
    if wanted.owner_id == "none":
        found.append(Activity.owner_id.is_(None))
    elif wanted.owner_id is not None:
        found.append(Activity.owner_id == (viewer.user_id if wanted.owner_id == "me" else wanted.owner_id))
    if wanted.is_done is not None or wanted.sort == "done":
        is_open = Activity.done_at.is_(None)
        found.append(is_open if wanted.is_done is False else ~is_open)
    if wanted.due_from is not None:
        found.append(Activity.due_at >= wanted.due_from)
    if wanted.due_before is not None:
        found.append(Activity.due_at < wanted.due_before)
    return found


async def counts(tx: Tx, user_id: UUID, *, now: datetime, until: datetime) -> schemas.ActivityCounts:
    """Of the user's open ones."""
    row = await tx.first(
        select(
            func.count().filter(Activity.due_at < now).label("overdue"),
            func.count().filter(Activity.due_at >= now).label("today"),
        ).where(
            IS_THERE, Activity.owner_id == user_id, Activity.done_at.is_(None), Activity.due_order < until
        )
    )
    return schemas.ActivityCounts(overdue=row.overdue if row else 0, today=row.today if row else 0)


async def one(tx: Tx, viewer: Viewer, activity_id: UUID) -> schemas.Activity:
    """Raises NotFound when it isn't there, or isn't visible to the viewer."""
    rows = await tx.mappings(_activities().where(Activity.id == activity_id, IS_THERE, sees_activity(viewer)))
    if not rows:
        raise NotFound("activity")
    return _activity(rows[0])


async def by_ids(tx: Tx, ids: Iterable[UUID]) -> dict[UUID, schemas.Activity]:
    """Whoever looks: for frames to those who own them."""
    rows = await tx.mappings(_activities().where(Activity.id.in_(list(ids)), IS_THERE))
    return {row["id"]: _activity(row) for row in rows}
