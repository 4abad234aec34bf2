"""Reads of deals and of the board. A constant number of queries, however many stages and deals there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true, tuple_
from sqlalchemy.engine import RowMapping

from attendance.conversations.models import Conversation
from attendance.conversations.queries import visible_to
from attendance.conversations.rules import Viewer, sees
from attendance.conversations.schemas import Author
from attendance.crm.models import Company, Contact
from attendance.deals import schemas, stages
from attendance.deals.models import Deal, Stage
from attendance.deals.rules import weighted
from attendance.deals.schemas import DealFilter
from attendance.identity.models import User
from attendance.kernel.cursors import Slice, encode_cursor
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound
from attendance.kernel.text import fold

_PLAIN: Final = (
    "id", "name", "value", "stage", "status", "reason", "position", "contact_id", "owner_id", "expected_close",
    "session_id", "ticket_id", "custom_fields", "created_at", "updated_at", "stage_changed_at", "closed_at",
    "deleted_at",
)  # fmt: skip
_NAMES: Final = ("contact_name", "contact_phone", "company", "owner_name", "probability")
_SHOWN: Final = (
    *(getattr(Deal, name) for name in _PLAIN),
    Contact.name.label("contact_name"),
    Contact.phone.label("contact_phone"),
    Company.name.label("company"),
    User.name.label("owner_name"),
    Stage.probability,
)
_IS_THERE: Final = Deal.deleted_at.is_(None)


def _deals(*more: Any) -> Select[Any]:
    return (
        select(*_SHOWN, *more)
        .join(Stage, and_(Stage.tenant_id == Deal.tenant_id, Stage.key == Deal.stage))
        .outerjoin(Contact, Contact.id == Deal.contact_id)
        .outerjoin(Company, Company.id == Deal.company_id)
        .outerjoin(User, User.id == Deal.owner_id)
    )


def _deal(row: RowMapping) -> schemas.Deal:
    return schemas.Deal(**{name: row[name] for name in (*_PLAIN, *_NAMES)})


async def pipeline(tx: Tx, user_id: UUID, wanted: DealFilter, *, limit: int) -> schemas.Pipeline:
    """Every stage with its sums and its first deals."""
    known = await stages.stages(tx)
    conditions = _conditions(user_id, wanted)
    sums = await _sums(tx, conditions)
    found = await _first_of_each(tx, conditions, limit)
    columns = [_column(stage, sums.get(stage.key), found.get(stage.key, []), limit) for stage in known]
    running = [(one.value, one.stage.probability) for one in columns if one.stage.kind == "open"]
    value = sum((value for value, _ in running), Decimal(0))
    return schemas.Pipeline(columns=columns, value=value, forecast=weighted(running))


def _column(
    stage: schemas.PipelineStage, sums: tuple[int, Decimal] | None, found: list[schemas.Deal], limit: int
) -> schemas.PipelineColumn:
    deals, value = sums or (0, Decimal(0))
    items = found[:limit]
    cursor = encode_cursor(items[-1].position, items[-1].id) if len(found) > limit else None
    return schemas.PipelineColumn(stage=stage, deals=deals, value=value, items=items, next_cursor=cursor)


async def _sums(tx: Tx, conditions: Sequence[ColumnElement[bool]]) -> dict[str, tuple[int, Decimal]]:
    rows = await tx.rows(
        select(Deal.stage, func.count().label("deals"), func.sum(Deal.value).label("value"))
        .outerjoin(Contact, Contact.id == Deal.contact_id)
        .outerjoin(Company, Company.id == Deal.company_id)
        .where(*conditions)
        .group_by(Deal.stage)
    )
    return {row.stage: (row.deals, row.value) for row in rows}


async def _first_of_each(
    tx: Tx, conditions: Sequence[ColumnElement[bool]], limit: int
) -> dict[str, list[schemas.Deal]]:
    """One more of each than the page takes."""
    first = (
        select(Deal.id)
        .outerjoin(Contact, Contact.id == Deal.contact_id)
        .outerjoin(Company, Company.id == Deal.company_id)
        .where(Deal.tenant_id == Stage.tenant_id, Deal.stage == Stage.key, *conditions)
        .order_by(Deal.position, Deal.id)
        .limit(limit + 1)
        .correlate(Stage)
        .lateral("first")
    )
    ids = await tx.rows(select(first.c.id).select_from(Stage).join(first, true()))
    rows = await tx.mappings(
        _deals().where(Deal.id.in_([row.id for row in ids])).order_by(Deal.position, Deal.id)
    )
    found: dict[str, list[schemas.Deal]] = {}
    for row in rows:
        found.setdefault(row["stage"], []).append(_deal(row))
    return found


async def page(
    tx: Tx, user_id: UUID, wanted: DealFilter, asked: Slice
) -> tuple[list[schemas.Deal], str | None]:
    """In the order of their columns, or what changed last first; the second value is the next page's cursor."""
    statement = _deals().where(*_conditions(user_id, wanted)).limit(asked.probe)
    if wanted.sort == "updated":
        newest = (Deal.updated_at, Deal.id)
        statement = statement.order_by(*(column.desc() for column in newest))
        after = asked.after(tuple[datetime, UUID])
        if after is not None:
            statement = statement.where(tuple_(*newest) < tuple_(*after))
        rows, cursor = asked.cut(await tx.mappings(statement), lambda row: (row["updated_at"], row["id"]))
        return [_deal(row) for row in rows], cursor
    order = (Deal.position, Deal.id)
    place = asked.after(tuple[float, UUID])
    if place is not None:
        statement = statement.where(tuple_(*order) > tuple_(*place))
    rows, cursor = asked.cut(
        await tx.mappings(statement.order_by(*order)), lambda row: (row["position"], row["id"])
    )
    return [_deal(row) for row in rows], cursor


