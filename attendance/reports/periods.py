"""Periods that move with time (this week, the last 30 days), as two moments in the company's time zone. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal, get_args
from zoneinfo import ZoneInfo

PeriodKey = Literal[
    "today", "yesterday", "last_7_days", "last_30_days", "last_90_days", "this_week", "last_week", "this_month",
    "last_month", "this_year", "last_year", "between",
]  # fmt: skip
PERIOD_KEYS: Final[tuple[PeriodKey, ...]] = get_args(PeriodKey)
LONGEST_DAYS: Final = 366
"""Of a report: a year, and the day more that some years have."""


@dataclass(frozen=True, slots=True)
class Span:
    """From the beginning of the first day to the end of the last one, both days included."""

    first: date
    last: date
    zone: ZoneInfo

    @property
    def since(self) -> datetime:
        return _midnight(self.first, self.zone)

    @property
    def until(self) -> datetime:
        """Not included."""
        return _midnight(self.last + timedelta(days=1), self.zone)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def span_of(
    key: PeriodKey, now: datetime, zone: ZoneInfo, *, first: date | None = None, last: date | None = None
) -> Span:
    """`first` and `last` are those of `between`. "Last" days, weeks, months and years are whole ones before today;
    the last N days include today."""
    if key == "between":
        assert first is not None and last is not None
        return Span(first, last, zone)
    begin, end = _SPANS[key](now.astimezone(zone).date())
    return Span(begin, end, zone)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of the day: where clocks jump over midnight, the day begins later. In UTC."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def _days(count: int) -> Callable[[date], tuple[date, date]]:
    return lambda today: (today - timedelta(days=count - 1), today)


def _yesterday(today: date) -> tuple[date, date]:
    day = today - timedelta(days=1)
    return day, day


def _week(weeks_ago: int) -> Callable[[date], tuple[date, date]]:
    def span(today: date) -> tuple[date, date]:
        monday = today - timedelta(days=today.weekday(), weeks=weeks_ago)
        return monday, min(today, monday + timedelta(days=6))

    return span


def _last_month(today: date) -> tuple[date, date]:
    last = today.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def _last_year(today: date) -> tuple[date, date]:
    return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)


_SPANS: Final[Mapping[PeriodKey, Callable[[date], tuple[date, date]]]] = {
    "today": _days(1),
    "yesterday": _yesterday,
    "last_7_days": _days(7),
    "last_30_days": _days(30),
    "last_90_days": _days(90),
    "this_week": _week(0),
    "last_week": _week(1),
    "this_month": lambda today: (today.replace(day=1), today),
    "last_month": _last_month,
    "this_year": lambda today: (today.replace(month=1, day=1), today),
    "last_year": _last_year,
}
