"""The order of values of any type, for ORDER BY in memory and SORT: NULLs last both ways, ties as they came."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from attendance.basic import moments
from attendance.basic.host import Host, Value
from attendance.basic.values import is_null, json


def sorted_by(
    items: Iterable[Value], key: Callable[[Value], Value], host: Host, *, descending: bool = False
) -> list[Value]:
    """A new list. Among themselves texts come before numbers, these before booleans (PostgreSQL's order of JSON)."""
    keyed = [(key(item), item) for item in items]
    told = [(_rank(value, host), item) for value, item in keyed if not is_null(value)]
    told.sort(key=lambda pair: pair[0], reverse=descending)
    return [item for _, item in told] + [item for value, item in keyed if is_null(value)]


def _rank(value: Value, host: Host) -> tuple[int, Any]:
    match value:
        case str():
            return 0, value
        case bool():
            return 2, value
        case int() | Decimal():
            return 1, value
        case datetime() | date():
            return 3, moments.in_utc(value, host.zone)
        case time() | timedelta():
            return (4, value) if isinstance(value, time) else (5, value)
    return 6, json(value, host)
