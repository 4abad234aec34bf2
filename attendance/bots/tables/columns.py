"""Columns of declared tables (12.3): values as they are stored, read again, and reached by filters."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from attendance.basic import syntax, values
from attendance.basic.filters.columns import ColumnType, as_type
from attendance.basic.filters.sql_expressions import ISO_DATE, ISO_OFFSET, ISO_TIME
from attendance.basic.host import Host, KeywordError, Value
from attendance.basic.json_text import read_container
from attendance.basic.numbers import whole

GENERATED: Final = ("id", "created_at", "updated_at")
"""What every table has, and positional values skip."""

_TYPES: Final[tuple[tuple[ColumnType, str], ...]] = (
    ("integer", "integer int bigint smallint serial"),
    ("decimal", "number decimal numeric double float real money currency"),
    ("boolean", "boolean bool"),
    ("date", "date"),
    ("datetime", "datetime timestamp timestamptz"),
    ("json", "json jsonb object array"),
)
_KINDS: Final = {word: kind for kind, words in _TYPES for word in words.split()}
_NUMERIC: Final = r"^\s*[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]{1,4})?\s*$"


@dataclass(frozen=True, slots=True)
class Column:
    """`size` is the longest text. A generated one gets its value from us when the script gives none."""

    name: str
    kind: ColumnType
    size: int | None = None
    is_key: bool = False
    is_unique: bool = False
    is_required: bool = False
    is_generated: bool = False
    default: syntax.Expression | None = None


def column_of(declared: syntax.Column) -> Column:
    """Types that nobody knows are other tables' names: references, which are texts like the ids that they hold."""
    kind = "json" if declared.is_array else _KINDS.get(declared.type.casefold(), "text")
    size = declared.size[0] if kind == "text" and declared.size else None
    is_generated = declared.generated is not None or declared.name.casefold() in GENERATED
    return Column(
        declared.name, kind, size, declared.is_key, declared.unique or declared.is_key,
        (declared.required or declared.is_key) and not is_generated, is_generated, declared.default,
    )  # fmt: skip


def stored(column: Column, value: Value, host: Host) -> Value:
    """The value as the row's JSON holds it: datetimes in UTC. Raises: KeywordError E344."""
    if value is None:
        return None
    match column.kind:
        case "text":
            kept: Value = values.text(value, host)
            fits = column.size is None or len(kept) <= column.size
        case "json":
            kept = read_container(value) if isinstance(value, str) else value
            kept = value if kept is None else kept
            fits = True
        case _:
            kept = as_type(value, column.kind, host)
            kept = whole(kept) if column.kind == "integer" and kept is not None else kept
            fits = kept is not None
    if not fits:
        described = f"{column.kind}({column.size})" if column.size else column.kind
        raise KeywordError("E344", column=column.name, type=described)
    return kept.isoformat() if isinstance(kept, date) else kept


def read(column: Column, value: Any, host: Host) -> Value:
    """A stored value as the script gets it; what was stored when the column had another type stays as it is."""
    reader = _READERS.get(column.kind)
    if value is None or reader is None:
        return value
    try:
        return reader(value, host)
    except (ValueError, TypeError):
        return value


_READERS: Final[dict[str, Callable[[Any, Host], Value]]] = {
    "date": lambda value, host: date.fromisoformat(value),
    "datetime": lambda value, host: datetime.fromisoformat(value).astimezone(host.zone),
}


def default(column: Column, host: Host) -> Value:
    """What the declaration says for a row without it: a literal, NOW() or TODAY()."""
    match column.default:
        case syntax.Literal(value):
            return value
        case syntax.Text(parts):
            return "".join(part for part in parts if isinstance(part, str))
        case syntax.Unary("-", syntax.Literal(value)) if isinstance(value, int | Decimal):
            return -value
        case syntax.Call(name) | syntax.Name(name):
            compute = _COMPUTED.get(name.casefold())
            return compute(host) if compute else None
    return None


_COMPUTED: Final[dict[str, Callable[[Host], Value]]] = {
    "now": lambda host: host.now(),
    "today": lambda host: host.now().astimezone(host.zone).date(),
}


def expression(kind: ColumnType, name: str) -> str:
    """SQL for a column of `data`, `name` being the placeholder of its name. It never fails, whatever is stored."""
    plain = f"(r.data ->> {name}::text)"
    match kind:
        case "integer" | "decimal":
            return f"(case when {plain} ~ '{_NUMERIC}' then {plain}::numeric end)"
        case "boolean":
            return f"(case {plain} when 'true' then true when 'false' then false end)"
        case "date":
            return f"(case when {plain} ~ '{ISO_DATE}$' then {plain}::date end)"
        case "datetime":
            return f"(case when {plain} ~ '{ISO_DATE}{ISO_TIME}{ISO_OFFSET}$' then {plain}::timestamptz end)"
        case "json":
            return f"(r.data -> {name}::text)"
    return plain
