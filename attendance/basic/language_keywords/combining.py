"""MAP, JOIN, GROUP BY: lists of objects made into others."""

from typing import Any

from attendance.basic.errors import BasicError
from attendance.basic.functions import FUNCTIONS
from attendance.basic.host import Host, Invocation, Value
from attendance.basic.language_keywords.arguments import argument, key_of, needed_list
from attendance.basic.methods import push
from attendance.basic.sizes import grown, room_for_object
from attendance.basic.values import text, type_name


def project(host: Host, invocation: Invocation) -> Value:
    """`MAP list, "a->b, c"`: objects with only these properties, `a` renamed to `b`."""
    renamed = _renamed(text(argument(invocation, 1), host))
    rows: list[Any] = []
    for item in needed_list(invocation, 0):
        push(rows, grown({new: key_of(item, old, host) for old, new in renamed}))
    return grown(rows)


def _renamed(pattern: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for part in pattern.split(","):
        old, arrow, new = (piece.strip() for piece in part.partition("->"))
        name = new if arrow else old.rpartition(".")[2]
        if not old or not name:
            raise BasicError("E311", function="MAP", argument=pattern)
        pairs.append((old, name))
    return pairs


def join(host: Host, invocation: Invocation) -> Value:
    """`JOIN list [, separator]`: text. `JOIN a, b, key`: for each pair with the same key one object of both, in the
    order of `a`; where both have a property, that of `b`.
    """
    if len(invocation.arguments) < 3:
        return FUNCTIONS["join"].call(host, invocation.arguments)
    key = argument(invocation, 2)
    by_key: dict[str, list[Value]] = {}
    for other in needed_list(invocation, 1):
        if (value := key_of(other, key, host)) is not None:
            by_key.setdefault(text(value, host), []).append(other)
    rows: list[Any] = []
    for item in needed_list(invocation, 0):
        value = key_of(item, key, host)
        for other in () if value is None else by_key.get(text(value, host), ()):
            push(rows, _merged(item, other))
    return grown(rows)


def _merged(item: Value, other: Value) -> dict[str, Value]:
    if not isinstance(item, dict) or not isinstance(other, dict):
        raise BasicError("E311", function="JOIN", type=type_name(other if isinstance(item, dict) else item))
    return grown({**item, **other})


def group(host: Host, invocation: Invocation) -> Value:
    """`GROUP BY list, key`: an object with an array for each value of the key, in the order in which they appear."""
    groups: dict[str, Value] = {}
    for item in needed_list(invocation, 0):
        name = text(key_of(item, argument(invocation, 1), host), host)
        if name not in groups:
            room_for_object(len(groups) + 1)
            groups[name] = []
        push(groups[name], item)
    return grown(groups)
