"""Arithmetic and comparison (4.3 to 4.6, 4.9, chapter 6). OR, AND and `??` are the machine's.

All take (left, right, host). A NULL in arithmetic is traced as W310 with line 0, the line where the machine stands.
"""

import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from attendance.basic import moments
from attendance.basic.comparison import (
    between,
    contains,
    ends_with,
    equal,
    ilike,
    less,
    less_or_equal,
    like,
    matches,
    starts_with,
)
from attendance.basic.errors import BasicError
from attendance.basic.host import Host, Value
from attendance.basic.numbers import (
    DIGITS,
    LARGEST,
    WIDE,
    Number,
    bounded,
    from_float,
    literal_number,
    quotient,
    whole,
)
from attendance.basic.sizes import SMALL, grown, room_for_array
from attendance.basic.values import text, type_name

__all__ = [
    "add", "between", "concatenate", "contains", "divide", "ends_with", "equal", "ilike", "integer_divide",
       "less", "less_or_equal", "like", "matches", "modulo", "multiply", "negate", "number_of", "power", "starts_with",
    "subtract",
]  # fmt: skip

_MOST_EXPONENT: Final = 1024
_NUMBERS: Final = frozenset({int, Decimal})
_TEMPORAL: Final = (date, time, timedelta)


def add(left: Value, right: Value, host: Host) -> Value:
    """`+` (4.6)."""
    if type(left) is int and type(right) is int:
        total = left + right
        return total if -LARGEST <= total <= LARGEST else bounded(total)
    if isinstance(left, str) or isinstance(right, str):
        return concatenate(left, right, host)
    if type(left) in _NUMBERS and type(right) in _NUMBERS:
        return bounded(DIGITS.add(left, right))
    if isinstance(left, list) or isinstance(right, list):
        return _add_arrays(left, right, host)
    if isinstance(left, _TEMPORAL) or isinstance(right, _TEMPORAL):
        return _add_moments(left, right, host)
    return bounded(_sum(*_numbers(left, right, host)))


def concatenate(left: Value, right: Value, host: Host) -> str:
    """`&`: the texts of both."""
    joined: str = left + right if type(left) is type(right) is str else text(left, host) + text(right, host)
    return joined if len(joined) <= SMALL else grown(joined)


def _add_arrays(left: Value, right: Value, host: Host) -> list[Any]:
    """NULL is the array that was never begun."""
    if left is None or right is None:
        host.trace("W310", 0)
    sides = [[] if side is None else side for side in (left, right)]
    if not all(isinstance(side, list) for side in sides):
        raise invalid(left, right)
    room_for_array(len(sides[0]) + len(sides[1]))
    return grown([*sides[0], *sides[1]])


def _add_moments(left: Value, right: Value, host: Host) -> Value:
    if isinstance(left, timedelta) and isinstance(right, timedelta):
        return _sum_of_spans(left, right)
    if isinstance(left, timedelta):
        left, right = right, left
    if isinstance(left, date | time) and isinstance(right, timedelta):
        return moments.plus(left, right, host.zone)
    raise invalid(left, right)


def subtract(left: Value, right: Value, host: Host) -> Value:
    """`-`: numbers, dates and durations."""
    if type(left) is int and type(right) is int:
        return bounded(left - right)
    if isinstance(left, _TEMPORAL) or isinstance(right, _TEMPORAL):
        return _subtract_moments(left, right, host)
    first, second = _numbers(left, right, host)
    return bounded(_sum(first, -second))


def _subtract_moments(left: Value, right: Value, host: Host) -> Value:
    if isinstance(right, timedelta):
        return _add_moments(left, _opposite(right), host)
    if isinstance(left, date) and isinstance(right, date):
        return moments.between(right, left, host.zone)
    if isinstance(left, time) and isinstance(right, time):
        day = date(2000, 1, 1)
        return datetime.combine(day, left) - datetime.combine(day, right)
    raise invalid(left, right)


def multiply(left: Value, right: Value, host: Host) -> Value:
    """`*`: numbers, and a duration so many times."""
    if type(left) is int and type(right) is int:
        return bounded(left * right)
    if isinstance(left, timedelta) or isinstance(right, timedelta):
        return _multiply_span(left, right, host)
    first, second = _numbers(left, right, host)
    if isinstance(first, int) and isinstance(second, int):
        return bounded(first * second)
    return bounded(DIGITS.multiply(Decimal(first), Decimal(second)))


def _multiply_span(left: Value, right: Value, host: Host) -> timedelta:
    span, times = (left, right) if isinstance(left, timedelta) else (right, left)
    if isinstance(times, timedelta | date | time):
        raise invalid(left, right)
    microseconds = span // timedelta(microseconds=1)
    return moments.span_of(
        DIGITS.multiply(microseconds, Decimal(number_of(times, host))) / 1_000_000, "second"
    )


