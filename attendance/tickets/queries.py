"""Reads of tickets. A `Viewer` limits what is found, as with conversations; what isn't visible is not found."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, text, true, tuple_
from sqlalchemy.engine import RowMapping

from attendance.conversations.models import Conversation, Message
from attendance.conversations.rules import Viewer
from attendance.conversations.schemas import Author
from attendance.crm.models import Contact
from attendance.files import queries as files
from attendance.files.schemas import MessageFile
from attendance.identity.models import User
from attendance.kernel.cursors import Slice
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound
from attendance.tickets import schemas
from attendance.tickets.models import Ticket, TicketComment, TicketWatcher
from attendance.tickets.rules import SOLVED, UNSOLVED, number_in, number_of, reachable
from attendance.tickets.schemas import TicketFilter

MOST_FOUND: Final = 5_000
"""How many of the newest tickets the words of a search are looked up in."""

_PLAIN: Final = tuple(
    name
    for name in schemas.Ticket.model_fields
    if name not in ("number", "conversation_number", "assigned_to_name", "customer_name")
)
_SHOWN = (
    *(getattr(Ticket, name) for name in _PLAIN),
    Conversation.number.label("conversation_number"),
    User.name.label("assigned_to_name"),
    Contact.name.label("customer_name"),
)
_RANK = func.ticket_rank(Ticket.priority)
_ORDERS: Final[dict[schemas.Sort, tuple[Any, ...]]] = {
    "updated": (Ticket.updated_at, Ticket.id),
    "created": (Ticket.created_at, Ticket.id),
    "priority": (_RANK, Ticket.updated_at, Ticket.id),
}
_KEYS: Final[dict[schemas.Sort, Any]] = {
    "updated": tuple[datetime, UUID],
    "created": tuple[datetime, UUID],
    "priority": tuple[int, datetime, UUID],
}
IS_THERE: Final = Ticket.deleted_at.is_(None)
IS_LISTED: Final = and_(IS_THERE, Ticket.merged_into.is_(None))


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """The condition that every read for a person carries: the rule of conversations, over the ticket's own facts."""
    if viewer.sees == "all":
        return true()
    mine = Ticket.assigned_to == viewer.user_id
    if viewer.sees == "mine":
        return mine
    return or_(mine, Ticket.queue_id.in_(viewer.queue_ids) if viewer.queue_ids else false())


def _tickets(*more: Any) -> Select[Any]:
    return (
        select(*_SHOWN, *more)
        .outerjoin(Conversation, Conversation.id == Ticket.session_id)
        .outerjoin(User, User.id == Ticket.assigned_to)
        .outerjoin(Contact, Contact.id == Ticket.customer_id)
    )


def _ticket(row: RowMapping) -> schemas.Ticket:
    facts = {name: row[name] for name in _PLAIN}
    names = {name: row[name] for name in ("conversation_number", "assigned_to_name", "customer_name")}
    return schemas.Ticket(**facts, **names, number=number_of(row["ticket_number"]))


async def page(
    tx: Tx, viewer: Viewer, wanted: TicketFilter, asked: Slice
) -> tuple[list[schemas.Ticket], str | None]:
    """Newest or most urgent first; the second value is the next page's cursor, None at the end."""
    order = _ORDERS[wanted.sort]
    statement = (
        _tickets(_RANK.label("rank"))
        .where(IS_LISTED, visible_to(viewer), *await _conditions(tx, viewer, wanted))
        .order_by(*(column.desc() for column in order))
        .limit(asked.probe)
    )
    after = asked.after(_KEYS[wanted.sort])
    if after is not None:
        statement = statement.where(tuple_(*order) < tuple_(*after))
    rows, cursor = asked.cut(await tx.mappings(statement), lambda row: _key(row, wanted.sort))
    return [_ticket(row) for row in rows], cursor


def _key(row: RowMapping, sort: schemas.Sort) -> tuple[Any, ...]:
    match sort:
        case "created":
            return row["created_at"], row["id"]
        case "priority":
            return row["rank"], row["updated_at"], row["id"]
        case _:
            return row["updated_at"], row["id"]


async def _conditions(tx: Tx, viewer: Viewer, wanted: TicketFilter) -> list[ColumnElement[bool]]:
    conditions = _by_time(wanted)
    if wanted.status:
        conditions.append(Ticket.status.in_(wanted.status))
        if set(wanted.status) <= UNSOLVED:
            conditions.append(Ticket.resolved_at.is_(None))
    if wanted.priority:
        conditions.append(Ticket.priority.in_(wanted.priority))
    if wanted.tag:
        conditions.append(Ticket.tags.contains([wanted.tag]))
    if wanted.session_id:
        conditions.append(_of_conversation(wanted.session_id))
    for name in ("category", "queue_id", "customer_id"):
        if (value := getattr(wanted, name)) is not None:
            conditions.append(getattr(Ticket, name) == value)
    if wanted.assigned_to == "none":
        conditions.append(Ticket.assigned_to.is_(None))
    elif wanted.assigned_to is not None:
        someone = viewer.user_id if wanted.assigned_to == "me" else wanted.assigned_to
        conditions.append(Ticket.assigned_to == someone)
    if wanted.text:
        conditions.append(Ticket.id.in_(await _found(tx, wanted.text)))
    return conditions


