"""Filters over rows in memory: FILTER, and tables that are files."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Final

from attendance.basic import comparison, moments
from attendance.basic.access import member
from attendance.basic.dates import written_moment
from attendance.basic.errors import BasicError
from attendance.basic.filters.operands import is_given_null, like_pattern, spread, worth
from attendance.basic.filters.ordering import sorted_by
from attendance.basic.filters.tree import (
    FLIPPED,
    And,
    Apply,
    Bare,
    Between,
    Column,
    Compare,
    Comparison,
    Contains,
    Holds,
    In,
    IsEmpty,
    IsNull,
    Like,
    Not,
    Operand,
    Or,
    Predicate,
    Query,
)
from attendance.basic.host import Host, Value
from attendance.basic.keys import find_key
from attendance.basic.sizes import spend
from attendance.basic.values import empty, is_null, text, truthy
from attendance.basic.wildcards import wildcard_match

_WORK: Final = 30
"""Tenths of a microsecond that one test of one row takes."""


def matches(query: Query, row: Value, host: Host) -> bool:
    """Whether the row is one of those that the query looks for. Raises: E344."""
    return query.predicate is None or _Row(row, host).fulfils(query.predicate)


def select(rows: Iterable[Value], query: Query, host: Host) -> list[Value]:
    """The rows that match, in the query's order and within its limit. Raises: E344."""
    found = [row for row in rows if matches(query, row, host)]
    for order in reversed(query.order):
        column = order.column
        found = sorted_by(found, lambda row: _reach(row, column), host, descending=order.descending)  # noqa: B023
    start = query.offset or 0
    return found[start:] if query.limit is None else found[start : start + query.limit]


def _reach(row: Value, column: Column) -> Value:
    """The value of a column; a whole dotted name may be a key too."""
    if len(column.path) > 1 and isinstance(row, dict) and (key := find_key(row, column.name)):
        return row[key]
    for name in column.path:
        row = member(row, name)
    return row


class _Row:
    def __init__(self, row: Value, host: Host) -> None:
        self.row = row
        self.host = host

    def fulfils(self, predicate: Predicate) -> bool:
        spend(_WORK)
        match predicate:
            case And(parts):
                return all(self.fulfils(part) for part in parts)
            case Or(parts):
                return any(self.fulfils(part) for part in parts)
            case Not(part):
                return not self.fulfils(part)
            case Compare(operator, left, right):
                return self._compares(operator, left, right)
            case Between(subject, low, high):
                return self._compares(">=", subject, low) and self._compares("<=", subject, high)
            case IsNull(subject):
                return is_null(self._worth(subject))
            case IsEmpty(subject):
                return empty(self._worth(subject))
            case Holds(subject):
                return truthy(self._worth(subject))
        return self._fulfils_word(predicate)

    def _fulfils_word(self, predicate: Like | Contains | In) -> bool:
        host = self.host
        left = self._worth(predicate.left)
        if left is None:
            return False
        match predicate:
            case Like(_, pattern, open):
                folded = like_pattern(pattern, host, open=open).casefold()
                return wildcard_match(text(left, host).casefold(), folded)
            case Contains(_, right):
                return comparison.contains(left, self._worth(right), host)
            case In(_, items):
                given = spread(tuple(item for item in items if not self._reads(item)), host, self._worth)
                spend(_WORK * len(given))
                read = [self._worth(item) for item in items if self._reads(item)]
                values = [_fitted(left, value, host) for value in given] + read
                return any(value is not None and comparison.equal(left, value, host) for value in values)

    def _compares(self, operator: Comparison, left: Operand, right: Operand) -> bool:
        value = self._worth(left)
        if operator in ("=", "<>") and is_given_null(right):
            return is_null(value) == (operator == "=")
        if self._reads(right) and not self._reads(left):
            left, right, operator, value = right, left, FLIPPED[operator], self._worth(right)
        other = self._worth(right)
        if value is None or other is None:
            return False
        if not self._reads(right):
            other = _fitted(value, other, self.host)
        try:
            return _COMPARE[operator](value, other, self.host)
        except BasicError as error:
            if error.code != "E302":
                raise
            return False

    def _reads(self, operand: Operand) -> bool:
        """Whether its worth depends on the row; a word without quotes is a column only if the row has it."""
        if isinstance(operand, Apply):
            return any(self._reads(argument) for argument in operand.arguments)
        if isinstance(operand, Bare):
            return isinstance(self.row, dict) and find_key(self.row, operand.word.split(".")[0]) is not None
        return isinstance(operand, Column)

    def _worth(self, operand: Operand) -> Value:
        if isinstance(operand, Bare):
            reads = self._reads(operand)
            return _reach(self.row, Column(tuple(operand.word.split(".")))) if reads else operand.word
        return (
            worth(operand, self.host, self._worth)
            if not isinstance(operand, Column)
            else _reach(self.row, operand)
        )


_COMPARE: Final[dict[Comparison, Callable[[Value, Value, Host], bool]]] = {
    "=": comparison.equal,
    "<>": lambda left, right, host: not comparison.equal(left, right, host),
    "<": comparison.less,
    "<=": comparison.less_or_equal,
    ">": lambda left, right, host: comparison.less(right, left, host),
    ">=": lambda left, right, host: comparison.less_or_equal(right, left, host),
}


def _fitted(left: Value, right: Value, host: Host) -> Value:
    """Beside a date, a datetime counts as its day: values take the column's type (9.6)."""
    if type(left) is not date:
        return right
    if isinstance(right, str):
        right = written_moment(right, host)
    return moments.day_of(right, host.zone) if isinstance(right, datetime) else right
