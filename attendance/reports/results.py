"""What the database answered, as the result that screens and files show. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from attendance.kernel.text import fold
from attendance.reports import telling, words
from attendance.reports.catalogue import TIMES, Dimension, Measure, Unit
from attendance.reports.periods import Span
from attendance.reports.rules import Asked
from attendance.reports.schemas import MOST_ROWS, Cell, ReportColumn, ReportResult
from attendance.reports.words import Language

Names = Mapping[str, Mapping[str, str]]
_DIGITS: Final[Mapping[Unit, int]] = {
    "count": 0, "seconds": 1, "percent": 1, "score": 1, "money": 2, "number": 1,
}  # fmt: skip


def result(
    asked: Asked,
    span: Span,
    rows: Sequence[Sequence[Any]],
    totals: Sequence[Any],
    names: Names,
    said: Language,
) -> ReportResult:
    """`rows` may be one more than asked for."""
    shown = [_row(asked, row) for row in rows[: asked.limit]]
    is_cut = len(rows) > asked.limit
    if asked.is_series and not is_cut:
        shown = _with_gaps(asked, span, shown)
    called = {one.key: _names(one, place, shown, names, said) for place, one in enumerate(asked.dimensions)}
    return ReportResult(
        columns=columns(asked, said),
        rows=_by_name(asked, shown, called),
        totals=[cell(one, value) for one, value in zip(asked.measures, totals, strict=True)],
        names=called,
        filters=telling.tests(asked, {key: dict(known) for key, known in names.items()}, said),
        is_cut=is_cut,
        since=span.since,
        until=span.until,
        first=span.first,
        last=span.last,
        timezone=span.zone.key,
    )


def columns(asked: Asked, said: Language) -> list[ReportColumn]:
    return [_dimension(one, said) for one in asked.dimensions] + [
        _measure(asked, one, said) for one in asked.measures
    ]


def cell(measure: Measure, value: Any) -> Cell:
    """As exact as its unit is shown."""
    if value is None:
        return 0 if measure.is_counted else None
    if measure.unit == "count":
        return int(value)
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    return float(round(exact, _DIGITS[measure.unit]))


def _by_name(asked: Asked, rows: list[list[Cell]], called: Names) -> list[list[Cell]]:
    """The database orders what is stored; people look for names."""
    found = [place for place, one in enumerate(asked.dimensions) if one.key == asked.order]
    if not found or asked.dimensions[found[0]].kind in (*TIMES, "number"):
        return rows
    [place] = found
    names = called.get(asked.order, {})
    known = [row for row in rows if row[place] is not None]
    known.sort(key=lambda row: fold(names.get(str(row[place]), str(row[place]))), reverse=asked.is_descending)
    return known + [row for row in rows if row[place] is None]


def _dimension(one: Dimension, said: Language) -> ReportColumn:
    name = words.dimension_name(one, said)
    return ReportColumn(key=one.key, name=name, kind=one.kind, unit=None, definition=None)


def _measure(asked: Asked, one: Measure, said: Language) -> ReportColumn:
    name, meant = words.measure_name(asked.source, one, said), words.definition(asked.source, one, said)
    return ReportColumn(key=one.key, name=name, kind=None, unit=one.unit, definition=meant)


def _row(asked: Asked, row: Sequence[Any]) -> list[Cell]:
    split = len(asked.dimensions)
    numbers = [cell(one, value) for one, value in zip(asked.measures, row[split:], strict=True)]
    return [*row[:split], *numbers]


def _names(
    dimension: Dimension, place: int, rows: Sequence[Sequence[Cell]], names: Names, said: Language
) -> dict[str, str]:
    """Of the values that are in the rows, where they have a name beside themselves."""
    values = {str(row[place]) for row in rows if row[place] is not None}
    known = names.get(dimension.key)
    if known is not None:
        return {value: known.get(value, words.said("removed", said)) for value in sorted(values)}
    found = ((value, words.value_name(dimension, value, said)) for value in sorted(values))
    return {value: name for value, name in found if name is not None}


def _with_gaps(asked: Asked, span: Span, rows: list[list[Cell]]) -> list[list[Cell]]:
    """The days, weeks or months in which nothing happened stand among the others."""
    known = {row[0]: row for row in rows}
    every = [key.isoformat() for key in _steps(asked.dimensions[0].kind, span)]
    if len(every) > MOST_ROWS:
        return rows
    empty: list[Cell] = [cell(one, None) for one in asked.measures]
    filled = [known.get(key, [key, *empty]) for key in every]
    return filled[::-1] if asked.is_descending else filled


def _steps(kind: str, span: Span) -> Iterator[date]:
    """The first days of all that begin before the period's end."""
    day = span.first
    if kind == "week":
        day -= timedelta(days=day.weekday())
    if kind == "month":
        day = day.replace(day=1)
    while day <= span.last:
        yield day
        if kind == "month":
            day = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
        else:
            day += timedelta(days=7 if kind == "week" else 1)
