"""Writes that first look whether a row is there."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from attendance.basic import operators
from attendance.basic.access import member
from attendance.basic.filters import Query
from attendance.basic.host import KeywordError, Value
from attendance.basic.values import text
from attendance.bots.scripts.scene import Scene
from attendance.bots.tables import queries, watched
from attendance.bots.tables.table import Table

_AT_ONCE: Final = 200


async def save(scene: Scene, table: Table, values: Mapping[str, Value]) -> UUID:
    """Update the row that the values name by the table's keys, or insert them; the row's id in the database."""
    given = dict(values)
    for key in table.keys:
        if known := await queries.by_id(scene, table, member(given, key)):
            await watched.update(scene, table, known, _without_id(given))
            return known[0]
    key = table.keys[-1]
    if member(given, "id") is not None and member(given, key) is None:
        given = _without_id(given) | {key: member(given, "id")}
    return await watched.insert(scene, table, given)


def _without_id(values: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in values.items() if name.casefold() != "id"}


async def merge(scene: Scene, table: Table, rows: list[dict[str, Value]], key: str) -> dict[str, int]:
    """Insert or update each row by its key. Raises: KeywordError E346 for a row without it."""
    done = {"inserted": 0, "updated": 0, "unchanged": 0}
    wanted = [text(_key(row, key), scene.host) for row in rows]
    known = await _known(scene, table, key, wanted)
    for row, at in zip(rows, wanted, strict=True):
        stored = known.get(at)
        if stored is None:
            known[at] = await queries.row(scene, table, await watched.insert(scene, table, row))
            done["inserted"] += 1
        elif _is_same(scene, row, stored):
            done["unchanged"] += 1
        else:
            found = await queries.rows_to_change(scene, table, Query(queries.equals(key, _key(row, key))))
            await watched.update(scene, table, found[:1], row)
            stored.update(row)
            done["updated"] += 1
    return done


async def _known(scene: Scene, table: Table, key: str, wanted: list[str]) -> dict[str, dict[str, Any]]:
    """Rows by the text of their key; of several with the same one the first."""
    known: dict[str, dict[str, Any]] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        part: list[Value] = list(wanted[start : start + _AT_ONCE])
        for row in await queries.find(
            scene, table, Query(queries.any_of(key, part), limit=queries.MOST_ROWS)
        ):
            known.setdefault(text(member(row, key), scene.host), row)
    return known


def _key(row: Mapping[str, Value], key: str) -> Value:
    value = member(dict(row), key)
    if value is None:
        raise KeywordError("E346", column=key)
    return value


def _is_same(scene: Scene, row: Mapping[str, Value], stored: Mapping[str, Value]) -> bool:
    known = dict(stored)
    return all(operators.equal(member(known, name), value, scene.host) for name, value in row.items())
