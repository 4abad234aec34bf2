"""Tables (10.4): what is in them, and what becomes of it."""

from collections.abc import Mapping
from typing import ClassVar, Final
from uuid import UUID

from attendance.basic.filters import Query, query_of
from attendance.basic.host import Invocation, KeywordError, Value
from attendance.basic.language_keywords.arguments import as_list, clause
from attendance.bots.keywords.base import Keyword
from attendance.bots.scripts.scene import Scene
from attendance.bots.tables import actions, catalogue, objects, queries, watched
from attendance.bots.tables.table import Table

_TABLE: Final = (("E340", "no such table"),)
_FILTER: Final = (
    *_TABLE,
    ("E341", "a value of the script outside of the filter's values"),
    ("E342", "no such column"),
    ("E343", "a filter that can't be read"),
    ("E344", "a value that does not fit its column"),
)
_WRITE: Final = (
    *_TABLE,
    ("E342", "no such column"),
    ("E344", "a value that does not fit its column"),
    ("E345", "a value that another row has, in a unique column"),
    ("E346", "nothing in a required column"),
)
_CHANGE: Final = (*_FILTER, ("E347", "no id and no condition"), ("E403", "more than 1,000 rows"))


class Find(Keyword):
    phrase = "FIND"
    syntax: ClassVar[tuple[str, ...]] = (
        "FIND table [, filter]",
        "FIND table, field, value",
        "FIND table [WHERE condition] [ORDER BY column [ASC|DESC], …] [LIMIT n] [OFFSET n] [FIRST]",
        "FIND table WITH filter",
    )
    example = (
        'cliente = FIND "customers", "phone=\'" + session.phone + "\'"\n'
        'premium = FIND "customers" WHERE tier = "premium" AND ltv > 1000 ORDER BY ltv DESC LIMIT 3'
    )
    effects = "Reads rows of a table: 1,000 at most, or up to 10,000 with LIMIT."
    result = "rowset, with `truncated`; with FIRST a row or NULL"
    errors = _FILTER

    async def run(self, scene: Scene, call: Invocation) -> Value:
        found = await queries.find(scene, _table(scene, call), query_of(call))
        if "FIRST" in call.clauses:
            return found[0] if found else None
        if found.truncated:
            scene.note("W311", call.line, _name(scene, call))
        return found


class FindAll(Find):
    phrase = "FIND ALL"
    syntax = ("FIND ALL table [WHERE condition] [ORDER BY column [ASC|DESC], …] [LIMIT n]",)
    example = 'todos = FIND ALL "customers" WHERE tags CONTAINS "vip" ORDER BY name'


class Create(Keyword):
    phrase = "CREATE"
    syntax: ClassVar[tuple[str, ...]] = ("CREATE table, object",)
    example = 'cliente = CREATE "customers", { "name": "Ana", "phone": "+5511988887777" }\nTALK cliente.id'
    effects = "Inserts a row. What customers have no column for goes to their `custom_fields`."
    result = "the stored row, with `id` and `created_at`"
    errors = _WRITE

    async def run(self, scene: Scene, call: Invocation) -> Value:
        table = _table(scene, call)
        row_id = await watched.insert(scene, table, _given(call, table))
        return await queries.row(scene, table, row_id)


class Insert(Create):
    phrase = "INSERT"
    syntax = ("INSERT table, object",)
    example = 'INSERT "customers", { "name": "Ana", "email": "ana@example.com" }'


class InsertInto(Create):
    phrase = "INSERT INTO"
    syntax = ("INSERT INTO table VALUES object", "INSERT INTO table, v1, v2, …")
    example = 'INSERT INTO "customers" VALUES { "name": "Ana", "tier": "gold" }'


class Update(Keyword):
    phrase = "UPDATE"
    syntax = (
        "UPDATE table, id-or-filter, object",
        "UPDATE table, id, field, value",
        "UPDATE table SET column = expr, … WHERE condition",
        "UPDATE table WITH column AS expr, … WHERE condition",
    )
    example = (
        'UPDATE "customers", customer.id, { "status": "qualified", "last_contact": NOW() }\n'
        'n = UPDATE "customers" SET tier = "gold" WHERE ltv >= 10000'
    )
    effects = "Changes rows."
    result = "number of rows"
    errors = (*_CHANGE, *_WRITE[-2:])

    async def run(self, scene: Scene, call: Invocation) -> Value:
        table = _table(scene, call)
        values = _changes(call)
        rows = await _rows(scene, table, call)
        if rows:
            await watched.update(scene, table, rows, values)
        return len(rows)


class Save(Keyword):
    phrase = "SAVE"
    syntax = (
        "SAVE table, object",
        "SAVE table, id, object",
        "SAVE table, v1, v2, …",
        "SAVE table WITH column AS expr, …",
    )
    example = 'SAVE "customers", customer.id, { "tier": "gold" }\nid = SAVE "customers" WITH name AS "Ana"'
    effects = (
        "Changes the row with this id (or the table's key), or inserts one; values fill the columns in order."
    )
    result = "id of the row"
    errors = _WRITE

    async def run(self, scene: Scene, call: Invocation) -> Value:
        table = _table(scene, call)
        row_id = await actions.save(scene, table, _given(call, table))
        return (await queries.row(scene, table, row_id))["id"]


class Delete(Keyword):
    phrase = "DELETE"
    syntax: ClassVar[tuple[str, ...]] = ("DELETE table, id-or-filter", "DELETE table WHERE condition")
    example = 'n = DELETE "customers", "tier=\'teste\'"'
    effects = (
        "Removes rows; in a table with `deleted_at` they are only marked. Customers with conversations stay."
    )
    result = "number of rows"
    errors = (*_CHANGE, ("E403", "a customer who has conversations"))

    async def run(self, scene: Scene, call: Invocation) -> Value:
        table = _table(scene, call)
        rows = await _rows(scene, table, call)
        if rows:
            await watched.delete(scene, table, rows)
        return len(rows)


