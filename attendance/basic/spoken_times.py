"""Times as people say them: 14h30, 2 da tarde, meio-dia e meia, 2:30 PM. Works on texts that `folding.plain` made."""

import re
from datetime import time, timedelta
from typing import Final

from attendance.basic.spoken_numbers import spoken_number

_LEAD = re.compile(r"(?:(?:as|a|ao|a partir das|pelas|at|a las|a la|la|las|por volta das|from) )+")
_HOURS = r"(?: ?h| ?hs| ?hrs?| ?horas?| ?o'?clock| em ponto)?"
_HALF = r"(?: ?(?P<half>am|pm|a\.m|p\.m|a\. m|p\. m)\.?)?"
_PART = (
    r"(?: (?:da|de|de la|in the|at|na|por la|do|del) "
    r"(?P<part>madrugada|manha|manana|tarde|noite|noche|morning|afternoon|evening|night|dia|mediodia))?"
)
_DIGITS = re.compile(
    rf"(?P<hour>\d{{1,2}})(?:(?:[:.]| ?h| ?hs| horas? e | horas e | e | y )(?P<minute>\d{{2}})(?::(?P<second>\d{{2}}))?"
    rf"(?: ?m| ?min| ?minutos?)?)?{_HOURS}(?P<and_half> (?:e|y) (?:meia|media))?{_HALF}{_PART}"
)
_WORDS = re.compile(
    rf"(?P<hour>[a-z]+(?: e [a-z]+)?(?: y [a-z]+)?){_HOURS}(?P<and_half> (?:e|y) (?:meia|media))?{_HALF}{_PART}"
)
_NAMED: Final = {
    "meio dia": (12, 0), "meio-dia": (12, 0), "noon": (12, 0), "midday": (12, 0), "mediodia": (12, 0),
    "meia noite": (0, 0), "meia-noite": (0, 0), "midnight": (0, 0), "medianoche": (0, 0),
    "meio dia e meia": (12, 30), "meio-dia e meia": (12, 30), "meia noite e meia": (0, 30),
    "meia-noite e meia": (0, 30),
}  # fmt: skip
_DAYTIME: Final = {
    "madrugada": "am", "manha": "am", "manana": "am", "morning": "am", "dia": "am",
    "tarde": "pm", "afternoon": "pm", "evening": "pm", "mediodia": "pm",
    "noite": "night", "noche": "night", "night": "night",
}  # fmt: skip
_SPAN = re.compile(
    r"(?:daqui (?:a )?|em |in |en |dentro de )(?P<count>[a-z0-9 ]+?) (?P<unit>minutos?|minutes?|min|horas?|hours?|h)"
)


def spoken_time(words: str) -> time | None:
    """The time of day that is meant, None when none is. A number alone is an hour."""
    words = _LEAD.sub("", words, count=1) if _LEAD.match(words) else words
    if words in _NAMED:
        return time(*_NAMED[words])
    found = _DIGITS.fullmatch(words)
    if found is not None:
        return _time(found, int(found["hour"]), int(found["minute"] or 0), int(found["second"] or 0))
    spoken = _WORDS.fullmatch(words)
    hour = None if spoken is None else _spoken_hour(spoken["hour"])
    return None if spoken is None or hour is None else _time(spoken, *hour, 0)


def spoken_span(words: str) -> timedelta | None:
    """`daqui a 2 horas`, `in 30 minutes`: how far ahead."""
    found = _SPAN.fullmatch(words)
    if found is None:
        return None
    count = int(found["count"]) if found["count"].isdecimal() else spoken_number(found["count"])
    if count is None or count > 100_000:
        return None
    return timedelta(hours=count) if found["unit"][0] == "h" else timedelta(minutes=count)


def _spoken_hour(words: str) -> tuple[int, int] | None:
    """`duas`, `duas e quinze`, `duas e meia`."""
    head, _, tail = words.replace(" y ", " e ").partition(" e ")
    whole = spoken_number(words.replace(" y ", " e "))
    if whole is not None and head in ("vinte", "veinte"):
        return whole, 0
    hour = spoken_number(head)
    minute = 30 if tail in ("meia", "media") else spoken_number(tail) if tail else 0
    return None if hour is None or minute is None else (hour, minute)


def _time(found: re.Match[str], hour: int, minute: int, second: int) -> time | None:
    half = (found["half"] or _DAYTIME.get(found["part"] or "", "")).replace(".", "").replace(" ", "")
    hour_of_day = _hour_of_day(hour, half)
    minute = 30 if found["and_half"] else minute
    if hour_of_day is None or hour_of_day > 23 or minute > 59 or second > 59:
        return None
    return time(hour_of_day, minute, second)


def _hour_of_day(hour: int, half: str) -> int | None:
    """12 at night is midnight, 1 to 5 at night are after it; 14 in the afternoon is 14."""
    if not half or hour > 12:
        return None if half == "am" and hour > 12 else hour
    if half == "am":
        return hour % 12
    if half == "pm":
        return hour % 12 + 12
    return hour % 12 if hour == 12 or hour < 6 else hour + 12