def divide(left: Value, right: Value, host: Host) -> Value:
    """`/`: an integer when it is exact; duration / number is a duration, duration / duration a number."""
    if isinstance(left, timedelta):
        microseconds = left // timedelta(microseconds=1)
        if isinstance(right, timedelta):
            return quotient(microseconds, right // timedelta(microseconds=1))
        return moments.span_of(
            DIGITS.divide(quotient(microseconds, number_of(right, host)), 1_000_000), "second"
        )
    return quotient(*_numbers(left, right, host))


def integer_divide(left: Value, right: Value, host: Host) -> Value:
    """`\\`, toward zero."""
    dividend, divisor = _numbers(left, right, host)
    if divisor == 0:
        raise BasicError("E303")
    if isinstance(dividend, int) and isinstance(divisor, int):
        times = abs(dividend) // abs(divisor)
        return times if (dividend < 0) == (divisor < 0) else -times
    return bounded(int(WIDE.divide_int(Decimal(dividend), Decimal(divisor))))


def modulo(left: Value, right: Value, host: Host) -> Value:
    """MOD and `%`: what `\\` leaves, with the sign of the left side."""
    dividend, divisor = _numbers(left, right, host)
    if divisor == 0:
        raise BasicError("E303")
    if isinstance(dividend, int) and isinstance(divisor, int):
        rest = abs(dividend) % abs(divisor)
        return rest if dividend >= 0 else -rest
    return DIGITS.plus(WIDE.remainder(Decimal(dividend), Decimal(divisor)))


def power(left: Value, right: Value, host: Host) -> Value:
    """`^`: exact for integer exponents up to 1,024, through floating point for others."""
    base, exponent = _numbers(left, right, host)
    integer = whole(exponent)
    if base == 0 and exponent < 0:
        raise BasicError("E303")
    if integer is None or abs(integer) > _MOST_EXPONENT:
        return _float_power(base, exponent)
    if isinstance(base, int) and integer >= 0:
        if abs(base) > 1 and (abs(base).bit_length() - 1) * integer > LARGEST.bit_length():
            raise BasicError("E304")
        return bounded(base**integer)
    return quotient(DIGITS.power(Decimal(base), integer), 1) if base or integer else 1


def _float_power(base: Number, exponent: Number) -> Number:
    if base < 0 and whole(exponent) is None:
        raise BasicError("E305", a=str(base), b="^")
    try:
        return from_float(math.pow(float(base), float(exponent)))
    except OverflowError as error:
        raise BasicError("E304") from error


def negate(value: Value, host: Host) -> Value:
    """`-x`."""
    if isinstance(value, timedelta):
        return _opposite(value)
    number = number_of(value, host)
    return -number if isinstance(number, int) else number.copy_negate()


def is_numeric(value: Value) -> bool:
    """`x IS NUMERIC`: a number, or a text that is one."""
    if isinstance(value, str):
        return literal_number(value) is not None
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def number_of(value: Value, host: Host) -> Number:
    """The number that arithmetic sees: NULL is 0 (traced), TRUE is 1, a numeric text its number. Raises: E305."""
    if type(value) is int or type(value) is Decimal:
        return value
    if value is None:
        host.trace("W310", 0)
        return 0
    if isinstance(value, int):
        return int(value)
    if isinstance(value, str):
        number = literal_number(value)
        if number is not None:
            return number
    raise BasicError("E305", a=type_name(value), b="number")


def invalid(left: Value, right: Value) -> BasicError:
    """Operation between these makes no sense; a date and a bare number get the advice to say the unit."""
    kinds = {type_name(left), type_name(right)}
    hint = "use_dateadd" if "number" in kinds and kinds & {"date", "datetime"} else None
    return BasicError("E305", hint=hint, a=type_name(left), b=type_name(right))


def _numbers(left: Value, right: Value, host: Host) -> tuple[Number, Number]:
    try:
        return number_of(left, host), number_of(right, host)
    except BasicError:
        raise invalid(left, right) from None


def _sum(left: Number, right: Number) -> Number:
    if isinstance(left, int) and isinstance(right, int):
        return left + right
    return DIGITS.add(Decimal(left), Decimal(right))


def _opposite(span: timedelta) -> timedelta:
    try:
        return -span
    except OverflowError as error:
        raise BasicError("E304") from error


def _sum_of_spans(left: timedelta, right: timedelta) -> timedelta:
    try:
        return left + right
    except OverflowError as error:
        raise BasicError("E304") from error
