"""Columns and functions of filters as typed PostgreSQL expressions, and the parameters that they need."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from attendance.basic.errors import BasicError
from attendance.basic.filters import columns as column_types
from attendance.basic.filters.columns import ColumnType, converted, find_column, unknown_column
from attendance.basic.filters.operands import as_amount, worth
from attendance.basic.filters.tree import Apply, Bare, Column, Constant, Operand
from attendance.basic.host import Host, Value

_CASTS: Final[dict[str, str]] = {
    "text": "text", "decimal": "numeric", "boolean": "boolean", "date": "date", "datetime": "timestamptz",
    "uuid": "uuid",
}  # fmt: skip
_SURROGATES = re.compile("[\ud800-\udfff]")

ISO_DATE: Final = (
    r"^(?!0000)([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    r"|02-(0[1-9]|1[0-9]|2[0-8]))|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)"
)
"""A day that exists: what follows is cast without asking, and must not fail."""
ISO_TIME: Final = r"([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,6})?)?)"
ISO_OFFSET: Final = r"(Z|[+-](0[0-9]|1[0-4]):?[0-5][0-9])"


@dataclass(frozen=True, slots=True)
class Typed:
    """An expression and what it gives; `name` tells the author which column it was."""

    sql: str
    kind: ColumnType
    name: str = ""


class Writer:
    """Collects the parameters of one statement."""

    def __init__(
        self, columns: Mapping[str, ColumnType], host: Host, rest: str | None = None, first: int = 1
    ) -> None:
        self.columns, self.host, self.rest, self.first = columns, host, rest, first
        self.parameters: list[Any] = []
        self._zone: str | None = None

    # ------------------------------------------------------------ parameters

    def parameter(self, value: Value, cast: str) -> str:
        """A placeholder for the value."""
        self.parameters.append(_storable(value))
        return f"${len(self.parameters) + self.first - 1}::{cast}"

    def typed_parameter(self, value: Value, kind: ColumnType) -> str:
        """A placeholder for a value already converted to the kind."""
        cast = self._cast([value], kind)
        return self.parameter(_for_cast(value, cast), cast)

    def typed_parameters(self, values: list[Value], kind: ColumnType) -> str:
        """A placeholder for all of them, as an array."""
        cast = self._cast(values, kind)
        return self.parameter([_storable(_for_cast(value, cast)) for value in values], f"{cast}[]")

    def _cast(self, values: Iterable[Value], kind: ColumnType) -> str:
        if kind == "integer":
            return (
                "bigint"
                if all(value is None or column_types.fits_bigint(value) for value in values)
                else "numeric"
            )
        return _CASTS[kind]

    def zone(self) -> str:
        """A placeholder for the company's time zone, always the same one."""
        if self._zone is None:
            key = getattr(self.host.zone, "key", None)
            offset = self.host.now().astimezone(self.host.zone).utcoffset() or timedelta()
            self._zone = self.parameter(key, "text") if key else self.parameter(offset, "interval")
        return self._zone

    # ------------------------------------------------------------ columns

    def column(self, column: Column) -> Typed:
        """Raises: E342."""
        if name := find_column(self.columns, column.name):
            return self._whole(name)
        base = find_column(self.columns, column.path[0])
        if base is not None and len(column.path) > 1 and self.columns[base] == "json":
            return self._inside(base, column.path[1:], column.name)
        if self.rest is None or base is not None:
            raise unknown_column(self.columns, column)
        return self._inside(self.rest, column.path, column.name)

    def _whole(self, name: str) -> Typed:
        kind = self.columns[name]
        if kind == "json":
            return Typed(f"NULLIF({quoted(name)}::jsonb, 'null'::jsonb)", kind, name)
        return Typed(quoted(name), kind, name)

    def _inside(self, base: str, path: tuple[str, ...], name: str) -> Typed:
        keys = self.parameter(list(path), "text[]")
        return Typed(f"NULLIF({quoted(base)}::jsonb #> {keys}, 'null'::jsonb)", "json", name)

    def reads_columns(self, operand: Operand) -> bool:
        """Whether its value depends on the row. A bare word is a column only if the table has it."""
        if isinstance(operand, Apply):
            return any(self.reads_columns(argument) for argument in operand.arguments)
        if isinstance(operand, Bare):
            base = find_column(self.columns, operand.word.split(".")[0])
            return base is not None and ("." not in operand.word or self.columns[base] == "json")
        return isinstance(operand, Column)

    # ------------------------------------------------------------ expressions

    def expression(self, operand: Operand) -> Typed:
        """Raises: E342, E344."""
        if not self.reads_columns(operand):
            return self._constant(worth(operand, self.host))
        match operand:
            case Column():
                return self.column(operand)
            case Bare(word):
                return self.column(Column(tuple(word.split("."))))
            case Apply(function, arguments):
                return self._apply(function, arguments)
        raise TypeError(operand)

    def _constant(self, value: Value) -> Typed:
        kind = _kind_of(value)
        known = value if kind == "text" else column_types.as_type(value, kind, self.host)
        return Typed(self.typed_parameter(known, kind), kind)

    def _apply(self, function: str, arguments: tuple[Operand, ...]) -> Typed:
        if function == "COALESCE":
            return self._coalesce(arguments)
        if function == "DATEDIFF":
            later, earlier = (self.as_date(self.expression(argument)) for argument in arguments)
            return Typed(f"({later.sql} - {earlier.sql})", "integer", function)
        subject = self.expression(arguments[0])
        match function:
            case "LOWER" | "UPPER":
                return Typed(f"{function.lower()}({self.as_text(subject)})", "text", subject.name)
            case "TRIM":
                return Typed(f"btrim({self.as_text(subject)}, E' \\t\\n\\r\\f\\x0b')", "text", subject.name)
            case "LENGTH":
                return Typed(f"char_length({self.as_text(subject)})", "integer", subject.name)
            case "DATE":
                return self.as_date(subject)
            case "DATE_ADD" | "DATE_SUB":
                return self._shifted(subject, arguments, "+" if function == "DATE_ADD" else "-")
        local = self._local(subject)
        return Typed(f"EXTRACT({function} FROM {local})::integer", "integer", subject.name)

    def _coalesce(self, arguments: tuple[Operand, ...]) -> Typed:
        """Of the type of its first column; values take that type."""
        subjects = {
            argument: self.expression(argument) for argument in arguments if self.reads_columns(argument)
        }
        kind = next(iter(subjects.values())).kind
        kind = "text" if kind == "json" or any(s.kind != kind for s in subjects.values()) else kind
        written = []
        for argument in arguments:
            subject = subjects.get(argument)
            if subject is None:
                value = converted(argument, kind, self.host, column="COALESCE")
                written.append(self.typed_parameter(value, kind) if value is not None else "NULL")
            else:
                written.append(subject.sql if subject.kind == kind else self.as_text(subject))
        return Typed(f"COALESCE({', '.join(written)})", kind, "COALESCE")

    def _shifted(self, subject: Typed, arguments: tuple[Operand, ...], sign: str) -> Typed:
        """Days and longer move on the calendar of the zone, hours and shorter exactly."""
        amount = self.parameter(as_amount(worth(arguments[1], self.host)), "integer")
        unit = arguments[2].value if isinstance(arguments[2], Constant) else "day"
        span = f"{amount} * INTERVAL '{_SPANS[unit]}'"
        if unit in ("second", "minute", "hour"):
            return Typed(f"({self.as_datetime(subject).sql} {sign} {span})", "datetime", subject.name)
        if subject.kind == "date":
            return Typed(f"({subject.sql} {sign} {span})::date", "date", subject.name)
        local = self._local(subject)
        return Typed(f"(({local} {sign} {span}) AT TIME ZONE {self.zone()})", "datetime", subject.name)

    def _local(self, subject: Typed) -> str:
        """The clock and calendar of the company at that time."""
        if subject.kind == "date":
            return subject.sql
        return f"({self.as_datetime(subject).sql} AT TIME ZONE {self.zone()})"

    # ------------------------------------------------------------ conversions

    def as_text(self, subject: Typed) -> str:
        """The text form of 4.7. Raises: E344 for arrays."""
        match subject.kind:
            case "text":
                return subject.sql
            case "json":
                return f"({subject.sql} #>> '{{}}')"
            case "decimal":
                return f"trim_scale({subject.sql}::numeric)::text"
            case "datetime":
                return f"to_char({subject.sql} AT TIME ZONE {self.zone()}, 'YYYY-MM-DD HH24:MI:SS')"
            case "array":
                raise BasicError("E344", column=subject.name, type="text")
        return f"{subject.sql}::text"

    def as_date(self, subject: Typed) -> Typed:
        if subject.kind == "date":
            return subject
        return Typed(
            f"({self.as_datetime(subject).sql} AT TIME ZONE {self.zone()})::date", "date", subject.name
        )

    def as_datetime(self, subject: Typed) -> Typed:
        """Texts that are no ISO date are NULL. Raises: E344 for numbers and the like."""
        match subject.kind:
            case "datetime":
                return subject
            case "date":
                written = f"({subject.sql}::timestamp AT TIME ZONE {self.zone()})"
            case "text" | "json":
                written = self.moment_of_text(self.as_text(subject))
            case _:
                raise BasicError("E344", column=subject.name, type="date")
        return Typed(written, "datetime", subject.name)

    def moment_of_text(self, written: str) -> str:
        """A timestamptz of an ISO text; NULL of any other."""
        return (
            f"(CASE WHEN {written} ~ '{ISO_DATE}{ISO_TIME}{ISO_OFFSET}$' THEN {written}::timestamptz"
            f" WHEN {written} ~ '{ISO_DATE}{ISO_TIME}?$' THEN {written}::timestamp AT TIME ZONE {self.zone()} END)"
        )


_SPANS = {
    "second": "1 second", "minute": "1 minute", "hour": "1 hour", "day": "1 day", "week": "7 days",
    "month": "1 month", "quarter": "3 months", "year": "1 year",
}  # fmt: skip


def quoted(identifier: str) -> str:
    """A column's name, which is the table's own spelling, as an identifier."""
    return '"' + identifier.replace('"', '""') + '"'


def _storable(value: Value) -> Value:
    """PostgreSQL has no texts with NUL or half a character: what is as rare and sorts alike takes its place."""
    if not isinstance(value, str):
        return value
    return _SURROGATES.sub("\ufffd", value.replace("\x00", "\x01"))


def _for_cast(value: Value, cast: str) -> Value:
    if cast == "numeric" and value is not None:
        return Decimal(value)
    return int(value) if cast == "bigint" and value is not None else value


def _kind_of(value: Value) -> ColumnType:
    """Where a value stands that is compared with no column."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | Decimal):
        return "decimal"
    if isinstance(value, datetime):
        return "datetime"
    return "date" if isinstance(value, date) else "text"
