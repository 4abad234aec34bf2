"""Tickets as a table: `attendance_tickets`, `tickets`, `cases`. Other properties are in `custom_fields`.

Writes go through the same actions as people's: numbers, the workflow and the log are one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from attendance.basic.filters.columns import ColumnType, as_type
from attendance.basic.host import KeywordError, Value
from attendance.basic.json_text import read_container
from attendance.basic.values import text
from attendance.bots.scripts.scene import Scene
from attendance.bots.tables import stored
from attendance.bots.tables.table import Source
from attendance.kernel.errors import AttendanceError, NotFound
from attendance.tickets import actions, opening, rules

NAMES: Final = ("attendance_tickets", "tickets", "cases")

_COLUMNS: Final[Mapping[str, ColumnType]] = {
    "id": "uuid", "number": "text", "ticket_number": "integer", "session_id": "uuid", "subject": "text",
    "description": "text", "status": "text", "priority": "text", "category": "text", "assigned_to": "uuid",
    "attendant_id": "text", "queue_id": "uuid", "queue": "text", "channel": "text", "customer_id": "uuid",
    "contact_phone": "text", "contact_email": "text", "deal_id": "uuid", "tags": "json", "custom_fields": "json",
    "created_at": "datetime", "updated_at": "datetime", "resolved_at": "datetime", "deleted_at": "datetime",
}  # fmt: skip
_OURS: Final = frozenset(
    {"id", "number", "ticket_number", "queue_id", "queue", "created_at", "updated_at", "deleted_at"}
)
_SOURCE: Final = """(
  select t.id as "$row", t.id as "id",
    'TIC-' || lpad(t.ticket_number::text, greatest(3, length(t.ticket_number::text)), '0') as "number",
    t.ticket_number as "ticket_number", t.session_id as "session_id", t.subject as "subject",
    t.description as "description", t.status::text as "status", t.priority::text as "priority",
    t.category::text as "category", t.assigned_to as "assigned_to", t.attendant_id::text as "attendant_id",
    t.queue_id as "queue_id", t.queue_name as "queue", t.channel::text as "channel", t.customer_id as "customer_id",
    t.contact_phone::text as "contact_phone", t.contact_email::text as "contact_email", t.deal_id as "deal_id",
    t.tags as "tags", t.custom_fields as "custom_fields", t.created_at as "created_at",
    t.updated_at as "updated_at", t.resolved_at as "resolved_at", t.deleted_at as "deleted_at"
  from attendance_tickets t where t.tenant_id = $1 and t.merged_into is null
) t"""
_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {"status": rules.STATUSES, "priority": rules.PRIORITIES}


@dataclass(frozen=True, slots=True)
class TicketTable:
    name: str = "attendance_tickets"
    columns: Mapping[str, ColumnType] = field(default_factory=lambda: _COLUMNS)
    rest: str | None = "custom_fields"
    keys: tuple[str, ...] = ("id", "number")
    positional: tuple[str, ...] | None = ("subject", "priority", "category", "description")

    @property
    def shown(self) -> str:
        plain = [f'"{name}"' for name, kind in _COLUMNS.items() if kind != "json"]
        return ", ".join([*plain, '"tags"::text as tags', '"custom_fields"::text as custom_fields'])

    def source(self, scene: Scene) -> Source:
        return Source(_SOURCE, (scene.tx.tenant_id,))

    def row(self, scene: Scene, record: Mapping[str, Any]) -> dict[str, Value]:
        """With its custom fields, in `custom_fields` and beside the columns."""
        custom: dict[str, Value] = stored.from_json(record["custom_fields"])
        found = custom | {name: _shown(scene, record[name]) for name in _COLUMNS if name in record}
        return found | {"tags": stored.from_json(record["tags"]), "custom_fields": custom}

    async def insert(self, scene: Scene, values: Mapping[str, Value]) -> UUID:
        """Of this session, unless the values name another one. Raises: KeywordError E344, E346."""
        given, custom = _split(scene, values)
        if not (given.get("subject") or "").strip():
            raise KeywordError("E346", column="subject")
        origin, assigned_to = await _origin(scene, given)
        draft = actions.Draft(
            given["subject"], description=given.get("description"), status=given.get("status") or "open",
            priority=given.get("priority") or "normal", category=given.get("category"), tags=given.get("tags") or (),
            custom_fields=custom, assigned_to=given.get("assigned_to", assigned_to), deal_id=given.get("deal_id"),
            resolved_at=given.get("resolved_at"),
        )  # fmt: skip
        ticket_id: UUID = await _try(actions.create(scene.tx, origin, draft, by="script"))
        _remember(scene, ticket_id)
        return ticket_id

    async def update(self, scene: Scene, rows: Sequence[UUID], values: Mapping[str, Value]) -> None:
        """Raises: KeywordError E344 for a status that the workflow does not lead to."""
        given, custom = _split(scene, values)
        wanted = {name: value for name, value in given.items() if name not in ("session_id", "assigned_to")}
        locked = await actions.lock_together(scene.tx, rows)
        for row in rows:
            if row in locked:
                await _try(
                    actions.change(scene.tx, locked[row], wanted | {"custom_fields": custom}, by="script")
                )
                if "assigned_to" in given:
                    await _try(actions.assign(scene.tx, locked[row], given["assigned_to"]))

    async def delete(self, scene: Scene, rows: Sequence[UUID]) -> None:
        """Out of every list; their numbers stay theirs."""
        for found in (await actions.lock_together(scene.tx, rows)).values():
            await actions.delete(scene.tx, found)


async def _origin(scene: Scene, given: Mapping[str, Any]) -> tuple[actions.Origin, UUID | None]:
    """Raises: KeywordError E346 where there is no session to hang it on, E344 for one that isn't there."""
    session_id = given.get("session_id") or (scene.found.id if scene.found else None)
    if session_id is None:
        raise KeywordError("E346", column="session_id")
    try:
        about = await opening.matter(scene.tx, session_id)
    except NotFound:
        raise KeywordError("E344", column="session_id", type="uuid") from None
    own = about.origin
    named = {
        name: given.get(name) or getattr(own, name)
        for name in ("channel", "customer_id", "contact_phone", "contact_email")
    }
    origin = actions.Origin(own.session_id, **named, queue_id=own.queue_id, queue_name=own.queue_name)
    return origin, about.assigned_to


