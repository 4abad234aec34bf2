"""Functions of arrays and objects. Positions count from 0; NULL is the empty array; a JSON text is read."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from attendance.basic import access, operators
from attendance.basic.errors import BasicError, LimitError
from attendance.basic.functions.function import MANY, Group, array, integer, number, wrong
from attendance.basic.functions.texts import length
from attendance.basic.host import Host, Value
from attendance.basic.json_text import read_container
from attendance.basic.methods import index_of, push, slice_of
from attendance.basic.numbers import Number, literal_number, quotient
from attendance.basic.sizes import grown, in_use, room_for_array, spend
from attendance.basic.texts import join
from attendance.basic.values import Rowset, json, text

GROUP: Final = Group()


@GROUP.add("UBOUND COUNT", 1)
def size(host: Host, value: Value) -> int:
    """The number of elements (not the last position); as LEN, but a JSON text is read."""
    parsed = read_container(value) if isinstance(value, str) else None
    return length(host, value if parsed is None else parsed)


@GROUP.add("LBOUND", 1)
def lowest(host: Host, value: Value) -> int:
    return 0


@GROUP.add("FIRST", 1, 2)
def first(host: Host, value: Value, count: Value = None) -> Value:
    """The first element or NULL; with a number, so many elements."""
    items = access.elements(value)
    if count is None:
        return items[0] if items else None
    return grown(items[: max(integer(count, "FIRST"), 0)])


@GROUP.add("LAST", 1, 2)
def last(host: Host, value: Value, count: Value = None) -> Value:
    """The last element or NULL; with a number, so many elements."""
    items = access.elements(value)
    if count is None:
        return items[-1] if items else None
    return grown(items[max(len(items) - max(integer(count, "LAST"), 0), 0) :])


@GROUP.add("SLICE", 2, 3)
def slice_array(host: Host, value: Value, start: Value, count: Value = None) -> list[Any]:
    number_of_items = None if count is None else integer(count, "SLICE")
    return grown(list(slice_of(array(value, "SLICE"), integer(start, "SLICE"), number_of_items)))


@GROUP.add("REVERSE", 1)
def reverse(host: Host, value: Value) -> Value:
    """An array from its end to its start; a text too."""
    if isinstance(value, str) and read_container(value) is None:
        return value[::-1]
    return grown(array(value, "REVERSE")[::-1])


@GROUP.add("UNIQUE", 1)
def unique(host: Host, value: Value) -> list[Any]:
    """Each value once, at its first place; the number 1 and the text "1" are two."""
    kept: dict[Any, Value] = {}
    for item in array(value, "UNIQUE"):
        kept.setdefault(_identity(item, host), item)
    return grown(list(kept.values()))


def _identity(item: Value, host: Host) -> Any:
    if isinstance(item, list | dict):
        return list, json(item, host, ordered=True)
    return (int if isinstance(item, Decimal) else type(item)), item


@GROUP.add("FLATTEN", 1)
def flatten(host: Host, value: Value) -> list[Any]:
    """The elements of arrays inside arrays, at any depth."""
    flat: list[Any] = []
    for item in _leaves(array(value, "FLATTEN")):
        push(flat, item)
    return flat


def _leaves(items: list[Any]) -> Iterator[Value]:
    """An array inside itself has endlessly many. Raises: E503."""
    waiting, visited = [iter(items)], 0
    while waiting:
        item = next(waiting[-1], waiting)
        visited += 1
        if visited % 1000 == 0:
            spend(10_000)
        if visited > 4 * in_use().array:
            raise LimitError("E503", kind="array")
        if item is waiting:
            waiting.pop()
        elif isinstance(item, list):
            waiting.append(iter(item))
        else:
            yield item


@GROUP.add("RANGE", 2, 3)
def number_range(host: Host, start: Value, end: Value, step: Value = 1) -> list[Any]:
    """From start to end, both included, as FOR counts. Raises: E305 for step 0."""
    low, high, by = (number(value, "RANGE") for value in (start, end, step))
    if by == 0:
        raise BasicError("E305", a="STEP", b="0")
    steps = operators.integer_divide(operators.subtract(high, low, host), by, host)
    count = steps + 1 if low == high or (low < high) == (by > 0) else 0
    room_for_array(count)
    return grown([low + by * turn for turn in range(count)])


@GROUP.add("INDEX_OF", 2)
def position_of(host: Host, value: Value, item: Value) -> int:
    """The first position by `=`, −1 when it isn't there."""
    return index_of(array(value, "INDEX_OF"), item, host)


@GROUP.add("JOIN", 1, 2)
def join_texts(host: Host, value: Value, separator: Value = ", ") -> str:
    return join(access.elements(value), text(separator, host), host)


@GROUP.add("KEYS", 1)
def keys(host: Host, value: Value) -> list[Any]:
    return grown(list(_object(value, "KEYS")))


@GROUP.add("VALUES", 1)
def values_of(host: Host, value: Value) -> list[Any]:
    return grown(list(_object(value, "VALUES").values()))


def _object(value: Value, function: str) -> dict[str, Value]:
    """The object of an argument; of a rowset its first row."""
    if isinstance(value, str):
        value = read_container(value)
    if isinstance(value, Rowset):
        value = value[0] if value else None
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise wrong(function, value)
    return value


@GROUP.add("SUM", 1, 2)
def total(host: Host, value: Value, key: Value = None) -> Number:
    """NULL and "" count for nothing."""
    result: Value = 0
    for item in _numbers(value, key, host, "SUM"):
        result = operators.add(result, item, host)
    return result  # type: ignore[no-any-return]


@GROUP.add("AVG", 1, 2)
def average(host: Host, value: Value, key: Value = None) -> Number | None:
    """NULL of nothing."""
    counted = _numbers(value, key, host, "AVG")
    return quotient(total(host, counted), len(counted)) if counted else None


@GROUP.add("MIN", 1, MANY)
def minimum(host: Host, *args: Value) -> Value:
    """The least of the arguments, or of a list (of its elements' property); NULL does not count."""
    return _extreme(host, args, lambda one, other: operators.less(one, other, host))


@GROUP.add("MAX", 1, MANY)
def maximum(host: Host, *args: Value) -> Value:
    """The greatest of the arguments, or of a list (of its elements' property); NULL does not count."""
    return _extreme(host, args, lambda one, other: operators.less(other, one, host))


def _extreme(host: Host, args: tuple[Value, ...], is_better: Any) -> Value:
    best = None
    for item in _candidates(host, args):
        if isinstance(item, str):
            read = literal_number(item)
            item = item if read is None else read
        if item is not None and item != "" and (best is None or is_better(item, best)):
            best = item
    return best


def _candidates(host: Host, args: tuple[Value, ...]) -> list[Any]:
    subject = read_container(args[0]) if isinstance(args[0], str) else args[0]
    if isinstance(subject, list) and len(args) <= 2:
        return _column(subject, args[1] if len(args) == 2 else None, host)
    return list(args)


def _numbers(value: Value, key: Value, host: Host, function: str) -> list[Number]:
    column = _column(array(value, function), key, host)
    return [number(item, function) for item in column if item is not None and item != ""]


def _column(items: list[Any], key: Value, host: Host) -> list[Any]:
    return items if key is None else [access.member(item, text(key, host), host) for item in items]
