"""What a report may ask: the catalogue's promises, and a table of what makes no sense."""

from typing import Any, get_args

import pytest
from pydantic import ValidationError

from attendance.kernel.errors import InvalidInput
from attendance.reports import words
from attendance.reports.catalogue import CATALOGUE, SOURCE_KEYS, SourceKey
from attendance.reports.columns import STORED
from attendance.reports.rules import checked
from attendance.reports.schemas import ReportDefinition
from attendance.reports.templates import templates
from attendance.reports.words import Language

LANGUAGES: tuple[Language, ...] = get_args(Language)


def asks(**given: Any) -> ReportDefinition:
    return ReportDefinition.model_validate({"source": "conversations", "measures": ["conversations"]} | given)


@pytest.mark.parametrize("key", SOURCE_KEYS)
def test_everything_of_the_catalogue_is_stored_and_has_words(key: SourceKey) -> None:
    source, stored = CATALOGUE[key], STORED[key]

    assert set(stored.dates) == set(source.dates)
    assert set(stored.measures) == {one.key for one in source.measures}
    split = {one.key for one in source.dimensions if not one.is_time and one.key != "tag"}
    assert set(stored.fields) == split
    assert (stored.tags is not None) == (source.dimension("tag") is not None)
    for said in LANGUAGES:
        assert words.source_name(source, said)
        assert all(words.date_name(source, one, said) for one in source.dates)
        assert all(words.measure_name(source, one, said) for one in source.measures)
        assert all(words.definition(source, one, said) for one in source.measures)
        for one in source.dimensions:
            assert words.dimension_name(one, said)
            assert all(words.value_name(one, value, said) for value in one.choices)


@pytest.mark.parametrize("said", LANGUAGES)
def test_every_report_to_begin_with_makes_sense(said: Language) -> None:
    shown = templates(set(SOURCE_KEYS), said)

    assert {one.definition.source for one in shown} == set(SOURCE_KEYS)
    assert all(checked(one.definition) for one in shown)
    assert templates({"deals"}, said) != shown


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"measures": ["value_sum"]}, "measures"),
        ({"measures": ["resolved", "resolved"]}, "measures"),
        ({"dimensions": ["stage"]}, "dimensions"),
        ({"dimensions": ["day", "day"]}, "dimensions"),
        ({"source": "deals", "measures": ["deals"], "dimensions": ["value"]}, "dimensions"),
        ({"date": "closed"}, "date"),
        ({"order": {"by": "queue"}}, "order"),
        ({"filters": [{"field": "day", "values": ["2026-01-01"]}]}, "filters"),
        ({"filters": [{"field": "contact", "values": ["x"]}]}, "filters"),
        ({"filters": [{"field": "status", "values": ["closed"]}]}, "filters"),
        ({"filters": [{"field": "queue", "values": ["Suporte"]}]}, "filters"),
        ({"filters": [{"field": "topic", "values": ["a\0"]}]}, "filters"),
        ({"filters": [{"field": "topic", "op": "at_least", "values": ["1"]}]}, "filters"),
        ({"source": "ratings", "measures": ["nps"], "filters": [{"field": "score", "values": ["NaN"]}]}, "filters"),
        (
            {
                "source": "ratings", "measures": ["nps"],
                "filters": [{"field": "score", "op": "at_most", "values": ["1", "2"]}],
            },
            "filters",
        ),
        ({"period": {"key": "between", "first": "2026-01-01"}}, "period"),
        ({"period": {"key": "between", "first": "2026-01-02", "last": "2026-01-01"}}, "period"),
        ({"period": {"key": "between", "first": "2025-01-01", "last": "2026-01-02"}}, "period"),
        ({"period": {"key": "between", "first": "0001-01-01", "last": "0001-01-02"}}, "period"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_names_its_field(given: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked(asks(**given))

    assert set(refused.value.facts["fields"]) == {field}


@pytest.mark.parametrize(
    "given",
    [
        {"source": "users"},
        {"measures": []},
        {"measures": [f"m{place}" for place in range(7)]},
        {"dimensions": ["day", "queue", "channel", "status"]},
        {"limit": 1001},
        {"limit": 0},
        {"filters": [{"field": "topic", "values": []}]},
        {"filters": [{"field": "topic", "values": ["x"] * 101}]},
        {"filters": [{"field": "topic", "op": "like", "values": ["x"]}]},
        {"sql": "select 1"},
    ],
)
def test_what_is_too_much_is_no_definition(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        asks(**given)


@pytest.mark.parametrize(
    ("given", "order"),
    [
        ({"dimensions": ["day", "queue"]}, ("day", False)),
        ({"dimensions": ["queue", "day"]}, ("conversations", True)),
        ({"measures": ["resolved", "conversations"]}, ("resolved", True)),
        ({"dimensions": ["queue"], "order": {"by": "queue", "is_descending": False}}, ("queue", False)),
    ],
)
def test_the_order_that_nobody_asked_for(given: dict[str, Any], order: tuple[str, bool]) -> None:
    asked = checked(asks(**given))

    assert (asked.order, asked.is_descending) == order
