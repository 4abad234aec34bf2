"""Periods of figures by the company's calendar: the one before, and the steps of a chart. Pure.

Days and hours are those of the wall clock: a day may have 23 or 25 hours, an hour that is repeated is two steps.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from attendance.kernel.errors import InvalidInput

Step = Literal["hour", "day"]

_LONGEST = timedelta(days=366)
_HOURLY_UP_TO = timedelta(hours=49)
_FIRST_YEAR, _LAST_YEAR = 2000, 9000
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` until before `until`, read on the clock of `zone`."""

    since: datetime
    until: datetime
    zone: ZoneInfo

    @property
    def step(self) -> Step:
        return "hour" if self.until - self.since <= _HOURLY_UP_TO else "day"

    def before(self) -> "Period":
        """As long, so many whole days earlier that it ends before this one begins: Monday meets Monday."""
        days = -((_wall(self.since, self.zone) - _wall(self.until, self.zone)) // _DAY)
        until = min(_back(self.until, self.zone, days), self.since)
        return Period(min(_back(self.since, self.zone, days), until), until, self.zone)

    def starts(self) -> list[datetime]:
        """Where each step begins, the first at `since`; in order, UTC."""
        found = [self.since.astimezone(UTC)]
        while (following := _next(found[-1], self.zone, self.step)) < self.until:
            found.append(following)
        return found


def check_period(since: datetime, until: datetime) -> None:
    """Raises: InvalidInput."""
    for given in (since, until):
        check_moment(given)
    if not timedelta() < until - since <= _LONGEST:
        raise InvalidInput(
            "The period must be longer than nothing and at most a year.", fields={"until": "range"}
        )


def check_moment(given: datetime | None) -> None:
    """Raises: InvalidInput."""
    if given is not None and (given.tzinfo is None or not _FIRST_YEAR <= given.year <= _LAST_YEAR):
        raise InvalidInput("Write times as 2026-11-22T00:00:00-03:00.", fields={"since": "time with offset"})


def midnight(moment: datetime, zone: ZoneInfo) -> datetime:
    """When the wall clock's day began."""
    return moment.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0).astimezone(UTC)


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def _back(moment: datetime, zone: ZoneInfo, days: int) -> datetime:
    return (_wall(moment, zone) - days * _DAY).replace(tzinfo=zone).astimezone(UTC)


def _next(moment: datetime, zone: ZoneInfo, step: Step) -> datetime:
    local = moment.astimezone(zone)
    if step == "day":
        return midnight(local.replace(hour=12, fold=0) + _DAY, zone)
    later = moment + _HOUR
    on_the_hour = later.astimezone(zone).replace(minute=0, second=0, microsecond=0).astimezone(UTC)
    return on_the_hour if on_the_hour > moment else later
