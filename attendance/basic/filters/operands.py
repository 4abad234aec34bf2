"""What the operands of a filter are worth: given values and pieces of text, and functions of them."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from attendance.basic import dates, moments
from attendance.basic.errors import BasicError
from attendance.basic.filters.tree import Apply, Bare, Constant, Given, Operand, Pieces
from attendance.basic.host import Host, Value
from attendance.basic.numbers import Number, literal_number, whole
from attendance.basic.values import is_null, text

Read = Callable[[Operand], Value]
"""Gives the value of an operand of the row in question: a column, or what contains one."""


def is_given_null(operand: Operand) -> bool:
    """A NULL that the filter says or a value gives: `= NULL` asks whether the left side is NULL."""
    if isinstance(operand, Pieces):
        alone = operand.parts[0] if len(operand.parts) == 1 and not operand.quoted else ""
        return isinstance(alone, Given) and is_null(alone.value)
    return isinstance(operand, Constant) and operand.value is None


def worth(operand: Operand, host: Host, read: Read | None = None) -> Value:
    """The value; without `read` of an operand without columns. Raises: E344."""
    match operand:
        case Constant(value):
            return value
        case Bare(word):
            return word
        case Pieces():
            return _value_of_pieces(operand, host)
        case Apply(function, arguments):
            return _APPLY[function](host, *(_worth_in_row(argument, host, read) for argument in arguments))
    raise TypeError(f"{operand.name}: a column is worth what its row says")


def _worth_in_row(operand: Operand, host: Host, read: Read | None) -> Value:
    return worth(operand, host) if read is None else read(operand)


def spread(items: tuple[Operand, ...], host: Host, read: Read | None = None) -> list[Value]:
    """The values of IN: a given list counts as its elements, NULL as nothing."""
    values: list[Value] = []
    for item in items:
        value = _worth_in_row(item, host, read)
        values.extend(value if isinstance(value, list) else [value])
    return [value for value in values if value is not None]


def text_of(operand: Operand, value: Value, host: Host) -> str:
    """The text form of an operand's value: of a number of the author's as it was written."""
    if isinstance(operand, Constant) and operand.written is not None:
        return operand.written
    return text(value, host)


def like_pattern(pieces: Pieces, host: Host, *, open: bool) -> str:
    """The pattern with `\\` before what is no wildcard; never ending in a lone backslash."""
    parts: list[str] = []
    for part in pieces.parts:
        if isinstance(part, str) or open:
            written = part if isinstance(part, str) else text(_value(part), host)
            parts.append(_closed(written))
        else:
            parts.append(literally(text(_value(part), host)))
    return "".join(parts)


def literally(plain: str) -> str:
    """A pattern that matches only this text."""
    return plain.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _closed(pattern: str) -> str:
    """A backslash that escapes nothing stands for itself: it must not escape what follows this piece."""
    result: list[str] = []
    at = 0
    while at < len(pattern):
        if pattern[at] != "\\":
            result.append(pattern[at])
            at += 1
        elif pattern[at + 1 : at + 2] in ("%", "_", "\\"):
            result.append(pattern[at : at + 2])
            at += 2
        else:
            result.append("\\\\")
            at += 1
    return "".join(result)


def _value_of_pieces(pieces: Pieces, host: Host) -> Value:
    if len(pieces.parts) > 1 or isinstance(pieces.parts[0], str):
        return "".join(part if isinstance(part, str) else text(_value(part), host) for part in pieces.parts)
    value = _value(pieces.parts[0])
    if is_null(value):
        return "" if pieces.quoted else None
    return value


def _value(part: object) -> Value:
    if not isinstance(part, Given):
        raise TypeError(f"{part}: bind the plan first")
    return part.value


def as_amount(value: Value) -> int:
    """A whole number of units, rows, … Raises: E344."""
    number: Number | None = literal_number(value) if isinstance(value, str) else None
    if not isinstance(value, str | bool) and isinstance(value, Number):
        number = value
    amount = None if number is None else whole(number)
    if amount is None:
        raise BasicError("E344", type="integer")
    return amount


def _moment(value: Value, host: Host) -> date | None:
    return dates.as_moment(value, host)


def _date(host: Host, value: Value) -> date | None:
    moment = _moment(value, host)
    return None if moment is None else moments.day_of(moment, host.zone)


def _part(name: str) -> Callable[[Host, Value], Value]:
    def part(host: Host, value: Value) -> Value:
        moment = _moment(value, host)
        return None if moment is None else moments.part(moment, name, host.zone)

    return part


def _of_text(change: Callable[[str], Value]) -> Callable[[Host, Value], Value]:
    return lambda host, value: None if value is None else change(text(value, host))


def _days_between(host: Host, later: Value, earlier: Value) -> int | None:
    end, start = _date(host, later), _date(host, earlier)
    return None if end is None or start is None else (end - start).days


def _shifted(direction: int) -> Callable[[Host, Value, Value, str], Value]:
    def shift(host: Host, value: Value, amount: Value, unit: str) -> Value:
        moment = _moment(value, host)
        return None if moment is None else moments.shift(moment, direction * as_amount(amount), unit, host)

    return shift


def _today(host: Host) -> date:
    return host.now().astimezone(host.zone).date()


_APPLY: Final[dict[str, Callable[..., Any]]] = {
    "NOW": lambda host: host.now().astimezone(host.zone),
    "CURDATE": _today,
    "TODAY": _today,
    "DATE": _date,
    "YEAR": _part("year"),
    "MONTH": _part("month"),
    "DAY": _part("day"),
    "HOUR": _part("hour"),
    "LOWER": _of_text(str.lower),
    "UPPER": _of_text(str.upper),
    "TRIM": _of_text(str.strip),
    "LENGTH": _of_text(len),
    "DATEDIFF": _days_between,
    "DATE_ADD": _shifted(1),
    "DATE_SUB": _shifted(-1),
    "COALESCE": lambda host, *values: next((value for value in values if value is not None), None),
}
