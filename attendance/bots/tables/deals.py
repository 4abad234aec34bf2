"""The pipeline as tables: `crm_deals` with other properties in `custom_fields`, and `crm_pipeline_stages`.

Writes go through the same actions as people's: places, sums and the log are one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from attendance.basic.filters.columns import ColumnType, as_type
from attendance.basic.host import KeywordError, Value
from attendance.basic.json_text import read_container
from attendance.basic.values import text
from attendance.bots.scripts.scene import Scene
from attendance.bots.tables import stored
from attendance.bots.tables.table import Source
from attendance.deals import actions
from attendance.deals.actions import Draft
from attendance.kernel.errors import AttendanceError

NAMES: Final = ("crm_deals", "deals", "opportunities", "crm_opportunities")

_COLUMNS: Final[Mapping[str, ColumnType]] = {
    "id": "uuid", "name": "text", "value": "decimal", "stage": "text", "status": "text", "reason": "text",
    "probability": "decimal", "contact_id": "uuid", "company": "text", "owner_id": "uuid",
    "expected_close": "date", "session_id": "uuid", "ticket_id": "uuid", "custom_fields": "json",
    "created_at": "datetime", "updated_at": "datetime", "closed_at": "datetime",
}  # fmt: skip
_OURS: Final = frozenset({"id", "status", "probability", "created_at", "updated_at", "closed_at"})
_FIXED: Final = ("session_id",)
_SOURCE: Final = """(
  select d.id as "$row", d.id as "id", d.name as "name", d.value as "value", d.stage::text as "stage",
    d.status as "status", d.reason as "reason",
    (select s.probability::numeric from crm_pipeline_stages s where s.tenant_id = d.tenant_id and s.key = d.stage)
      as "probability",
    d.contact_id as "contact_id", (select c.name from crm_companies c where c.id = d.company_id) as "company",
    d.owner_id as "owner_id", d.expected_close as "expected_close", d.session_id as "session_id",
    d.ticket_id as "ticket_id", d.custom_fields as "custom_fields", d.created_at as "created_at",
    d.updated_at as "updated_at", d.closed_at as "closed_at"
  from crm_deals d where d.tenant_id = $1 and d.deleted_at is null
) t"""


@dataclass(frozen=True, slots=True)
class DealTable:
    name: str = "crm_deals"
    columns: Mapping[str, ColumnType] = field(default_factory=lambda: _COLUMNS)
    rest: str | None = "custom_fields"
    keys: tuple[str, ...] = ("id",)
    positional: tuple[str, ...] | None = ("name", "value", "stage", "contact_id", "owner_id")

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
        """Of this session, unless the values name another one. Raises: KeywordError E344, E346."""
        given, custom = _split(scene, values)
        if not (given.get("name") or "").strip():
            raise KeywordError("E346", column="name")
        if scene.found is not None:
            given.setdefault("session_id", scene.found.id)
        present = {name: value for name, value in given.items() if value is not None}
        draft = Draft(**present, custom_fields=custom)
        made: UUID = await _try(actions.create(scene.tx, draft, by="script"))
        return made

    async def update(self, scene: Scene, rows: Sequence[UUID], values: Mapping[str, Value]) -> None:
        """Raises: KeywordError E344."""
        given, custom = _split(scene, values)
        wanted = {name: value for name, value in given.items() if name not in ("stage", *_FIXED)}
        for row in rows:
            stage = given.get("stage")
            if stage and stage != (await actions.lock(scene.tx, row)).stage:
                reason = wanted.get("reason")
                await _try(actions.move(scene.tx, row, stage, reason=reason, by="script"))
            found = await actions.lock(scene.tx, row)
            await _try(actions.change(scene.tx, found, wanted | {"custom_fields": custom}))

    async def delete(self, scene: Scene, rows: Sequence[UUID]) -> None:
        """Off the board; people can bring them back."""
        for row in rows:
            await actions.delete(scene.tx, await actions.lock(scene.tx, row))


async def _try(action: Any) -> Any:
    """Raises: KeywordError E344."""
    try:
        return await action
    except AttendanceError as refused:
        raise KeywordError("E344", column="crm_deals", type=refused.code) from None


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
    return columns, custom


def _object(value: Value) -> dict[str, Value]:
    found = (read_container(value) if isinstance(value, str) else value) or {}
    if not isinstance(found, dict):
        raise KeywordError("E344", column="custom_fields", type="json")
    return dict(found)


def written(scene: Scene, name: str, kind: ColumnType, value: Value) -> Any:
    """As the column takes it, None for nothing. Raises: KeywordError E344."""
    if value is None or value == "":
        return None
    kept = stored.as_text(text(value, scene.host)) if kind == "text" else as_type(value, kind, scene.host)
    if kept is None:
        raise KeywordError("E344", column=name, type=kind)
    if kind == "decimal":
        return Decimal(str(kept))
    return UUID(str(kept)) if kind == "uuid" else kept


def shown(scene: Scene, value: Any) -> Value:
    """As scripts get it."""
    if isinstance(value, UUID):
        return str(value)
    return value.astimezone(scene.host.zone) if hasattr(value, "astimezone") else value
