"""Date patterns: YYYY YY MMMM MMM MM M DD D dddd ddd HH H mm m ss s A; names in a language.

Only M (month) and m (minute) depend on case. A word that is no run of these letters stays as it is (`DD de MMMM`), as
does what stands in quotes or brackets or after a backslash. The hour counts to twelve when the pattern has A; after an
hour another h is the letter (`HHhmm` → 14h30).
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from attendance.basic.calendar_names import MONTHS, WEEKDAYS, language_of, short
from attendance.basic.errors import BasicError

_TOKEN = r"[Yy]{4}|[Yy]{2}|M{1,4}|m{1,4}|[Dd]{1,4}|[Hh]{1,2}|[Ss]{1,2}|A"
_PIECE = re.compile(
    rf"\\(?P<escaped>.)|'(?P<quoted>[^']*)'|\"(?P<double>[^\"]*)\"|\[(?P<bracket>[^\]]*)\]|(?P<half>AM/PM|am/pm)"
    rf"|(?P<tokens>(?<![^\W\d_])(?>(?:{_TOKEN}|T)+)(?![^\W\d_]))|(?P<word>[^\W\d_]+)|(?P<other>.)",
    re.DOTALL,
)
_TOKENS = re.compile(rf"{_TOKEN}|T")


def is_date_pattern(pattern: str) -> bool:
    """It has a place for a part of a date or time."""
    return any(kind == "token" for kind, _ in _pieces(pattern))


def format_date(value: date | time | timedelta, pattern: str, language: str, zone: tzinfo) -> str:
    """Datetimes in the zone; a date's time is midnight; a duration has hours (all of them), minutes and seconds.

    Raises: E311 for a part that the value hasn't.
    """
    if isinstance(value, datetime):
        value = value.astimezone(zone)
    pieces = list(_pieces(pattern))
    twelve = any(text == "A" for kind, text in pieces if kind == "token")
    parts = _Parts(value, language_of(language), twelve)
    return "".join(parts.of(piece) if kind == "token" else piece for kind, piece in pieces)


def _pieces(pattern: str) -> Iterator[tuple[str, str]]:
    """`("token", "DD")` or `("text", " de ")`, in order."""
    has_hour = False
    for found in _PIECE.finditer(pattern):
        if found["half"]:
            yield "token", "A"
        elif not found["tokens"]:
            yield "text", found[found.lastgroup or 0]
        for token in _TOKENS.findall(found["tokens"] or ""):
            is_hour = token[0] in "Hh"
            yield ("text" if token == "T" or (is_hour and has_hour) else "token"), token
            has_hour = has_hour or is_hour


class _Parts:
    """The parts of one value, by token."""

    def __init__(self, value: date | time | timedelta, language: str, twelve: bool) -> None:
        self.value, self.language, self.twelve = value, language, twelve

    def of(self, token: str) -> str:
        key = token if token[0] in "Mm" else token.upper()
        if key in ("mmm", "mmmm"):
            key = key.upper()
        return _WRITERS[key](self)

    def of_date(self, name: str) -> int:
        if not isinstance(self.value, date):
            raise BasicError("E311", function="FORMAT", type="time")
        number: int = getattr(self.value, name)
        return number

    def of_time(self, name: str) -> int:
        if isinstance(self.value, timedelta):
            seconds = abs(self.value) // timedelta(seconds=1)
            return {"hour": seconds // 3600, "minute": seconds // 60 % 60, "second": seconds % 60}[name]
        number: int = getattr(self.value, name, 0)
        return number

    @property
    def hour(self) -> int:
        hour = self.of_time("hour")
        return (hour % 12 or 12) if self.twelve else hour

    @property
    def month_name(self) -> str:
        return MONTHS[self.language][self.of_date("month") - 1]

    @property
    def weekday_name(self) -> str:
        day = date(self.of_date("year"), self.of_date("month"), self.of_date("day"))
        return WEEKDAYS[self.language][day.isoweekday() % 7]


_WRITERS: Final[dict[str, Callable[[_Parts], str]]] = {
    "YYYY": lambda parts: f"{parts.of_date('year'):04}",
    "YY": lambda parts: f"{parts.of_date('year') % 100:02}",
    "MMMM": lambda parts: parts.month_name,
    "MMM": lambda parts: short(parts.month_name),
    "MM": lambda parts: f"{parts.of_date('month'):02}",
    "M": lambda parts: str(parts.of_date("month")),
    "DDDD": lambda parts: parts.weekday_name,
    "DDD": lambda parts: short(parts.weekday_name),
    "DD": lambda parts: f"{parts.of_date('day'):02}",
    "D": lambda parts: str(parts.of_date("day")),
    "HH": lambda parts: f"{parts.hour:02}",
    "H": lambda parts: str(parts.hour),
    "mm": lambda parts: f"{parts.of_time('minute'):02}",
    "m": lambda parts: str(parts.of_time("minute")),
    "SS": lambda parts: f"{parts.of_time('second'):02}",
    "S": lambda parts: str(parts.of_time("second")),
    "A": lambda parts: "AM" if parts.of_time("hour") < 12 else "PM",
}
