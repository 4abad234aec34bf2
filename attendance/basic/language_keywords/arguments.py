"""What keywords of lists take: the list itself, a table instead of it, keys of elements."""

from typing import Any

from attendance.basic.access import member
from attendance.basic.errors import BasicError
from attendance.basic.host import Host, Invocation, Value
from attendance.basic.json_text import read_container
from attendance.basic.values import text, type_name


def argument(invocation: Invocation, at: int, default: Value = None) -> Value:
    """The argument at a position, or the default where there is none."""
    return invocation.arguments[at] if at < len(invocation.arguments) else default


def clause(invocation: Invocation, word: str, default: Value = None) -> Value:
    """The first value of a clause."""
    return next(iter(invocation.clauses.get(word, ())), default)


def as_list(value: Value) -> list[Any] | None:
    """The array that a value is: NULL an empty one, a JSON text that of its elements; None for a table's name."""
    if isinstance(value, str):
        value = read_container(value)
        if value is None:
            return None
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def needed_list(invocation: Invocation, at: int) -> list[Any]:
    """The array of an argument. Raises: E311 for a text that is none."""
    value = argument(invocation, at)
    items = as_list(value)
    if items is None:
        raise BasicError("E311", function=invocation.phrase, type=type_name(value))
    return items


def key_of(item: Value, key: Value, host: Host) -> Value:
    """The property of an element; a dotted name reaches further."""
    name = text(key, host)
    found = member(item, name, host)
    if found is None and "." in name:
        found = item
        for part in name.split("."):
            found = member(found, part, host)
    return found
