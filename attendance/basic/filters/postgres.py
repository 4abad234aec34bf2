"""Filters as PostgreSQL: text of our own words, quoted columns of the table, and `$n` parameters for everything else.

A comparison with NULL gives NULL there, which counts as false; IS NOT TRUE makes NOT its complement.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from attendance.basic.filters import json_columns
from attendance.basic.filters.columns import ColumnType, converted
from attendance.basic.filters.operands import is_given_null, like_pattern, literally, spread, worth
from attendance.basic.filters.sql_expressions import Typed, Writer
from attendance.basic.filters.tree import (
    FLIPPED,
    And,
    Between,
    Compare,
    Comparison,
    Contains,
    Given,
    Holds,
    In,
    IsEmpty,
    IsNull,
    Like,
    Not,
    Operand,
    Or,
    Pieces,
    Predicate,
    Query,
)
from attendance.basic.host import Host
from attendance.basic.values import text


@dataclass(frozen=True, slots=True)
class Sql:
    """`condition` in parentheses, TRUE for every row; `tail` with ORDER BY, LIMIT and OFFSET, or empty.

    AND the product's own conditions to `condition`; `text` is both together for a query that needs none.
    """

    condition: str
    tail: str
    parameters: tuple[Any, ...]

    @property
    def text(self) -> str:
        return f"{self.condition} {self.tail}".rstrip()


def sql(
    query: Query, columns: Mapping[str, ColumnType], host: Host, *, rest: str | None = None, first: int = 1
) -> Sql:
    """The query for a table with these columns. `rest` names the JSON column in which all other names are keys;
    parameters are numbered from `first`. Raises: E342, E344.
    """
    writer = Writer(columns, host, rest, first)
    condition = "(TRUE)" if query.predicate is None else f"({_Conditions(writer).write(query.predicate)})"
    tail = []
    if query.order:
        tail.append(
            "ORDER BY " + ", ".join(_order(writer.column(o.column), o.descending) for o in query.order)
        )
    for word, amount in (("LIMIT", query.limit), ("OFFSET", query.offset)):
        if amount is not None:
            tail.append(f"{word} {writer.parameter(amount, 'bigint')}")
    return Sql(condition, " ".join(tail), tuple(writer.parameters))


def _order(column: Typed, descending: bool) -> str:
    collation = ' COLLATE "C"' if column.kind == "text" else ""
    return f"{column.sql}{collation}{' DESC' if descending else ''} NULLS LAST"


class _Conditions:
    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.host = writer.host

    def write(self, predicate: Predicate) -> str:
        match predicate:
            case And(parts):
                return " AND ".join(f"({self.write(part)})" for part in parts)
            case Or(parts):
                return " OR ".join(f"({self.write(part)})" for part in parts)
            case Not(IsNull(subject)):
                return f"{self.writer.expression(subject).sql} IS NOT NULL"
            case Not(part):
                return f"({self.write(part)}) IS NOT TRUE"
            case Compare(operator, left, right):
                return self._compare(operator, left, right)
            case Between(subject, low, high):
                return f"{self._compare('>=', subject, low)} AND {self._compare('<=', subject, high)}"
            case IsNull(subject):
                return f"{self.writer.expression(subject).sql} IS NULL"
        return self._write_test(predicate)

    def _write_test(self, predicate: Like | Contains | In | IsEmpty | Holds) -> str:
        match predicate:
            case Like(left, pattern, open):
                subject = self.writer.as_text(self.writer.expression(left))
                return self._ilike(subject, like_pattern(pattern, self.host, open=open))
            case Contains(left, right):
                return self._contains(self.writer.expression(left), right)
            case In(left, items):
                return self._among(self.writer.expression(left), items)
            case IsEmpty(subject):
                return _is_empty(self.writer.expression(subject))
            case Holds(subject):
                return _holds(self.writer.expression(subject))

    # ------------------------------------------------------------ comparison

    def _compare(self, operator: Comparison, left: Operand, right: Operand) -> str:
        if operator in ("=", "<>") and is_given_null(right):
            return f"{self.writer.expression(left).sql} IS {'NOT ' if operator == '<>' else ''}NULL"
        left_reads, right_reads = self.writer.reads_columns(left), self.writer.reads_columns(right)
        if left_reads and right_reads:
            return self._compare_columns(
                operator, self.writer.expression(left), self.writer.expression(right)
            )
        if right_reads:
            return self._compare_with(FLIPPED[operator], self.writer.expression(right), left)
        return self._compare_with(operator, self.writer.expression(left), right)

    def _compare_with(self, operator: Comparison, subject: Typed, given: Operand) -> str:
        if subject.kind == "json":
            return json_columns.compare(self.writer, operator, subject.sql, worth(given, self.host))
        value = converted(given, subject.kind, self.host, column=subject.name)
        collation = ' COLLATE "C"' if subject.kind == "text" and operator not in ("=", "<>") else ""
        return f"{subject.sql}{collation} {operator} {self.writer.typed_parameter(value, subject.kind)}"

    def _compare_columns(self, operator: Comparison, left: Typed, right: Typed) -> str:
        kinds = {left.kind, right.kind}
        if len(kinds) > 1 and kinds & {"date", "datetime"}:
            left, right = self.writer.as_datetime(left), self.writer.as_datetime(right)
        elif "json" in kinds and kinds & {"integer", "decimal"}:
            left, right = (
                json_columns.as_number(self.writer, left),
                json_columns.as_number(self.writer, right),
            )
        elif len(kinds) > 1 and not kinds <= {"integer", "decimal"}:
            left = Typed(self.writer.as_text(left), "text", left.name)
            right = Typed(self.writer.as_text(right), "text", right.name)
        collation = ' COLLATE "C"' if left.kind == "text" and operator not in ("=", "<>") else ""
        return f"{left.sql}{collation} {operator} {right.sql}"

    # ------------------------------------------------------------ other tests

    def _ilike(self, subject: str, pattern: str) -> str:
        return f"{subject} ILIKE {self.writer.parameter(pattern, 'text')} ESCAPE '\\'"

    def _contains(self, subject: Typed, right: Operand) -> str:
        if self.writer.reads_columns(right):
            return self._contains_column(subject, self.writer.as_text(self.writer.expression(right)))
        value = worth(right, self.host)
        if subject.kind == "json":
            return json_columns.contains(self.writer, subject.sql, value)
        if value is None:
            return json_columns.never(subject.sql)
        if subject.kind == "array":
            return f"{self.writer.parameter(text(value, self.host), 'text')} = ANY({subject.sql}::text[])"
        return self._ilike(self.writer.as_text(subject), f"%{literally(text(value, self.host))}%")

    def _contains_column(self, subject: Typed, needle: str) -> str:
        if subject.kind == "array":
            return f"{needle} = ANY({subject.sql}::text[])"
        inside = f"strpos(lower({self.writer.as_text(subject)}), lower({needle})) > 0"
        if subject.kind != "json":
            return inside
        holds = f"jsonb_exists({subject.sql}, {needle})"
        return f"CASE WHEN jsonb_typeof({subject.sql}) IN ('array', 'object') THEN {holds} ELSE {inside} END"

    def _among(self, subject: Typed, items: tuple[Operand, ...]) -> str:
        reading = [item for item in items if self.writer.reads_columns(item)]
        given = [element for item in items if item not in reading for element in self._elements(item)]
        tests = [self._compare_columns("=", subject, self.writer.expression(item)) for item in reading]
        if subject.kind == "json":
            tests += [json_columns.compare(self.writer, "=", subject.sql, worth(e, self.host)) for e in given]
        elif given or not tests:
            values = [converted(element, subject.kind, self.host, column=subject.name) for element in given]
            tests.append(f"{subject.sql} = ANY({self.writer.typed_parameters(values, subject.kind)})")
        return " OR ".join(tests) or json_columns.never(subject.sql)

    def _elements(self, item: Operand) -> list[Operand]:
        """The item, or the elements of the list that it is; no NULLs."""
        if isinstance(worth(item, self.host), list):
            return [Pieces((Given(value),), quoted=False) for value in spread((item,), self.host)]
        return [] if is_given_null(item) else [item]


def _is_empty(subject: Typed) -> str:
    match subject.kind:
        case "text":
            return f"COALESCE({subject.sql}, '') = ''"
        case "array":
            return f"COALESCE(cardinality({subject.sql}), 0) = 0"
        case "json":
            return f"COALESCE({subject.sql}, '\"\"'::jsonb) IN ('\"\"'::jsonb, '[]'::jsonb, '{{}}'::jsonb)"
    return f"{subject.sql} IS NULL"


def _holds(subject: Typed) -> str:
    match subject.kind:
        case "boolean":
            return subject.sql
        case "text":
            return f"{subject.sql} <> ''"
        case "integer" | "decimal":
            return f"{subject.sql} <> 0"
        case "array":
            return f"cardinality({subject.sql}) > 0"
        case "json":
            return f"{subject.sql} NOT IN ('false'::jsonb, '0'::jsonb, '\"\"'::jsonb, '[]'::jsonb, '{{}}'::jsonb)"
    return f"{subject.sql} IS NOT NULL"
