"""A bot's own tables: declared by TABLE, with typed columns, or schemaless."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from attendance.basic import filters, values
from attendance.basic.filters.columns import ColumnType, as_type, unknown_column
from attendance.basic.filters.sql_expressions import quoted
from attendance.basic.host import KeywordError, Value
from attendance.basic.keys import find_key
from attendance.bots.scripts.scene import Scene
from attendance.bots.tables import columns as typed
from attendance.bots.tables import stored
from attendance.bots.tables.columns import Column
from attendance.bots.tables.table import Source
from attendance.kernel import clock
from attendance.kernel.ids import new_id

_DATA: Final = "$data"
_STAMPS: Final = ("created_at", "updated_at")
_SOURCE: Final = """(
  select r.id as "$row", r.data as "$data", r.created_at as "created_at", r.updated_at as "updated_at"{columns}
  from bot_rows r where r.tenant_id = $1 and r.bot_id = $2 and r.table_name = $3
) t"""


@dataclass(frozen=True, slots=True)
class OwnTable:
    """`name` is folded. Without `declared` columns every name is a key of the row."""

    name: str
    declared: tuple[Column, ...] = ()

    @property
    def is_schemaless(self) -> bool:
        return not self.declared

    @property
    def columns(self) -> Mapping[str, ColumnType]:
        own = {column.name: column.kind for column in self.declared if column.name.casefold() not in _STAMPS}
        given: dict[str, ColumnType] = {"created_at": "datetime", "updated_at": "datetime"}
        return given | ({} if find_key(own, "id") else {"id": "text"}) | own

    @property
    def rest(self) -> str | None:
        return _DATA if self.is_schemaless else None

    @property
    def keys(self) -> tuple[str, ...]:
        return ("id", *(column.name for column in self.declared if column.is_key and _is_other(column)))

    @property
    def positional(self) -> tuple[str, ...] | None:
        if self.is_schemaless:
            return None
        return tuple(column.name for column in self.declared if not column.is_generated)

    @property
    def shown(self) -> str:
        return '"$row" as row, "$data"::text as data, "created_at", "updated_at"'

    def source(self, scene: Scene) -> Source:
        parameters = [scene.tx.tenant_id, scene.bot.id, self.name]
        written = []
        for name, kind in self.columns.items():
            if name in _STAMPS:
                continue
            parameters.append(name)
            value = typed.expression(kind, f"${len(parameters)}")
            if name.casefold() == "id" and kind == "text":
                value = f"coalesce({value}, r.id::text)"
            written.append(f", {value} as {quoted(name)}")
        return Source(_SOURCE.format(columns="".join(written)), tuple(parameters))

    def row(self, scene: Scene, record: Mapping[str, Any]) -> dict[str, Value]:
        """`id` first, then the columns in their order, then the times."""
        data = stored.from_json(record["data"])
        found: dict[str, Value] = {"id": str(record["row"])}
        if self.is_schemaless:
            found |= data
        elif data.get("id") is not None:
            found["id"] = data["id"]
        for column in self._kept():
            value = typed.read(column, data.get(column.name), scene.host)
            if _is_other(column):
                found[column.name] = value
            elif value is not None:
                found["id"] = value
        zone = scene.host.zone
        return found | {name: record[name].astimezone(zone) for name in _STAMPS}

    def _kept(self) -> list[Column]:
        """Columns whose values are in `data`."""
        return [column for column in self.declared if column.name.casefold() not in _STAMPS]

    # ------------------------------------------------------------ writing

    async def insert(self, scene: Scene, values: Mapping[str, Value]) -> UUID:
        data, stamps = self._split(scene, values)
        if data.get("id", "") is None:
            del data["id"]
        if "id" in data or any(one.is_unique or one.is_generated for one in self._kept()):
            await self._lock(scene)
        await self._complete(scene, data)
        await self._check_unique(scene, data, besides=())
        now, row_id = clock.now(), new_id()
        await stored.fetch(
            scene.tx,
            "insert into bot_rows (id, tenant_id, bot_id, table_name, data, created_at, updated_at) "
            "values ($1, $2, $3, $4, $5::jsonb, $6, $7)",
            (
                row_id, scene.tx.tenant_id, scene.bot.id, self.name, stored.row_json(data, scene.host),
                stamps.get("created_at") or now, stamps.get("updated_at") or now,
            ),
        )  # fmt: skip
        return row_id

    async def update(self, scene: Scene, rows: Sequence[UUID], values: Mapping[str, Value]) -> None:
        data, stamps = self._split(scene, values)
        self._check_required(data)
        if any(one.is_unique for one in self._columns_of(data)) or "id" in data:
            await self._lock(scene)
            await self._check_unique(scene, data, besides=rows)
        changed = await stored.fetch(
            scene.tx,
            "update bot_rows set data = data || $2::jsonb, updated_at = $3, created_at = coalesce($4, created_at) "
            "where id = any($1) returning octet_length(data::text) as size",
            (list(rows), stored.row_json(data, scene.host), clock.now(), stamps.get("created_at")),
        )
        stored.check_sizes(changed)

    async def delete(self, scene: Scene, rows: Sequence[UUID]) -> None:
        """Softly when the table has `deleted_at`."""
        if find_key(self.columns, "deleted_at"):
            await self.update(scene, rows, {"deleted_at": scene.host.now()})
            return
        await stored.fetch(scene.tx, "delete from bot_rows where id = any($1)", (list(rows),))

    def _split(
        self, scene: Scene, values: Mapping[str, Value]
    ) -> tuple[dict[str, Value], dict[str, datetime]]:
        """What goes into `data`, by the table's spelling, and the times that the script sets itself."""
        data: dict[str, Value] = {}
        stamps: dict[str, datetime] = {}
        for name, value in values.items():
            if name.casefold() in _STAMPS:
                moment = as_type(value, "datetime", scene.host)
                if moment is not None:
                    stamps[name.casefold()] = moment
            elif self.is_schemaless:
                data["id" if name.casefold() == "id" else name] = value
            else:
                self._place(scene, data, name, value)
        return data, stamps

    def _place(self, scene: Scene, data: dict[str, Value], name: str, value: Value) -> None:
        column = self._column(name)
        if column is not None:
            data[column.name] = typed.stored(column, value, scene.host)
        elif name.casefold() != "id":
            raise unknown_column(self.columns, filters.Column((name,)))
        elif value is not None:
            data["id"] = value

    def _column(self, name: str) -> Column | None:
        return next((column for column in self.declared if column.name.casefold() == name.casefold()), None)

    def _columns_of(self, data: Mapping[str, Value]) -> list[Column]:
        return [column for column in self.declared if column.name in data]

    async def _complete(self, scene: Scene, data: dict[str, Value]) -> None:
        """Defaults and numbers. Raises: KeywordError E346."""
        for column in self._kept():
            if data.get(column.name) is None:
                value = typed.stored(column, typed.default(column, scene.host), scene.host)
                if value is None and column.is_generated and column.kind in ("integer", "decimal"):
                    value = await self._next_number(scene, column)
                if value is not None:
                    data[column.name] = value
                elif column.is_required:
                    raise KeywordError("E346", column=column.name)

    def _check_required(self, data: Mapping[str, Value]) -> None:
        for column in self._columns_of(data):
            if column.is_required and data[column.name] is None:
                raise KeywordError("E346", column=column.name)

    async def _next_number(self, scene: Scene, column: Column) -> int:
        source = self.source(scene)
        sql = f"select coalesce(max({quoted(column.name)}), 0)::bigint + 1 as next from {source.sql}"
        number: int = (await stored.fetch(scene.tx, sql, source.parameters))[0]["next"]
        return number

    async def _lock(self, scene: Scene) -> None:
        """Two turns that check at the same time would both find a value free: they take turns until they commit."""
        await scene.tx.fetch(
            "select pg_advisory_xact_lock(hashtextextended($1, 0))", f"bot_rows:{scene.bot.id}:{self.name}"
        )

    async def _check_unique(
        self, scene: Scene, data: Mapping[str, Value], *, besides: Sequence[UUID]
    ) -> None:
        """Raises: KeywordError E345."""
        unique = {column.name for column in self.declared if column.is_unique or not _is_other(column)} | {
            "id"
        }
        for name in unique & data.keys():
            if data[name] is None:
                continue
            if len(besides) > 1:
                raise KeywordError("E345", column=name)
            same = (
                "select from bot_rows where tenant_id = $1 and bot_id = $2 and table_name = $3 "
                "and data ->> $4::text = $5 and id <> all($6) limit 1"
            )
            written = stored.as_text(values.text(data[name], scene.host))
            place = (scene.tx.tenant_id, scene.bot.id, self.name, name, written, list(besides))
            if await stored.fetch(scene.tx, same, place):
                raise KeywordError("E345", column=name)


def _is_other(column: Column) -> bool:
    return column.name.casefold() != "id"
