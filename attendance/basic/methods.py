"""Methods of texts, arrays and objects (chapter 6). Positions count from 0."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from attendance.basic.comparison import contains, equal
from attendance.basic.errors import BasicError
from attendance.basic.host import Host, Value
from attendance.basic.keys import find_key
from attendance.basic.numbers import literal_number
from attendance.basic.sizes import SMALL, grown, room_for_array, spend
from attendance.basic.texts import join, kept, replace, split
from attendance.basic.values import text


@dataclass(frozen=True, slots=True)
class Method:
    """`run(value, host, *args)`; `least` and `most` count the arguments."""

    least: int
    most: int
    run: Callable[..., Value]


def position(value: Value, name: str) -> int:
    """The integer of an argument, its fraction dropped. Raises: E311."""
    number = literal_number(value) if isinstance(value, str) else value
    if isinstance(number, bool) or not isinstance(number, int | Decimal):
        raise BasicError("E311", function=name)
    return int(number)


def push(array: list[Any], item: Value) -> None:
    """At the end, in place. Raises: E503."""
    if len(array) >= SMALL:
        room_for_array(len(array) + 1)
        if len(array) % SMALL == 0:
            grown(array)
    array.append(item)


def index_of(array: list[Any], item: Value, host: Host) -> int:
    """The first position at which it stands (by `=`), −1 when it doesn't."""
    spend(5 * len(array))
    return next((at for at, other in enumerate(array) if equal(other, item, host)), -1)


def slice_of(items: Any, start: int, count: int | None) -> Any:
    """A part of an array or a text; a negative start counts from the end."""
    first = max(len(items) + start, 0) if start < 0 else start
    return items[first:] if count is None else items[first : first + max(count, 0)]


def _substring(value: str, host: Host, start: Value, count: Value = None) -> str:
    taken = slice_of(value, position(start, ".substring"), _count(count, ".substring"))
    return kept(taken)


def _count(value: Value, name: str) -> int | None:
    return None if value is None else position(value, name)


def _push(array: list[Any], host: Host, *items: Value) -> int:
    for item in items:
        push(array, item)
    return len(array)


def _pop(array: list[Any], host: Host) -> Value:
    return array.pop() if array else None


def _splice(array: list[Any], host: Host, start: Value, count: Value = None, *items: Value) -> list[Any]:
    """Takes out so many elements from a position on, puts others there, and gives what it took."""
    first = position(start, ".splice")
    first = min(max(len(array) + first, 0) if first < 0 else first, len(array))
    number = len(array) if count is None else max(position(count, ".splice"), 0)
    room_for_array(len(array) + len(items))
    taken = array[first : first + number]
    array[first : first + number] = items
    return grown(taken)


def _join(array: list[Any], host: Host, separator: Value = ", ") -> str:
    return join(array, text(separator, host), host)


_MANY = 64

METHODS: Final[Mapping[tuple[type, str], Method]] = {
    (str, "trim"): Method(0, 0, lambda value, host: value.strip()),
    (str, "upper"): Method(0, 0, lambda value, host: kept(value.upper())),
    (str, "lower"): Method(0, 0, lambda value, host: kept(value.lower())),
    (str, "contains"): Method(1, 1, lambda value, host, part: contains(value, part, host)),
    (str, "split"): Method(1, 1, lambda value, host, mark: split(value, text(mark, host))),
    (str, "replace"): Method(
        2, 2, lambda value, host, old, new: replace(value, text(old, host), text(new, host))
    ),
    (str, "substring"): Method(1, 2, _substring),
    (list, "push"): Method(1, _MANY, _push),
    (list, "pop"): Method(0, 0, _pop),
    (list, "splice"): Method(1, _MANY, _splice),
    (list, "join"): Method(0, 1, _join),
    (list, "contains"): Method(1, 1, lambda value, host, item: contains(value, item, host)),
    (list, "indexof"): Method(1, 1, lambda value, host, item: index_of(value, item, host)),
    (dict, "keys"): Method(0, 0, lambda value, host: grown(list(value))),
    (dict, "values"): Method(0, 0, lambda value, host: grown(list(value.values()))),
    (dict, "has"): Method(1, 1, lambda value, host, key: find_key(value, text(key, host)) is not None),
}
"""By the type of the value and the folded name."""