def _conditions(user_id: UUID, wanted: DealFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [_IS_THERE]
    for name in ("stage", "status", "contact_id", "session_id", "ticket_id"):
        if getattr(wanted, name) is not None:
            conditions.append(getattr(Deal, name) == getattr(wanted, name))
    if wanted.owner_id == "none":
        conditions.append(Deal.owner_id.is_(None))
    elif wanted.owner_id is not None:
        conditions.append(Deal.owner_id == (user_id if wanted.owner_id == "me" else wanted.owner_id))
    if wanted.closed_from is not None:
        conditions.append(or_(Deal.closed_at.is_(None), Deal.closed_at >= wanted.closed_from))
    if wanted.text:
        conditions.append(_mentions(wanted.text))
    return conditions


def _mentions(text: str) -> ColumnElement[bool]:
    """The name of the deal, of its customer or of its company, or the customer's phone; accents don't matter."""
    said = "%" + fold(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    return or_(func.fold(Deal.name).like(said), Contact.search.like(said), Company.search.like(said))


async def by_ids(tx: Tx, ids: Iterable[UUID]) -> dict[UUID, schemas.Deal]:
    """Deleted ones too."""
    rows = await tx.mappings(_deals().where(Deal.id.in_(list(ids))))
    return {row["id"]: _deal(row) for row in rows}


async def one(tx: Tx, deal_id: UUID) -> schemas.Deal:
    """Raises NotFound."""
    rows = await tx.mappings(_deals().where(Deal.id == deal_id, _IS_THERE))
    if not rows:
        raise NotFound("deal")
    return _deal(rows[0])


async def detail(tx: Tx, deal_id: UUID) -> schemas.DealDetail:
    """Raises NotFound."""
    deal = await one(tx, deal_id)
    rows = await tx.fetch("select * from events_of_deal($1)", str(deal_id))
    return schemas.DealDetail(deal=deal, history=[_entry(row) for row in rows])


def _entry(row: asyncpg.Record) -> schemas.DealHistoryEntry:
    actor = Author(kind=row["actor_kind"], id=row["actor_id"], name=row["actor_name"])
    data = msgspec.json.decode(row["payload"])
    return schemas.DealHistoryEntry(id=row["uuid"], kind=row["kind"], at=row["at"], actor=actor, data=data)


async def of_contact(tx: Tx, contact_id: UUID, *, limit: int) -> Sequence[schemas.Deal]:
    """The latest of a customer, for scripts."""
    rows = await tx.mappings(
        _deals()
        .where(Deal.contact_id == contact_id, _IS_THERE)
        .order_by(Deal.updated_at.desc(), Deal.id.desc())
        .limit(limit)
    )
    return [_deal(row) for row in rows]


@dataclass(frozen=True, slots=True)
class TicketOrigin:
    """What a deal takes over from the ticket that it is made out of."""

    session_id: UUID
    customer_id: UUID | None


async def origin_of_ticket(tx: Tx, viewer: Viewer, ticket_id: UUID) -> TicketOrigin:
    """Raises NotFound when it isn't there, or isn't visible to the viewer."""
    rows = await tx.fetch(
        "select session_id, customer_id, assigned_to, queue_id from attendance_tickets "
        "where id = $1 and deleted_at is null",
        ticket_id,
    )
    if not rows or not sees(viewer, assigned_to=rows[0]["assigned_to"], queue_id=rows[0]["queue_id"]):
        raise NotFound("ticket")
    return TicketOrigin(rows[0]["session_id"], rows[0]["customer_id"])


async def customer_of(tx: Tx, viewer: Viewer, conversation_id: UUID) -> UUID:
    """Who a conversation is with. Raises NotFound when it isn't visible to the viewer."""
    found: UUID | None = await tx.scalar(
        select(Conversation.contact_id).where(Conversation.id == conversation_id, visible_to(viewer))
    )
    if found is None:
        raise NotFound("conversation")
    return found
