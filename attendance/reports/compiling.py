"""From a checked definition to one SQL statement: a pure function. Values travel as parameters, never as text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Double,
    FromClause,
    Select,
    Text,
    and_,
    asc,
    cast,
    desc,
    exists,
    false,
    func,
    literal_column,
    not_,
    or_,
    select,
    true,
)

from attendance.conversations.rules import Viewer
from attendance.reports.catalogue import IDS, Dimension
from attendance.reports.columns import STORED, Expression, Stored, moment_part
from attendance.reports.rules import Asked, Test


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose rows, seen by whom, of which time: from `since` on, before `until`. `zone` names the company's hours."""

    tenant_id: UUID
    viewer: Viewer
    since: datetime
    until: datetime
    zone: str


def rows_statement(asked: Asked, scope: Scope) -> Select[Any]:
    """One row for each combination of the dimensions: columns `d0`…, then `m0`…; one row more than the limit."""
    stored = STORED[asked.source.key]
    tag = _tag(stored) if any(one.key == "tag" for one in asked.dimensions) else None
    keys: list[Any] = [
        _key(one, stored, asked.date, scope, tag).label(f"d{place}")
        for place, one in enumerate(asked.dimensions)
    ]
    statement = _counted(asked, scope, stored, keys, tag)
    if keys:
        # By name: the zone travels as a parameter, and PostgreSQL holds two parameters for two expressions.
        statement = statement.group_by(*(literal_column(key.name) for key in keys))
        statement = statement.order_by(*_order(asked))
    return statement.limit(asked.limit + 1)


def totals_statement(asked: Asked, scope: Scope) -> Select[Any]:
    """The measures over everything, each thing once: one row of `m0`…"""
    return _counted(asked, scope, STORED[asked.source.key], [], None)


def values_statement(asked: Asked, scope: Scope, field: Dimension, *, among: int, limit: int) -> Select[Any]:
    """Values of a field, as `value`, that the latest `among` things have."""
    stored = STORED[asked.source.key]
    tag = _tag(stored) if field.key == "tag" else None
    found = stored.fields.get(field.key) if tag is None else tag.c.value
    latest = (
        select(cast(found, Text).label("value"))
        .select_from(_tables(stored, [], tag))
        .where(*_conditions(asked, scope, stored))
        .order_by(stored.dates[asked.date].desc())
        .limit(among)
        .subquery("latest")
    )
    statement = select(latest.c.value).where(latest.c.value.is_not(None)).distinct()
    return statement.order_by(latest.c.value).limit(limit)


def _counted(
    asked: Asked, scope: Scope, stored: Stored, keys: list[Any], tag: FromClause | None
) -> Select[Any]:
    numbers: list[Any] = [
        stored.measures[one.key].label(f"m{place}") for place, one in enumerate(asked.measures)
    ]
    wanted = [stored.needs[one.key] for one in asked.measures if one.key in stored.needs]
    return (
        select(*keys, *numbers)
        .select_from(_tables(stored, wanted, tag))
        .where(*_conditions(asked, scope, stored))
    )


def _tables(stored: Stored, needed: Iterable[FromClause], tag: FromClause | None) -> FromClause:
    tables = stored.tables
    for lateral in dict.fromkeys(needed):
        tables = tables.outerjoin(lateral, true())
    return tables if tag is None else tables.outerjoin(tag, true())


def _tag(stored: Stored) -> Any:
    """A row for each tag of a thing."""
    assert stored.tags is not None
    return func.jsonb_array_elements_text(stored.tags).table_valued("value").lateral("tag")


def _key(dimension: Dimension, stored: Stored, date: str, scope: Scope, tag: Any) -> Expression:
    if dimension.is_time:
        return moment_part(dimension.kind, func.timezone(scope.zone, stored.dates[date]))
    if dimension.key == "tag":
        return cast(tag.c.value, Text)
    found = stored.fields[dimension.key]
    return cast(found, Double) if dimension.kind == "number" else cast(found, Text)


def _order(asked: Asked) -> list[ColumnElement[Any]]:
    """As asked, then by the dimensions, so that the same report is always in the same order."""
    dimensions, measures = [one.key for one in asked.dimensions], [one.key for one in asked.measures]
    is_dimension = asked.order in dimensions
    name = f"d{dimensions.index(asked.order)}" if is_dimension else f"m{measures.index(asked.order)}"
    first: ColumnElement[Any] = (desc if asked.is_descending else asc)(literal_column(name)).nulls_last()
    rest: list[ColumnElement[Any]] = [
        asc(literal_column(f"d{place}")).nulls_last() for place in range(len(dimensions))
    ]
    return [first, *rest]


def _conditions(asked: Asked, scope: Scope, stored: Stored) -> list[ColumnElement[bool]]:
    moment = stored.dates[asked.date]
    return [
        stored.main.tenant_id == scope.tenant_id,
        stored.is_there,
        stored.sight(scope.viewer),
        moment >= scope.since,
        moment < scope.until,
        *(_condition(test, stored) for test in asked.tests),
    ]


def _condition(test: Test, stored: Stored) -> ColumnElement[bool]:
    if test.dimension.key == "tag":
        return _tagged(test, stored)
    found = stored.fields[test.dimension.key]
    if test.op == "at_least":
        return found >= test.values[0]
    if test.op == "at_most":
        return found <= test.values[0]
    one = found if test.dimension.kind in IDS or test.dimension.kind == "number" else cast(found, Text)
    is_one = one.in_(test.values) if test.values else false()
    if test.op == "in":
        return or_(is_one, found.is_(None)) if test.has_none else is_one
    none = found.is_not(None) if test.has_none else true()
    return and_(none, or_(not_(is_one), found.is_(None)))


def _tagged(test: Test, stored: Stored) -> ColumnElement[bool]:
    """Has one of them; with none among the values, things without any tag too."""
    own = _tag(stored)
    has_one = exists(select(own.c.value).select_from(own).where(own.c.value.in_(test.values)))
    meant: ColumnElement[bool] = has_one if test.values else false()
    if test.has_none:
        meant = or_(meant, func.jsonb_array_length(stored.tags) == 0)
    return meant if test.op == "in" else not_(meant)
