"""Properties, elements, methods and copies (4.4, 4.9 to 4.14, chapter 6)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from attendance.basic.access import call_method, copy, elements, index, member, pairs, set_index, set_member
from attendance.basic.errors import BasicError, LimitError
from attendance.basic.values import File, Rowset
from tests.basic.host import FakeHost

ANA = {"nome": "Ana", "Nome": "outra", "count": 7}


@pytest.mark.parametrize(
    ("value", "name", "expected"),
    [
        (ANA, "nome", "Ana"),
        (ANA, "NOME", "Ana"),
        (ANA, "idade", None),
        (None, "nome", None),
        (5, "nome", None),
        ([1, 2], "length", 2),
        ([1, 2], "COUNT", 2),
        ([ANA], "nome", None),
        (Rowset([ANA, {}]), "nome", "Ana"),
        (Rowset([ANA, {}]), "count", 2),
        (Rowset([ANA], truncated=True), "truncated", True),
        (Rowset(), "nome", None),
        ("abc", "length", 3),
        ("abc", "nome", None),
        ('{"nome": "Ana"}', "Nome", "Ana"),
        ("[1, 2]", "length", 2),
        (File("u", size=3), "size", 3),
        (date(2026, 3, 15), "weekday", 0),
        (date(2026, 3, 14), "Weekday", 6),
        (date(2026, 3, 14), "hour", 0),
        (timedelta(hours=36), "days", Decimal("1.5")),
        (timedelta(hours=36), "minutes", 2160),
        (timedelta(hours=36), "year", None),
    ],
)
def test_member(value: Any, name: str, expected: Any) -> None:
    assert member(value, name) == expected


def test_the_hour_is_that_of_the_company() -> None:
    assert member(datetime(2026, 3, 10, 2, 0, tzinfo=UTC), "hour", FakeHost()) == 23
    assert member(datetime(2026, 3, 10, 2, 0, tzinfo=UTC), "day", FakeHost()) == 9


@pytest.mark.parametrize(
    ("value", "at", "expected"),
    [
        ([1, 2, 3], 0, 1),
        ([1, 2, 3], -1, 3),
        ([1, 2, 3], 3, None),
        ([1, 2, 3], -4, None),
        ([1, 2, 3], "1", 2),
        ([1, 2, 3], Decimal("1.0"), 2),
        ([1, 2, 3], Decimal("1.5"), None),
        ([1, 2, 3], "length", 3),
        ([1, 2, 3], None, None),
        ([1, 2, 3], True, None),
        ({"1": "um"}, 1, "um"),
        (ANA, "nome", "Ana"),
        (Rowset([ANA]), 0, ANA),
        ("[10, 20]", 1, 20),
        ("abc", 0, None),
        (None, 0, None),
    ],
)
def test_index(value: Any, at: Any, expected: Any) -> None:
    assert index(value, at) == expected


def test_writing_elements() -> None:
    array: list[Any] = ["a"]

    set_index(array, 0, "b")
    set_index(array, 1, "c")
    set_index(array, 4, "d")

    assert array == ["b", "c", None, None, "d"]


def test_writing_properties() -> None:
    row: dict[str, Any] = {"Nome": "Ana"}

    set_member(row, "nome", "Bia")
    set_member(Rowset([row, {}]), "idade", 30)
    set_index(Rowset([row]), "tag", 1)

    assert row == {"Nome": "Bia", "idade": 30, "tag": 1}


@pytest.mark.parametrize(
    ("value", "at", "code"),
    [
        ([1], -1, "E306"),
        ([1], "x", "E306"),
        ([1], Decimal("0.5"), "E306"),
        (Rowset(), "nome", "E307"),
        ("{}", "a", "E305"),
        (5, "a", "E305"),
        ({}, None, "E306"),
    ],
)
def test_refused_writing(value: Any, at: Any, code: str) -> None:
    with pytest.raises(BasicError) as error:
        set_index(value, at, 1)

    assert error.value.code == code


def test_an_empty_rowset_has_no_row_to_write() -> None:
    with pytest.raises(BasicError) as error:
        set_member(Rowset(), "nome", "Ana")

    assert error.value.code == "E307"


def test_sizes_are_limited_where_values_grow() -> None:
    full = {str(number): 0 for number in range(10_000)}
    array = [0] * 50_000

    with pytest.raises(LimitError):
        set_index([], 50_000, 1)
    with pytest.raises(LimitError):
        set_member(full, "more", 1)
    with pytest.raises(LimitError):
        call_method(array, "push", [1], FakeHost())
    set_member(full, "5", 1)
    assert (len(array), len(full), full["5"]) == (50_000, 10_000, 1)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([1, 2], [1, 2]),
        ({"a": 1}, [{"key": "a", "value": 1}]),
        ("[1, 2]", [1, 2]),
        ("abc", ["abc"]),
        (None, []),
        (5, [5]),
        (False, [False]),
    ],
)
def test_elements(value: Any, expected: Any) -> None:
    assert elements(value) == expected


def test_elements_are_a_list_of_their_own() -> None:
    array = [1]

    elements(array).append(2)

    assert array == [1]


def test_pairs() -> None:
    assert pairs({"a": 1}) == [("a", 1)]
    assert pairs(["x", "y"]) == [(0, "x"), (1, "y")]


@pytest.mark.parametrize(
    ("value", "method", "args", "expected"),
    [
        (" oi ", "trim", [], "oi"),
        ("Ação", "UPPER", [], "AÇÃO"),
        ("Ação", "lower", [], "ação"),
        ("abc", "contains", ["B"], True),
        ("a,b", "split", [","], ["a", "b"]),
        ("aa", "replace", ["a", "bb"], "bbbb"),
        ("abcdef", "substring", [1, 3], "bcd"),
        ("abcdef", "substring", [-2], "ef"),
        ([1, 2], "pop", [], 2),
        ([], "pop", [], None),
        ([1, 2, 3], "splice", [1, 1], [2]),
        ([1, "a"], "join", [], "1, a"),
        ([1, "a"], "indexOf", ["a"], 1),
        ([1], "indexof", [5], -1),
        ([1], "contains", ["1"], True),
        ({"a": 1}, "keys", [], ["a"]),
        ({"a": 1}, "values", [], [1]),
        ({"Nome": 1}, "has", ["nome"], True),
        ('{"a": 1}', "keys", [], ["a"]),
        (None, "anything", [], None),
    ],
)
def test_methods(value: Any, method: str, args: list[Any], expected: Any) -> None:
    assert call_method(value, method, args, FakeHost()) == expected


def test_push_and_splice_change_the_array() -> None:
    array = [1, 2, 3]

    call_method(array, "push", [4], FakeHost())
    call_method(array, "splice", [0, 2, "x"], FakeHost())

    assert array == ["x", 3, 4]


@pytest.mark.parametrize(
    ("value", "method", "args", "code"),
    [(5, "trim", [], "E308"), ("a", "fly", [], "E308"), ("a", "split", [], "E310"), ("a", "substring", ["x"], "E311")],
)  # fmt: skip
def test_refused_methods(value: Any, method: str, args: list[Any], code: str) -> None:
    with pytest.raises(BasicError) as error:
        call_method(value, method, args, FakeHost())

    assert error.value.code == code


def test_a_copy_shares_nothing_with_its_original_and_keeps_what_is_one() -> None:
    shared = {"n": 1}
    original: dict[str, Any] = {"a": shared, "b": [shared], "rows": Rowset([shared], truncated=True)}
    original["self"] = original

    twin = copy(original)
    twin["a"]["n"] = 2

    assert shared["n"] == 1
    assert twin["a"] is twin["b"][0] is twin["rows"][0]
    assert twin["self"] is twin
    assert isinstance(twin["rows"], Rowset)
    assert twin["rows"].truncated
