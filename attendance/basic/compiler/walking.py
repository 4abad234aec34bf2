"""Going through a tree without knowing its nodes."""

from collections.abc import Iterator
from typing import Any

from attendance.basic.syntax import Node, Procedure


def inside(root: Any) -> Iterator[Node]:
    """The node and everything below it, in the order of the source; a tuple of nodes counts as one."""
    waiting = [root]
    while waiting:
        value = waiting.pop()
        if isinstance(value, tuple):
            waiting.extend(reversed(value))
        elif isinstance(value, Node):
            yield value
            waiting.extend(getattr(value, name) for name in reversed(_fields(type(value))))


def outside_procedures(root: Any) -> Iterator[Node]:
    """The same without the bodies of procedures."""
    waiting = [root]
    while waiting:
        value = waiting.pop()
        if isinstance(value, tuple):
            waiting.extend(reversed(value))
        elif isinstance(value, Node) and not isinstance(value, Procedure):
            yield value
            waiting.extend(getattr(value, name) for name in reversed(_fields(type(value))))


_KNOWN: dict[type, tuple[str, ...]] = {}


def _fields(kind: type) -> tuple[str, ...]:
    if kind in _KNOWN:
        return _KNOWN[kind]
    names: list[str] = []
    for base in reversed(kind.__mro__):
        names.extend(name for name in getattr(base, "__slots__", ()) if name != "span")
    _KNOWN[kind] = tuple(names)
    return _KNOWN[kind]
