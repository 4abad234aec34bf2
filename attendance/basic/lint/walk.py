"""Visits a tree without recursion: hostile scripts are deep."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, Final

from attendance.basic.syntax import Node

_NAMES: Final[dict[type[Node], tuple[str, ...]]] = {}


def walk(tree: object) -> Iterator[Node]:
    """Every node of a node or a tuple of nodes, in the order of the source."""
    stack: list[Any] = [tree]
    while stack:
        each = stack.pop()
        if isinstance(each, tuple):
            stack.extend(reversed(each))
        elif isinstance(each, Node):
            yield each
            stack.extend(reversed(children(each)))


def children(node: Node) -> list[Any]:
    """What stands in a node: nodes, tuples and plain values."""
    return [getattr(node, name) for name in _names(type(node))]


def _names(kind: type[Node]) -> tuple[str, ...]:
    found = _NAMES.get(kind)
    if found is None:
        found = _NAMES[kind] = tuple(field.name for field in fields(kind) if field.name != "span")
    return found
