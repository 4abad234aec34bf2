"""Going through a tree without knowing its nodes."""

from collections.abc import Callable, Iterator
from typing import Any

from attendance.basic.syntax import Node, Procedure


def inside(root: Any) -> Iterator[Node]:
    """The node and everything below it, in the order of the source; a tuple of nodes counts as one."""
    return below(root, lambda node: True)


def outside_procedures(root: Any) -> Iterator[Node]:
    """The same without procedures."""
    return below(root, lambda node: not isinstance(node, Procedure))


def below(root: Any, wanted: Callable[[Node], bool]) -> Iterator[Node]:
    """The same without the nodes that are not wanted and what is below them."""
    waiting = [root]
    while waiting:
        value = waiting.pop()
        if isinstance(value, tuple):
            waiting.extend(reversed(value))
        elif isinstance(value, Node) and wanted(value):
            yield value
            waiting.extend(getattr(value, name) for name in reversed(_fields(type(value))))


def outline(root: Any) -> Iterator[str]:
    """Everything that a tree says but its places, so that equal outlines mean equal trees."""
    waiting = [root]
    while waiting:
        value = waiting.pop()
        if isinstance(value, tuple):
            yield f"({len(value)}"
            waiting.extend(reversed(value))
        elif isinstance(value, Node):
            yield type(value).__name__
            waiting.extend(getattr(value, name) for name in reversed(_fields(type(value))))
        else:
            yield repr(value)


_KNOWN: dict[type, tuple[str, ...]] = {}


def _fields(kind: type) -> tuple[str, ...]:
    if kind in _KNOWN:
        return _KNOWN[kind]
    names: list[str] = []
    for base in reversed(kind.__mro__):
        names.extend(name for name in getattr(base, "__slots__", ()) if name != "span")
    _KNOWN[kind] = tuple(names)
    return _KNOWN[kind]
