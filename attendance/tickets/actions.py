"""Writes of tickets. Each takes the row lock first, then decides, then publishes; the caller commits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, insert, select, update

from attendance.attendants.models import Attendant
from attendance.conversations.rules import Viewer
from attendance.identity.models import User
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.errors import InvalidInput, NotFound
from attendance.kernel.ids import new_id
from attendance.tickets import events, settings
from attendance.tickets.events import Cause
from attendance.tickets.models import Ticket
from attendance.tickets.queries import IS_THERE, visible_to
from attendance.tickets.rules import (
    SOLVED,
    Priority,
    Status,
    TicketMerged,
    field_values,
    missing_fields,
    move_to,
    number_of,
    tags_of,
)


@dataclass(frozen=True, slots=True)
class Locked:
    """A ticket under its row lock, as it was when the lock was taken."""

    id: UUID
    session_id: UUID
    ticket_number: int
    subject: str
    description: str | None
    status: Status
    priority: Priority
    category: str | None
    assigned_to: UUID | None
    queue_id: UUID | None
    customer_id: UUID | None
    channel: str | None
    contact_phone: str | None
    contact_email: str | None
    deal_id: UUID | None
    tags: list[str]
    custom_fields: dict[str, Any]
    resolved_at: datetime | None
    merged_into: UUID | None
    queue_name: str | None
    deleted_at: datetime | None

    @property
    def number(self) -> str:
        return number_of(self.ticket_number)


_LOCKED: Final = tuple(getattr(Ticket, name) for name in Locked.__dataclass_fields__)


async def lock(
    tx: Tx, ticket_id: UUID, viewer: Viewer | None = None, *, even_deleted: bool = False
) -> Locked:
    """Take the row lock. Raises NotFound when it isn't there, or isn't visible to the viewer."""
    conditions: list[ColumnElement[bool]] = [Ticket.id == ticket_id]
    if not even_deleted:
        conditions.append(IS_THERE)
    if viewer is not None:
        conditions.append(visible_to(viewer))
    rows = await tx.mappings(select(*_LOCKED).where(*conditions).with_for_update(of=Ticket))
    if not rows:
        raise NotFound("ticket")
    return Locked(**rows[0])


async def lock_together(
    tx: Tx, ticket_ids: Sequence[UUID], viewer: Viewer | None = None
) -> dict[UUID, Locked]:
    """Those that are there and visible, in the order of their ids: two batches don't wait for each other."""
    conditions: list[ColumnElement[bool]] = [Ticket.id.in_(ticket_ids), IS_THERE]
    if viewer is not None:
        conditions.append(visible_to(viewer))
    statement = select(*_LOCKED).where(*conditions).order_by(Ticket.id).with_for_update(of=Ticket)
    return {row["id"]: Locked(**row) for row in await tx.mappings(statement)}


