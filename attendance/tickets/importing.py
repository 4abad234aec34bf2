"""Tickets out of a CSV file: each row by itself, what is wrong is reported, and all of it can be taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, or_, select

from attendance.attendants.models import Attendant
from attendance.conversations import queries as conversations
from attendance.conversations.models import Conversation
from attendance.conversations.rules import Viewer
from attendance.identity import company
from attendance.identity.models import User
from attendance.kernel.database import Tx
from attendance.kernel.errors import AttendanceError, InvalidInput
from attendance.kernel.phones import normalise
from attendance.tickets import actions, bulk, csv_format, opening, schemas, settings
from attendance.tickets.actions import Draft
from attendance.tickets.csv_format import Row
from attendance.tickets.rules import Field, field_values

_LONGEST: Final[Mapping[str, int]] = {"subject": 300, "description": 20_000, "category": 50}


class RowRefused(InvalidInput):
    """`reason` is a code that screens have words for."""

    code = "ticket_row_refused"
    message = "This row can't be taken: {reason}."


@dataclass(frozen=True, slots=True)
class _Known:
    """What the rows of a file name, looked up at once."""

    country: str
    fields: Sequence[Field]
    contacts: Mapping[str, UUID]
    """By phone and by e-mail."""
    people: Mapping[str, UUID]
    """By e-mail, name and external id, in small letters."""
    sessions: Mapping[UUID, UUID]
    """The latest conversation of each contact."""


async def import_file(
    tx: Tx, viewer: Viewer, content: bytes, *, user_id: UUID, is_dry_run: bool
) -> schemas.TicketImport:
    """Every row that can be read becomes a ticket of its customer's latest conversation.

    With `is_dry_run` nothing is written. Raises UnreadableFile."""
    fields = await settings.fields(tx)
    rows = csv_format.parse(content, fields)
    known = await _look_up(tx, viewer, rows, fields)
    made: dict[str, Any] = {}
    errors: list[schemas.TicketRowError] = []
    count = 0
    for row in rows:
        try:
            draft, session_id = _draft(row, known, user_id)
            if not is_dry_run:
                about = await opening.matter(tx, session_id)
                ticket_id = await actions.create(tx, about.origin, draft, by="person")
                made[str(ticket_id)] = {"deleted": [True, False]}
            count += 1
        except AttendanceError as refused:
            reason = refused.facts.get("reason", refused.code)
            errors.append(schemas.TicketRowError(line=row.line, code=reason, detail=refused.detail))
    bulk_id = await bulk.keep(tx, made, user_id) if made else None
    return schemas.TicketImport(rows=len(rows), created=count, errors=errors, bulk_id=bulk_id)


def _draft(row: Row, known: _Known, user_id: UUID) -> tuple[Draft, UUID]:
    """The ticket and its conversation. Raises RowRefused, FieldInvalid."""
    texts = row.texts
    for name, most in _LONGEST.items():
        if len(texts.get(name, "")) > most:
            raise RowRefused(reason=f"{name}_too_long")
    if not texts.get("subject"):
        raise RowRefused(reason="subject_missing")
    own = {key: _typed(known.fields, key, text) for key, text in row.fields.items() if text}
    draft = Draft(
        texts["subject"], description=texts.get("description") or None,
        status=_word(texts, "status") or "open", priority=_word(texts, "priority") or "normal",
        category=texts.get("category") or None, tags=[tag.strip()[:100] for tag in texts.get("tags", "").split(",")],
        custom_fields=field_values(known.fields, own), assigned_to=_person(texts, known), created_by=user_id,
    )  # fmt: skip
    return draft, known.sessions[_contact(texts, known)]


def _word(texts: Mapping[str, str], kind: Any) -> Any:
    said = texts.get(kind)
    found = csv_format.word_of(said, kind) if said else None
    if said and found is None:
        raise RowRefused(reason=f"{kind}_unknown")
    return found


def _person(texts: Mapping[str, str], known: _Known) -> UUID | None:
    said = texts.get("assigned_to", "").casefold()
    if said and said not in known.people:
        raise RowRefused(reason="person_unknown")
    return known.people[said] if said else None


def _contact(texts: Mapping[str, str], known: _Known) -> UUID:
    """By phone, else by e-mail."""
    phone = normalise(texts.get("phone", ""), known.country)
    said = [phone, texts.get("email", "").casefold()]
    found = next((known.contacts[one] for one in said if one and one in known.contacts), None)
    if found is None:
        raise RowRefused(reason="customer_unknown")
    if found not in known.sessions:
        raise RowRefused(reason="customer_without_conversation")
    return found


_YES: Final = frozenset({"true", "sim", "yes", "si", "sí", "1", "x"})


def _typed(fields: Sequence[Field], key: str, text: str) -> Any:
    """As the kind of the field keeps it; what isn't one stays a text, which the field then refuses."""
    kind = next(one.kind for one in fields if one.key == key)
    if kind == "boolean":
        return text.casefold() in _YES
    if kind != "number":
        return text
    try:
        return float(text.replace(",", ".")) if "," in text or "." in text else int(text)
    except ValueError:
        return text


async def _look_up(tx: Tx, viewer: Viewer, rows: Sequence[Row], fields: Sequence[Field]) -> _Known:
    """Four queries, however many rows."""
    country = (await company.read(tx)).country
    phones = {normalise(row.texts.get("phone", ""), country) for row in rows} - {None}
    emails = {row.texts.get("email", "").casefold() for row in rows} - {""}
    found = await tx.fetch(
        "select phone as said, contact_id from contact_phones where phone = any($1) "
        "union all select lower(email), contact_id from contact_emails where lower(email) = any($2)",
        sorted(phone for phone in phones if phone),
        sorted(emails),
    )
    contacts: dict[str, UUID] = {}
    for one in found:
        contacts.setdefault(one["said"], one["contact_id"])
    return _Known(
        country, fields, contacts, await _people(tx, rows), await _latest(tx, viewer, set(contacts.values()))
    )


async def _people(tx: Tx, rows: Sequence[Row]) -> dict[str, UUID]:
    said = {row.texts.get("assigned_to", "").casefold() for row in rows} - {""}
    if not said:
        return {}
    names = (User.email, User.name, Attendant.external_id)
    people = await tx.rows(
        select(User.id, *names)
        .outerjoin(Attendant, Attendant.user_id == User.id)
        .where(User.is_active, or_(*(func.lower(name).in_(said) for name in names)))
        .order_by(User.id)
    )
    return {name.casefold(): row.id for row in reversed(people) for name in row[1:] if name}


async def _latest(tx: Tx, viewer: Viewer, contact_ids: set[UUID]) -> dict[UUID, UUID]:
    rows = await tx.rows(
        select(Conversation.contact_id, Conversation.id)
        .where(Conversation.contact_id.in_(contact_ids), conversations.visible_to(viewer))
        .order_by(Conversation.created_at)
    )
    return {row.contact_id: row.id for row in rows}
