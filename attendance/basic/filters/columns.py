"""The columns of a table as filters see them, and values in their types (E342, E344)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Final, Literal, TypeAlias
from uuid import UUID

from attendance.basic import dates, moments
from attendance.basic.errors import BasicError
from attendance.basic.filters.operands import is_given_null, text_of, worth
from attendance.basic.filters.tree import Column, Operand
from attendance.basic.host import Host, Value
from attendance.basic.keys import find_key
from attendance.basic.numbers import literal_number, whole

ColumnType: TypeAlias = Literal[
    "text", "integer", "decimal", "boolean", "date", "datetime", "json", "array", "uuid"
]

_BIGGEST = 2**63
_BOOLEANS: Final = {"true": True, "false": False, "1": True, "0": False, 1: True, 0: False}


def find_column(columns: Mapping[str, ColumnType], name: str) -> str | None:
    """The table's spelling of a name; None when it has no such column."""
    return find_key(columns, name)


def unknown_column(columns: Mapping[str, ColumnType], column: Column) -> BasicError:
    """E342 with the most similar name, when there is a similar one."""
    folded = {name.casefold(): name for name in columns}
    similar = get_close_matches(column.name.casefold(), folded, n=1)
    return BasicError("E342", column=column.name, suggestion=folded[similar[0]] if similar else "")


def converted(operand: Operand, kind: ColumnType, host: Host, *, column: str) -> Value:
    """An operand's value in the type of a column; NULL stays NULL. Raises: E344."""
    value = worth(operand, host)
    if value is None or is_given_null(operand):
        return None
    written = text_of(operand, value, host) if kind == "text" and not isinstance(value, list | dict) else None
    result = written if kind == "text" else as_type(value, kind, host)
    if result is None:
        raise BasicError("E344", column=column, type=kind)
    return result


def as_type(value: Value, kind: ColumnType, host: Host) -> Value:
    """The value in this type; None when it has none there."""
    match kind:
        case "integer" | "decimal":
            return as_number(value)
        case "boolean":
            return as_boolean(value)
        case "date" | "datetime":
            return _as_moment(value, kind, host)
        case "uuid":
            return _as_uuid(value)
    return None


def as_number(value: Value) -> int | Decimal | None:
    if isinstance(value, str):
        return literal_number(value)
    return value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def fits_bigint(number: int | Decimal) -> bool:
    """Whether PostgreSQL has it as a bigint."""
    integer = whole(number)
    return integer is not None and -_BIGGEST <= integer < _BIGGEST


def as_boolean(value: Value) -> bool | None:
    key = value.strip().casefold() if isinstance(value, str) else value
    return _BOOLEANS.get(key) if isinstance(key, str | int | Decimal) else None


def _as_moment(value: Value, kind: ColumnType, host: Host) -> date | None:
    moment = dates.as_moment(value, host)
    try:
        if moment is None or kind == "date":
            return None if moment is None else moments.day_of(moment, host.zone)
        return moments.in_utc(moment, host.zone)
    except OverflowError:
        return None


def _as_uuid(value: Value) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None
