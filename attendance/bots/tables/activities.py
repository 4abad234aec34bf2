"""The activities as a table: `activities`, `crm_activities`. Other properties are in `data`; `owner_id` is `att-001`.

Writes go through the same actions as people's: a reminder that a script sets is told, too.
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
from attendance.crm import activities
from attendance.kernel.errors import AttendanceError

NAMES: Final = ("activities", "crm_activities")

_COLUMNS: Final[Mapping[str, ColumnType]] = {
    "id": "uuid", "kind": "text", "title": "text", "notes": "text", "due_at": "datetime", "done_at": "datetime",
    "reminder_at": "datetime", "owner_id": "text", **dict.fromkeys(activities.LINKS, "uuid"), "data": "json",
    "created_at": "datetime", "updated_at": "datetime",
}  # fmt: skip
_OURS: Final = frozenset({"id", "created_at", "updated_at"})
_KINDS: Final = tuple(kind for kind in activities.KINDS if kind != "conversation")
_PLAIN: Final = ", ".join(f'a.{name} as "{name}"' for name in _COLUMNS if name not in ("owner_id", "data"))
_SOURCE: Final = f"""(
  select a.id as "$row", {_PLAIN}, {NAME_OF.format(column="a.owner_id")} as "owner_id", a.data as "data"
  from activities a where a.tenant_id = $1 and a.deleted_at is null
) t"""


@dataclass(frozen=True, slots=True)
class ActivityTable:
    name: str = "activities"
    columns: Mapping[str, ColumnType] = field(default_factory=lambda: _COLUMNS)
    rest: str | None = "data"
    keys: tuple[str, ...] = ("id",)
    positional: tuple[str, ...] | None = ("title", "kind", "due_at", "owner_id")

    @property
    def shown(self) -> str:
        plain = [f'"{name}"' for name, kind in _COLUMNS.items() if kind != "json"]
        return ", ".join([*plain, '"data"::text as data'])

    def source(self, scene: Scene) -> Source:
        return Source(_SOURCE, (scene.tx.tenant_id,))

    def row(self, scene: Scene, record: Mapping[str, Any]) -> dict[str, Value]:
        """With its other facts, in `data` and beside the columns."""
        data: dict[str, Value] = stored.from_json(record["data"])
        found = data | {name: shown(scene, record[name]) for name in _COLUMNS if name in record}
        return found | {"data": data}

    async def insert(self, scene: Scene, values: Mapping[str, Value]) -> UUID:
        """About this session, its customer and its attendant, unless the values say otherwise.

        Raises: KeywordError E344, E346."""
        given, data = _split(scene, values)
        title = given.pop("title", None)
        if not title:
            raise KeywordError("E346", column="title")
        given = await with_user(scene, given, "owner_id")
        draft = activities.Draft(title, **(_of_session(scene) | given), data=data)
        made: UUID | None = await _try(activities.create(scene.tx, draft))
        assert made is not None  # without an origin nothing was made before
        return made

    async def update(self, scene: Scene, rows: Sequence[UUID], values: Mapping[str, Value]) -> None:
        """Raises: KeywordError E344."""
        given, data = _split(scene, values)
        given = await with_user(scene, given, "owner_id")
        for row in rows:
            found = await activities.lock(scene.tx, row)
            await _try(activities.change(scene.tx, found, given | {"data": found.data | data}))
            if "done_at" in given:
                done_at = given["done_at"]
                await activities.mark_done(scene.tx, found, done_at is not None, at=done_at)

    async def delete(self, scene: Scene, rows: Sequence[UUID]) -> None:
        """Out of every list; people can bring them back."""
        for row in rows:
            await activities.delete(scene.tx, await activities.lock(scene.tx, row))


def _of_session(scene: Scene) -> dict[str, Any]:
    found = scene.found
    if found is None:
        return {}
    return {"conversation_id": found.id, "contact_id": found.contact_id, "owner_id": found.assigned_to}


async def _try(action: Any) -> Any:
    """Raises: KeywordError E344."""
    try:
        return await action
    except AttendanceError as refused:
        raise KeywordError("E344", column="activities", type=refused.code) from None


def _split(scene: Scene, values: Mapping[str, Value]) -> tuple[dict[str, Any], dict[str, Value]]:
    """Values of the columns, and the other ones. What only we write is left out: rows that were found are saved as
    they are."""
    columns: dict[str, Any] = {}
    data: dict[str, Value] = {}
    for said, value in values.items():
        name = said.casefold()
        if name in _OURS:
            continue
        if name == "data":
            data |= _object(value)
        elif name in _COLUMNS:
            columns[name] = written(scene, name, _COLUMNS[name], value)
        else:
            data[said] = stored.from_json(stored.as_json(value, scene.host))
    kind = columns.pop("kind", None)
    if kind is not None:
        columns["kind"] = kind.strip().casefold()
        if columns["kind"] not in _KINDS:
            raise KeywordError("E344", column="kind", type=", ".join(_KINDS))
    return columns, data


def _object(value: Value) -> dict[str, Value]:
    found = (read_container(value) if isinstance(value, str) else value) or {}
    if not isinstance(found, dict):
        raise KeywordError("E344", column="data", type="json")
    return dict(found)
