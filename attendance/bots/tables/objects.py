"""What scripts give to tables: objects, or values by position or name."""

from collections.abc import Mapping
from typing import Any

from attendance.basic.access import member
from attendance.basic.errors import BasicError
from attendance.basic.host import Invocation, KeywordError, Value
from attendance.basic.json_text import read_container
from attendance.basic.values import Rowset, type_name
from attendance.bots.tables.table import Table


def as_object(value: Value) -> dict[str, Value] | None:
    """An object, the first row of a rowset, or the object that a text is; None for anything else."""
    if isinstance(value, str):
        value = read_container(value)
    if isinstance(value, Rowset):
        value = value[0] if value else None
    return value if isinstance(value, dict) else None


def object_of(call: Invocation, value: Value) -> dict[str, Value]:
    """Raises: BasicError E311."""
    found = as_object(value)
    if found is None:
        raise BasicError("E311", function=call.phrase, type=type_name(value))
    return found


def id_of(value: Value) -> Value:
    """An id, or that of a row."""
    if isinstance(value, dict | list):
        return member(as_object(value), "id")
    return value


def by_position(call: Invocation, table: Table, values: tuple[Value, ...], first: int) -> dict[str, Value]:
    """Values for the declared columns in order; in a schemaless table each is called as its expression ends.

    `first`: which argument the first value is. Raises: KeywordError E310, E342."""
    names: list[str | None] = list(table.positional or call.names[first:])
    if len(values) > len(names):
        raise KeywordError("E310", function=call.phrase, x=str(len(names)), y=str(len(values)))
    row: dict[str, Any] = {}
    for name, value in zip(names, values, strict=False):
        if name is None:
            raise KeywordError("E342")
        row[name] = value
    return row


def with_id(row: Mapping[str, Value], id: Value) -> dict[str, Value]:
    """The row under this id."""
    return {name: value for name, value in row.items() if name.casefold() != "id"} | {"id": id}
