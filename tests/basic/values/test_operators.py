"""Arithmetic and `+` (4.3, 4.4, 4.6)."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from attendance.basic import operators
from attendance.basic.errors import BasicError, LimitError
from attendance.basic.values import File, Rowset
from tests.basic.host import NOON, FakeHost

DAY = timedelta(days=1)
TODAY = date(2026, 3, 10)

CASES: list[tuple[str, Any, Any, Any]] = [
    ("add", 2, 3, 5),
    ("add", Decimal("0.1"), Decimal("0.2"), Decimal("0.3")),
    ("add", 2, "3", "23"),
    ("add", "preço: ", Decimal("2.50"), "preço: 2.5"),
    ("add", "a", None, "a"),
    ("add", True, "!", "true!"),
    ("add", None, 5, 5),
    ("add", [1], [2, 3], [1, 2, 3]),
    ("add", [1], "!", "[1]!"),
    ("add", None, [1], [1]),
    ("add", "", File("https://x/y.pdf"), "https://x/y.pdf"),
    ("add", Rowset([{"a": 1}]), "", '[{"a":1}]'),
    ("add", TODAY, DAY, date(2026, 3, 11)),
    ("add", timedelta(hours=2), NOON, NOON.replace(hour=14)),
    ("add", time(23, 30), timedelta(hours=1), time(0, 30)),
    ("add", DAY, DAY, timedelta(days=2)),
    ("subtract", 2, 5, -3),
    ("subtract", "10", 4, 6),
    ("subtract", NOON, NOON - timedelta(hours=3), timedelta(hours=3)),
    ("subtract", TODAY, date(2026, 3, 1), timedelta(days=9)),
    ("subtract", NOON, TODAY, timedelta(hours=12)),
    ("subtract", TODAY, DAY, date(2026, 3, 9)),
    ("multiply", Decimal("1.5"), 2, 3),
    ("multiply", DAY, 3, timedelta(days=3)),
    ("divide", 6, 3, 2),
    ("divide", 7, 2, Decimal("3.5")),
    ("divide", 1, 3, Decimal("0.3333333333333333333333333333")),
    ("divide", Decimal("1.5"), Decimal("0.5"), 3),
    ("divide", DAY, timedelta(hours=6), 4),
    ("divide", DAY, 2, timedelta(hours=12)),
    ("integer_divide", 7, 2, 3),
    ("integer_divide", -7, 2, -3),
    ("integer_divide", Decimal("7.5"), 2, 3),
    ("modulo", 7, 3, 1),
    ("modulo", -7, 3, -1),
    ("modulo", 7, -3, 1),
    ("modulo", Decimal("7.5"), 2, Decimal("1.5")),
    ("power", 2, 10, 1024),
    ("power", 2, -1, Decimal("0.5")),
    ("power", 9, Decimal("0.5"), 3),
    ("power", 0, 0, 1),
    ("power", -1, 1024, 1),
    ("concatenate", 1, 2, "12"),
    ("concatenate", None, None, ""),
]


@pytest.mark.parametrize(("operator", "left", "right", "result"), CASES)
def test_operators(operator: str, left: Any, right: Any, result: Any) -> None:
    assert getattr(operators, operator)(left, right, FakeHost()) == result


@pytest.mark.parametrize(
    ("operator", "left", "right", "code"),
    [
        ("divide", 1, 0, "E303"),
        ("integer_divide", 1, 0, "E303"),
        ("modulo", 1, None, "E303"),
        ("power", 0, -1, "E303"),
        ("add", 10**30, 1, "E304"),
        ("multiply", 10**20, 10**11, "E304"),
        ("power", 10, 31, "E304"),
        ("power", 9, 1024, "E304"),
        ("power", Decimal("1.5"), 10**9, "E304"),
        ("add", TODAY, timedelta(days=10**6 * 9), "E304"),
        ("multiply", timedelta.max, 2, "E304"),
        ("subtract", timedelta(), timedelta.max, "E304"),
        ("subtract", "doze", 1, "E305"),
        ("add", [1], 1, "E305"),
        ("add", {"a": 1}, 1, "E305"),
        ("multiply", TODAY, 2, "E305"),
        ("add", TODAY, TODAY, "E305"),
        ("power", -1, Decimal("0.5"), "E305"),
    ],
)
def test_refused(operator: str, left: Any, right: Any, code: str) -> None:
    with pytest.raises(BasicError) as error:
        getattr(operators, operator)(left, right, FakeHost())

    assert error.value.code == code


def test_a_date_and_a_bare_number_get_the_advice_to_say_the_unit() -> None:
    with pytest.raises(BasicError) as error:
        operators.add(NOON, 15 * 60, FakeHost())

    assert (error.value.code, error.value.hint) == ("E305", "use_dateadd")


def test_null_in_arithmetic_is_traced() -> None:
    host = FakeHost()

    operators.multiply(None, 2, host)

    assert [event for event, _, _ in host.traces] == ["W310"]


def test_a_text_that_grows_too_long_is_a_limit() -> None:
    half = "x" * (200 * 1024)

    with pytest.raises(LimitError) as error:
        operators.add(half, half, FakeHost())

    assert error.value.code == "E503"


def test_hours_are_exact_when_the_clocks_change() -> None:
    new_york = ZoneInfo("America/New_York")
    evening = datetime(2026, 3, 7, 12, 0, tzinfo=new_york)
    host = FakeHost(zone=new_york)

    later = operators.add(evening, timedelta(hours=24), host)

    assert later.hour == 13
    assert later.astimezone(UTC) - evening.astimezone(UTC) == timedelta(hours=24)
    assert operators.subtract(later, evening, host) == timedelta(hours=24)
