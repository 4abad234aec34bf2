"""Arithmetic of dates, datetimes, times and durations (4.6, 4.14, DATEADD, DATEDIFF).

A datetime is always aware. A duration is exact time; days, weeks, months… of DATEADD are the calendar's, so that noon
stays noon when the clocks change.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import Final, TypeAlias

from attendance.basic.errors import BasicError
from attendance.basic.host import Host, Value
from attendance.basic.numbers import Number, quotient

Moment: TypeAlias = date | datetime
"""A day or a point in time (`datetime` is a `date` for Python)."""

UNITS: Final = {
    name: unit
    for unit, names in {
        "second": "second seconds segundo segundos s sec ss",
        "minute": "minute minutes minuto minutos n min mi",
        "hour": "hour hours hora horas h hh",
        "day": "day days dia dias d dd",
        "week": "week weeks semana semanas w ww",
        "month": "month months mês mes meses m mm",
        "quarter": "quarter quarters trimestre trimestres q",
        "year": "year years ano anos yyyy yy y",
    }.items()
    for name in names.split()
}
"""Unit by every name that it has, folded."""

_EXACT = {"second": timedelta(seconds=1), "minute": timedelta(minutes=1), "hour": timedelta(hours=1)}
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def is_moment(value: Value) -> bool:
    """A date or a datetime."""
    return isinstance(value, date)


def instant(value: Moment, zone: tzinfo) -> datetime:
    """The point in time, in the zone: of a date its midnight there."""
    if isinstance(value, datetime):
        return value.astimezone(zone)
    return datetime.combine(value, time(), zone)


def in_utc(value: Moment, zone: tzinfo) -> datetime:
    """The same in UTC: Python compares and subtracts datetimes of one zone by their clocks, not their instants."""
    try:
        return instant(value, zone).astimezone(UTC)
    except OverflowError as error:
        raise BasicError("E304") from error


def day_of(value: Moment, zone: tzinfo) -> date:
    """The date that it is in the zone."""
    return value.astimezone(zone).date() if isinstance(value, datetime) else value


def plus(value: Moment | time, span: timedelta, zone: tzinfo) -> Value:
    """date + whole days is a date, with hours a datetime; a time turns round at midnight. Raises: E304."""
    try:
        if isinstance(value, time):
            return (datetime.combine(date(2000, 1, 2), value) + span % timedelta(days=1)).time()
        if isinstance(value, datetime) or span % timedelta(days=1):
            return (in_utc(value, zone) + span).astimezone(zone)
        return value + span
    except (OverflowError, ValueError) as error:
        raise BasicError("E304") from error


def between(first: Moment, second: Moment, zone: tzinfo) -> timedelta:
    """second − first in exact time; of two dates, in days."""
    if isinstance(first, datetime) or isinstance(second, datetime):
        return in_utc(second, zone) - in_utc(first, zone)
    return second - first


def shift(value: Moment | time, amount: Number, unit: str, host: Host) -> Value:
    """DATEADD: `amount` may be a fraction of seconds, minutes, hours, days and weeks. Raises: E304, E311."""
    try:
        if unit in _EXACT:
            return plus(value, span_of(amount, unit), host.zone)
        if isinstance(value, time):
            raise BasicError("E311", function="DATEADD", type="time")
        if unit in _DAYS:
            return _shift_days(value, Decimal(amount) * _DAYS[unit], host.zone)
        return _shift_months(value, int(amount) * _MONTHS[unit], host.zone)
    except (OverflowError, ValueError) as error:
        raise BasicError("E304") from error


def _shift_days(value: Moment, days: Decimal, zone: tzinfo) -> Moment:
    whole_days = int(days)
    if isinstance(value, datetime):
        value = value.astimezone(zone)
    shifted = value + timedelta(days=whole_days)
    if days == whole_days:
        return shifted
    moved: Moment = plus(shifted, span_of(days - whole_days, "day"), zone)
    return moved


def _shift_months(value: Moment, months: int, zone: tzinfo) -> Moment:
    """The same day of a later month, or its last one: 31 January plus a month is 28 February."""
    if isinstance(value, datetime):
        value = value.astimezone(zone)
    years, month = divmod(value.month - 1 + months, 12)
    year = value.year + years
    if not 1 <= year <= 9999:
        raise BasicError("E304")
    return value.replace(year=year, month=month + 1, day=min(value.day, monthrange(year, month + 1)[1]))


def span_of(amount: Number, unit: str) -> timedelta:
    """DAYS(n), HOURS(n)…: a duration of seconds, minutes, hours, days or weeks. Raises: E304."""
    seconds = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800}[unit]
    try:
        return timedelta(microseconds=int(Decimal(amount) * seconds * 1_000_000))
    except (OverflowError, ArithmeticError) as error:
        raise BasicError("E304") from error


def whole_units(first: Moment, second: Moment, unit: str, host: Host) -> int:
    """DATEDIFF with a unit: second − first, toward zero. Days and longer are counted on the calendar of the zone."""
    if unit in _EXACT:
        span = between(first, second, host.zone)
        return span // _EXACT[unit] if span >= timedelta(0) else -(-span // _EXACT[unit])
    start, end = _wall(first, host.zone), _wall(second, host.zone)
    if end < start:
        return -_whole_units_on(end, start, unit)
    return _whole_units_on(start, end, unit)


def _wall(value: Moment, zone: tzinfo) -> datetime:
    return instant(value, zone).replace(tzinfo=None)


def _whole_units_on(start: datetime, end: datetime, unit: str) -> int:
    if unit in _DAYS:
        return (end - start).days // _DAYS[unit]
    months = (end.year - start.year) * 12 + end.month - start.month
    if (end.day, end.time()) < (min(start.day, monthrange(end.year, end.month)[1]), start.time()):
        months -= 1
    return months // _MONTHS[unit]


def part(value: Value, name: str, zone: tzinfo | None) -> Value:
    """`.year`, `.hour`, `.weekday`, `.minutes`…: a property of a date-like value, or NULL."""
    if isinstance(value, timedelta):
        return _span_part(value, name)
    if isinstance(value, datetime) and zone is not None:
        value = value.astimezone(zone)
    if name == "weekday":
        return value.isoweekday() % 7 if isinstance(value, date) else None
    if name not in ("year", "month", "day", "hour", "minute", "second"):
        return None
    midnight = 0 if isinstance(value, date) and name in ("hour", "minute", "second") else None
    return getattr(value, name, midnight)


def _span_part(span: timedelta, name: str) -> Number | None:
    unit = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86_400}.get(name)
    if unit is None:
        return None
    return quotient(span // timedelta(microseconds=1), unit * 1_000_000)
