"""Functions of numbers; results are exact or have 28 digits, angles are in radians."""

import math
import re
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, DecimalException
from typing import Final

from attendance.basic import operators
from attendance.basic.errors import BasicError
from attendance.basic.functions.function import Group, integer, number
from attendance.basic.host import Host, Value
from attendance.basic.numbers import (
    DIGITS,
    WIDE,
    Number,
    bounded,
    exact,
    from_float,
    literal_number,
    number_text,
    whole,
)
from attendance.basic.numbers import parse_number as read_number
from attendance.basic.values import text

GROUP: Final = Group()

PI: Final = Decimal("3.141592653589793238462643383")
_PREFIX = re.compile(r"\s*([+-]?(?:\d+(?:\.\d*)?|\.\d+))", re.ASCII)


@GROUP.add("ABS", 1)
def absolute(host: Host, value: Value) -> Number:
    given = number(value, "ABS")
    return given if given >= 0 else -given


@GROUP.add("INT FLOOR", 1)
def floor(host: Host, value: Value) -> int:
    """The next integer below: INT(-2.5) is -3."""
    return _integer(number(value, "INT"), ROUND_FLOOR)


@GROUP.add("CEIL", 1)
def ceiling(host: Host, value: Value) -> int:
    return _integer(number(value, "CEIL"), ROUND_CEILING)


@GROUP.add("CINT", 1)
def to_integer(host: Host, value: Value) -> int:
    """Half away from zero."""
    return _integer(number(value, "CINT"), ROUND_HALF_UP)


@GROUP.add("CDBL", 1)
def to_decimal(host: Host, value: Value) -> Number:
    return number(value, "CDBL")


def _integer(value: Number, rounding: str) -> int:
    return value if isinstance(value, int) else int(value.to_integral_value(rounding))


@GROUP.add("SGN", 1)
def sign(host: Host, value: Value) -> int:
    given = number(value, "SGN")
    return (given > 0) - (given < 0)


@GROUP.add("ROUND", 1, 2)
def round_number(host: Host, value: Value, places: Value = 0) -> Number:
    """Half away from zero; negative places round to tens, hundreds…"""
    return rounded(number(value, "ROUND"), integer(places, "ROUND"))


def rounded(value: Number, places: int) -> Number:
    """Half away from zero. Raises: E304."""
    if places >= 0 and isinstance(value, int):
        return value
    unit = Decimal(1).scaleb(-max(min(places, 60), -60))
    result = Decimal(value).quantize(unit, ROUND_HALF_UP, WIDE)
    return bounded(int(result) if places <= 0 else DIGITS.plus(result))


@GROUP.add("SQR SQRT", 1)
def square_root(host: Host, value: Value) -> Number:
    return _decimal_result("SQRT", DIGITS.sqrt, value)


@GROUP.add("EXP", 1)
def exponential(host: Host, value: Value) -> Number:
    return _decimal_result("EXP", DIGITS.exp, value)


@GROUP.add("LOG", 1)
def logarithm(host: Host, value: Value) -> Number:
    """The natural one."""
    return _decimal_result("LOG", DIGITS.ln, value)


@GROUP.add("LOG10", 1)
def logarithm_10(host: Host, value: Value) -> Number:
    return _decimal_result("LOG10", DIGITS.log10, value)


def _decimal_result(name: str, function: Callable[[Decimal], Decimal], value: Value) -> Number:
    given = Decimal(number(value, name))
    if name.startswith("LOG") and given <= 0:
        raise BasicError("E305", a=name, b=number_text(given))
    try:
        result = bounded(function(given))
    except DecimalException as error:
        raise BasicError("E304" if name == "EXP" else "E305", a=name, b=number_text(given)) from error
    integer_result = whole(result)
    return result if integer_result is None else integer_result


@GROUP.add("SIN", 1)
def sine(host: Host, value: Value) -> Number:
    return from_float(math.sin(number(value, "SIN")))


@GROUP.add("COS", 1)
def cosine(host: Host, value: Value) -> Number:
    return from_float(math.cos(number(value, "COS")))


@GROUP.add("TAN", 1)
def tangent(host: Host, value: Value) -> Number:
    return from_float(math.tan(number(value, "TAN")))


@GROUP.add("ATN", 1)
def arctangent(host: Host, value: Value) -> Number:
    return from_float(math.atan(number(value, "ATN")))


@GROUP.add("PI", 0)
def pi(host: Host) -> Decimal:
    return PI


@GROUP.add("RND", 0)
def random_fraction(host: Host) -> Number:
    """0 and more, less than 1."""
    return from_float(host.random.random())


@GROUP.add("RANDOM", 2)
def random_integer(host: Host, low: Value, high: Value) -> int:
    """Both ends are possible, in either order."""
    first, last = sorted((integer(low, "RANDOM"), integer(high, "RANDOM")))
    return host.random.randint(first, last)


@GROUP.add("MOD", 2)
def modulo(host: Host, left: Value, right: Value) -> Value:
    return operators.modulo(left, right, host)


@GROUP.add("VAL", 1)
def leading_number(host: Host, value: Value) -> Number:
    """The number at the start of a text, else 0."""
    if isinstance(value, str):
        found = _PREFIX.match(value)
        return literal_number(value) or (exact(found[1]) if found else 0)
    return number(value, "VAL") if operators.is_numeric(value) or isinstance(value, bool) else 0


@GROUP.add("TO_NUMBER", 1)
def to_number(host: Host, value: Value) -> Number | None:
    """NULL for what is no number; a text may also be in the notation of the session's language: 1.234,56."""
    if isinstance(value, str):
        strict = literal_number(value)
        return read_number(value, host.language) if strict is None else strict
    return number(value, "TO_NUMBER") if operators.is_numeric(value) or isinstance(value, bool) else None


@GROUP.add("STR", 1)
def to_text(host: Host, value: Value) -> str:
    return text(value, host)
