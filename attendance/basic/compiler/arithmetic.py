"""Two-sided operators as closures: whole numbers and texts take a short way, everything else `basic.operators`."""

import operator
from collections.abc import Callable
from typing import Any, Final, TypeAlias

from attendance.basic import operators
from attendance.basic.host import Host, Value
from attendance.basic.numbers import LARGEST
from attendance.basic.program import HOST, Code, Slots

Operation: TypeAlias = Callable[[Value, Value, Host], Value]
_Quick: TypeAlias = Callable[[Any, Any], Any]

_SMALLEST: Final = -LARGEST


def binary(symbol: str, left: Code, right: Code, slot: int | None, constant: Value) -> Code:
    """The closure of `left symbol right`; `slot` when left is a plain variable, `constant` when right is a literal
    (None: it is not)."""
    if symbol in ("MOD", "\\") and type(constant) is int and constant > 0:
        return _by_positive_constant(symbol, left, constant)
    if symbol in _SUMS:
        quick, slow = _SUMS[symbol]
        if slot is not None and type(constant) is int:
            return _sum_of_slot(quick, slow, left, slot, constant)
        return _sum(quick, slow, left, right)
    if symbol in _COMPARISONS:
        quick, slow = _COMPARISONS[symbol]
        if type(constant) is int:
            return _compared_to_constant(quick, slow, left, constant)
        return _comparison(quick, slow, left, right, texts=symbol in ("=", "<>"))
    return _plain(_OTHERS[symbol], left, right)


def _greater(left: Value, right: Value, host: Host) -> bool:
    return operators.less(right, left, host)


def _greater_or_equal(left: Value, right: Value, host: Host) -> bool:
    return operators.less_or_equal(right, left, host)


def _different(left: Value, right: Value, host: Host) -> bool:
    return not operators.equal(left, right, host)


_SUMS: Final[dict[str, tuple[_Quick, Operation]]] = {
    "+": (operator.add, operators.add),
    "-": (operator.sub, operators.subtract),
    "*": (operator.mul, operators.multiply),
}
_COMPARISONS: Final[dict[str, tuple[_Quick, Operation]]] = {
    "=": (operator.eq, operators.equal),
    "<>": (operator.ne, _different),
    "<": (operator.lt, operators.less),
    "<=": (operator.le, operators.less_or_equal),
    ">": (operator.gt, _greater),
    ">=": (operator.ge, _greater_or_equal),
}
COMPARISONS: Final[dict[str, Operation]] = {symbol: slow for symbol, (_, slow) in _COMPARISONS.items()}
_OTHERS: Final[dict[str, Operation]] = {
    "/": operators.divide,
    "\\": operators.integer_divide,
    "MOD": operators.modulo,
    "^": operators.power,
    "&": operators.concatenate,
    "CONTAINS": operators.contains,
    "LIKE": operators.like,
    "ILIKE": operators.ilike,
    "MATCHES": operators.matches,
    "STARTS WITH": operators.starts_with,
    "ENDS WITH": operators.ends_with,
}
OPERATIONS: Final[dict[str, Operation]] = {
    **{symbol: slow for symbol, (_, slow) in _SUMS.items()},
    **COMPARISONS,
    **_OTHERS,
}


def _sum(quick: _Quick, slow: Operation, left: Code, right: Code) -> Code:
    def run(f: Slots) -> Value:
        a = left(f)
        b = right(f)
        if type(a) is int and type(b) is int:
            result = quick(a, b)
            if _SMALLEST <= result <= LARGEST:
                return result
        return slow(a, b, f[HOST])

    return run


def _sum_of_slot(quick: _Quick, slow: Operation, left: Code, slot: int, b: int) -> Code:
    def run(f: Slots) -> Value:
        a = f[slot]
        if type(a) is int:
            result = quick(a, b)
            if _SMALLEST <= result <= LARGEST:
                return result
        return slow(left(f), b, f[HOST])

    return run


def _by_positive_constant(symbol: str, left: Code, b: int) -> Code:
    quick, slow = (
        (operator.mod, operators.modulo) if symbol == "MOD" else (operator.floordiv, operators.integer_divide)
    )

    def run(f: Slots) -> Value:
        a = left(f)
        if type(a) is int and a >= 0:
            return quick(a, b)
        return slow(a, b, f[HOST])

    return run


def _comparison(quick: _Quick, slow: Operation, left: Code, right: Code, *, texts: bool) -> Code:
    def run(f: Slots) -> Value:
        a = left(f)
        b = right(f)
        kind = type(a)
        if kind is type(b) and (kind is int or (texts and kind is str)):
            return quick(a, b)
        return slow(a, b, f[HOST])

    return run


def _compared_to_constant(quick: _Quick, slow: Operation, left: Code, b: int) -> Code:
    def run(f: Slots) -> Value:
        a = left(f)
        if type(a) is int:
            return quick(a, b)
        return slow(a, b, f[HOST])

    return run


def _plain(operation: Operation, left: Code, right: Code) -> Code:
    return lambda f: operation(left(f), right(f), f[HOST])