def _by_time(wanted: TicketFilter) -> list[ColumnElement[bool]]:
    bounds = (
        (wanted.created_from, Ticket.created_at.__ge__),
        (wanted.created_to, Ticket.created_at.__lt__),
        (wanted.updated_from, Ticket.updated_at.__ge__),
        (wanted.updated_to, Ticket.updated_at.__lt__),
    )
    return [compare(moment) for moment, compare in bounds if moment is not None]


def _of_conversation(conversation_id: UUID) -> ColumnElement[bool]:
    """Its own tickets, and those in which its own go on."""
    elsewhere = select(Ticket.merged_into).where(
        Ticket.session_id == conversation_id, Ticket.merged_into.is_not(None), IS_THERE
    )
    return or_(Ticket.session_id == conversation_id, Ticket.id.in_(elsewhere.scalar_subquery()))


async def _found(tx: Tx, words: str) -> list[UUID]:
    rows = await tx.fetch("select * from search_tickets($1, $2, $3)", words, number_in(words), MOST_FOUND)
    return [row["ticket_id"] for row in rows]


async def counts(tx: Tx, viewer: Viewer) -> schemas.TicketCounts:
    """In one pass over the tickets that are not solved."""
    figures = [func.count().filter(Ticket.status == status).label(status) for status in sorted(UNSOLVED)]
    figures += [
        func.count().filter(Ticket.assigned_to == viewer.user_id).label("mine"),
        func.count().filter(Ticket.assigned_to.is_(None)).label("unassigned"),
        func.count().filter(Ticket.priority == "urgent").label("urgent"),
    ]
    rows = await tx.mappings(
        select(*figures)
        .select_from(Ticket)
        .where(
            IS_LISTED, Ticket.status.not_in(sorted(SOLVED)), Ticket.resolved_at.is_(None), visible_to(viewer)
        )
    )
    return schemas.TicketCounts(**rows[0])


async def by_ids(tx: Tx, ids: Iterable[UUID]) -> dict[UUID, schemas.Ticket]:
    """Whoever may see them, deleted and merged ones too."""
    rows = await tx.mappings(_tickets().where(Ticket.id.in_(list(ids))))
    return {row["id"]: _ticket(row) for row in rows}


async def one(tx: Tx, viewer: Viewer, ticket_id: UUID) -> schemas.Ticket:
    """Raises NotFound."""
    rows = await tx.mappings(_tickets().where(Ticket.id == ticket_id, IS_THERE, visible_to(viewer)))
    if not rows:
        raise NotFound("ticket")
    return _ticket(rows[0])


async def id_of(tx: Tx, said: str) -> UUID:
    """The ticket behind its id or its number (`TIC-001`). Raises NotFound."""
    number = number_in(said)
    try:
        test = Ticket.ticket_number == number if number is not None else Ticket.id == UUID(said)
    except ValueError:
        raise NotFound("ticket") from None
    found: UUID | None = await tx.scalar(select(Ticket.id).where(test))
    if found is None:
        raise NotFound("ticket")
    return found


async def detail(tx: Tx, viewer: Viewer, ticket_id: UUID) -> schemas.TicketDetail:
    """Raises NotFound."""
    ticket = await one(tx, viewer, ticket_id)
    merged, into, origin = await _relatives(tx, ticket)
    return schemas.TicketDetail(
        ticket=ticket,
        moves=sorted(reachable(ticket.status)) if ticket.merged_into is None else [],
        comments=await comments(tx, ticket_id),
        watchers=await _watchers(tx, ticket_id),
        merged=merged,
        merged_into=into,
        split_from=origin,
    )


async def _relatives(
    tx: Tx, ticket: schemas.Ticket
) -> tuple[list[schemas.TicketRef], schemas.TicketRef | None, schemas.TicketRef | None]:
    """Those that were merged into it, the one in which it goes on, and the one that it came out of."""
    named = [one for one in (ticket.merged_into, ticket.split_from) if one is not None]
    rows = await tx.mappings(
        select(Ticket.id, Ticket.ticket_number, Ticket.subject, Ticket.status, Ticket.merged_into)
        .where(or_(Ticket.merged_into == ticket.id, Ticket.id.in_(named)), IS_THERE)
        .order_by(Ticket.ticket_number)
    )
    known = {row["id"]: _ref(row) for row in rows}
    merged = [known[row["id"]] for row in rows if row["merged_into"] == ticket.id]
    into, origin = ticket.merged_into, ticket.split_from
    return merged, known.get(into) if into else None, known.get(origin) if origin else None