async def _try(action: Any) -> Any:
    """Raises: KeywordError E344."""
    try:
        return await action
    except AttendanceError as refused:
        raise KeywordError("E344", column="attendance_tickets", type=refused.code) from None


def _remember(scene: Scene, ticket_id: UUID) -> None:
    known = scene.context.get("attendance")
    if isinstance(known, dict):
        known["ticket_id"] = str(ticket_id)


def _split(scene: Scene, values: Mapping[str, Value]) -> tuple[dict[str, Any], dict[str, Value]]:
    """Values of the columns, and the other ones. What only we write is left out: rows that were found are saved as
    they are."""
    columns: dict[str, Any] = {}
    custom: dict[str, Value] = {}
    for said, value in values.items():
        name = said.casefold()
        if name in _OURS or (name == "attendant_id" and "assigned_to" in {one.casefold() for one in values}):
            continue
        if name == "custom_fields":
            custom |= _object(value)
        elif name in _COLUMNS:
            columns[name] = _written(scene, name, value)
        else:
            custom[said] = stored.from_json(stored.as_json(value, scene.host))
    return columns, custom


def _object(value: Value) -> dict[str, Value]:
    found = (read_container(value) if isinstance(value, str) else value) or {}
    if not isinstance(found, dict):
        raise KeywordError("E344", column="custom_fields", type="json")
    return dict(found)


def _written(scene: Scene, name: str, value: Value) -> Any:
    """Raises: KeywordError E344."""
    if name == "tags":
        return _tags(scene, value)
    if value is None or value == "":
        return None
    if name in _CHOICES:
        word = text(value, scene.host).strip().casefold()
        if word not in _CHOICES[name]:
            raise KeywordError("E344", column=name, type=", ".join(_CHOICES[name]))
        return word
    kind = _COLUMNS[name]
    kept = stored.as_text(text(value, scene.host)) if kind == "text" else as_type(value, kind, scene.host)
    if kept is None:
        raise KeywordError("E344", column=name, type=kind)
    longest = _LONGEST.get(name)
    return kept[:longest] if longest else UUID(str(kept)) if kind == "uuid" else kept


_LONGEST: Final[Mapping[str, int]] = {
    "category": 50, "channel": 20, "contact_phone": 20, "contact_email": 100, "subject": 300
}  # fmt: skip


def _tags(scene: Scene, value: Value) -> list[str]:
    """A list, or a text with commas."""
    if isinstance(value, str):
        value = read_container(value) or value.split(",")
    if value is None:
        return []
    if not isinstance(value, list):
        raise KeywordError("E344", column="tags", type="array")
    return rules.tags_of(text(one, scene.host) for one in value)


def _shown(scene: Scene, value: Any) -> Value:
    if isinstance(value, UUID):
        return str(value)
    return value.astimezone(scene.host.zone) if hasattr(value, "astimezone") else value
