"""Equality, order and the text tests (4.4, 4.5). NULL equals "", FALSE and an empty rowset; it has no order."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from attendance.basic import moments
from attendance.basic.dates import written_moment
from attendance.basic.errors import BasicError
from attendance.basic.host import Host, Value
from attendance.basic.keys import find_key
from attendance.basic.numbers import literal_number
from attendance.basic.regex import search
from attendance.basic.sizes import SMALL, spend
from attendance.basic.values import Rowset, text, type_name
from attendance.basic.wildcards import wildcard_match

_PLAIN = frozenset({int, str, bool})


def equal(left: Value, right: Value, host: Host) -> bool:
    """`=` (4.5). Texts by code point; arrays and objects deeply, an array inside itself too."""
    if type(left) is type(right) and type(left) in _PLAIN:
        return bool(left == right)
    if isinstance(left, list | dict) and isinstance(right, list | dict):
        return _equal_containers(left, right, host)
    return _equal_scalars(left, right, host)


def _equal_scalars(left: Value, right: Value, host: Host) -> bool:
    if left is None or right is None:
        return _equals_null(right if left is None else left)
    pair = _comparable(left, right, host)
    return bool(left == right) if pair is None else bool(pair[0] == pair[1])


def _equals_null(value: Value) -> bool:
    return value is None or value is False or (isinstance(value, str | Rowset) and not value)


def _equal_containers(left: Value, right: Value, host: Host) -> bool:
    """Pairs that were met before count as equal: what differs shows elsewhere."""
    waiting: list[tuple[Value, Value]] = [(left, right)]
    met: set[tuple[int, int]] = set()
    while waiting:
        one, other = waiting.pop()
        if isinstance(one, list) and isinstance(other, list):
            pairs: Any = zip(one, other, strict=False)
            same = len(one) == len(other)
        elif isinstance(one, dict) and isinstance(other, dict):
            same = one.keys() == other.keys()
            pairs = ((item, other[key]) for key, item in one.items()) if same else ()
        else:
            pairs, same = (), _equal_scalars(one, other, host)
        if not same:
            return False
        if (id(one), id(other)) not in met and pairs:
            met.add((id(one), id(other)))
            waiting.extend(pairs)
            spend(10 * len(one))
    return True


def less(left: Value, right: Value, host: Host) -> bool:
    """`<`: false with NULL. Raises: E302 for what has no order."""
    if type(left) is int and type(right) is int:
        return left < right
    pair = _ordered(left, right, host)
    return pair is not None and bool(pair[0] < pair[1])


def less_or_equal(left: Value, right: Value, host: Host) -> bool:
    """`<=`: false with NULL. Raises: E302 for what has no order."""
    if type(left) is int and type(right) is int:
        return left <= right
    pair = _ordered(left, right, host)
    return pair is not None and bool(pair[0] <= pair[1])


def between(subject: Value, low: Value, high: Value, host: Host) -> bool:
    """`x BETWEEN low AND high`, both ends included."""
    return less_or_equal(low, subject, host) and less_or_equal(subject, high, host)


def _ordered(left: Value, right: Value, host: Host) -> tuple[Any, Any] | None:
    """Both sides in a form that Python orders; None when one is NULL, or an empty text beside something else."""
    if left is None or right is None:
        return None
    pair = _comparable(left, right, host)
    if pair is None and "" not in (left, right):
        raise BasicError("E302", a=type_name(left), b=type_name(right))
    return pair


def _comparable(left: Value, right: Value, host: Host) -> tuple[Any, Any] | None:
    if isinstance(left, str) and isinstance(right, str):
        return left, right
    if isinstance(left, int | Decimal) and isinstance(right, int | Decimal):
        return left, right
    if isinstance(left, str):
        return _comparable(_read_like(left, right, host), right, host) if _is_readable(right) else None
    if isinstance(right, str):
        return _comparable(left, _read_like(right, left, host), host) if _is_readable(left) else None
    if isinstance(left, date) and isinstance(right, date):
        return _moments(left, right, host)
    same_kind = isinstance(left, time) and isinstance(right, time)
    if same_kind or (isinstance(left, timedelta) and isinstance(right, timedelta)):
        return left, right
    return None


def _is_readable(value: Value) -> bool:
    return isinstance(value, int | Decimal | date | time)


def _read_like(written: str, other: Value, host: Host) -> Value:
    """What a text says beside a value of another type; NULL when it says nothing of that type."""
    if isinstance(other, bool):
        return {"true": True, "false": False}.get(written.casefold())
    if isinstance(other, int | Decimal):
        return literal_number(written)
    said = written_moment(written, host)
    return said if isinstance(said, time) == isinstance(other, time) else None


def _moments(left: date, right: date, host: Host) -> tuple[date, date]:
    """Two dates as dates; else two points in time, a date being its midnight."""
    if type(left) is date and type(right) is date:
        return left, right
    zone = host.zone
    return moments.in_utc(left, zone), moments.in_utc(right, zone)


def contains(left: Value, right: Value, host: Host) -> bool:
    """`a CONTAINS b`: part of a text (case ignored), element of an array (by `=`), key of an object."""
    if left is None or right is None:
        return False
    if isinstance(left, list):
        spend(5 * len(left))
        return any(equal(item, right, host) for item in left)
    if isinstance(left, dict):
        return find_key(left, text(right, host)) is not None
    return _folded(right, host) in _folded(left, host)


def starts_with(left: Value, right: Value, host: Host) -> bool:
    """Case ignored; false with NULL."""
    return left is not None and right is not None and _folded(left, host).startswith(_folded(right, host))


def ends_with(left: Value, right: Value, host: Host) -> bool:
    """Case ignored; false with NULL."""
    return left is not None and right is not None and _folded(left, host).endswith(_folded(right, host))


def like(left: Value, right: Value, host: Host) -> bool:
    """`%` stands for any text, `_` for one character, a backslash before them for themselves; case ignored."""
    if left is None or right is None:
        return False
    return wildcard_match(_folded(left, host), _folded(right, host))


ilike = like


def matches(left: Value, right: Value, host: Host) -> bool:
    """The regular expression occurs in the text. Raises: E311 for a bad expression, E502 for one too costly."""
    if left is None or right is None:
        return False
    return search(text(right, host), text(left, host))


def _folded(value: Value, host: Host) -> str:
    subject = text(value, host)
    if len(subject) > SMALL:
        spend(len(subject) >> 5)
    return subject.casefold()
