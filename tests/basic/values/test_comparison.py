"""Equality, order and text tests (4.4, 4.5)."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from attendance.basic import operators
from attendance.basic.errors import BasicError
from attendance.basic.values import Rowset
from tests.basic.host import NOON, FakeHost

TODAY = date(2026, 3, 10)
ROW = {"nome": "Ana"}


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (None, None, True),
        (None, "", True),
        (None, False, True),
        (None, Rowset(), True),
        (None, 0, False),
        (None, [], False),
        (None, Rowset([ROW]), False),
        (1, Decimal("1.0"), True),
        (1, "1", True),
        (1, " 1.00 ", True),
        (1, "um", False),
        (0, "", False),
        ("1", "1.0", False),
        ("Ana", "ana", False),
        (True, "TRUE", True),
        (True, "sim", False),
        (False, "false", True),
        (True, 1, True),
        (TODAY, "2026-03-10", True),
        (TODAY, "10/03/2026", True),
        (TODAY, "ontem", False),
        (NOON, "2026-03-10 12:00", True),
        (NOON, "2026-03-10T15:00:00Z", True),
        (NOON, TODAY, False),
        (time(14, 30), "14:30", True),
        (TODAY, "14:30", False),
        (timedelta(hours=1), timedelta(minutes=60), True),
        (timedelta(hours=1), "1", False),
        ([1, "a"], ["1", "a"], True),
        ([1], [1, 2], False),
        ({"a": 1, "b": None}, {"b": "", "a": 1}, True),
        ({"a": 1}, {"b": 1}, False),
        (Rowset([ROW]), [{"nome": "Ana"}], True),
        ({}, [], False),
        ({"a": 1}, '{"a":1}', False),
    ],
)
def test_equal(left: Any, right: Any, expected: bool) -> None:
    assert operators.equal(left, right, FakeHost()) is expected
    assert operators.equal(right, left, FakeHost()) is expected


def test_arrays_inside_themselves_compare() -> None:
    one: list[Any] = [1]
    other: list[Any] = [1]
    one.append(one)
    other.append(other)

    assert operators.equal(one, other, FakeHost())
    other[0] = 2
    assert not operators.equal(one, other, FakeHost())


def test_shared_arrays_compare_fast() -> None:
    one: list[Any] = [1]
    other: list[Any] = [1]
    for _ in range(200):
        one, other = [one, one], [other, other]

    assert operators.equal(one, other, FakeHost())


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (1, 2, True),
        (2, "10", True),
        ("2", "10", False),
        ("B", "a", True),
        ("a", "ã", True),
        (None, 1, False),
        (1, None, False),
        ("", 1, False),
        (1, "", False),
        (TODAY, "11/03/2026", True),
        (TODAY, NOON, True),
        (time(9), "14:30", True),
        (False, True, True),
    ],
)
def test_less(left: Any, right: Any, expected: bool) -> None:
    assert operators.less(left, right, FakeHost()) is expected


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ([1], [2]),
        ({"a": 1}, 1),
        (Rowset(), 1),
        (1, "um"),
        (TODAY, 5),
        (TODAY, time(9)),
        (timedelta(1), 1),
        (True, "x"),
    ],
)
def test_what_has_no_order(left: Any, right: Any) -> None:
    with pytest.raises(BasicError) as error:
        operators.less_or_equal(left, right, FakeHost())

    assert error.value.code == "E302"


@pytest.mark.parametrize(
    ("subject", "low", "high", "expected"),
    [
        (5, 1, 5, True),
        (5, 6, 9, False),
        ("5", 1, 9, True),
        (None, 1, 9, False),
        (TODAY, "01/03/2026", "31/03/2026", True),
    ],
)
def test_between(subject: Any, low: Any, high: Any, expected: bool) -> None:
    assert operators.between(subject, low, high, FakeHost()) is expected


@pytest.mark.parametrize(
    ("operator", "left", "right", "expected"),
    [
        ("contains", "São Paulo", "PAULO", True),
        ("contains", "São", "sao", False),
        ("contains", [1, "a"], "1", True),
        ("contains", ["Ana"], "ana", False),
        ("contains", {"Nome": 1}, "nome", True),
        ("contains", None, "", False),
        ("contains", "a", None, False),
        ("contains", 12345, 34, True),
        ("starts_with", "Bom dia", "bom", True),
        ("starts_with", None, "", False),
        ("ends_with", "Bom dia", "DIA", True),
        ("like", "São Paulo", "são%", True),
        ("like", "São Paulo", "%pau_o", True),
        ("like", "abcabc", "%abc", True),
        ("like", "abcabd", "%abc", False),
        ("like", "ab", "ab%ab", False),
        ("like", "aXbXc", "a%b%c", True),
        ("like", "", "%", True),
        ("like", "a", "", False),
        ("like", "50%", "50\\%", True),
        ("like", "500", "50\\%", False),
        ("like", "a\nb", "a_b", True),
        ("like", None, "%", False),
        ("like", "abc", "a%" * 50_000, False),
        ("ilike", "ABC", "abc", True),
        ("matches", "123-456", r"^\d{3}-\d{3}$", True),
        ("matches", "x", "X", False),
        ("matches", "x", "(?i)X", True),
        ("matches", None, ".*", False),
    ],
)
def test_text_tests(operator: str, left: Any, right: Any, expected: bool) -> None:
    assert getattr(operators, operator)(left, right, FakeHost()) is expected


@pytest.mark.parametrize("value", [1, Decimal("0.5"), "1", " -2.5e3 ", ".5"])
def test_numeric(value: Any) -> None:
    assert operators.is_numeric(value)


@pytest.mark.parametrize("value", ["1,5", "", "abc", "1" * 400, True, None, "١٢"])
def test_not_numeric(value: Any) -> None:
    assert not operators.is_numeric(value)
