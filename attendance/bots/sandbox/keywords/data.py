"""10.4: tables."""

from collections.abc import Mapping
from typing import Any, Final

from attendance.basic import access, filters
from attendance.basic.filters import Query
from attendance.basic.functions import FUNCTIONS
from attendance.basic.host import Invocation, KeywordError, Value
from attendance.basic.values import Rowset
from attendance.bots.sandbox.keywords.arguments import argument, words
from attendance.bots.sandbox.tables import Row
from attendance.bots.sandbox.world import World

_MOST_ROWS: Final = 1000


def find(world: World, call: Invocation) -> Value:
    query = _query(call)
    rows = world.tables.find(words(world, call, 0), query, world.host)
    if "FIRST" in call.clauses:
        return rows[0] if rows else None
    most = _MOST_ROWS if query.limit is None else query.limit
    return Rowset(rows[:most], truncated=len(rows) > most)


def count(world: World, call: Invocation) -> Value:
    return len(world.tables.find(words(world, call, 0), _query(call), world.host))


def aggregate(world: World, call: Invocation) -> Value:
    """`AGGREGATE table, op, key [, filter]`."""
    rows = world.tables.find(words(world, call, 0), _query(call), world.host)
    function = FUNCTIONS.get(words(world, call, 1).casefold())
    if function is None:
        raise KeywordError("E311", function="AGGREGATE")
    key = argument(call, 2)
    return function.run(world.host, [rows] if key in (None, "*", "") else [rows, key])


def create(world: World, call: Invocation) -> Value:
    return world.tables.add(words(world, call, 0), _object(call, argument(call, 1)))


def insert(world: World, call: Invocation) -> Value:
    """`INSERT INTO table VALUES object` · `INSERT INTO table, v1, v2, …`."""
    given = [*call.arguments[1:], *call.clauses.get("VALUES", ())]
    values = given[0] if len(given) == 1 and isinstance(given[0], dict) else _positional(call, given)
    return world.tables.add(words(world, call, 0), values)


def update(world: World, call: Invocation) -> Value:
    table, changes = words(world, call, 0), dict(call.fields)
    rest = [one for one in call.arguments[1:] if not isinstance(one, Query)]
    if rest and isinstance(rest[-1], dict):
        changes |= rest.pop()
    elif len(rest) == 3 or (len(rest) == 2 and _query(call).predicate is not None):
        value, field = rest.pop(), rest.pop()
        changes[world.text(field)] = value
    id = next(iter(rest), None)
    rows = world.tables.chosen(table, _query(call), id, world.host)
    for row in rows:
        row.update(access.copy(changes))
    return len(rows)


def save(world: World, call: Invocation) -> Value:
    table, id, values = words(world, call, 0), None, dict(call.fields)
    rest = list(call.arguments[1:])
    if len(rest) == 2 and isinstance(rest[1], dict):
        id, values = rest[0], rest[1]
    elif len(rest) == 1 and isinstance(rest[0], dict):
        values = rest[0]
    elif rest:
        values = _positional(call, rest)
    return _upsert(world, table, values, values.get("id") if id is None else id)["id"]


def _upsert(world: World, table: str, values: Mapping[str, Any], id: Value) -> Row:
    if id is not None:
        known = [row for row in world.tables.of(table) if str(row["id"]) == str(id)]
        for row in known:
            row.update(access.copy(dict(values)))
            return row
        values = {**values, "id": id}
    return world.tables.add(table, access.copy(dict(values)))


def delete(world: World, call: Invocation) -> Value:
    table, id = words(world, call, 0), argument(call, 1)
    given = None if isinstance(id, Query) else id
    gone = world.tables.chosen(table, _query(call), given, world.host)
    world.tables.remove(table, gone)
    return len(gone)


def merge(world: World, call: Invocation) -> Value:
    """`MERGE table, list, key` · `MERGE table WITH list BY key`."""
    table = words(world, call, 0)
    items: list[Row] = argument(call, 1) or next(iter(call.clauses.get("WITH", ())), [])
    key = world.text(argument(call, 2) or next(iter(call.clauses.get("BY", ())), "id"))
    done = {"inserted": 0, "updated": 0, "unchanged": 0}
    for item in items:
        known = [row for row in world.tables.of(table) if row.get(key) == item.get(key)]
        if not known:
            world.tables.add(table, item)
        is_same = bool(known) and {**known[0], **item} == known[0]
        done["inserted" if not known else "unchanged" if is_same else "updated"] += 1
        for row in known[:1]:
            row.update(item)
    return done


def _query(call: Invocation) -> Query:
    return filters.query_of(call)


def _object(call: Invocation, value: Value) -> Mapping[str, Any]:
    """Raises: KeywordError E311."""
    if not isinstance(value, dict):
        raise KeywordError("E311", function=call.phrase)
    return access.copy(value)  # type: ignore[no-any-return]


def _positional(call: Invocation, values: list[Value]) -> dict[str, Value]:
    """The columns are the last names of the expressions; a value without a name becomes `column2`, …"""
    names = call.names[len(call.arguments) - len(values) :] if len(call.names) >= len(values) else ()
    named = [*names, *([None] * (len(values) - len(names)))]
    return {
        name or f"column{at + 1}": access.copy(value)
        for at, (name, value) in enumerate(zip(named, values, strict=True))
    }


def create_lead(world: World, call: Invocation) -> Value:
    return world.tables.add("leads", _object(call, argument(call, 0)))


KEYWORDS: Final = {
    "FIND": find, "FIND ALL": find, "COUNT": count, "AGGREGATE": aggregate, "CREATE": create, "INSERT": create,
    "INSERT INTO": insert, "UPDATE": update, "SAVE": save, "DELETE": delete, "DELETE FROM": delete, "MERGE": merge,
    "CREATE LEAD": create_lead,
}  # fmt: skip
