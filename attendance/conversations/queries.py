"""Reads of conversations and messages. A `Viewer` limits what is found; what isn't visible is not found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, text, true, tuple_
from sqlalchemy.engine import RowMapping

from attendance.channels.models import Inbox
from attendance.conversations import schemas
from attendance.conversations.models import Conversation, Message, ReadMarker
from attendance.conversations.rules import CLOSED, OPEN, Viewer, reply_window
from attendance.crm.models import Contact
from attendance.files import queries as files
from attendance.files.schemas import MessageFile
from attendance.identity.models import User
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound

Windows = Mapping[str, timedelta | None]
"""Reply window of each channel, from its capabilities."""
View = Literal["mine", "queue", "all", "bot", "snoozed", "resolved"]


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list asks for."""

    view: View = "all"
    queue_id: UUID | None = None
    channel: str | None = None
    tag: str | None = None
    assigned_to: UUID | None = None


async def viewer(tx: Tx, user_id: UUID, sees: Literal["all", "queues", "mine"]) -> Viewer:
    """The user's eyes, with the queues that they are an active member of."""
    if sees != "queues":
        return Viewer(user_id, sees)
    rows = await tx.fetch("select * from visible_queue_ids($1)", user_id)
    return Viewer(user_id, sees, frozenset(row[0] for row in rows))


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """The condition that every read for a person carries."""
    if viewer.sees == "all":
        return true()
    mine = Conversation.assigned_to == viewer.user_id
    if viewer.sees == "mine":
        return mine
    return or_(mine, Conversation.queue_id.in_(viewer.queue_ids) if viewer.queue_ids else false())


_SUMMARY = (
    Conversation.id,
    Conversation.number,
    Conversation.inbox_id,
    Inbox.name.label("inbox_name"),
    Conversation.channel,
    Conversation.bot_id,
    Conversation.status,
    Conversation.owner,
    Conversation.owner_epoch,
    Conversation.queue_id,
    Conversation.queue_name,
    Conversation.assigned_to,
    User.name.label("assigned_to_name"),
    Conversation.priority,
    Conversation.topic,
    Conversation.subject,
    Conversation.tags,
    Contact.id.label("contact_id"),
    Contact.name.label("contact_name"),
    Contact.phone.label("contact_phone"),
    Contact.email.label("contact_email"),
    Conversation.is_new_customer,
    Conversation.last_message,
    Conversation.last_seq,
    Conversation.inbound_count,
    Conversation.last_inbound_at,
    Conversation.last_activity_at,
    Conversation.waiting_since,
    Conversation.snoozed_until,
    Conversation.transfer_note,
    Conversation.created_at,
    Conversation.updated_at,
    Conversation.resolved_at,
)


def _summaries() -> Select[Any]:
    return (
        select(*_SUMMARY)
        .join(Inbox, Inbox.id == Conversation.inbox_id)
        .join(Contact, Contact.id == Conversation.contact_id)
        .outerjoin(User, User.id == Conversation.assigned_to)
    )


def _conversation(row: RowMapping, windows: Windows, now: datetime) -> schemas.Conversation:
    window = reply_window(windows.get(row["channel"]), row["last_inbound_at"], now)
    facts = {key: row[key] for key in _PLAIN}
    return schemas.Conversation(
        **facts,
        needs_human=row["owner"] == "human",
        contact=schemas.ContactRef(
            id=row["contact_id"],
            name=row["contact_name"],
            phone=row["contact_phone"],
            email=row["contact_email"],
            is_new=row["is_new_customer"],
        ),
        last_message=schemas.LastMessage.model_validate(row["last_message"]) if row["last_message"] else None,
        window_closes_at=window.closes_at,
        window_is_closed=window.is_closed,
    )


