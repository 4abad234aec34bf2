"""Nodes know where they stand."""

from attendance.basic import syntax
from attendance.basic.diagnostics import Span
from attendance.basic.parser import parse


def test_spans_end_behind_their_last_character() -> None:
    (statement,) = parse("\n  total = preço * (1 + taxa)\n", "x").script.body

    assert isinstance(statement, syntax.Assign)
    assert statement.span == Span(2, 3, 2, 29)
    assert statement.value.span == Span(2, 11, 2, 29)


def test_interpolations_stand_where_they_are_written() -> None:
    (statement,) = parse('\nTALK "olá ${nome}"', "x").script.body

    assert isinstance(statement, syntax.Evaluate)
    assert isinstance(statement.expression, syntax.KeywordCall)
    (text,) = statement.expression.arguments
    assert isinstance(text, syntax.Text)
    assert isinstance(text.parts[1], syntax.Name)
    assert text.parts[1].span == Span(2, 13, 2, 17)


def test_line_ends_of_every_kind_count_once() -> None:
    body = parse("\ufeffTALK 1\r\nTALK 2\rTALK 3\n", "x").script.body

    assert [each.span.line for each in body] == [1, 2, 3]