class DeleteFrom(Delete):
    phrase = "DELETE FROM"
    syntax = ("DELETE FROM table WHERE condition",)
    example = 'DELETE FROM "customers" WHERE tier = "teste"'


class Count(Keyword):
    """COUNT of a list is the language's."""

    phrase = "COUNT"
    syntax = ("COUNT(list)", "COUNT table [, filter]", "COUNT table WHERE condition")
    example = 'n = COUNT "customers", "tier=\'premium\'"'
    effects = "Counts the elements of a list, or rows of a table."
    result = "integer"
    errors = _FILTER

    async def run(self, scene: Scene, call: Invocation) -> Value:
        return await queries.count(scene, _table(scene, call), query_of(call))


class Aggregate(Keyword):
    """AGGREGATE of a list is the language's."""

    phrase = "AGGREGATE"
    syntax = ("AGGREGATE op, list, key", "AGGREGATE table, op, key [, filter]")
    example = 'total = AGGREGATE "customers", "SUM", "ltv", "tier=\'premium\'"'
    effects = "SUM, AVG, MIN, MAX or COUNT of a property of a list, or of a table's column."
    result = "number; NULL of nothing, for MIN and MAX"
    errors = (*_FILTER, ("E311", "an operation that nobody knows"))

    async def run(self, scene: Scene, call: Invocation) -> Value:
        first, second = (scene.text(one) for one in call.arguments[:2])
        names = (second, first) if first.strip().upper() in _OPERATIONS else (first, second)
        operation = names[1].strip().upper()
        if operation not in _OPERATIONS:
            raise KeywordError("E311", function=self.phrase, argument=names[1])
        table, key = catalogue.table(scene, names[0]), scene.text(call.arguments[2])
        return await queries.aggregate(scene, table, operation, key, query_of(call))


class Merge(Keyword):
    phrase = "MERGE"
    syntax = ("MERGE table, list, key", "MERGE table WITH list BY key")
    example = (
        'r = MERGE "customers", [{ "email": "ana@example.com", "name": "Ana" }], "email"\nTALK r.inserted'
    )
    effects = "Inserts or changes a row for each object of a list, at most 1,000, by the value of a column."
    result = "{inserted, updated, unchanged}"
    errors = (*_WRITE, ("E403", "more than 1,000 rows"))

    async def run(self, scene: Scene, call: Invocation) -> Value:
        given = clause(call, "WITH", call.arguments[1] if len(call.arguments) > 1 else None)
        key = clause(call, "BY", call.arguments[2] if len(call.arguments) > 2 else None)
        if key is None:
            raise KeywordError("E310", function=self.phrase)
        rows = [objects.object_of(call, one) for one in as_list(given) or []]
        if len(rows) > queries.MOST_CHANGED:
            raise KeywordError("E403", w="data.bulk")
        return await actions.merge(scene, _table(scene, call), rows, scene.text(key))


_OPERATIONS: Final = frozenset({"SUM", "AVG", "MIN", "MAX", "COUNT"})


def _name(scene: Scene, call: Invocation) -> str:
    """A name without quotes is one, too: no variable has it."""
    said = call.arguments[0]
    return scene.text(call.names[0] if said is None else said)


def _table(scene: Scene, call: Invocation) -> Table:
    """Raises: KeywordError E340."""
    return catalogue.table(scene, _name(scene, call))


def _given(call: Invocation, table: Table) -> Mapping[str, Value]:
    """The row of CREATE, INSERT and SAVE: an object, an id and an object, named values, or values by position.

    Raises: KeywordError E310, E311, E342."""
    given = (*call.arguments[1:], *call.clauses.get("VALUES", ()))
    if call.fields:
        row = dict(call.fields)
        return objects.with_id(row, objects.id_of(given[0])) if given else row
    if len(given) == 2 and call.phrase == "SAVE" and objects.as_object(given[1]) is not None:
        row = objects.object_of(call, given[1])
        return row if given[0] is None else objects.with_id(row, objects.id_of(given[0]))
    if len(given) == 1 and (objects.as_object(given[0]) is not None or call.phrase in ("CREATE", "INSERT")):
        return objects.object_of(call, given[0])
    if not given:
        raise KeywordError("E310", function=call.phrase)
    return objects.by_position(call, table, given, 1)


def _changes(call: Invocation) -> Mapping[str, Value]:
    """What UPDATE changes. Raises: KeywordError E310, E347."""
    if call.fields:
        return call.fields
    match call.arguments[1:]:
        case (_, field, value):
            return {str(field): value}
        case (_, given):
            return objects.object_of(call, given)
    raise KeywordError("E347", table=str(call.arguments[0]))


async def _rows(scene: Scene, table: Table, call: Invocation) -> list[UUID]:
    """The rows that UPDATE and DELETE mean. Raises: KeywordError E347, E403."""
    said = call.arguments[1] if len(call.arguments) > 1 else None
    query = query_of(call)
    if query.predicate is not None:
        return await queries.rows_to_change(scene, table, query)
    if len(call.arguments) < 2 or isinstance(said, Query):
        raise KeywordError("E347", table=table.name)
    return await queries.by_id(scene, table, objects.id_of(said))


KEYWORDS: Final = (
    Find(), FindAll(), Create(), Insert(), InsertInto(), Update(), Save(), Delete(), DeleteFrom(), Count(),
    Aggregate(), Merge(),
)  # fmt: skip
