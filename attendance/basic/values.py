"""What a BASIC value is: its type's name, its truth, its text (4.1, 4.2, 4.7, 4.11, 4.12).

None, bool, int, Decimal, str, date, aware datetime, time, timedelta, list, dict, Rowset, File; never a float.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from attendance.basic.host import Host, Value
from attendance.basic.json_text import write_json
from attendance.basic.numbers import number_text


class Rowset(list[Any]):
    """Rows found in a table: an array that also behaves as its first row."""

    __slots__ = ("truncated",)

    def __init__(self, rows: Iterable[Value] = (), *, truncated: bool = False) -> None:
        super().__init__(rows)
        self.truncated = truncated


@dataclass(frozen=True, slots=True)
class File:
    """A file of a message or of the bot; `size` is in bytes, None when unknown."""

    url: str
    filename: str | None = None
    mime_type: str | None = None
    size: int | None = None


def type_name(value: Value) -> str:
    """What TYPEOF says."""
    name = _NAMES.get(type(value))
    if name is not None:
        return name
    return next((name for kind, name in _NAMES.items() if isinstance(value, kind)), "object")


_NAMES: dict[type, str] = {
    type(None): "null",
    bool: "boolean",
    int: "number",
    Decimal: "number",
    str: "string",
    datetime: "datetime",
    date: "date",
    time: "time",
    timedelta: "duration",
    Rowset: "rowset",
    list: "array",
    dict: "object",
    File: "file",
}


def truthy(value: Value) -> bool:
    """4.2: a date, a time and a duration are true, even midnight and no time at all."""
    return True if isinstance(value, timedelta) else bool(value)


def found(value: Value) -> bool:
    """`x FOUND` (4.12): zero is found."""
    if value is None or value is False:
        return False
    if isinstance(value, dict):
        return bool(value) and value.get("found") is not False and value.get("success") is not False
    if isinstance(value, str | list):
        return len(value) > 0
    return True


def empty(value: Value) -> bool:
    """ISEMPTY(x), `x IS EMPTY`: NULL, "" and containers without elements."""
    return value is None or (isinstance(value, str | list | dict) and not value)


def is_null(value: Value) -> bool:
    """`x IS NULL`, `x = NULL` without the leniency of `=`: NULL and a rowset without rows."""
    return value is None or (isinstance(value, Rowset) and not value)


def text(value: Value, host: Host) -> str:
    """The text form (4.7). Raises: E305 for a container nested too deeply or inside itself, E503."""
    kind = type(value)
    if kind is str:
        return value  # type: ignore[no-any-return]
    if kind is int:
        return str(value)
    if value is None:
        return ""
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return number_text(value)
    return _text_of_others(value, host)


def _text_of_others(value: Value, host: Host) -> str:
    if isinstance(value, datetime):
        return value.astimezone(host.zone).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M:%S")
    if isinstance(value, timedelta):
        return duration_text(value)
    if isinstance(value, File):
        return value.url
    if isinstance(value, str):
        return str(value)
    return json(value, host)


def json(value: Value, host: Host, *, indent: int | None = None, ordered: bool = False) -> str:
    """JSON(x): compact unless `indent` says how many blanks; `ordered` sorts keys. Raises: E305, E503."""
    return write_json(value, lambda leaf: _json_leaf(leaf, host), indent=indent, ordered=ordered)


def _json_leaf(value: Value, host: Host) -> Value:
    """What JSON has no notation for: dates become ISO texts, files objects."""
    if isinstance(value, datetime):
        return value.astimezone(host.zone).isoformat()
    if isinstance(value, File):
        return {
            "url": value.url,
            "filename": value.filename,
            "mime_type": value.mime_type,
            "size": value.size,
        }
    return _text_of_others(value, host)


def duration_text(value: timedelta) -> str:
    """Hours, minutes and seconds: `26:30:00`, `-00:05:00`."""
    seconds = abs(value) // timedelta(seconds=1)
    hours, rest = divmod(seconds, 3600)
    sign = "-" if value < timedelta(0) else ""
    return f"{sign}{hours:02}:{rest // 60:02}:{rest % 60:02}"
