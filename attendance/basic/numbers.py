"""Numbers: int or Decimal of 28 digits up to 10^30, their text, and the texts that people write for them (4.3)."""

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import Final, TypeAlias

from attendance.basic.errors import BasicError

Number: TypeAlias = int | Decimal

LARGEST: Final = 10**30

DIGITS: Final = Context(
    prec=28,
    rounding=ROUND_HALF_EVEN,
    Emin=-60,
    Emax=999_999,
    traps=[DivisionByZero, InvalidOperation, Overflow],
)
"""What every decimal result is rounded in; anything smaller than 10^-87 is zero."""

WIDE: Final = Context(prec=160, Emin=-999_999, Emax=999_999)
"""Enough digits for the exact rest of a division of any two numbers."""

_LITERAL = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,4})?", re.ASCII)
_MOST_CHARACTERS = 100


def bounded(number: Number) -> Number:
    """The number. Raises: E304 beyond 10^30."""
    if -LARGEST <= number <= LARGEST:
        return number
    raise BasicError("E304")


def exact(literal: str) -> Number:
    """The number of a literal (JSON's notation too). Raises: E304."""
    if len(literal) > 10 * _MOST_CHARACTERS:
        raise BasicError("E304")
    if literal.lstrip("+-").isdecimal():
        return bounded(int(literal))
    try:
        return bounded(DIGITS.create_decimal(literal))
    except Overflow as error:
        raise BasicError("E304") from error


def literal_number(text: str) -> Number | None:
    """The number that a text is, in the notation of the language: `-12`, `2.50`, `1e3`, blanks around it allowed."""
    stripped = text.strip()
    if len(stripped) > _MOST_CHARACTERS or _LITERAL.fullmatch(stripped) is None:
        return None
    try:
        return exact(stripped)
    except BasicError:
        return None


def number_text(number: Number) -> str:
    """No trailing zeros, no exponent."""
    if isinstance(number, int):
        return str(int(number))
    written = format(number, "f")
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return "0" if written in ("-0", "") else written


def whole(number: Number) -> int | None:
    """The integer that a number is, None for a fraction."""
    if isinstance(number, int):
        return int(number)
    integer = int(number)
    return integer if integer == number else None


def from_float(value: float) -> Number:
    """The result of a floating-point function. Raises: E304 for what is no finite number."""
    if value != value or value in (float("inf"), float("-inf")):
        raise BasicError("E304")
    if value.is_integer() and abs(value) < 1e15:
        return int(value)
    return bounded(DIGITS.create_decimal(repr(value)))


def quotient(dividend: Number, divisor: Number) -> Number:
    """An integer when the division is exact, else rounded to 28 digits. Raises: E303, E304."""
    if divisor == 0:
        raise BasicError("E303")
    if isinstance(dividend, int) and isinstance(divisor, int):
        times, rest = divmod(dividend, divisor)
        if rest == 0:
            return bounded(times)
    divided = bounded(DIGITS.divide(Decimal(dividend), Decimal(divisor)))
    integer = int(divided)
    return integer if integer == divided else divided
