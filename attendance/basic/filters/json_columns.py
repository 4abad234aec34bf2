"""Comparison with values inside JSON columns, which bring their own types: as 4.5 compares in memory."""

from datetime import date
from decimal import Decimal
from typing import Final

from attendance.basic import moments
from attendance.basic.filters import columns
from attendance.basic.filters.operands import literally
from attendance.basic.filters.sql_expressions import Typed, Writer
from attendance.basic.filters.tree import Comparison
from attendance.basic.host import Value
from attendance.basic.values import text

_NUMERIC: Final = r"^\s*[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]{1,4})?\s*$"


def compare(writer: Writer, operator: Comparison, subject: str, value: Value) -> str:
    """`subject` is a jsonb expression, NULL when there is nothing. What cannot be compared is only unequal."""
    if value is None:
        return never(subject)
    otherwise = "TRUE" if operator == "<>" else "FALSE"
    plain = f"({subject} #>> '{{}}')"
    number = writer.parameter(_decimal(value), "numeric")
    return (
        f"CASE jsonb_typeof({subject})"
        f" WHEN 'number' THEN COALESCE({plain}::numeric {operator} {number}, {otherwise})"
        f" WHEN 'boolean' THEN COALESCE({_compare_boolean(writer, operator, plain, value)}, {otherwise})"
        f" WHEN 'string' THEN COALESCE({_compare_text(writer, operator, plain, value)}, {otherwise})"
        f" ELSE {subject} IS NOT NULL AND {otherwise} END"
    )


def _compare_boolean(writer: Writer, operator: Comparison, plain: str, value: Value) -> str:
    """TRUE is 1 beside a number, and the word beside a text."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return f"{plain}::boolean::integer {operator} {writer.parameter(Decimal(value), 'numeric')}"
    return f"{plain}::boolean {operator} {writer.parameter(_truth(value), 'boolean')}"


def never(subject: str) -> str:
    """A test that nothing passes; it mentions the subject, whose parameters have their numbers already."""
    return f"({subject} IS NULL AND FALSE)"


def _compare_text(writer: Writer, operator: Comparison, plain: str, value: Value) -> str:
    """A JSON text beside a number, boolean or date is read as one."""
    if isinstance(value, bool):
        truth = f"CASE lower({plain}) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END"
        return f"({truth}) {operator} {writer.parameter(value, 'boolean')}"
    if isinstance(value, int | Decimal):
        return f"{_number_of_text(plain)} {operator} {writer.parameter(Decimal(value), 'numeric')}"
    if isinstance(value, date):
        moment = writer.parameter(moments.in_utc(value, writer.host.zone), "timestamptz")
        return f"{writer.moment_of_text(plain)} {operator} {moment}"
    written = writer.parameter(text(value, writer.host), "text")
    return f'{plain} COLLATE "C" {operator} {written}'


def as_number(writer: Writer, subject: Typed) -> Typed:
    """The number that a JSON value or its text is, NULL when it is none; other columns as they are."""
    if subject.kind != "json":
        return subject
    return Typed(_number_of_text(writer.as_text(subject)), "decimal", subject.name)


def _number_of_text(plain: str) -> str:
    return f"(CASE WHEN {plain} ~ '{_NUMERIC}' THEN {plain}::numeric END)"


def contains(writer: Writer, subject: str, value: Value) -> str:
    """Element of an array, key of an object, part of a text."""
    if value is None:
        return never(subject)
    written = text(value, writer.host)
    element = writer.parameter(written, "text")
    number = writer.parameter(_decimal(value), "numeric")
    pattern = writer.parameter(f"%{literally(written)}%", "text")
    return (
        f"CASE jsonb_typeof({subject})"
        f" WHEN 'array' THEN jsonb_exists({subject}, {element}) OR {subject} @> to_jsonb({number})"
        f" WHEN 'object' THEN jsonb_exists({subject}, {element})"
        f" ELSE ({subject} #>> '{{}}') ILIKE {pattern} ESCAPE '\\' END"
    )


def _decimal(value: Value) -> Decimal | None:
    number = int(value) if isinstance(value, bool) else columns.as_number(value)
    return None if number is None else Decimal(number)


def _truth(value: Value) -> bool | None:
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.casefold())
    return value if isinstance(value, bool) else None
