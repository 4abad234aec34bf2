"""A result in words: what a person reads in a file, in their language. Pure."""

from datetime import date
from typing import Final

from babel.dates import format_date
from babel.numbers import format_decimal

from attendance.reports import words
from attendance.reports.catalogue import Kind, Unit
from attendance.reports.rules import Asked, Test
from attendance.reports.schemas import Cell, ReportResult
from attendance.reports.words import Language

_LOCALES: Final[dict[Language, str]] = {"pt": "pt_BR", "en": "en", "es": "es"}
_FORMATS: Final[dict[Unit, str]] = {
    "count": "#,##0", "percent": "#,##0.0", "score": "#,##0.0", "number": "#,##0.#", "money": "#,##0.00",
}  # fmt: skip
_UNKNOWN: Final = "–"


def value(result: ReportResult, place: int, found: Cell, said: Language) -> str:
    """What a dimension's value is called."""
    column = result.columns[place]
    if found is None:
        return words.said("none", said)
    if column.kind in ("day", "week", "month"):
        return moment(column.kind, str(found), said)
    return result.names.get(column.key, {}).get(str(found)) or _plain(found, said)


def moment(kind: Kind, first: str, said: Language) -> str:
    """A day, or a week or month by its first day."""
    day = date.fromisoformat(first)
    if kind == "month":
        return format_date(day, "LLLL yyyy", locale=_LOCALES[said])
    written = day_text(day, said)
    return f"{words.said('week_of', said)} {written}" if kind == "week" else written


def day_text(day: date, said: Language) -> str:
    return format_date(day, "short" if said == "pt" else "medium", locale=_LOCALES[said])


def period(result: ReportResult, said: Language) -> str:
    first, last = day_text(result.first, said), day_text(result.last, said)
    return first if result.first == result.last else f"{first} {words.said('to', said)} {last}"


def number(unit: Unit, found: Cell, said: Language) -> str:
    """With its unit where it has one."""
    if found is None or isinstance(found, str):
        return found or _UNKNOWN
    if unit == "seconds":
        return duration(found)
    written = str(format_decimal(found, _FORMATS[unit], locale=_LOCALES[said]))
    return f"{written}%" if unit == "percent" else written


def duration(seconds: float) -> str:
    """The two largest parts: `2 d 3 h`, `1 h 05 min`, `12 min 30 s`, `45 s`."""
    whole = round(seconds)
    days, hours, minutes = whole // 86_400, whole // 3600 % 24, whole // 60 % 60
    if days:
        return f"{days} d {hours} h"
    if hours:
        return f"{hours} h {minutes:02d} min"
    return f"{minutes} min {whole % 60:02d} s" if minutes else f"{whole} s"


def tests(asked: Asked, names: dict[str, dict[str, str]], said: Language) -> list[str]:
    """The filters as sentences; `names` are those of people, queues and the like, by dimension."""
    return [_test(one, names.get(one.dimension.key, {}), said) for one in asked.tests]


def _test(test: Test, names: dict[str, str], said: Language) -> str:
    called = [
        names.get(str(one)) or words.value_name(test.dimension, str(one), said) or str(one)
        for one in test.values
    ]
    if test.has_none:
        called.append(words.said("none", said))
    either = f" {words.said('or', said)} ".join(called)
    return f"{words.dimension_name(test.dimension, said)} {words.said(f'filter_{test.op}', said)} {either}"


def _plain(found: Cell, said: Language) -> str:
    if found is None or isinstance(found, str):
        return found or _UNKNOWN
    return str(format_decimal(found, "#,##0.##", locale=_LOCALES[said]))
