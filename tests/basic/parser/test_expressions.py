"""Section 3.5 and chapter 6: what binds how."""

import pytest

from tests.basic.parser.shown import value, warnings


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ("a + b * c", "(a + (b * c))"),
        ("a - b - c", "((a - b) - c)"),
        ("(a + b) * c", "((a + b) * c)"),
        ("-2 ^ 2", "(- (2 ^ 2))"),
        ("2 ^ 3 ^ 2", "(2 ^ (3 ^ 2))"),
        ("2 ^ -1", "(2 ^ (- 1))"),
        ("a MOD 2 \\ 3 % 4", "(((a MOD 2) \\ 3) MOD 4)"),
        ("a & b + c", "((a & b) + c)"),
        ("a = b", "(a = b)"),
        ("a == b", "(a = b)"),
        ("a != b", "(a <> b)"),
        ("a =< b", "(a <= b)"),
        ("a = b = c", "((a = b) = c)"),
        ("NOT a = b", "(NOT (a = b))"),
        ("!a && b || c", "(((NOT a) AND b) OR c)"),
        ("a OR b AND c", "(a OR (b AND c))"),
        ("a ?? b OR c XOR d", "(((a ?? b) OR c) XOR d)"),
        ("a ? b : c ? d : e", "(a ? b : (c ? d : e))"),
        ("a = 1 ? b : c", "((a = 1) ? b : c)"),
        ("a IS NULL", "(a IS NULL)"),
        ("a IS NOT NULL", "(NOT (a IS NULL))"),
        ("a IS NOTHING", "(a IS NULL)"),
        ("a IS NUMERIC AND b IS EMPTY", "((a IS NUMERIC) AND (b IS EMPTY))"),
        ("a IS NOT b", "(a <> b)"),
        ("a NOT FOUND OR b FOUND", "((NOT (a IS FOUND)) OR (b IS FOUND))"),
        ("a IN (1, 2)", "(a IN list 1, 2)"),
        ("a NOT IN names", "(NOT (a IN value names))"),
        ("a BETWEEN 1 AND 2 AND b", "((a BETWEEN 1 AND 2) AND b)"),
        ("a NOT BETWEEN 1 AND 2", "(NOT (a BETWEEN 1 AND 2))"),
        ('a NOT CONTAINS "x"', '(NOT (a CONTAINS "x"))'),
        ('a STARTS WITH "x" + b', '(a STARTS WITH ("x" + b))'),
        ('a NOT ENDS WITH "x"', '(NOT (a ENDS WITH "x"))'),
        ("a.b?.c[1].d", "a.b.c[1].d"),
        ("a.b(1).c", "a.b(1).c"),
        ("a.send(to = b, 2)", "a.send(to = b, 2)"),
        ("-a.b", "(- a.b)"),
        ("[1, [2], ]", "[1, [2]]"),
        ('{ a: 1, "b c": 2, 3: 4, d = 5, e }', "{a: 1, b c: 2, 3: 4, d: 5, e: e}"),
        ("#{a: 1}", "{a: 1}"),
        ("{}", "{}"),
        ("NEW OBJECT", "{}"),
        ("NEW ARRAY", "[]"),
        ("CREATE OBJECT", "{}"),
        ("${a + 1}", "(a + 1)"),
        ("1_000", "1000"),
        (".5", "0.5"),
        ("1.5e3", "1.5E+3"),
        ("IF(a, b, c)", "call IF(a, b, c)"),
        ("TRUE AND null", "(True AND None)"),
        ("f (1)", "call f(1)"),
    ],
)
def test_binding(source: str, tree: str) -> None:
    assert value(source) == tree


def test_a_chained_comparison_is_suspicious() -> None:
    assert warnings("x = a = b = c") == ["W208 1"]
    assert warnings("x = (a = b) = c") == []
    assert warnings("x = a = b") == []
