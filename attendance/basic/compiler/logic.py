"""AND, OR, `??`, XOR, `?:` and the tests of IS, from the closures of their operands (4.8, 4.12)."""

from collections.abc import Callable
from typing import Final

from attendance.basic import operators, values
from attendance.basic.host import Value
from attendance.basic.program import Code, Slots


def all_of(codes: list[Code]) -> Code:
    """AND: the first false operand, else the last."""
    *first, last = codes

    def run(f: Slots) -> Value:
        for code in first:
            value = code(f)
            if value is not True and not values.truthy(value):
                return value
        return last(f)

    return run


def any_of(codes: list[Code]) -> Code:
    """OR: the first true operand, else the last."""
    *first, last = codes

    def run(f: Slots) -> Value:
        for code in first:
            value = code(f)
            if value is True or values.truthy(value):
                return value
        return last(f)

    return run


def first_not_null(codes: list[Code]) -> Code:
    """`??`."""
    *first, last = codes

    def run(f: Slots) -> Value:
        for code in first:
            value = code(f)
            if value is not None:
                return value
        return last(f)

    return run


def odd(codes: list[Code]) -> Code:
    """XOR: an odd number of operands is true."""
    return lambda f: sum(values.truthy(code(f)) for code in codes) % 2 == 1


def choice(condition: Code, yes: Code, no: Code) -> Code:
    """`condition ? yes : no`."""
    return lambda f: yes(f) if values.truthy(condition(f)) else no(f)


TESTS: Final[dict[str, Callable[[Value], bool]]] = {
    "NULL": values.is_null,
    "EMPTY": values.empty,
    "TRUE": lambda value: value is True,
    "FALSE": lambda value: value is False,
    "NUMERIC": operators.is_numeric,
    "FOUND": values.found,
}
