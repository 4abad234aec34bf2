"""What a function is, and what its arguments may be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, TypeVar

from attendance.basic.errors import BasicError
from attendance.basic.host import Host, Value
from attendance.basic.json_text import read_container
from attendance.basic.numbers import Number, literal_number
from attendance.basic.values import type_name

MANY: Final = 64
"""Arguments of a function that takes any number of them."""

Body = TypeVar("Body", bound=Callable[..., Value])
"""Called with the host and the arguments."""


@dataclass(frozen=True, slots=True)
class Function:
    """`least` and `most` count arguments. `run` trusts their number, `call` checks it."""

    name: str
    least: int
    most: int
    run: Callable[[Host, Sequence[Value]], Value]

    def call(self, host: Host, args: Sequence[Value]) -> Value:
        """The value. Raises: E310 for a wrong number of arguments, and what the function raises."""
        if not self.least <= len(args) <= self.most:
            expected = str(self.least) if self.least == self.most else f"{self.least}–{self.most}"
            raise BasicError("E310", function=self.name, x=expected, y=str(len(args)))
        return self.run(host, args)


@dataclass(slots=True)
class Group:
    """The functions of one file."""

    functions: dict[str, Function] = field(default_factory=dict)

    def add(self, names: str, least: int, most: int | None = None) -> Callable[[Body], Body]:
        """Registers a body under each of the names."""

        def register(body: Body) -> Body:
            for name in names.split():
                self._register(name, least, least if most is None else most, body)
            return body

        return register

    def _register(self, name: str, least: int, most: int, body: Callable[..., Value]) -> None:
        def run(host: Host, args: Sequence[Value]) -> Value:
            return body(host, *args)

        self.functions[name.casefold()] = Function(name, least, most, run)


def wrong(function: str, value: Value) -> BasicError:
    """An argument of a type that the function has no use for."""
    return BasicError("E311", function=function, type=type_name(value))


def number(value: Value, function: str) -> Number:
    """The number of an argument: NULL is 0, TRUE 1, a numeric text its number. Raises: E311."""
    if isinstance(value, bool) or value is None:
        return int(bool(value))
    if isinstance(value, int | Decimal):
        return value
    read = literal_number(value) if isinstance(value, str) else None
    if read is None:
        raise wrong(function, value)
    return read


def integer(value: Value, function: str) -> int:
    """The integer of an argument, its fraction dropped. Raises: E311."""
    return int(number(value, function))


def array(value: Value, function: str) -> list[Any]:
    """The array of an argument: NULL is empty, a JSON text is read. Raises: E311."""
    if value is None:
        return []
    if isinstance(value, str):
        value = read_container(value)
    if not isinstance(value, list):
        raise wrong(function, value)
    return value
