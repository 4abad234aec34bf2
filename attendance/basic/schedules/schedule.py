"""A schedule and the times when it is due."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from attendance.basic import moments
from attendance.basic.dates import written_moment
from attendance.basic.errors import BasicError
from attendance.basic.host import Host, Value
from attendance.basic.schedules.cron import is_cron, next_time, read_cron
from attendance.basic.schedules.phrases import in_words, interval

_INTERVAL: Final = re.compile(r"every (\d{1,9}) seconds")
_EPOCH = datetime.combine(date(1970, 1, 1), time())
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Schedule:
    """`text` is the normal form, which `parse` reads too: cron with 5 fields (6 when it has a second of its own),
    `every 2700 seconds` for an interval that cron cannot say, or a moment in ISO notation, UTC."""

    text: str

    @property
    def is_once(self) -> bool:
        """Whether it is one moment."""
        return not is_cron(self.text) and _INTERVAL.fullmatch(self.text) is None


def parse(value: Value, host: Host) -> Schedule:
    """Cron, a phrase, or a moment (of a date its midnight).

    Raises: E351 whose `reason` names the field of cron, or is `interval` (under 60 s), `never` or `phrase`; `found`
    is what was written.
    """
    if isinstance(value, date):
        return _once(value, host)
    if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST:
        raise BasicError("E351", reason="phrase", found=str(value)[:40])
    text = " ".join(value.split())
    if is_cron(text):
        return Schedule(_normal_cron(text))
    if _INTERVAL.fullmatch(text):
        return every(int(text.split()[1]), "seconds")
    said = in_words(text)
    if said is not None:
        return _regular(said)
    moment = written_moment(text, host)
    if isinstance(moment, date):
        return _once(moment, host)
    raise BasicError("E351", reason="phrase", found=text)


def every(amount: int, unit: str) -> Schedule:
    """`EVERY n unit`. Raises: E351."""
    said = interval(amount, unit)
    if said is None:
        raise BasicError("E351", reason="phrase", found=unit)
    return _regular(said)


def next_after(schedule: Schedule, instant: datetime, zone: tzinfo) -> datetime | None:
    """When it is due for the first time after `instant`; None when a single moment has passed."""
    if found := _INTERVAL.fullmatch(schedule.text):
        return _next_interval(int(found[1]), instant, zone)
    if is_cron(schedule.text):
        return next_time(read_cron(schedule.text), instant, zone)
    moment = datetime.fromisoformat(schedule.text)
    return moment.astimezone(zone) if moment > instant else None


def _next_interval(seconds: int, instant: datetime, zone: tzinfo) -> datetime:
    """Counted on local clocks from the beginning of 1970, so that it needs no memory: days begin at midnight."""
    local = instant.astimezone(zone).replace(tzinfo=None)
    turns = (local - _EPOCH) // timedelta(seconds=seconds)
    while True:
        turns += 1
        moment = (_EPOCH + turns * timedelta(seconds=seconds)).replace(tzinfo=zone).astimezone(UTC)
        if moment > instant:
            return moment.astimezone(zone)


def _normal_cron(text: str) -> str:
    read_cron(text)
    fields = text.split()
    return " ".join(fields[1:] if len(fields) == 6 and fields[0] == "0" else fields)


def _regular(said: str | int) -> Schedule:
    return Schedule(said if isinstance(said, str) else f"every {said} seconds")


def _once(value: date, host: Host) -> Schedule:
    moment = value if isinstance(value, datetime) else datetime.combine(value, time(), host.zone)
    return Schedule(moments.in_utc(moment, host.zone).isoformat())
