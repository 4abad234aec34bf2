"""Tickets out of conversations: by people and scripts, and by the rule of the queue."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, select

from attendance.conversations import queries as conversations
from attendance.conversations.models import Conversation
from attendance.conversations.rules import Viewer
from attendance.crm.models import Contact
from attendance.kernel.database import Tx
from attendance.kernel.errors import InvalidInput, NotFound
from attendance.tickets import actions, settings
from attendance.tickets.actions import Draft, Origin
from attendance.tickets.models import Ticket
from attendance.tickets.queries import IS_LISTED
from attendance.tickets.rules import SOLVED, Priority, priority_of
from attendance.tickets.settings import Rule

_LONGEST_SUBJECT: Final = 120


@dataclass(frozen=True, slots=True)
class Matter:
    """A conversation as a ticket begins from it. `subject`: what it would be called if nobody said."""

    origin: Origin
    subject: str
    priority: Priority
    tags: list[str]
    assigned_to: UUID | None


async def matter(tx: Tx, conversation_id: UUID, viewer: Viewer | None = None) -> Matter:
    """Raises NotFound when it isn't there, or isn't visible to the viewer."""
    statement = _conversations().where(Conversation.id == conversation_id)
    return await _matter(tx, statement, viewer)


async def latest_matter(tx: Tx, contact_id: UUID, viewer: Viewer | None = None) -> Matter:
    """Of the contact's latest conversation. Raises NotFound when there is none, or none visible."""
    statement = _conversations().where(Conversation.contact_id == contact_id)
    return await _matter(tx, statement.order_by(Conversation.last_activity_at.desc()).limit(1), viewer)


async def of_request(tx: Tx, viewer: Viewer, *, session_id: UUID | None, customer_id: UUID | None) -> Matter:
    """Exactly one of them says what it is about. Raises: InvalidInput, NotFound."""
    if session_id is not None:
        return await matter(tx, session_id, viewer)
    if customer_id is None:
        raise InvalidInput("Name the conversation (session_id) or the contact (customer_id).")
    return await latest_matter(tx, customer_id, viewer)


def _conversations() -> Select[Any]:
    names = ("id", "number", "channel", "contact_id", "queue_id", "queue_name", "assigned_to", "last_attendant_id",
             "priority", "tags", "subject", "topic", "last_inbound_text")  # fmt: skip
    columns = [getattr(Conversation, name) for name in names]
    return select(*columns, Contact.name.label("contact_name"), Contact.phone, Contact.email).join(
        Contact, Contact.id == Conversation.contact_id
    )


async def _matter(tx: Tx, statement: Select[Any], viewer: Viewer | None) -> Matter:
    if viewer is not None:
        statement = statement.where(conversations.visible_to(viewer))
    rows = await tx.mappings(statement)
    if not rows:
        raise NotFound("conversation")
    row = rows[0]
    said = row["subject"] or row["last_inbound_text"] or row["contact_name"]
    return Matter(
        Origin(
            session_id=row["id"], channel=row["channel"], customer_id=row["contact_id"],
            contact_phone=row["phone"], contact_email=row["email"],
            queue_id=row["queue_id"], queue_name=row["queue_name"],
        ),
        subject=_title(said, row["contact_name"]),
        priority=priority_of(row["priority"]),
        tags=list(row["tags"]),
        assigned_to=row["assigned_to"],
    )  # fmt: skip


def _title(said: str, otherwise: str) -> str:
    """The first line, cut at a word."""
    line = next((line.strip() for line in said.splitlines() if line.strip()), otherwise)
    if len(line) <= _LONGEST_SUBJECT:
        return line
    return line[:_LONGEST_SUBJECT].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"


async def on_hand_over(tx: Tx, conversation_id: UUID) -> UUID | None:
    """A person is wanted: the conversation's ticket, when its queue wants one. One that was resolved is taken up
    again, one that was closed is not. None: there is none. Once, however often it is called."""
    known = await _unclosed(tx, conversation_id)
    if known is not None:
        return await _taken_up(tx, known)
    about = await matter(tx, conversation_id)
    rule = await settings.rule_of(tx, about.origin.queue_id)
    if rule.creates != "on_hand_over":
        return None
    return await _open(tx, about, rule)


