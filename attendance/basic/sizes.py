"""How big values may become, how much a script has built (E503), and how long single operations took (E502).

Whatever builds a text, an array or an object passes it through `grown`, or asks for room before it builds much.
Small things are not counted one by one: the machine measures all values every so many steps anyway. Likewise whatever
may take long in one step (a JSON text, a search, two big arrays compared) calls `spend`: the machine cannot look at the
clock before the step ends, and an array may hold the same big value fifty thousand times.
"""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from sys import getsizeof, maxsize
from typing import Final, TypeVar

from attendance.basic.errors import LimitError

Built = TypeVar("Built")

SMALL: Final = 256
"""Texts of so many characters, arrays and objects of so many elements need no `grown`. No limit is lower."""


@dataclass(slots=True)
class Sizes:
    """The limits of one execution and its account.

    `text` counts characters, `array` and `object` elements. Each time the values built since the last measurement
    exceed `budget` bytes, `measure` is called: it raises E503 when the values in use are too many, and returns their
    bytes otherwise. None: nobody measures. `work` is what long operations may spend, in tenths of a microsecond.
    """

    text: int = 256 * 1024
    array: int = 50_000
    object: int = 10_000
    budget: int = 8 * 1024 * 1024
    measure: Callable[[], int] | None = None
    work: int = 50_000_000
    built: int = 0
    spent: int = 0

    def add(self, size_bytes: int) -> None:
        """Count what was built."""
        self.built += size_bytes
        if self.built > self.budget:
            self.built = 0
            if self.measure is not None:
                self.measure()


_sizes: ContextVar[Sizes] = ContextVar("sizes", default=Sizes(work=maxsize))  # noqa: B039 - its account is nobody's


def use(sizes: Sizes) -> None:
    """From now on, in this task, these limits hold. The machine calls it when a turn begins."""
    _sizes.set(sizes)


def in_use() -> Sizes:
    """The limits that hold."""
    return _sizes.get()


def grown(value: Built) -> Built:
    """The value, when it is not too big (elements of an array or object are counted where they are built).

    Raises: E503.
    """
    sizes = _sizes.get()
    if isinstance(value, str):
        _check("string", len(value), sizes.text)
    elif isinstance(value, list):
        _check("array", len(value), sizes.array)
    elif isinstance(value, dict):
        _check("object", len(value), sizes.object)
    sizes.add(getsizeof(value))
    return value


def spend(work: int) -> None:
    """Count tenths of a microsecond, estimated, of an operation that may be long. Raises: E502."""
    sizes = _sizes.get()
    sizes.spent += work
    if sizes.spent > sizes.work:
        raise LimitError("E502")


def room_for_text(length: int) -> None:
    """Before a text of so many characters is built. Raises: E503."""
    if length > SMALL:
        _check("string", length, _sizes.get().text)


def room_for_array(length: int) -> None:
    """Before an array gets so many elements. Raises: E503."""
    if length > SMALL:
        _check("array", length, _sizes.get().array)


def room_for_object(length: int) -> None:
    """Before an object gets so many keys. Raises: E503."""
    if length > SMALL:
        _check("object", length, _sizes.get().object)


def _check(kind: str, length: int, limit: int) -> None:
    if length > limit:
        raise LimitError("E503", kind=kind, limit=str(limit))
