"""Texts that are dates and times: ISO and the company's notation, and the words of people (hoje, sexta, 2 da tarde)."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final

from attendance.basic.folding import plain
from attendance.basic.host import Host, Value
from attendance.basic.spoken_dates import spoken_date
from attendance.basic.spoken_times import spoken_span, spoken_time

MONTH_FIRST: Final = frozenset({"US", "PH", "FM", "GU", "PR"})
"""Countries that write 12/25/2026; where a day cannot be a month the other order is understood everywhere."""

_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
_OFFSET = r"(?P<offset>Z|z|[+-]\d{2}:?\d{2})"
_ISO = re.compile(
    rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})(?:[Tt ]\s*{_CLOCK}\s*{_OFFSET}?)?", re.ASCII
)
_LOCAL = re.compile(
    rf"(?P<a>\d{{1,2}})(?P<mark>[/.-])(?P<b>\d{{1,2}})(?P=mark)(?P<year>\d{{4}}|\d{{2}})(?:,?\s+{_CLOCK})?",
    re.ASCII,
)
_TIME = re.compile(_CLOCK, re.ASCII)
_LONGEST = 64


def written_moment(text: str, host: Host) -> date | datetime | time | None:
    """What a text in ISO or the company's notation says (4.5); no words. A time of day alone is a time."""
    stripped = text.strip()
    if not 4 <= len(stripped) <= _LONGEST or not stripped[0].isdigit():
        return None
    try:
        if found := _ISO.fullmatch(stripped):
            return _with_clock(date(int(found["year"]), int(found["month"]), int(found["day"])), found, host)
        if found := _LOCAL.fullmatch(stripped):
            return _with_clock(_local_date(found, host), found, host)
        if found := _TIME.fullmatch(stripped):
            return _clock(found)
    except (ValueError, OverflowError):
        return None
    return None


def _local_date(found: re.Match[str], host: Host) -> date:
    first, second = int(found["a"]), int(found["b"])
    month_first = host.country in MONTH_FIRST
    if (first if month_first else second) > 12:
        month_first = not month_first
    month, day = (first, second) if month_first else (second, first)
    return date(full_year(found["year"], host), month, day)


def full_year(digits: str, host: Host) -> int:
    """The year of two digits is the one closest to now, at most 30 years ahead."""
    if len(digits) == 4:
        return int(digits)
    latest = host.now().year + 30
    return latest - (latest - int(digits)) % 100


def _with_clock(day: date, found: re.Match[str], host: Host) -> date | datetime:
    if found["hour"] is None:
        return day
    groups = found.groupdict()
    zone = _offset(groups["offset"]) if groups.get("offset") else host.zone
    return datetime.combine(day, _clock(found), zone).astimezone(host.zone)


def _clock(found: re.Match[str]) -> time:
    fraction = (found["fraction"] or "").ljust(6, "0")[:6]
    return time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0), int(fraction))


def _offset(written: str) -> tzinfo:
    if written in "Zz":
        return UTC
    hours, minutes = int(written[1:3]), int(written[-2:])
    span = timedelta(hours=hours, minutes=minutes)
    return timezone(-span if written[0] == "-" else span)


def as_moment(value: Value, host: Host) -> date | datetime | None:
    """A date or datetime that a value is or that its text says; None for anything else."""
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    said = written_moment(value, host)
    return None if isinstance(said, time) else said


def parse_date(text: str, host: Host) -> date | None:
    """A day as a person writes it: `25/12/2026`, ISO, 25/12, hoje, amanhã, segunda, 15 de março, tomorrow."""
    said = written_moment(text, host)
    if said is not None:
        return said if type(said) is date else None
    words = plain(text)
    if len(words) > _LONGEST:
        return None
    return spoken_date(words, _today(host), month_first=host.country in MONTH_FIRST)


def parse_time(text: str, host: Host) -> time | None:
    """A time of day: `14:30`, 14h30, `2 da tarde`, `2:30 PM`, meio-dia."""
    said = written_moment(text, host)
    if isinstance(said, time):
        return said
    words = plain(text)
    return spoken_time(words) if len(words) <= _LONGEST else None


def parse_datetime(text: str, host: Host) -> datetime | None:
    """A day and a time in either order, `daqui a 2 horas`; a time alone is the next such moment."""
    said = written_moment(text, host)
    if isinstance(said, datetime):
        return said
    words = plain(text)
    if len(words) > _LONGEST:
        return None
    if isinstance(said, date):
        return datetime.combine(said, time(), host.zone) if words[:4].isdecimal() else None
    if words in ("agora", "now", "ahora", "ja"):
        return host.now().astimezone(host.zone)
    if span := spoken_span(words):
        return host.now().astimezone(host.zone) + span
    return _day_and_time(words, host) or _next_time(words, host)


def _day_and_time(words: str, host: Host) -> datetime | None:
    pieces = words.split(" ")
    for at in range(1, len(pieces)):
        left, right = " ".join(pieces[:at]).rstrip(",-"), " ".join(pieces[at:])
        for day_words, time_words in ((left, right), (right, left)):
            day = parse_date(_JOINT.sub("", day_words), host)
            clock = None if day is None else parse_time(_JOINT.sub("", time_words), host)
            if day is not None and clock is not None:
                return datetime.combine(day, clock, host.zone)
    return None


_JOINT = re.compile(r"^(?:de|do|da|on|of|em|no|na|e) | (?:as|at|a|de|a las|,)$")


def _next_time(words: str, host: Host) -> datetime | None:
    clock = parse_time(words, host)
    if clock is None or words.isdecimal():
        return None
    moment = datetime.combine(_today(host), clock, host.zone)
    return (
        moment
        if moment >= host.now()
        else datetime.combine(_today(host) + timedelta(days=1), clock, host.zone)
    )


def _today(host: Host) -> date:
    return host.now().astimezone(host.zone).date()