@dataclass(frozen=True, slots=True)
class Origin:
    """What a ticket takes over from where it comes from."""

    session_id: UUID
    channel: str | None
    customer_id: UUID | None
    contact_phone: str | None
    contact_email: str | None
    queue_id: UUID | None
    queue_name: str | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A ticket to be opened. `resolved_at`: it is solved already."""

    subject: str
    description: str | None = None
    status: Status = "open"
    priority: Priority = "normal"
    category: str | None = None
    tags: Sequence[str] = ()
    custom_fields: Mapping[str, Any] | None = None
    assigned_to: UUID | None = None
    deal_id: UUID | None = None
    split_from: UUID | None = None
    created_by: UUID | None = None
    resolved_at: datetime | None = None


async def create(tx: Tx, origin: Origin, draft: Draft, *, by: Cause) -> UUID:
    """A new ticket with the next number: the counter's row is held until the commit, so that there are no gaps.

    People must fill required fields. Raises: FieldInvalid, InvalidInput, NotFound for who can't have it.
    """
    subject = draft.subject.strip()
    if not subject:
        raise InvalidInput("A ticket needs a subject.", fields={"subject": "empty"})
    fields = await _fields(tx, draft.custom_fields or {}, by=by, is_new=True)
    person = await _person(tx, draft.assigned_to)
    ticket_id, now = new_id(), clock.now()
    number = (await tx.fetch("select next_number($1, 'ticket') as n", tx.tenant_id))[0]["n"]
    resolved_at = draft.resolved_at or (now if draft.status in SOLVED else None)
    await tx.execute(
        insert(Ticket).values(
            id=ticket_id, tenant_id=tx.tenant_id, ticket_number=number, subject=subject,
            description=draft.description, status=draft.status, priority=draft.priority, category=draft.category,
            assigned_to=draft.assigned_to, attendant_id=person.external_id, created_at=now, updated_at=now,
            resolved_at=resolved_at, tags=tags_of(draft.tags), custom_fields=fields, deal_id=draft.deal_id,
            created_by=draft.created_by, split_from=draft.split_from, **_origin(origin),
        )
    )  # fmt: skip
    tx.publish(
        events.TicketOpened(
            conversation_id=origin.session_id, ticket_id=ticket_id, number=number_of(number), status=draft.status,
            by=by, assigned_to=draft.assigned_to, split_from=draft.split_from,
        )
    )  # fmt: skip
    return ticket_id


_LONGEST_PHONE, _LONGEST_EMAIL = 20, 100


def _origin(origin: Origin) -> dict[str, Any]:
    phone, email = origin.contact_phone, origin.contact_email
    return {
        "session_id": origin.session_id, "channel": origin.channel, "customer_id": origin.customer_id,
        "queue_id": origin.queue_id, "queue_name": origin.queue_name,
        "contact_phone": phone if phone and len(phone) <= _LONGEST_PHONE else None,
        "contact_email": email if email and len(email) <= _LONGEST_EMAIL else None,
    }  # fmt: skip


async def change(tx: Tx, found: Locked, wanted: Mapping[str, Any], *, by: Cause = "person") -> None:
    """Change subject, description, priority, category, tags, custom fields, deal, customer or contact; and the status
    by a move that it allows, with `resolved_at` where a script gives one.

    Raises: TicketMerged, FieldInvalid, InvalidInput, TicketMoveNotPossible.
    """
    await _check_not_merged(tx, found)
    values = await _changes(tx, found, wanted, by=by)
    status = wanted.get("status")
    if status is not None:
        move_to(found.status, status)  # before anything is written
    if values:
        await tx.execute(update(Ticket).where(Ticket.id == found.id).values(**values, updated_at=clock.now()))
        changed = {name: [_plain(getattr(found, name)), _plain(value)] for name, value in values.items()}
        tx.publish(
            events.TicketChanged(conversation_id=found.session_id, ticket_id=found.id, changed=changed)
        )
    if status is not None:
        await move(tx, found, status, by=by, at=wanted.get("resolved_at"))


_CHANGEABLE: Final = ("subject", "description", "priority", "category", "deal_id", "customer_id", "contact_phone",
                      "contact_email", "channel")  # fmt: skip


async def _changes(tx: Tx, found: Locked, wanted: Mapping[str, Any], *, by: Cause) -> dict[str, Any]:
    values = {name: wanted[name] for name in _CHANGEABLE if name in wanted}
    if "subject" in values:
        values["subject"] = (values["subject"] or "").strip()
        if not values["subject"]:
            raise InvalidInput("A ticket needs a subject.", fields={"subject": "empty"})
    if values.get("priority", "") is None:
        del values["priority"]
    if wanted.get("tags") is not None:
        values["tags"] = tags_of(wanted["tags"])
    if wanted.get("custom_fields"):
        given = found.custom_fields | await _fields(tx, wanted["custom_fields"], by=by)
        values["custom_fields"] = {key: value for key, value in given.items() if value is not None}
    return {name: value for name, value in values.items() if value != getattr(found, name)}


async def _fields(tx: Tx, given: Mapping[str, Any], *, by: Cause, is_new: bool = False) -> dict[str, Any]:
    """Raises: FieldInvalid, InvalidInput."""
    if not given and (by != "person" or not is_new):
        return {}
    known = await settings.fields(tx)
    values = field_values(known, given, takes_unknown=by != "person")
    missing = missing_fields(known, values) if is_new and by == "person" else []
    if missing:
        raise InvalidInput(f"Fill in: {', '.join(missing)}.", fields=dict.fromkeys(missing, "required"))
    return {key: value for key, value in values.items() if not is_new or value is not None}


async def move(
    tx: Tx, found: Locked, status: Status, *, by: Cause = "person", at: datetime | None = None
) -> None:
    """Into this status; being there already changes nothing. `at`: since when it is solved.

    Raises: TicketMerged, TicketMoveNotPossible.
    """
    await _check_not_merged(tx, found)
    if move_to(found.status, status) is None:
        return
    await _set_status(tx, found, status, by=by, at=at)


async def _set_status(
    tx: Tx, found: Locked, status: Status, *, by: Cause, at: datetime | None = None
) -> None:
    now = clock.now()
    solved = (at or found.resolved_at or now) if status in SOLVED else None
    values = {"status": status, "resolved_at": solved, "updated_at": now}
    await tx.execute(update(Ticket).where(Ticket.id == found.id).values(**values))
    tx.publish(
        events.TicketMoved(
            conversation_id=found.session_id, ticket_id=found.id, status=status, previous=found.status, by=by
        )
    )


async def assign(tx: Tx, found: Locked, user_id: UUID | None) -> None:
    """Give it to this user, or to nobody. Raises: TicketMerged, NotFound for who can't have it."""
    await _check_not_merged(tx, found)
    if user_id == found.assigned_to:
        return
    person = await _person(tx, user_id)
    values = {"assigned_to": user_id, "attendant_id": person.external_id, "updated_at": clock.now()}
    await tx.execute(update(Ticket).where(Ticket.id == found.id).values(**values))
    tx.publish(
        events.TicketAssigned(
            conversation_id=found.session_id, ticket_id=found.id, assigned_to=user_id,
            assigned_to_name=person.name, previous_assigned_to=found.assigned_to,
        )
    )  # fmt: skip


