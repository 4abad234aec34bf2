"""The leads as a table: `leads`, `crm_leads`. Other properties are in `custom_fields`; `attendant_id` is `att-001`.

Writes go through the same actions as people's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from attendance.basic.filters.columns import ColumnType
from attendance.basic.host import KeywordError, Value
from attendance.basic.json_text import read_container
from attendance.bots.scripts.scene import Scene
from attendance.bots.tables import stored
from attendance.bots.tables.attendants import NAME_OF, with_user
from attendance.bots.tables.deals import shown, written
from attendance.bots.tables.table import Source
from attendance.crm import leads
from attendance.kernel.errors import AttendanceError

NAMES: Final = ("leads", "crm_leads")

_COLUMNS: Final[Mapping[str, ColumnType]] = {
    "id": "uuid", "name": "text", "phone": "text", "email": "text", "source": "text", "status": "text",
    "attendant_id": "text", "notes": "text", "contact_id": "uuid", "deal_id": "uuid", "session_id": "uuid",
    **dict.fromkeys(leads.CAMPAIGN, "text"),
    "custom_fields": "json", "created_at": "datetime", "updated_at": "datetime", "converted_at": "datetime",
}  # fmt: skip
_OURS: Final = frozenset({"id", "deal_id", "created_at", "updated_at", "converted_at"})
_PLAIN: Final = ", ".join(
    f'l.{name} as "{name}"' for name in _COLUMNS if name not in ("attendant_id", "custom_fields")
)
_SOURCE: Final = f"""(
  select l.id as "$row", {_PLAIN}, {NAME_OF.format(column="l.attendant_id")} as "attendant_id",
    l.custom_fields as "custom_fields"
  from leads l where l.tenant_id = $1 and l.deleted_at is null
) t"""


@dataclass(frozen=True, slots=True)
class LeadTable:
    name: str = "leads"
    columns: Mapping[str, ColumnType] = field(default_factory=lambda: _COLUMNS)
    rest: str | None = "custom_fields"
    keys: tuple[str, ...] = ("id",)
    positional: tuple[str, ...] | None = ("name", "phone", "email", "source", "status")

    @property
    def shown(self) -> str:
        plain = [f'"{name}"' for name, kind in _COLUMNS.items() if kind != "json"]
        return ", ".join([*plain, '"custom_fields"::text as custom_fields'])

    def source(self, scene: Scene) -> Source:
        return Source(_SOURCE, (scene.tx.tenant_id,))

    def row(self, scene: Scene, record: Mapping[str, Any]) -> dict[str, Value]:
        """With its custom fields, in `custom_fields` and beside the columns."""
        custom: dict[str, Value] = stored.from_json(record["custom_fields"])
        found = custom | {name: shown(scene, record[name]) for name in _COLUMNS if name in record}
        return found | {"custom_fields": custom}

    async def insert(self, scene: Scene, values: Mapping[str, Value]) -> UUID:
        """Of this session and its campaign, unless the values say otherwise. Raises: KeywordError E344, E346."""
        given, custom = _split(scene, values)
        name = given.pop("name", None) or given.get("phone") or given.get("email")
        if not name:
            raise KeywordError("E346", column="name")
        present = {name: value for name, value in (_of_session(scene) | given).items() if value is not None}
        present = await with_user(scene, present, "attendant_id")
        draft = leads.Draft(name, **present, custom_fields=custom)
        made: UUID = await _try(leads.create(scene.tx, draft, country=scene.company.country))
        return made

    async def update(self, scene: Scene, rows: Sequence[UUID], values: Mapping[str, Value]) -> None:
        """Raises: KeywordError E344."""
        given, custom = _split(scene, values)
        wanted = await with_user(scene, given, "attendant_id") | {"custom_fields": custom}
        for row in rows:
            found = await leads.lock(scene.tx, row)
            await _try(leads.change(scene.tx, found, wanted, country=scene.company.country))

    async def delete(self, scene: Scene, rows: Sequence[UUID]) -> None:
        """Out of every list; people can bring them back."""
        for row in rows:
            await leads.delete(scene.tx, await leads.lock(scene.tx, row))


def _of_session(scene: Scene) -> dict[str, Any]:
    """What the session knows of where the customer came from."""
    if scene.found is None:
        return {}
    session = scene.context.get("session") or {}
    told = {name: session.get(name) for name in leads.CAMPAIGN}
    told["source"] = session.get("lead_source")
    kept = {name: stored.as_text(str(value))[:200] for name, value in told.items() if value}
    return {"session_id": scene.found.id} | kept


async def _try(action: Any) -> Any:
    """Raises: KeywordError E344."""
    try:
        return await action
    except AttendanceError as refused:
        raise KeywordError("E344", column="leads", type=refused.code) from None


def _split(scene: Scene, values: Mapping[str, Value]) -> tuple[dict[str, Any], dict[str, Value]]:
    """Values of the columns, and the other ones. What only we write is left out: rows that were found are saved as
    they are."""
    columns: dict[str, Any] = {}
    custom: dict[str, Value] = {}
    for said, value in values.items():
        name = said.casefold()
        if name in _OURS:
            continue
        if name == "custom_fields":
            custom |= _object(value)
        elif name in _COLUMNS:
            columns[name] = written(scene, name, _COLUMNS[name], value)
        else:
            custom[said] = stored.from_json(stored.as_json(value, scene.host))
    status = columns.get("status")
    if status is not None:
        columns["status"] = status.strip().casefold()
        if columns["status"] not in leads.STATUSES:
            raise KeywordError("E344", column="status", type=", ".join(leads.STATUSES))
    elif "status" in columns:
        del columns["status"]
    return columns, custom


def _object(value: Value) -> dict[str, Value]:
    found = (read_container(value) if isinstance(value, str) else value) or {}
    if not isinstance(found, dict):
        raise KeywordError("E344", column="custom_fields", type="json")
    return dict(found)
