"""A filter with holes, made once at compile time, and its filling at run time (9.2)."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from attendance.basic.filters.grammar import Amount, read
from attendance.basic.filters.operands import as_amount
from attendance.basic.filters.tree import Given, Hole, Query
from attendance.basic.host import Value

Node = TypeVar("Node")


@dataclass(frozen=True, slots=True)
class Plan:
    """A query whose values are not known yet; `holes` says how many it takes."""

    query: Query
    holes: int
    limit: Amount = None
    offset: Amount = None

    def bind(self, values: Sequence[Value]) -> Query:
        """The query with these values, in the order of the holes. They can only ever be values.

        Raises: E344 when LIMIT or OFFSET gets no whole number.
        """
        if len(values) != self.holes:
            raise ValueError(f"{self.holes} values expected, {len(values)} given")
        limit, offset = (_amount(amount, values) for amount in (self.limit, self.offset))
        return Query(_filled(self.query.predicate, values), self.query.order, limit, offset)


def template(pieces: Sequence[str | None]) -> Plan:
    """The plan of a filter's literal pieces; None stands for a dynamic one. Raises: E341, E343."""
    said = read(pieces)
    return Plan(said.query, said.holes, said.limit, said.offset)


def parse(text: str) -> Query:
    """The query of a filter that is known at run time only (9.3). Raises: E343."""
    return template([text]).bind(())


def _amount(amount: Amount, values: Sequence[Value]) -> int | None:
    return max(0, as_amount(values[amount.index])) if isinstance(amount, Hole) else amount


def _filled(node: Node, values: Sequence[Value]) -> Node:
    """The same tree, each hole a given value."""
    filled: Any = node
    if isinstance(node, Hole):
        filled = Given(values[node.index])
    elif isinstance(node, tuple):
        filled = tuple(_filled(item, values) for item in node)
    elif dataclasses.is_dataclass(node) and not isinstance(node, type):
        fields = dataclasses.fields(node)
        filled = type(node)(*(_filled(getattr(node, field.name), values) for field in fields))
    return cast(Node, filled)
