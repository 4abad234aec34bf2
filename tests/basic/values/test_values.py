"""Types, truth, FOUND and the text form (4.1, 4.2, 4.7, 4.12)."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from attendance.basic.errors import BasicError, LimitError
from attendance.basic.json_text import NotJson, read_container, read_json
from attendance.basic.values import File, Rowset, empty, found, is_null, json, text, truthy, type_name
from tests.basic.host import NOON, FakeHost


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (None, "null"),
        (True, "boolean"),
        (1, "number"),
        (Decimal(1), "number"),
        ("", "string"),
        (date.min, "date"),
        (NOON, "datetime"),
        (time(), "time"),
        (timedelta(), "duration"),
        ([], "array"),
        ({}, "object"),
        (Rowset(), "rowset"),
        (File(""), "file"),
    ],
)
def test_names_of_types(value: Any, name: str) -> None:
    assert type_name(value) == name


def test_false() -> None:
    values: list[Any] = [None, False, 0, Decimal("0.00"), "", [], {}, Rowset()]

    assert not any(truthy(value) for value in values)


@pytest.mark.parametrize(
    "value", ["false", "0", " ", -1, [0], {"a": None}, Rowset([{}]), timedelta(), time()]
)
def test_true(value: Any) -> None:
    assert truthy(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, False),
        (False, False),
        ("", False),
        ([], False),
        ({}, False),
        (Rowset(), False),
        ({"found": False}, False),
        ({"success": False, "error": "x"}, False),
        ({"found": 0}, True),
        ({"success": True}, True),
        (0, True),
        (Rowset([{}]), True),
    ],
)
def test_found(value: Any, expected: bool) -> None:
    assert found(value) is expected


def test_empty_and_null() -> None:
    nothing: list[Any] = [None, Rowset(), "", [], {}, 0, False]

    assert [empty(value) for value in nothing] == [True] * 5 + [False] * 2
    assert [is_null(value) for value in nothing] == [True] * 2 + [False] * 5


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        (True, "true"),
        (Decimal("2.50"), "2.5"),
        (Decimal("-0.0"), "0"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-20"), "0.00000000000000000001"),
        (10**30, "1" + "0" * 30),
        (date(2025, 1, 31), "2025-01-31"),
        (datetime(2025, 1, 31, 17, 5, 9, 999, tzinfo=UTC), "2025-01-31 14:05:09"),
        (time(14, 30), "14:30:00"),
        (timedelta(hours=26, minutes=30), "26:30:00"),
        (timedelta(minutes=-5), "-00:05:00"),
        (["é", None, Decimal("1.0"), {"a": True}], '["é",null,1,{"a":true}]'),
        (Rowset([{"d": date(2025, 1, 31)}]), '[{"d":"2025-01-31"}]'),
        ({"quando": NOON}, '{"quando":"2026-03-10T12:00:00-03:00"}'),
        (File("https://x/a.pdf", "a.pdf"), "https://x/a.pdf"),
        ([File("u")], '[{"url":"u","filename":null,"mime_type":null,"size":null}]'),
    ],
)
def test_text(value: Any, expected: str) -> None:
    assert text(value, FakeHost()) == expected


def test_an_array_inside_itself_has_no_text() -> None:
    endless: list[Any] = []
    endless.append(endless)

    with pytest.raises(BasicError) as error:
        text(endless, FakeHost())

    assert error.value.code == "E305"


def test_a_value_shared_too_often_is_a_limit_and_not_an_endless_text() -> None:
    shared: list[Any] = ["x"]
    for _ in range(60):
        shared = [shared, shared]

    with pytest.raises(LimitError):
        text(shared, FakeHost())


def test_json_with_indentation() -> None:
    assert json({"a": [1, {}]}, FakeHost(), indent=2) == '{\n  "a": [\n    1,\n    {}\n  ]\n}'


def test_reading_json() -> None:
    assert read_json('{"a": 1.50, "b": [true, null, "\\ud83d\\ude00"], "a": 2}') == {
        "a": 2,
        "b": [True, None, "😀"],
    }
    assert isinstance(read_json("0.1"), Decimal)
    assert read_json('"\\ud800"') == "\ufffd"


@pytest.mark.parametrize(
    "source", ["", "{", "[1,]", "NaN", "[" * 100_000, "[" * 200 + "]" * 200, "{'a': 1}", "9" * 5000]
)
def test_what_is_no_json(source: str) -> None:
    with pytest.raises(NotJson):
        read_json(source)


@pytest.mark.parametrize("source", ["1e400", "[1" + "0" * 31 + "]"])
def test_numbers_too_large_in_json(source: str) -> None:
    with pytest.raises(BasicError) as error:
        read_json(source)

    assert error.value.code == "E304"


def test_only_a_whole_array_or_object_is_read_from_a_text() -> None:
    assert read_container(' {"a": 1} ') == {"a": 1}
    assert read_container("[1]") == [1]
    assert [read_container(other) for other in ("5", '"a"', "{a}", "veja {1}", "", "null")] == [None] * 6
