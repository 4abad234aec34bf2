"""The stages of the pipeline as a table: `crm_pipeline_stages`. `key` is what deals name them by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from attendance.basic.filters.columns import ColumnType
from attendance.basic.host import KeywordError, Value
from attendance.bots.scripts.scene import Scene
from attendance.bots.tables.deals import shown, written
from attendance.bots.tables.table import Source
from attendance.deals import stages
from attendance.deals.rules import KINDS, StageInUse
from attendance.kernel.errors import AttendanceError

NAMES: Final = ("crm_pipeline_stages",)

_COLUMNS: Final[Mapping[str, ColumnType]] = {
    "id": "uuid", "key": "text", "name": "text", "order_index": "integer", "probability": "decimal", "kind": "text",
}  # fmt: skip
_OURS: Final = frozenset({"id", "key"})
_SOURCE: Final = """(
  select s.id as "$row", s.id as "id", s.key::text as "key", s.name as "name", s.order_index as "order_index",
    s.probability::numeric as "probability", s.kind as "kind"
  from crm_pipeline_stages s where s.tenant_id = $1
) t"""


@dataclass(frozen=True, slots=True)
class StageTable:
    name: str = "crm_pipeline_stages"
    columns: Mapping[str, ColumnType] = field(default_factory=lambda: _COLUMNS)
    rest: str | None = None
    keys: tuple[str, ...] = ("id", "key")
    positional: tuple[str, ...] | None = ("name", "order_index", "probability")

    @property
    def shown(self) -> str:
        return ", ".join(f'"{name}"' for name in _COLUMNS)

    def source(self, scene: Scene) -> Source:
        return Source(_SOURCE, (scene.tx.tenant_id,))

    def row(self, scene: Scene, record: Mapping[str, Any]) -> dict[str, Value]:
        return {name: shown(scene, record[name]) for name in _COLUMNS if name in record}

    async def insert(self, scene: Scene, values: Mapping[str, Value]) -> UUID:
        """Raises: KeywordError E342, E344, E346."""
        given = _given(scene, values)
        if not (given.get("name") or "").strip():
            raise KeywordError("E346", column="name")
        at, kind = given.get("order_index"), given.get("kind") or "open"
        if kind not in KINDS:
            raise KeywordError("E344", column="kind", type=", ".join(KINDS))
        chance = float(given.get("probability") or 0)
        place = None if at is None else int(at)
        made: UUID = await _try(stages.add(scene.tx, given["name"], chance, kind, place))
        return made

    async def update(self, scene: Scene, rows: Sequence[UUID], values: Mapping[str, Value]) -> None:
        """The kind of a stage stays. Raises: KeywordError E342, E344."""
        given = _given(scene, values)
        chance, at = given.get("probability"), given.get("order_index")
        for row in rows:
            await _try(
                stages.change(
                    scene.tx, row, name=given.get("name"), probability=None if chance is None else float(chance),
                    at=None if at is None else int(at),
                )
            )  # fmt: skip

    async def delete(self, scene: Scene, rows: Sequence[UUID]) -> None:
        """Raises: KeywordError E403 for one that has deals, or that the pipeline needs."""
        for row in rows:
            await _try(stages.remove(scene.tx, row), instead="E403")


async def _try(action: Any, *, instead: str = "E344") -> Any:
    """Raises: KeywordError."""
    try:
        return await action
    except StageInUse:
        raise KeywordError("E403") from None
    except AttendanceError as refused:
        raise KeywordError(instead, column="crm_pipeline_stages", type=refused.code) from None


def _given(scene: Scene, values: Mapping[str, Value]) -> dict[str, Any]:
    """Raises: KeywordError E342 for a column that isn't there, E344."""
    found: dict[str, Any] = {}
    for said, value in values.items():
        name = said.casefold()
        if name not in _COLUMNS:
            raise KeywordError("E342", column=said)
        if name not in _OURS:
            found[name] = written(scene, name, _COLUMNS[name], value)
    return found