_PLAIN = (
    "id", "number", "inbox_id", "inbox_name", "channel", "bot_id", "status", "owner", "owner_epoch", "queue_id",
    "queue_name", "assigned_to", "assigned_to_name", "priority", "topic", "subject", "tags", "last_seq",
    "inbound_count", "last_inbound_at", "waiting_since", "snoozed_until", "transfer_note",
    "created_at", "updated_at", "resolved_at",
)  # fmt: skip


async def by_ids(tx: Tx, ids: Iterable[UUID], windows: Windows) -> dict[UUID, schemas.Conversation]:
    """Current state of the conversations, whoever looks: for frames and internal use."""
    rows = await tx.mappings(_summaries().where(Conversation.id.in_(list(ids))))
    now = clock.now()
    return {row["id"]: _conversation(row, windows, now) for row in rows}


async def latest_of(tx: Tx, contact_ids: Iterable[UUID]) -> list[UUID]:
    """The contacts' latest conversations: those that a list on a screen may show."""
    rows = await tx.rows(
        select(Conversation.id)
        .where(Conversation.contact_id.in_(list(contact_ids)))
        .order_by(Conversation.created_at.desc())
        .limit(_SHOWN)
    )
    return [row.id for row in rows]


_SHOWN = 100


async def last_words(tx: Tx, ids: Iterable[UUID]) -> dict[UUID, str]:
    """What the customer wrote last in each of the conversations, whatever we answered since."""
    rows = await tx.rows(
        select(Conversation.id, Conversation.last_inbound_text).where(Conversation.id.in_(list(ids)))
    )
    return {row.id: row.last_inbound_text or "" for row in rows}


async def one(tx: Tx, viewer: Viewer, conversation_id: UUID, windows: Windows) -> schemas.ListedConversation:
    """Raises NotFound when it isn't there or isn't visible."""
    rows = await tx.mappings(_listing(viewer).where(Conversation.id == conversation_id, visible_to(viewer)))
    if not rows:
        raise NotFound("conversation")
    return _listed(rows[0], windows, clock.now())


def _listing(viewer: Viewer) -> Select[Any]:
    read = func.coalesce(ReadMarker.read_count, 0).label("read_count")
    return _summaries().add_columns(read).outerjoin(ReadMarker, _marker_of(viewer))


def _marker_of(viewer: Viewer) -> ColumnElement[bool]:
    return and_(ReadMarker.conversation_id == Conversation.id, ReadMarker.user_id == viewer.user_id)


def _listed(row: RowMapping, windows: Windows, now: datetime) -> schemas.ListedConversation:
    return schemas.ListedConversation(
        conversation=_conversation(row, windows, now), read_count=row["read_count"]
    )


