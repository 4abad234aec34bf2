"""Whether a definition makes sense, and what it means exactly: `checked` gives the compiler nothing to doubt. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from attendance.kernel.errors import InvalidInput
from attendance.reports.catalogue import CATALOGUE, IDS, SERIES, Dimension, Measure, Source
from attendance.reports.periods import LONGEST_DAYS, Span, span_of
from attendance.reports.schemas import Operator, ReportDefinition, ReportFilter, ReportPeriod

Value = UUID | Decimal | str
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2100, 1, 1)
_LARGEST: Final = Decimal(10) ** 15


@dataclass(frozen=True, slots=True)
class Test:
    """A filter, its values typed. `has_none`: things without a value are meant too."""

    dimension: Dimension
    op: Operator
    values: tuple[Value, ...]
    has_none: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A definition that was checked. `order` is a key of its dimensions or measures."""

    source: Source
    date: str
    dimensions: tuple[Dimension, ...]
    measures: tuple[Measure, ...]
    tests: tuple[Test, ...]
    order: str
    is_descending: bool
    limit: int

    @property
    def is_series(self) -> bool:
        """One day, week or month after the other, and nothing else."""
        return (
            len(self.dimensions) == 1
            and self.dimensions[0].kind in SERIES
            and self.order == self.dimensions[0].key
        )


def checked(definition: ReportDefinition) -> Asked:
    """Raises InvalidInput, naming the field."""
    source = CATALOGUE[definition.source]
    dimensions = tuple(_dimension(source, key) for key in _once(definition.dimensions, "dimensions"))
    measures = tuple(_measure(source, key) for key in _once(definition.measures, "measures"))
    order, is_descending = _order(definition, dimensions, measures)
    _check_days(definition.period)
    return Asked(
        source=source,
        date=_date(source, definition.date),
        dimensions=dimensions,
        measures=measures,
        tests=tuple(_test(source, one) for one in definition.filters),
        order=order,
        is_descending=is_descending,
        limit=definition.limit,
    )


def span(period: ReportPeriod, now: datetime, zone: ZoneInfo) -> Span:
    """The days of a period that was checked."""
    return span_of(period.key, now, zone, first=period.first, last=period.last)


def _wrong(field: str, problem: str) -> InvalidInput:
    return InvalidInput(f"{field}: {problem}", fields={field: problem})


def _once(keys: list[str], field: str) -> list[str]:
    if len(set(keys)) != len(keys):
        raise _wrong(field, "names something twice")
    return keys


def _dimension(source: Source, key: str) -> Dimension:
    found = source.dimension(key)
    if found is None or found.is_filter_only:
        raise _wrong("dimensions", f"{source.key} can't be split by {key}")
    return found


def _measure(source: Source, key: str) -> Measure:
    found = source.measure(key)
    if found is None:
        raise _wrong("measures", f"{source.key} has no measure {key}")
    return found


def _date(source: Source, key: str | None) -> str:
    if key is None:
        return source.dates[0]
    if key not in source.dates:
        raise _wrong("date", f"{source.key} has no date {key}")
    return key


def _order(
    definition: ReportDefinition, dimensions: tuple[Dimension, ...], measures: tuple[Measure, ...]
) -> tuple[str, bool]:
    """As asked; else times in their order, everything else the largest first."""
    if definition.order is None:
        first_is_time = bool(dimensions) and dimensions[0].is_time
        return (dimensions[0].key, False) if first_is_time else (measures[0].key, True)
    keys = {one.key for one in dimensions} | {one.key for one in measures}
    if definition.order.by not in keys:
        raise _wrong("order", f"{definition.order.by} is not in the report")
    return definition.order.by, definition.order.is_descending


def _check_days(period: ReportPeriod) -> None:
    if period.key != "between":
        return
    if period.first is None or period.last is None:
        raise _wrong("period", "between needs its first and its last day")
    if not _FIRST_DAY <= period.first <= period.last <= _LAST_DAY:
        raise _wrong("period", "the first day comes before the last one")
    if (period.last - period.first).days >= LONGEST_DAYS:
        raise _wrong("period", "a report covers at most a year")


def _test(source: Source, wanted: ReportFilter) -> Test:
    found = source.dimension(wanted.field)
    if found is None or found.is_time:
        raise _wrong("filters", f"{source.key} can't be filtered by {wanted.field}")
    is_one_number = found.kind == "number" and len(wanted.values) == 1 and wanted.values[0] is not None
    if wanted.op in ("at_least", "at_most") and not is_one_number:
        raise _wrong("filters", f"{wanted.op} takes one number, of a field that is one")
    values = [_value(found, one) for one in wanted.values if one is not None]
    return Test(found, wanted.op, tuple(values), has_none=None in wanted.values)


def _value(dimension: Dimension, written: str) -> Value:
    try:
        if dimension.kind in IDS:
            return UUID(written)
        if dimension.kind == "number":
            return _number(written)
    except (ValueError, InvalidOperation):
        raise _wrong("filters", f"{written} is no value of {dimension.key}") from None
    if dimension.choices and written not in dimension.choices:
        raise _wrong("filters", f"{written} is no value of {dimension.key}")
    if "\x00" in written:
        raise _wrong("filters", f"a value of {dimension.key} has characters that no text has")
    return written


def _number(written: str) -> Decimal:
    number = Decimal(written)
    if not number.is_finite() or abs(number) > _LARGEST:
        raise ValueError(written)
    return number