def _ref(row: RowMapping) -> schemas.TicketRef:
    return schemas.TicketRef(
        id=row["id"], number=number_of(row["ticket_number"]), subject=row["subject"], status=row["status"]
    )


async def comments(tx: Tx, ticket_id: UUID) -> list[schemas.TicketComment]:
    """Of the ticket and of all that were merged into it, oldest first."""
    family = select(text("f.ticket_id")).select_from(text("ticket_family(:ticket) f"))
    rows = await tx.mappings(
        _comments()
        .where(TicketComment.ticket_id.in_(family.scalar_subquery()))
        .params(ticket=ticket_id)
        .order_by(TicketComment.created_at, TicketComment.id)
    )
    return await _with_files(tx, rows)


async def comment(tx: Tx, comment_id: UUID) -> schemas.TicketComment:
    rows = await tx.mappings(_comments().where(TicketComment.id == comment_id))
    return (await _with_files(tx, rows))[0]


async def _with_files(tx: Tx, rows: Sequence[RowMapping]) -> list[schemas.TicketComment]:
    """A public comment's files are those of its message."""
    internal = [row["id"] for row in rows if row["message_id"] is None]
    sent = [row["message_id"] for row in rows if row["message_id"] is not None]
    found = await files.of_comments(tx, internal, sent)
    return [_comment(row, found.get(row["message_id"] or row["id"], [])) for row in rows]


def _comments() -> Select[Any]:
    names = ("id", "ticket_id", "author_kind", "author_id", "author_name", "text", "is_public", "message_id",
             "created_at")  # fmt: skip
    columns = [getattr(TicketComment, name) for name in names]
    return select(*columns, Message.state).outerjoin(Message, Message.id == TicketComment.message_id)


def _comment(row: RowMapping, attached: list[MessageFile]) -> schemas.TicketComment:
    facts = {name: row[name] for name in row if not name.startswith("author_")}
    author = Author(kind=row["author_kind"], id=row["author_id"], name=row["author_name"])
    return schemas.TicketComment(**facts, author=author, files=attached)


async def _watchers(tx: Tx, ticket_id: UUID) -> list[schemas.TicketWatcher]:
    rows = await tx.rows(
        select(TicketWatcher.user_id, User.name)
        .join(User, User.id == TicketWatcher.user_id)
        .where(TicketWatcher.ticket_id == ticket_id)
        .order_by(User.name)
    )
    return [schemas.TicketWatcher(user_id=row.user_id, name=row.name) for row in rows]


async def history(tx: Tx, ticket: schemas.Ticket) -> list[schemas.TicketHistoryEntry]:
    """What happened to it, oldest first, out of the log."""
    rows = await tx.fetch(
        "select uuid, kind, at, actor_kind, actor_id, actor_name, payload::text as payload from events "
        "where conversation_id = $1 and kind like 'ticket.%' and payload ->> 'ticket_id' = $2 "
        "order by id limit 1000",
        ticket.session_id, str(ticket.id),
    )  # fmt: skip
    return [_entry(row) for row in rows]


def _entry(row: asyncpg.Record) -> schemas.TicketHistoryEntry:
    actor = Author(kind=row["actor_kind"], id=row["actor_id"], name=row["actor_name"])
    data = msgspec.json.decode(row["payload"])
    return schemas.TicketHistoryEntry(id=row["uuid"], kind=row["kind"], at=row["at"], actor=actor, data=data)


async def of_contact(tx: Tx, contact_id: UUID, *, limit: int) -> Sequence[schemas.Ticket]:
    """The latest of a customer, for scripts."""
    rows = await tx.mappings(
        _tickets()
        .where(Ticket.customer_id == contact_id, IS_LISTED)
        .order_by(Ticket.updated_at.desc(), Ticket.id.desc())
        .limit(limit)
    )
    return [_ticket(row) for row in rows]


async def current_of(tx: Tx, conversation_id: UUID) -> UUID | None:
    """The conversation's ticket that is worked on, else its latest; None when it has none."""
    statement = (
        select(Ticket.id)
        .where(Ticket.session_id == conversation_id, IS_LISTED)
        .order_by(Ticket.resolved_at.is_(None).desc(), Ticket.id.desc())
    )
    found: UUID | None = await tx.scalar(statement.limit(1))
    return found
