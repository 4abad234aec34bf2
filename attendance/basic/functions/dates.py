"""Functions of dates, times and durations. A text that says a date is as good as a date; of NULL comes NULL."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Final

from attendance.basic import moments
from attendance.basic.dates import parse_date, written_moment
from attendance.basic.errors import BasicError
from attendance.basic.functions.function import Group, number, wrong
from attendance.basic.host import Host, Value
from attendance.basic.moments import UNITS, Moment
from attendance.basic.operators import is_numeric

GROUP: Final = Group()


@GROUP.add("NOW", 0)
def now(host: Host) -> datetime:
    return host.now().astimezone(host.zone)


@GROUP.add("TODAY", 0)
def today(host: Host) -> date:
    return now(host).date()


@GROUP.add("TIME", 0)
def time_of_day(host: Host) -> time:
    return now(host).time().replace(microsecond=0)


@GROUP.add("DATEADD", 3)
def date_add(host: Host, *args: Value) -> Value:
    """A date, a number and a unit in any order."""
    rest = list(args)
    unit = _take_unit(rest)
    when = _take(rest, lambda value: _date_like(value, host))
    if unit is None or (when is None and None not in rest):
        raise BasicError("E311", function="DATEADD")
    return None if when is None else moments.shift(when, number(rest[0], "DATEADD"), unit, host)


@GROUP.add("ADD_DAYS", 2)
def add_days(host: Host, when: Value, days: Value) -> Value:
    given = _moment(when, host, "ADD_DAYS")
    return None if given is None else moments.shift(given, number(days, "ADD_DAYS"), "day", host)


@GROUP.add("DATEDIFF", 2, 3)
def date_difference(host: Host, *args: Value) -> int | None:
    """With a unit second − first; without one, as in filters, whole days first − second."""
    rest = list(args)
    unit = _take_unit(rest)
    if len(rest) != 2:
        raise BasicError("E311", function="DATEDIFF")
    first, second = (_moment(value, host, "DATEDIFF") for value in rest)
    if first is None or second is None:
        return None
    if unit is None:
        return (moments.day_of(first, host.zone) - moments.day_of(second, host.zone)).days
    return moments.whole_units(first, second, unit, host)


def _take_unit(values: list[Value]) -> str | None:
    unit: str | None = _take(values, _unit)
    return unit


def _unit(value: Value) -> str | None:
    return UNITS.get(value.strip().casefold()) if isinstance(value, str) else None


def _take(values: list[Value], read: Callable[[Value], Value]) -> Value:
    """The first value that can be read, taken out of the list."""
    for at, value in enumerate(values):
        found = read(value)
        if found is not None:
            del values[at]
            return found
    return None


def _date_like(value: Value, host: Host) -> Value:
    if isinstance(value, date | time):
        return value
    if not isinstance(value, str) or is_numeric(value):
        return None
    return written_moment(value, host) or parse_date(value, host)


def _moment(value: Value, host: Host, function: str) -> Moment | None:
    """The date of an argument; None of NULL and of an empty text. Raises: E311."""
    if value is None or value == "":
        return None
    found = _date_like(value, host)
    if not isinstance(found, date):
        raise wrong(function, value)
    return found


@GROUP.add("DATEVALUE DATE", 1)
def to_date(host: Host, value: Value) -> date | None:
    """The date that a datetime or a text says; NULL of a text that says none."""
    found = _date_like(value, host)
    return moments.day_of(found, host.zone) if isinstance(found, date) else None


def _register_part(name: str) -> None:
    @GROUP.add(name, 1)
    def part(host: Host, value: Value) -> Value:
        found = _date_like(value, host)
        if found is None and value not in (None, ""):
            raise wrong(name, value)
        return None if found is None else moments.part(found, name.casefold(), host.zone)


def _register_span(unit: str) -> None:
    """DAYS(n), and DAYS_BETWEEN(a, b) in whole days from a to b."""

    @GROUP.add(f"{unit}S", 1)
    def span(host: Host, amount: Value) -> timedelta:
        return moments.span_of(number(amount, f"{unit}S"), unit.casefold())

    @GROUP.add(f"{unit}S_BETWEEN", 2)
    def between(host: Host, first: Value, second: Value) -> int | None:
        start = _moment(first, host, f"{unit}S_BETWEEN")
        end = _moment(second, host, f"{unit}S_BETWEEN")
        return (
            None if start is None or end is None else moments.whole_units(start, end, unit.casefold(), host)
        )


for _name in ("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "WEEKDAY"):
    _register_part(_name)
for _name in ("DAY", "HOUR", "MINUTE", "SECOND"):
    _register_span(_name)
