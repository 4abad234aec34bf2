"""Filters and WHERE (chapter 9): one predicate from both notations, tested in memory or by PostgreSQL.

What a script or a customer supplies is only ever a value: it never becomes part of a filter's structure or of SQL text.
"""

from attendance.basic.filters.columns import ColumnType
from attendance.basic.filters.invoked import query_of
from attendance.basic.filters.memory import matches, select
from attendance.basic.filters.plan import Plan, parse, template
from attendance.basic.filters.postgres import Sql, sql
from attendance.basic.filters.tree import Column, Order, Query
from attendance.basic.filters.where import where
from attendance.basic.filters.written import is_filter, pieces, template_of

__all__ = [
    "Column",
    "ColumnType",
    "Order",
    "Plan",
    "Query",
    "Sql",
    "is_filter",
    "matches",
    "parse",
    "pieces",
    "query_of",
    "select",
    "sql",
    "template",
    "template_of",
    "where",
]
