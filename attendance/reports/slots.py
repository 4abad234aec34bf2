"""When a schedule is due next. Pure: local times of a company, as moments in UTC."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Cadence = Literal["daily", "weekly", "monthly"]


@dataclass(frozen=True, slots=True)
class Plan:
    """`weekday` of weekly ones (Monday is 1), `month_day` of monthly ones; `at_minute` of the day."""

    cadence: Cadence
    at_minute: int
    weekday: int | None = None
    month_day: int | None = None


def next_slot(plan: Plan, after: datetime, zone: ZoneInfo) -> datetime:
    """The first one later than `after`. A time that the clock skips is as much later as it skipped."""
    day = after.astimezone(zone).date()
    while not (_is_day(plan, day) and _at(plan, day, zone) > after):
        day += timedelta(days=1)
    return _at(plan, day, zone)


def _at(plan: Plan, day: date, zone: ZoneInfo) -> datetime:
    wall = time(plan.at_minute // 60, plan.at_minute % 60)
    return datetime.combine(day, wall, zone).astimezone(UTC)


def _is_day(plan: Plan, day: date) -> bool:
    match plan.cadence:
        case "daily":
            return True
        case "weekly":
            return day.isoweekday() == plan.weekday
        case "monthly":
            last = monthrange(day.year, day.month)[1]
            return day.day == min(plan.month_day or 1, last)
