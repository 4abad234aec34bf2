"""Opening hours in the tenant's local time: open now? when next? Correct over daylight-saving changes."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from attendance.kernel.errors import InvalidInput
from attendance.queues.schemas import OpeningHours

_DAYS_AHEAD = 8
"""A weekly schedule repeats within seven days; the eighth covers today's hours that are already over."""


class HoursMakeNoSense(InvalidInput):
    code = "hours_make_no_sense"
    message = "Opening hours must be times from 00:00 to 24:00, closing after opening; got {opens}-{closes}."


def check(hours: Sequence[OpeningHours]) -> None:
    """Raises: HoursMakeNoSense."""
    for interval in hours:
        if not _minute(interval.opens) < _minute(interval.closes) <= 24 * 60 or interval.opens == "24:00":
            raise HoursMakeNoSense(opens=interval.opens, closes=interval.closes)


def is_open(hours: Sequence[OpeningHours], zone: ZoneInfo, now: datetime) -> bool:
    """No hours at all means always open. An interval includes its opening instant, not its closing one."""
    if not hours:
        return True
    today = now.astimezone(zone).date()
    return any(opens <= now < closes for opens, closes in _intervals(hours, zone, today, days=1))


def opens_at(hours: Sequence[OpeningHours], zone: ZoneInfo, now: datetime) -> datetime | None:
    """The next opening after now, in UTC; None if it never closes. Asked while open: the one after."""
    today = now.astimezone(zone).date()
    openings = (opens for opens, _ in _intervals(hours, zone, today, days=_DAYS_AHEAD))
    return min((opens for opens in openings if opens > now), default=None)


def _intervals(
    hours: Sequence[OpeningHours], zone: ZoneInfo, first: date, *, days: int
) -> list[tuple[datetime, datetime]]:
    found = []
    for day in (first + timedelta(days=offset) for offset in range(days)):
        for interval in hours:
            if interval.weekday == day.weekday():
                found.append((_instant(day, interval.opens, zone), _instant(day, interval.closes, zone)))
    return found


def _instant(day: date, clock: str, zone: ZoneInfo) -> datetime:
    """Local wall time as UTC; comparing aware times of one zone would ignore its daylight-saving jumps."""
    days, minute = divmod(_minute(clock), 24 * 60)
    local = datetime.combine(day + timedelta(days=days), time(minute // 60, minute % 60), tzinfo=zone)
    return local.astimezone(UTC)


def _minute(clock: str) -> int:
    hour, minute = clock.split(":")
    if int(hour) > 24 or int(minute) > 59:
        raise HoursMakeNoSense(opens=clock, closes=clock)
    return int(hour) * 60 + int(minute)
