"""Keywords of lists and texts, run as the machine runs them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from attendance.basic import filters
from attendance.basic.errors import BasicError, LimitError
from attendance.basic.host import EffectKey, Invocation, Value
from attendance.basic.language_keywords import FOR_THE_HOST, LANGUAGE_KEYWORDS
from attendance.basic.values import Rowset
from tests.basic.host import FakeHost

ANA = {"id": 1, "name": "Ana", "city": "Recife", "total": 10, "deep": {"er": 2}}
BIA = {"id": 2, "name": "Bia", "city": "Natal", "total": Decimal("2.5"), "deep": {"er": 1}}
CAU = {"id": 3, "name": "Cauã", "city": "Recife", "total": None}
PEOPLE = [ANA, BIA, CAU]


def run(phrase: str, *arguments: Value, **clauses: Value) -> Value:
    """A clause without a value is given as ()."""
    given = {word: value if value == () else (value,) for word, value in clauses.items()}
    invocation = Invocation(
        phrase, arguments, given, {}, (None,) * len(arguments), "x.bas", 1, EffectKey(1, 1, 1)
    )
    return LANGUAGE_KEYWORDS[phrase](FakeHost(), invocation)


@pytest.mark.parametrize(
    ("phrase", "arguments", "value"),
    [
        ("COUNT", [PEOPLE], 3),
        ("COUNT", [Rowset()], 0),
        ("COUNT", [None], 0),
        ("COUNT", ["[1, 2]"], 2),
        ("COUNT", ["leads"], FOR_THE_HOST),
        ("COUNT", ["leads", filters.parse("score > 5")], FOR_THE_HOST),
        ("COUNT", [PEOPLE, filters.parse("city = Recife")], 2),
        ("FIRST", [PEOPLE], ANA),
        ("FIRST", [[]], None),
        ("FIRST", [PEOPLE, 2], [ANA, BIA]),
        ("LAST", [PEOPLE], CAU),
        ("LAST", [PEOPLE, 1], [CAU]),
        ("FILTER", [PEOPLE, filters.parse("total > 2")], [ANA, BIA]),
        ("FILTER", [PEOPLE, filters.parse("ORDER BY name DESC LIMIT 1")], [CAU]),
        ("FILTER", [PEOPLE, None], PEOPLE),
        ("FILTER", [None, filters.parse("x = 1")], []),
        ("AGGREGATE", ["SUM", PEOPLE, "total"], Decimal("12.5")),
        ("AGGREGATE", ["avg", PEOPLE, "total"], Decimal("6.25")),
        ("AGGREGATE", ["MAX", PEOPLE, "deep.er"], 2),
        ("AGGREGATE", ["MIN", [], "total"], None),
        ("AGGREGATE", ["COUNT", PEOPLE, "total"], 2),
        ("AGGREGATE", [PEOPLE, "SUM", "total"], Decimal("12.5")),
        ("AGGREGATE", ["SUM", PEOPLE, "total", filters.parse("city = Natal")], Decimal("2.5")),
        ("AGGREGATE", ["orders", "SUM", "total"], FOR_THE_HOST),
        ("AGGREGATE", ["SUM", "orders", "total"], FOR_THE_HOST),
        ("MAP", [PEOPLE[:1], "name->nome, deep.er -> n"], [{"nome": "Ana", "n": 2}]),
        ("MAP", [PEOPLE[:1], "id, deep.er"], [{"id": 1, "er": 2}]),
        ("JOIN", [["a", "b"]], "a, b"),
        ("JOIN", [["a", 1], ";"], "a;1"),
        ("GROUP BY", [PEOPLE, "city"], {"Recife": [ANA, CAU], "Natal": [BIA]}),
        ("FILL", [ANA, "Oi {{name}}, {{ deep.er }} {{nada}}!"], "Oi Ana, 2 !"),
        ("FILL", [PEOPLE[:2], "{{id}}"], ["1", "2"]),
        ("FILL", [ANA, {"x": "{{total}}", "y": ["#{{id}}"], "z": 1}], {"x": 10, "y": ["#1"], "z": 1}),
        ("FORMAT", [Decimal("1234.5"), "R$ #,##0.00"], "R$ 1.234,50"),
        ("JSON PARSE", ['{"a": [1, 2.50]}'], {"a": [1, Decimal("2.50")]}),
    ],
)
def test_a_keyword_gives_a_value(phrase: str, arguments: list[Value], value: Value) -> None:
    assert run(phrase, *arguments) == value


def test_sort_makes_a_new_array_with_nulls_last() -> None:
    assert run("SORT", PEOPLE, BY="total") == [BIA, ANA, CAU]
    assert run("SORT", PEOPLE, BY="total", DESC=()) == [ANA, BIA, CAU]
    assert run("SORT", PEOPLE, "name", DESC=()) == [CAU, BIA, ANA]
    assert run("SORT", [3, None, 1, "x"]) == ["x", 1, 3, None]
    assert run("SORT", PEOPLE, BY="deep.er")[0] is BIA
    assert [person["id"] for person in PEOPLE] == [1, 2, 3]


def test_sort_keeps_the_order_of_equals_in_both_directions() -> None:
    assert run("SORT", PEOPLE, BY="city") == [BIA, ANA, CAU]
    assert run("SORT", PEOPLE, BY="city", DESC=()) == [ANA, CAU, BIA]


def test_join_merges_what_has_the_same_key() -> None:
    orders = [{"id": 1, "order": "x"}, {"id": "1", "order": "y"}, {"id": 9, "order": "z"}, {"id": None}]

    joined = run("JOIN", [ANA, {"id": None}], orders, "id")

    assert [(row["name"], row["order"]) for row in joined] == [("Ana", "x"), ("Ana", "y")]


def test_format_as() -> None:
    assert run("FORMAT", date(2026, 3, 10), AS="dd/MM/yyyy") == "10/03/2026"
    assert run("FORMAT", {"a": 1}, AS="JSON") == '{"a":1}'


def test_codes_are_digits() -> None:
    code = run("GENERATE CODE", 8)

    assert len(code) == 8
    assert code.isdecimal()
    assert len(run("GENERATE CODE")) == 6


def _inside_itself() -> dict[str, Any]:
    template: dict[str, Any] = {}
    template["self"] = template
    return template


@pytest.mark.parametrize(
    ("phrase", "arguments", "code"),
    [
        ("FILTER", ["leads", filters.parse("x = 1")], "E311"),
        ("AGGREGATE", [PEOPLE, "MEDIAN", "total"], "E311"),
        ("MAP", [PEOPLE, "a->, b"], "E311"),
        ("JOIN", [['{"id": 1}'], [ANA], "id"], "E311"),
        ("JSON PARSE", ["{oops"], "E311"),
        ("FILL", [ANA, _inside_itself()], "E305"),
    ],
)
def test_wrong_arguments(phrase: str, arguments: list[Value], code: str) -> None:
    with pytest.raises(BasicError) as refused:
        run(phrase, *arguments)

    assert refused.value.code == code


def test_a_join_of_many_equal_keys_stays_within_the_limit_of_arrays() -> None:
    with pytest.raises(LimitError):
        run("JOIN", [{"k": 1}] * 300, [{"k": 1}] * 300, "k")