async def page(
    tx: Tx,
    viewer: Viewer,
    wanted: Filter,
    windows: Windows,
    *,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> tuple[list[schemas.ListedConversation], tuple[datetime, UUID] | None]:
    """Newest activity first; the second value is where the next page starts, None at the end."""
    statement = (
        _listing(viewer)
        .where(visible_to(viewer), *_conditions(viewer, wanted))
        .order_by(Conversation.last_activity_at.desc(), Conversation.id.desc())
        .limit(limit + 1)
    )
    if after:
        statement = statement.where(tuple_(Conversation.last_activity_at, Conversation.id) < after)
    rows = await tx.mappings(statement)
    now = clock.now()
    more = (rows[limit - 1]["last_activity_at"], rows[limit - 1]["id"]) if len(rows) > limit else None
    return [_listed(row, windows, now) for row in rows[:limit]], more


def _conditions(viewer: Viewer, wanted: Filter) -> list[ColumnElement[bool]]:
    conditions = [_in_view(viewer, wanted.view)]
    if wanted.queue_id:
        conditions.append(Conversation.queue_id == wanted.queue_id)
    if wanted.channel:
        conditions.append(Conversation.channel == wanted.channel)
    if wanted.assigned_to:
        conditions.append(Conversation.assigned_to == wanted.assigned_to)
    if wanted.tag:
        conditions.append(Conversation.tags.contains([wanted.tag]))
    return conditions


def _in_view(viewer: Viewer, view: View) -> ColumnElement[bool]:
    is_open = Conversation.status.in_(sorted(OPEN))
    awake = Conversation.snoozed_until.is_(None)
    match view:
        case "mine":
            working = Conversation.status.in_(["assigned", "active", "pending"])
            return and_(Conversation.assigned_to == viewer.user_id, working, awake)
        case "queue":
            return and_(Conversation.status == "waiting", awake)
        case "all":
            return and_(is_open, awake)
        case "bot":
            return Conversation.status == "bot"
        case "snoozed":
            return and_(is_open, Conversation.snoozed_until.is_not(None))
        case "resolved":
            return Conversation.status.in_(sorted(CLOSED))


async def counts(tx: Tx, viewer: Viewer) -> schemas.ViewCounts:
    """How many conversations each view holds, in one pass over the open ones."""
    views: tuple[View, ...] = ("mine", "queue", "all", "bot", "snoozed")
    figures = [func.count().filter(_in_view(viewer, view)).label(view) for view in views]
    rows = await tx.mappings(
        select(*figures)
        .select_from(Conversation)
        .where(Conversation.status.not_in(sorted(CLOSED)), visible_to(viewer))
    )
    return schemas.ViewCounts.model_validate(dict(rows[0]))


async def search(
    tx: Tx, viewer: Viewer, query: str, windows: Windows, *, limit: int
) -> list[schemas.SearchHit]:
    """Conversations whose customer, phone or messages match, accents and case folded, newest first."""
    found = await tx.fetch(
        "select * from search_messages($1, $2, $3, $4, $5::uuid[])",
        query, limit, viewer.user_id, viewer.sees, list(viewer.queue_ids),
    )  # fmt: skip
    contacts = [
        row["contact_id"] for row in await tx.fetch("select * from search_contacts($1, $2)", query, limit)
    ]
    snippets = {row["conversation_id"]: (row["message_id"], row["snippet"]) for row in found}
    rows = await tx.mappings(
        _listing(viewer)
        .where(
            visible_to(viewer),
            or_(Conversation.id.in_(list(snippets)), Conversation.contact_id.in_(contacts)),
        )
        .order_by(Conversation.last_activity_at.desc(), Conversation.id.desc())
        .limit(limit)
    )
    now = clock.now()
    return [_hit(row, snippets.get(row["id"]), windows, now) for row in rows]


def _hit(
    row: RowMapping, match: tuple[UUID, str] | None, windows: Windows, now: datetime
) -> schemas.SearchHit:
    return schemas.SearchHit(
        conversation=_conversation(row, windows, now),
        read_count=row["read_count"],
        message_id=match[0] if match else None,
        snippet=match[1] if match else None,
    )


_INTERNAL = frozenset(
    {
        "search",
        "tenant_id",
        "inbox_id",
        "external_id",
        "former_external_ids",
        "provider_at",
        "send_started_at",
        "owner_epoch",
        "changed_at",
    }
)
_MESSAGE = tuple(column for column in Message.__table__.columns if column.key not in _INTERNAL)


async def messages(
    tx: Tx, conversation_id: UUID, *, before_seq: int | None = None, after_seq: int | None = None, limit: int
) -> tuple[list[schemas.Message], int | None]:
    """A page in ascending order; without bounds the newest. The second value is the `before_seq` of older ones."""
    statement = select(*_MESSAGE).where(Message.conversation_id == conversation_id)
    if after_seq is not None:
        rows = await tx.mappings(statement.where(Message.seq > after_seq).order_by(Message.seq).limit(limit))
        return await _with_files(tx, rows), None
    if before_seq is not None:
        statement = statement.where(Message.seq < before_seq)
    rows = await tx.mappings(statement.order_by(Message.seq.desc()).limit(limit + 1))
    older = rows[limit - 1]["seq"] if len(rows) > limit else None
    return await _with_files(tx, list(reversed(rows[:limit]))), older


async def messages_by_ids(tx: Tx, ids: Iterable[UUID]) -> dict[UUID, schemas.Message]:
    rows = await tx.mappings(select(*_MESSAGE).where(Message.id.in_(list(ids))))
    return {found.id: found for found in await _with_files(tx, rows)}


async def _with_files(tx: Tx, rows: Sequence[RowMapping]) -> list[schemas.Message]:
    found = await files.of_messages(tx, [row["id"] for row in rows])
    return [message(row, found.get(row["id"], [])) for row in rows]


def message(row: RowMapping, its_files: list[MessageFile]) -> schemas.Message:
    """What an attendant may see of it: nothing of the words and files of a message that was taken back."""
    facts = {key: row[key] for key in row if not key.startswith("author_")}
    facts["reactions"] = [schemas.Reaction(**_without_time(one)) for one in row["reactions"] if one["emoji"]]
    author = schemas.Author(kind=row["author_kind"], id=row["author_id"], name=row["author_name"])
    if row["deleted_at"] is not None:
        return schemas.Message(**facts | {"text": "", "content": {}}, author=author, files=[])
    return schemas.Message(**facts, author=author, files=its_files)


def _without_time(reaction: Mapping[str, Any]) -> dict[str, Any]:
    return {key: reaction[key] for key in ("by", "name", "emoji")}


async def timeline(tx: Tx, conversation_id: UUID) -> list[schemas.TimelineEntry]:
    """What happened, oldest first, without the messages themselves and who read what."""
    rows = await tx.mappings(
        text(
            "select uuid, kind, at, actor_kind, actor_id, actor_name, payload from events "
            "where conversation_id = :id and kind like 'conversation.%' and kind <> 'conversation.read' "
            "order by id limit 1000"
        ).bindparams(id=conversation_id)
    )
    return [timeline_entry(conversation_id, dict(row)) for row in rows]


def timeline_entry(conversation_id: UUID, row: Mapping[str, Any]) -> schemas.TimelineEntry:
    kind = "attendant" if row["actor_kind"] == "attendant" else row["actor_kind"]
    return schemas.TimelineEntry(
        id=row["uuid"],
        conversation_id=conversation_id,
        kind=row["kind"],
        at=row["at"],
        actor=schemas.Author(kind=kind, id=row["actor_id"], name=row["actor_name"]),
        data=row["payload"],
    )


async def session(tx: Tx, viewer: Viewer, conversation_id: UUID) -> schemas.Session:
    """The conversation in the words that scripts use."""
    row = await tx.first(
        select(
            Conversation.id, Conversation.bot_id, Conversation.contact_id, Conversation.owner, Conversation.status,
            Conversation.channel, Conversation.assigned_to, Conversation.queue_id, Conversation.context_data,
        ).where(Conversation.id == conversation_id, visible_to(viewer))
    )  # fmt: skip
    if row is None:
        raise NotFound("session")
    return schemas.Session(
        id=row.id,
        bot_id=row.bot_id,
        user_id=row.contact_id,
        needs_human=row.owner == "human",
        status=row.status,
        channel=row.channel,
        assigned_to=row.assigned_to,
        queue_id=row.queue_id,
        customer_id=row.contact_id,
        context_data=row.context_data,
    )


async def contact_page(
    tx: Tx, viewer: Viewer, contact_id: UUID, windows: Windows, *, limit: int
) -> Sequence[schemas.Conversation]:
    """The latest conversations of a contact that the viewer may see."""
    rows = await tx.mappings(
        _summaries()
        .where(Conversation.contact_id == contact_id, visible_to(viewer))
        .order_by(Conversation.created_at.desc())
        .limit(limit)
    )
    now = clock.now()
    return [_conversation(row, windows, now) for row in rows]