async def transfer(tx: Tx, found: Locked, queue_id: UUID) -> None:
    """To the people of a queue; work that had begun begins anew there. Raises: TicketMerged, InvalidInput."""
    await _check_not_merged(tx, found)
    rows = await tx.fetch("select name from attendance_queues where id = $1", queue_id)
    if not rows:
        raise InvalidInput("There is no such queue.", fields={"queue_id": "unknown"})
    name: str = rows[0]["name"]
    values = {"queue_id": queue_id, "queue_name": name, "assigned_to": None, "attendant_id": None}
    await tx.execute(update(Ticket).where(Ticket.id == found.id).values(**values, updated_at=clock.now()))
    tx.publish(
        events.TicketTransferred(
            conversation_id=found.session_id, ticket_id=found.id, queue_id=queue_id, queue_name=name,
            previous_assigned_to=found.assigned_to, previous_queue_id=found.queue_id,
        )
    )  # fmt: skip
    if found.status == "in_progress":
        await _set_status(tx, found, "open", by="person")


async def delete(tx: Tx, found: Locked) -> None:
    """Out of every list; its number stays its own, and `restore` brings it back."""
    await _mark_deleted(tx, found, clock.now())
    tx.publish(events.TicketDeleted(conversation_id=found.session_id, ticket_id=found.id))


async def restore(tx: Tx, found: Locked) -> None:
    """Of one that was locked though deleted; one that wasn't stays as it is."""
    if found.deleted_at is None:
        return
    await _mark_deleted(tx, found, None)
    tx.publish(events.TicketRestored(conversation_id=found.session_id, ticket_id=found.id))


async def _mark_deleted(tx: Tx, found: Locked, at: datetime | None) -> None:
    values = {"deleted_at": at, "updated_at": clock.now()}
    await tx.execute(update(Ticket).where(Ticket.id == found.id).values(**values))


async def put_back(tx: Tx, found: Locked, values: Mapping[str, Any]) -> None:
    """Values that a ticket had before, written by whoever undoes: no move is checked."""
    plain = {name: value for name, value in values.items() if name not in ("status", "assigned_to")}
    if plain:
        await tx.execute(update(Ticket).where(Ticket.id == found.id).values(**plain, updated_at=clock.now()))
        changed = {name: [_plain(getattr(found, name)), _plain(value)] for name, value in plain.items()}
        tx.publish(
            events.TicketChanged(conversation_id=found.session_id, ticket_id=found.id, changed=changed)
        )
    if "assigned_to" in values:
        await assign(tx, found, values["assigned_to"])
    if "status" in values:
        await _set_status(tx, found, values["status"], by="person")


@dataclass(frozen=True, slots=True)
class _Person:
    name: str | None = None
    external_id: str | None = None


async def _person(tx: Tx, user_id: UUID | None) -> _Person:
    """Raises NotFound for somebody who may not sign in."""
    if user_id is None:
        return _Person()
    row = await tx.first(
        select(User.name, Attendant.external_id)
        .outerjoin(Attendant, Attendant.user_id == User.id)
        .where(User.id == user_id, User.is_active)
    )
    if row is None:
        raise NotFound("attendant")
    return _Person(row.name, row.external_id)


async def _check_not_merged(tx: Tx, found: Locked) -> None:
    """Raises TicketMerged."""
    if found.merged_into is not None:
        number = await tx.scalar(select(Ticket.ticket_number).where(Ticket.id == found.merged_into))
        raise TicketMerged(into=number_of(number))


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value
