"""Days as people say them in Portuguese, English and Spanish: hoje, sexta, 15 de março, in 3 days.

Works on texts that `folding.plain` made. A day without a year lies ahead, and so does a weekday.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from attendance.basic.calendar_names import MONTHS, WEEKDAYS, short
from attendance.basic.folding import plain
from attendance.basic.spoken_numbers import spoken_number

_DISTANCES: Final = {
    "hoje": 0, "today": 0, "hoy": 0, "agora": 0, "now": 0,
    "amanha": 1, "tomorrow": 1, "manana": 1,
    "depois de amanha": 2, "day after tomorrow": 2, "the day after tomorrow": 2, "pasado manana": 2,
    "ontem": -1, "yesterday": -1, "ayer": -1,
    "anteontem": -2, "antes de ontem": -2, "day before yesterday": -2, "anteayer": -2,
}  # fmt: skip
_WEEKDAYS: Final = {
    name: number
    for names in WEEKDAYS.values()
    for number, full in enumerate(names)
    for name in {
        plain(full),
        plain(full).removesuffix("-feira"),
        plain(full).replace("-", " "),
        short(plain(full)),
    }
    if name != "mar"
}
_MONTHS: Final = {
    name: number
    for names in MONTHS.values()
    for number, full in enumerate(names, 1)
    for name in (plain(full), short(plain(full)))
} | {"setiembre": 9, "sept": 9}

_LEAD = re.compile(r"(?:(?:no|ate|el|para|on|em|na|the|nesta|neste|esta|este|this|dia) )+")
_NEXT = re.compile(r"(?:proxim[oa]|next|proximo) (?P<day>.+)|(?P<day2>.+) (?:que vem|que viene|proxim[oa])")
_LAST = re.compile(r"(?:last|ultim[oa]) (?P<day>.+)|(?P<day2>.+) (?:passad[oa]|pasad[oa])")
_DISTANCE = re.compile(
    r"(?:daqui (?:a )?|em |in |en |dentro de )(?P<count>[a-z0-9 ]+?) "
    r"(?P<unit>dias?|days?|semanas?|weeks?|mes|meses|months?)(?: from now)?"
)
_DAY_OF_MONTH = re.compile(
    r"(?P<day>\d{1,2}|primeiro|first)(?:o|a|º|st|nd|rd|th)?(?: (?:de|of|del))? ?(?P<month>[a-z]+)"
    r"(?:,? (?:(?:de|of|del) )?(?P<year>\d{4}))?"
)
_MONTH_DAY = re.compile(r"(?P<month>[a-z]+) (?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,? (?P<year>\d{4}))?")
_SHORT = re.compile(r"(?P<first>\d{1,2})[/.-](?P<second>\d{1,2})")
_DAY_ALONE = re.compile(
    r"(?:o )?dia (?P<day>\d{1,2})|(?:the )?(?P<day2>\d{1,2})(?:st|nd|rd|th)|el (?P<day3>\d{1,2})"
)


def spoken_date(words: str, today: date, *, month_first: bool = False) -> date | None:
    """The day that is meant, None when none is."""
    try:
        return _named(words, today, month_first) or _named(_LEAD.sub("", words, count=1), today, month_first)
    except (ValueError, OverflowError):
        return None


def _named(words: str, today: date, month_first: bool) -> date | None:
    if words in _DISTANCES:
        return today + timedelta(days=_DISTANCES[words])
    return (
        _weekday(words, today)
        or _at_distance(words, today)
        or _day_and_month(words, today, month_first)
        or _day_alone(words, today)
    )


def _weekday(words: str, today: date) -> date | None:
    """The next day of that name, never today: who means today says so."""
    back = _LAST.fullmatch(words)
    found = back or _NEXT.fullmatch(words)
    wanted = _WEEKDAYS.get(words if found is None else found["day"] or found["day2"])
    if wanted is None:
        return None
    ahead = (wanted - today.isoweekday()) % 7 or 7
    return today + timedelta(days=ahead - 7 - 7 * (ahead == 7) if back else ahead)


def _at_distance(words: str, today: date) -> date | None:
    found = _DISTANCE.fullmatch(words)
    if found is None:
        return None
    count = int(found["count"]) if found["count"].isdecimal() else spoken_number(found["count"])
    if count is None or count > 10_000:
        return None
    if found["unit"][0] == "m":
        return add_months(today, count)
    return today + timedelta(days=count * (7 if found["unit"][0] in "sw" else 1))


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or its last one."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _day_and_month(words: str, today: date, month_first: bool) -> date | None:
    if found := _SHORT.fullmatch(words):
        day, month = int(found["first"]), int(found["second"])
        if (month_first and day <= 12) or month > 12:
            day, month = month, day
        return _ahead(today, month, day)
    named = _DAY_OF_MONTH.fullmatch(words) or _MONTH_DAY.fullmatch(words)
    number = None if named is None else _MONTHS.get(named["month"])
    if named is None or number is None:
        return None
    day = int(named["day"]) if named["day"].isdecimal() else 1
    return date(int(named["year"]), number, day) if named["year"] else _ahead(today, number, day)


def _ahead(today: date, month: int, day: int) -> date:
    """In this year, or in the next one when that has passed; 29 February in the next leap year."""
    for year in range(today.year, today.year + 9):
        if day <= monthrange(year, month)[1] and date(year, month, day) >= today:
            return date(year, month, day)
    raise ValueError(day)


def _day_alone(words: str, today: date) -> date | None:
    found = _DAY_ALONE.fullmatch(words)
    if found is None:
        return None
    day = int(found["day"] or found["day2"] or found["day3"])
    for months in range(12):
        first = add_months(today.replace(day=1), months)
        if 1 <= day <= monthrange(first.year, first.month)[1] and first.replace(day=day) >= today:
            return first.replace(day=day)
    return None
