"""Cron expressions with 5 fields, or 6 with seconds first: which local times they mean, and the next one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from attendance.basic.errors import BasicError

_FIELDS: Final = (
    ("second", 0, 59),
    ("minute", 0, 59),
    ("hour", 0, 23),
    ("day", 1, 31),
    ("month", 1, 12),
    ("weekday", 0, 7),
)
_MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_WEEKDAY_NAMES = "sun mon tue wed thu fri sat"
_NAMES: Final = {
    "month": {name: number for number, name in enumerate(_MONTH_NAMES.split(), 1)},
    "weekday": {name: number for number, name in enumerate(_WEEKDAY_NAMES.split())},
}
_PART = re.compile(r"(?P<low>\*|\?|\w+)(?:-(?P<high>\w+))?(?:/(?P<step>\d{1,4}))?", re.ASCII)
_FURTHEST = 366 * 9
"""Days ahead: 29 February may be eight years away."""
_GAP: Final = timedelta(hours=3)
"""More than clocks are ever moved by."""


@dataclass(frozen=True, slots=True)
class Cron:
    """The values of each field. A day matches by both day fields; with `either` by one of them: when neither of the
    two begins with a star (as in Paul Vixie's cron)."""

    second: int
    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either: bool

    def matches_day(self, day: date) -> bool:
        if day.month not in self.months:
            return False
        by_day, by_weekday = day.day in self.days, day.isoweekday() % 7 in self.weekdays
        return by_day or by_weekday if self.either else by_day and by_weekday

    def local_times(self, start: datetime) -> Iterator[datetime]:
        """Naive times from `start` on, in order; they end after nine years without one."""
        times = [
            time(hour, minute, self.second) for hour in sorted(self.hours) for minute in sorted(self.minutes)
        ]
        for ahead in range(_FURTHEST):
            if start.date() > date.max - timedelta(days=ahead):
                return
            day = start.date() + timedelta(days=ahead)
            if self.matches_day(day):
                yield from (moment for at in times if (moment := datetime.combine(day, at)) >= start)


def is_cron(text: str) -> bool:
    """Whether it looks like one: five or six fields, the first of them with digits or stars."""
    fields = text.split()
    return len(fields) in (5, 6) and re.fullmatch(r"[\d*/,?-]+", fields[0]) is not None


def read_cron(text: str) -> Cron:
    """Raises: E351 for a bad field, for one that never happens, and for seconds that differ (60 s is the least)."""
    written = text.split()
    if len(written) == 5:
        written.insert(0, "0")
    fields = zip(written, _FIELDS, strict=True)
    seconds, minutes, hours, days, months, weekdays = (_values(field, *bounds) for field, bounds in fields)
    if len(seconds) != 1:
        raise BasicError("E351", reason="interval", found=written[0])
    either = not any(field.startswith(("*", "?")) for field in (written[3], written[5]))
    cron = Cron(min(seconds), minutes, hours, days, months, frozenset(day % 7 for day in weekdays), either)
    if next(cron.local_times(datetime.combine(date(2024, 1, 1), time())), None) is None:
        raise BasicError("E351", reason="never", found=text)
    return cron


def _values(field: str, name: str, low: int, high: int) -> frozenset[int]:
    values: set[int] = set()
    for part in field.split(","):
        found = _PART.fullmatch(part)
        if found is None:
            raise BasicError("E351", reason=name, found=field)
        values.update(_range(found, name, low, high, field))
    return frozenset(values)


def _range(found: re.Match[str], name: str, low: int, high: int, field: str) -> range:
    step = int(found["step"] or 1)
    if found["low"] in ("*", "?"):
        first, last = low, high - (name == "weekday")
        correct = found["high"] is None
    else:
        first = _number(found["low"], name)
        open_end = high if found["step"] else first
        last = _number(found["high"], name) if found["high"] else open_end
        last += 7 * (name == "weekday" and last == 0 < first)
        correct = low <= first <= last <= high
    if not correct or step < 1:
        raise BasicError("E351", reason=name, found=field)
    return range(first, last + 1, step)


def _number(text: str, name: str) -> int:
    """-1 for what is no number and no name."""
    if text.isdecimal():
        return int(text)
    return _NAMES.get(name, {}).get(text.casefold()[:3], -1)


def next_time(cron: Cron, instant: datetime, zone: tzinfo) -> datetime:
    """The first time after `instant`. A time that the clocks skip happens as much later as they were moved; one that
    they repeat happens once, unless the schedule runs every hour.
    """
    first = _next_with_fold(cron, instant, zone, fold=0)
    if len(cron.hours) == 24:
        first = min(first, _next_with_fold(cron, instant, zone, fold=1), key=datetime.timestamp)
    return first


def _next_with_fold(cron: Cron, instant: datetime, zone: tzinfo, *, fold: int) -> datetime:
    start = instant.astimezone(zone).replace(tzinfo=None) - _GAP
    for local in cron.local_times(start):
        moment = local.replace(tzinfo=zone, fold=fold)
        if moment.timestamp() > instant.timestamp():
            return datetime.fromtimestamp(moment.timestamp(), zone)
    raise BasicError("E351", reason="never", found="")
