"""Phrases that say when, in English and Portuguese, as cron expressions or as intervals."""

import re
from datetime import time
from typing import Final

from attendance.basic.errors import BasicError
from attendance.basic.folding import plain
from attendance.basic.spoken_numbers import spoken_number
from attendance.basic.spoken_times import spoken_time

_SECONDS: Final = {
    name: seconds
    for seconds, names in {
        1: "second seconds segundo segundos s sec",
        60: "minute minutes minuto minutos min mins",
        3_600: "hour hours hora horas h",
        86_400: "day days dia dias d",
        604_800: "week weeks semana semanas",
    }.items()
    for name in names.split()
}
_WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "sunday sundays sun domingo domingos",
            "monday mondays mon segunda segundas",
            "tuesday tuesdays tue terca tercas",
            "wednesday wednesdays wed quarta quartas",
            "thursday thursdays thu quinta quintas",
            "friday fridays fri sexta sextas",
            "saturday saturdays sat sabado sabados",
        )
    )
    for name in names.split()
}
_WORKDAYS = (
    "(?:every )?(?:week ?days?|business days?|working days?)"
    "|(?:(?:todos os|nos|em) )?dias (?:uteis|de semana)|(?:todo )?dia util"
)
_WEEKENDS = "(?:every |on )?weekends?|(?:(?:todo|todos os|nos|aos) )?(?:fim|fins) de semana"
_DAYS = "every ?day|each day|daily|todo(?:s os)? dias?|todo o dia|diariamente|diario"
_BUSINESS_HOURS = (
    "(?:(?:during|in|every hour in|no|em|durante o) )?(?:business hours|office hours|horario comercial)"
)
_EVERY: Final = re.compile(
    r"(?:(?:every|each|a cada|cada|toda|todo|todas as|todos os) |de (?P<from>\d{1,5}) em )"
    r"(?:(?P<count>\d{1,5}|[a-z]+(?: e [a-z]+)?) )?(?P<unit>[a-z]+)"
)
_ONCE: Final = {
    "hourly": 3_600,
    "de hora em hora": 3_600,
    "minutely": 60,
    "every other day": 172_800,
    "dia sim dia nao": 172_800,
}
_EVERY_DAY_NAME = re.compile(
    r"(?:every|each|on|toda|todo|todas as|todos os|a cada|cada|na|no|as|aos|weekly on) "
)
_DAY_JOINT = re.compile(r"(?:, ?|,? (?:and|e|or|ou) )(?:(?:every|on|toda|todo|na|no) )?")
_MONTHLY: Final = re.compile(
    r"(?:monthly|every month|mensalmente|todo mes|todos os meses)"
    r"(?:,? (?:on )?(?:the )?(?:(?:no )?dia )?(?P<day>\d{1,2}|first|primeiro)(?:st|nd|rd|th|o)?)?"
    r"|(?:every|on) (?:the )?(?P<day2>\d{1,2})(?:st|nd|rd|th)(?: (?:day )?of (?:the|each|every) month)?"
    r"|(?:todo|no|cada) dia (?P<day3>\d{1,2}|primeiro)(?: (?:de cada|do|de todo) mes)?"
)
_AT: Final = re.compile(r"(?P<days>.+?)?,? ?\b(?:at|as|a|ao|a partir das) (?P<time>[^,]+)")


def in_words(text: str) -> str | int | None:
    """A cron expression of 5 fields, or the seconds of an interval that cron cannot say; None for no phrase.

    Raises: E351 below 60 seconds.
    """
    words = plain(text).replace("-feira", "").replace("-", " ")
    if re.fullmatch(_BUSINESS_HOURS, words):
        return "0 9-17 * * 1-5"
    if (seconds := _interval(words)) is not None:
        return _regular(seconds)
    days, clock = _parted(words)
    days_of_month = None if days is None else _days(days)
    if days_of_month is None or clock is None:
        return None
    day, weekday = days_of_month
    return f"{clock.minute} {clock.hour} {day} * {weekday}"


def interval(amount: int, unit: str) -> str | int | None:
    """`EVERY n unit`; None for an unknown unit. Raises: E351."""
    seconds = _SECONDS.get(plain(unit))
    return None if seconds is None else _regular(amount * seconds)


def _interval(words: str) -> int | None:
    if words in _ONCE:
        return _ONCE[words]
    found = _EVERY.fullmatch(words)
    if found is None or found["unit"] not in _SECONDS:
        return None
    if found["from"] not in (None, found["count"]):
        return None
    count = _count(found["count"])
    if count is None or (found["count"] is None and _SECONDS[found["unit"]] >= 86_400):
        return None
    return count * _SECONDS[found["unit"]]


def _count(written: str | None) -> int | None:
    if written is None:
        return 1
    return int(written) if written.isdecimal() else spoken_number(written)


def _regular(seconds: int) -> str | int:
    """Cron where the interval divides the hour or the day: then it keeps to the clock. Raises: E351."""
    if seconds < 60:
        raise BasicError("E351", reason="interval", found=f"{seconds} s")
    minutes, rest = divmod(seconds, 60)
    if rest == 0 and minutes < 60 and 60 % minutes == 0:
        return "* * * * *" if minutes == 1 else f"*/{minutes} * * * *"
    hours, rest = divmod(seconds, 3_600)
    if rest == 0 and hours <= 24 and 24 % hours == 0:
        return {1: "0 * * * *", 24: "0 0 * * *"}.get(hours, f"0 */{hours} * * *")
    return "0 0 * * 0" if seconds == 604_800 else seconds


def _parted(words: str) -> tuple[str | None, time | None]:
    """Days and time of day: `every day at 9am`, `at 9am`, `daily`."""
    found = _AT.fullmatch(words)
    if found is not None and (clock := spoken_time(found["time"])) is not None:
        return found["days"] or "every day", clock
    pieces = words.split(" ")
    for at in range(1, len(pieces)):
        days, tail = " ".join(pieces[:at]).rstrip(","), " ".join(pieces[at:])
        clock = None if tail.isdecimal() else spoken_time(tail)
        if clock is not None and _days(days) is not None:
            return days, clock
    return words, time()


def _days(words: str) -> tuple[str, str] | None:
    """Day of the month and weekday, as fields of cron."""
    if re.fullmatch(_DAYS, words):
        return "*", "*"
    if re.fullmatch(_WORKDAYS, words):
        return "*", "1-5"
    if re.fullmatch(_WEEKENDS, words):
        return "*", "0,6"
    if words in ("weekly", "every week", "semanalmente", "toda semana"):
        return "*", "1"
    if found := _MONTHLY.fullmatch(words):
        day = found["day"] or found["day2"] or found["day3"] or "1"
        number = int(day) if day.isdecimal() else 1
        return (str(number), "*") if 1 <= number <= 31 else None
    names = [_WEEKDAYS.get(name) for name in _DAY_JOINT.split(_EVERY_DAY_NAME.sub("", words, count=1))]
    if None in names:
        return None
    return "*", ",".join(str(number) for number in sorted({n for n in names if n is not None}))