async def on_resolve(tx: Tx, conversation_id: UUID, assigned_to: UUID | None, at: datetime) -> None:
    """People resolved it: its tickets are resolved with it, and when it has none its queue may want one on record."""
    if await resolve_all(tx, conversation_id) or await _unclosed(tx, conversation_id) is not None:
        return
    about = await matter(tx, conversation_id)
    rule = await settings.rule_of(tx, about.origin.queue_id)
    if rule.creates == "on_resolve":
        await _open(tx, about, rule, assigned_to=assigned_to, resolved_at=at)


async def resolve_all(tx: Tx, conversation_id: UUID) -> int:
    """Resolve what is not solved of a conversation's tickets; how many that were."""
    found = await _locked(tx, conversation_id)
    unsolved = [one for one in found if one.status not in SOLVED]
    for one in unsolved:
        await actions.move(tx, one, "resolved", by="conversation")
    return len(unsolved)


async def reopen_resolved(tx: Tx, conversation_id: UUID) -> None:
    """An attendant took the conversation up again: the ticket that was resolved with it, too."""
    known = await _unclosed(tx, conversation_id)
    if known is not None:
        await _taken_up(tx, known)


async def follow_assignment(tx: Tx, conversation_id: UUID, user_id: UUID, before: UUID | None) -> None:
    """Whoever gets the conversation gets its unsolved tickets, unless somebody else has them."""
    for one in await _locked(tx, conversation_id):
        if one.status not in SOLVED and one.assigned_to in (None, before):
            await actions.assign(tx, one, user_id)


async def start_work(tx: Tx, conversation_id: UUID, user_id: UUID) -> None:
    """They accepted the conversation: its open tickets are being worked on, if they have them."""
    for one in await _locked(tx, conversation_id):
        if one.status == "open" and one.assigned_to == user_id:
            await actions.move(tx, one, "in_progress", by="conversation")


async def name_queue(tx: Tx, queue_id: UUID) -> None:
    """Screens start again when a queue is renamed; no event of the tickets' own."""
    await tx.fetch(
        "update attendance_tickets t set queue_name = q.name from attendance_queues q "
        "where q.id = $1 and t.queue_id = q.id and t.queue_name is distinct from q.name",
        queue_id,
    )


async def _open(
    tx: Tx, about: Matter, rule: Rule, *, assigned_to: UUID | None = None, resolved_at: datetime | None = None
) -> UUID:
    draft = Draft(
        about.subject, status="resolved" if resolved_at else "open", priority=about.priority, category=rule.category,
        tags=about.tags, assigned_to=assigned_to or about.assigned_to, resolved_at=resolved_at,
    )  # fmt: skip
    return await actions.create(tx, about.origin, draft, by="rule")


async def _unclosed(tx: Tx, conversation_id: UUID) -> UUID | None:
    """The latest ticket that somebody may still want to go on with: one that is worked on before one that isn't."""
    statement = (
        select(Ticket.id)
        .where(Ticket.session_id == conversation_id, Ticket.status != "closed", IS_LISTED)
        .order_by(Ticket.resolved_at.is_(None).desc(), Ticket.id.desc())
    )
    found: UUID | None = await tx.scalar(statement.limit(1))
    return found


async def _taken_up(tx: Tx, ticket_id: UUID) -> UUID:
    found = await actions.lock(tx, ticket_id)
    if found.status == "resolved":
        await actions.move(tx, found, "open", by="conversation")
    return ticket_id


async def _locked(tx: Tx, conversation_id: UUID) -> list[actions.Locked]:
    rows = await tx.rows(select(Ticket.id).where(Ticket.session_id == conversation_id, IS_LISTED))
    found = await actions.lock_together(tx, [row.id for row in rows]) if rows else {}
    return [one for one in found.values() if one.merged_into is None]


async def note_deal(tx: Tx, ticket_id: UUID, deal_id: UUID) -> None:
    """The deal that was made out of a ticket, unless somebody named one before."""
    found = (await actions.lock_together(tx, [ticket_id])).get(ticket_id)
    if found is not None and found.deal_id is None and found.merged_into is None:
        await actions.change(tx, found, {"deal_id": deal_id}, by="rule")
