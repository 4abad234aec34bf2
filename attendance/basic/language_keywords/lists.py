"""COUNT, FIRST, LAST, FILTER, SORT, AGGREGATE."""

from typing import Final

from attendance.basic import filters
from attendance.basic.errors import BasicError
from attendance.basic.filters import Query
from attendance.basic.filters.ordering import sorted_by
from attendance.basic.functions import FUNCTIONS
from attendance.basic.host import Host, Invocation, Value
from attendance.basic.language_keywords.arguments import argument, as_list, clause, key_of, needed_list
from attendance.basic.language_keywords.sentinel import FOR_THE_HOST
from attendance.basic.sizes import grown
from attendance.basic.values import text

_OPERATIONS: Final = frozenset({"SUM", "AVG", "MIN", "MAX", "COUNT"})


def count(host: Host, invocation: Invocation) -> Value:
    """`COUNT(list)`, `COUNT "table"`; of a list too with a filter."""
    items = as_list(argument(invocation, 0))
    if items is None:
        return FOR_THE_HOST
    query = argument(invocation, 1) or clause(invocation, "WHERE")
    return len(filters.select(items, query, host)) if isinstance(query, Query) else len(items)


def first(host: Host, invocation: Invocation) -> Value:
    """`FIRST(list)`, `FIRST list, n`."""
    return FUNCTIONS["first"].call(host, invocation.arguments)


def last(host: Host, invocation: Invocation) -> Value:
    """`LAST(list)`, `LAST list, n`."""
    return FUNCTIONS["last"].call(host, invocation.arguments)


def keep(host: Host, invocation: Invocation) -> Value:
    """`FILTER list, filter`. A table is filtered by FIND."""
    items = needed_list(invocation, 0)
    query = argument(invocation, 1)
    return grown(filters.select(items, query, host) if isinstance(query, Query) else list(items))


def sort(host: Host, invocation: Invocation) -> Value:
    """`SORT list [BY key] [ASC|DESC]`: a new array, NULLs last."""
    items = needed_list(invocation, 0)
    key = clause(invocation, "BY", argument(invocation, 1))
    if key is None:
        return grown(sorted_by(items, lambda item: item, host, descending="DESC" in invocation.clauses))
    return grown(
        sorted_by(items, lambda item: key_of(item, key, host), host, descending="DESC" in invocation.clauses)
    )


def aggregate(host: Host, invocation: Invocation) -> Value:
    """`AGGREGATE op, list, key [, filter]`; a table's comes first: `AGGREGATE table, op, key [, filter]`."""
    operation, subject = argument(invocation, 0), argument(invocation, 1)
    if _operation(operation) is None:
        operation, subject = subject, operation
    items, name = as_list(subject), _operation(operation)
    if items is None:
        return FOR_THE_HOST
    if name is None:
        raise BasicError("E311", function="AGGREGATE", argument=text(operation, host))
    query = argument(invocation, 3)
    rows = filters.select(items, query, host) if isinstance(query, Query) else items
    values = [key_of(row, argument(invocation, 2), host) for row in rows]
    return _aggregated(host, name, values)


def _operation(value: Value) -> str | None:
    name = value.strip().upper() if isinstance(value, str) else None
    return name if name in _OPERATIONS else None


def _aggregated(host: Host, operation: str, values: list[Value]) -> Value:
    """COUNT counts what has a value."""
    if operation == "COUNT":
        return sum(value is not None for value in values)
    return FUNCTIONS[operation.casefold()].call(host, [values])
