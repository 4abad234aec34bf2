"""One query of all that a keyword says: its filter, WHERE, WITH, ORDER BY, LIMIT, OFFSET, FIRST."""

from attendance.basic.filters.operands import as_amount
from attendance.basic.filters.tree import And, Column, Compare, Given, Order, Pieces, Query
from attendance.basic.host import Invocation, Value

_FINDERS = ("FIND", "FIND ALL")


def query_of(invocation: Invocation) -> Query:
    """What FIND, UPDATE, DELETE, COUNT and AGGREGATE look for; no predicate when none of the clauses has one.

    `FIND table, field, value` compares. Raises: E344 when LIMIT or OFFSET is no whole number.
    """
    said = [*invocation.arguments, *invocation.clauses.get("WHERE", ()), *invocation.clauses.get("WITH", ())]
    queries = [value for value in said if isinstance(value, Query)]
    if invocation.phrase in _FINDERS and len(invocation.arguments) == 3:
        queries.append(_equals(*invocation.arguments[1:]))
    predicates = tuple(query.predicate for query in queries if query.predicate is not None)
    order = [value for value in invocation.clauses.get("ORDER BY", ()) if isinstance(value, Order)]
    first = queries[0] if queries else Query()
    return Query(
        And(predicates) if len(predicates) > 1 else next(iter(predicates), None),
        tuple(order) or first.order,
        1 if "FIRST" in invocation.clauses else _amount(invocation, "LIMIT", first.limit),
        _amount(invocation, "OFFSET", first.offset),
    )


def _equals(field: Value, value: Value) -> Query:
    column = Column(tuple(str(field).split(".")))
    return Query(Compare("=", column, Pieces((Given(value),), quoted=False)))


def _amount(invocation: Invocation, word: str, otherwise: int | None) -> int | None:
    said = invocation.clauses.get(word)
    return max(0, as_amount(said[0])) if said else otherwise
