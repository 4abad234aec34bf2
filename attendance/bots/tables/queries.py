"""Reads of tables. Filters give values and columns only; tenant, bot and table are tested outside of them."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from attendance.basic import filters, operators
from attendance.basic.errors import BasicError
from attendance.basic.filters import Column, Query, json_columns
from attendance.basic.filters.sql_expressions import Typed, Writer
from attendance.basic.filters.tree import Compare, Given, Or, Pieces
from attendance.basic.functions import FUNCTIONS
from attendance.basic.host import KeywordError, Value
from attendance.basic.values import Rowset
from attendance.bots.scripts.scene import Scene
from attendance.bots.tables import stored
from attendance.bots.tables.table import Table

ROWS: Final = 1_000
MOST_ROWS: Final = 10_000
MOST_CHANGED: Final = 1_000
_SUMMED: Final = frozenset({"SUM", "AVG"})


@dataclass(frozen=True, slots=True)
class _Statement:
    """`parameters` of all that stands in `source`, `condition` and `tail`."""

    source: str
    condition: str
    tail: str
    parameters: tuple[Any, ...]


async def find(scene: Scene, table: Table, query: Query) -> Rowset:
    """At most 1,000 rows, or as many as the filter says up to 10,000; `truncated` when there are more."""
    most = ROWS if query.limit is None else MOST_ROWS
    wanted = most + 1 if query.limit is None else min(query.limit, most + 1)
    said = _statement(scene, table, query)
    sql = f"select {table.shown} from {said.source} where {said.condition} {said.tail} limit {wanted}"
    records = await stored.fetch(scene.tx, sql, said.parameters)
    return Rowset(
        (table.row(scene, dict(record)) for record in records[:most]), truncated=len(records) > most
    )


async def rows_to_change(scene: Scene, table: Table, query: Query) -> list[UUID]:
    """Their ids in the database, locked. Raises: KeywordError E403 for more than 1,000."""
    said = _statement(scene, table, query)
    wanted = MOST_CHANGED + 1 if query.limit is None else min(query.limit, MOST_CHANGED + 1)
    sql = f'select "$row" as row from {said.source} where {said.condition} {said.tail} limit {wanted} for update'
    found = [record["row"] for record in await stored.fetch(scene.tx, sql, said.parameters)]
    if len(found) > MOST_CHANGED:
        raise KeywordError("E403", w="data.bulk")
    return found


async def by_id(scene: Scene, table: Table, said: Value) -> list[UUID]:
    """The row with this id, or this value in the table's key; none when it can be nobody's id."""
    if said is None or said == "":
        return []
    found: list[UUID] = []
    for key in table.keys:
        try:
            found = found or await rows_to_change(scene, table, Query(equals(key, said)))
        except BasicError as error:
            if error.code != "E344":
                raise
    return found


async def row(scene: Scene, table: Table, row_id: UUID) -> dict[str, Value]:
    """A row that was just written."""
    source = table.source(scene)
    sql = f'select {table.shown} from {source.sql} where "$row" = ${len(source.parameters) + 1}'
    [record] = await stored.fetch(scene.tx, sql, (*source.parameters, row_id))
    return table.row(scene, dict(record))


async def count(scene: Scene, table: Table, query: Query) -> int:
    said = _statement(scene, table, query)
    sql = f"select count(*) as count from {said.source} where {said.condition}"
    found: int = (await stored.fetch(scene.tx, sql, said.parameters))[0]["count"]
    return found


async def aggregate(scene: Scene, table: Table, operation: str, key: str, query: Query) -> Value:
    """SUM, AVG, MIN, MAX or COUNT of a column; NULLs don't count. Raises: KeywordError E342, E344."""
    said = _statement(scene, table, query)
    writer = Writer(table.columns, scene.host, table.rest, len(said.parameters) + 1)
    column = writer.column(Column(tuple(key.split("."))))
    sql = f"select {_aggregates(writer, column, operation)} from {said.source} where {said.condition}"
    [found] = await stored.fetch(scene.tx, sql, (*said.parameters, *writer.parameters))
    if operation == "COUNT":
        return found["count"]
    if not found["count"]:
        return FUNCTIONS[operation.casefold()].call(scene.host, [[]])
    if operation == "AVG":
        return operators.divide(found["value"], found["count"], scene.host)
    value = found["value"] if found["value"] is not None else found["words"]
    return value.astimezone(scene.host.zone) if isinstance(value, datetime) else value


def _aggregates(writer: Writer, column: Typed, operation: str) -> str:
    """What is no number doesn't count in a JSON column's sum; least and greatest may be words, too."""
    number = json_columns.as_number(writer, column)
    if operation == "COUNT":
        return f"count({column.sql}) as count"
    if operation in _SUMMED:
        if number.kind not in ("integer", "decimal"):
            raise BasicError("E344", column=column.name, type="decimal")
        return f"sum({number.sql}) as value, count({number.sql}) as count, null as words"
    function, words = operation.lower(), "null"
    if column.kind == "json":
        words = f'{function}({writer.as_text(column)} collate "C")'
    value = f'{number.sql} collate "C"' if number.kind == "text" else number.sql
    if number.kind not in ("integer", "decimal", "date", "datetime", "text"):
        raise BasicError("E344", column=column.name, type="decimal")
    return f"{function}({value}) as value, count({column.sql}) as count, {words} as words"


def equals(key: str, value: Value) -> Compare:
    """A column's name and the value that it must have."""
    return Compare("=", Column(tuple(key.split("."))), Pieces((Given(value),), quoted=False))


def any_of(key: str, values: list[Value]) -> Or:
    """One of these values, of which there is at least one."""
    return Or(tuple(equals(key, value) for value in values))


def _statement(scene: Scene, table: Table, query: Query) -> _Statement:
    source = table.source(scene)
    ordered = replace(query, limit=None, offset=None)
    said = filters.sql(ordered, table.columns, scene.host, rest=table.rest, first=len(source.parameters) + 1)
    tail = f'{said.tail}, "$row"' if said.tail else 'order by "$row"'
    tail += f" offset {query.offset}" if query.offset else ""
    hides = "deleted_at" in table.columns and "deleted_at" not in _columns(query)
    condition = f'{said.condition} and "deleted_at" is null' if hides else said.condition
    return _Statement(source.sql, condition, tail, (*source.parameters, *said.parameters))


def _columns(node: Any) -> Iterator[str]:
    """The columns that a filter names."""
    if isinstance(node, Column):
        yield node.path[0].casefold()
    elif isinstance(node, tuple):
        for item in node:
            yield from _columns(item)
    elif dataclasses.is_dataclass(node) and not isinstance(node, type):
        for one in dataclasses.fields(node):
            yield from _columns(getattr(node, one.name))
