"""Whatever is asked, the database answers what counting by hand gives."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attendance.kernel.text import fold
from attendance.queues import insights
from attendance.queues.measures import Scope
from attendance.reports import running
from attendance.reports.catalogue import CATALOGUE, IDS, SOURCE_KEYS, Dimension, SourceKey
from attendance.reports.schemas import Cell, ReportDefinition, ReportResult
from tests.reports import naive
from tests.reports.shop import Shop

FIRST, LAST = date(2026, 1, 31), date(2026, 4, 2)
_TEXTS = [
    "vip",
    "novo",
    "it's; drop table",
    "boleto",
    "whatsapp",
    "echo",
    "billing",
    "text",
    "preço",
    "'; --",
]


def _values(shop: Shop, of: Dimension) -> st.SearchStrategy[str | None]:
    if of.kind in IDS:
        ids = [str(one) for one in (*shop.people, *shop.queues, shop.conversations[0]["inbox_id"])]
        return st.sampled_from([None, *ids])
    if of.kind == "number":
        return st.sampled_from(["0", "7", "10", "99.25"])
    return st.sampled_from([None, *(of.choices or _TEXTS)])


def _filters(shop: Shop, of: Dimension) -> st.SearchStrategy[dict[str, Any]]:
    several = st.fixed_dictionaries(
        {
            "field": st.just(of.key),
            "op": st.sampled_from(["in", "not_in"]),
            "values": st.lists(_values(shop, of), min_size=1, max_size=3),
        }
    )
    if of.kind != "number":
        return several
    limits = st.fixed_dictionaries(
        {
            "field": st.just(of.key),
            "op": st.sampled_from(["at_least", "at_most"]),
            "values": _values(shop, of).map(lambda one: [one]),
        }
    )
    return st.one_of(several, limits)


@st.composite
def definitions(draw: st.DrawFn, shop: Shop, key: SourceKey) -> ReportDefinition:
    source = CATALOGUE[key]
    splits = [one for one in source.dimensions if not one.is_filter_only]
    tests = [one for one in source.dimensions if not one.is_time]
    measures = st.lists(st.sampled_from(source.measures), min_size=1, max_size=6, unique=True)
    dimensions = draw(st.lists(st.sampled_from(splits), max_size=3, unique=True))
    chosen = draw(measures)
    order = st.sampled_from([one.key for one in dimensions] + [one.key for one in chosen])
    orders = st.none() | st.fixed_dictionaries({"by": order, "is_descending": st.booleans()})
    start = draw(st.integers(0, (LAST - FIRST).days))
    end = draw(st.integers(start, (LAST - FIRST).days))
    filters = st.lists(st.sampled_from(tests).flatmap(lambda one: _filters(shop, one)), max_size=2)
    return ReportDefinition.model_validate(
        {
            "source": key,
            "measures": [one.key for one in chosen],
            "dimensions": [one.key for one in dimensions],
            "filters": draw(filters),
            "date": draw(st.sampled_from(source.dates)),
            "order": draw(orders),
            "limit": 1000,
            "period": {
                "key": "between",
                "first": FIRST + timedelta(days=start),
                "last": FIRST + timedelta(days=end),
            },
        }
    )


def close(found: Cell, expected: naive.Number) -> bool:
    """Equal, but for the digits that nobody is shown."""
    if found is None or expected is None:
        return found is expected
    assert not isinstance(found, str)
    return found == pytest.approx(expected, abs=0.0501)


@pytest.mark.parametrize("key", SOURCE_KEYS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_any_report_equals_counting_by_hand(shop: Shop, key: SourceKey, data: st.DataObject) -> None:
    asked = data.draw(definitions(shop, key))

    result = await running.run(shop.world.database, shop.reader(), asked)

    assert asked.period.first and asked.period.last
    expected = naive.rows(shop, asked, asked.period.first, asked.period.last)
    split = len(asked.dimensions)
    found = {tuple(row[:split]): row[split:] for row in result.rows}
    if split == 0 and not expected:
        expected = {(): naive.totals(shop, asked, asked.period.first, asked.period.last)}
    assert len(found) == len(result.rows)
    for group, row in found.items():
        wanted = expected.pop(group, naive.totals(_nothing(shop), asked, FIRST, LAST))
        assert all(close(one, other) for one, other in zip(row, wanted, strict=True)), (group, row, wanted)
    assert expected == {}
    total = naive.totals(shop, asked, asked.period.first, asked.period.last)
    assert all(close(one, other) for one, other in zip(result.totals, total, strict=True))
    assert _is_ordered(result, asked)


def _nothing(shop: Shop) -> Shop:
    return Shop(shop.world, shop.people, shop.queues, probabilities=shop.probabilities)


def _is_ordered(result: ReportResult, asked: ReportDefinition) -> bool:
    if asked.order is None:
        return True
    place = [one.key for one in result.columns].index(asked.order.by)
    names = result.names.get(asked.order.by, {})
    known: list[Any] = [row[place] for row in result.rows if row[place] is not None]
    if known and isinstance(known[0], str):
        known = [fold(names.get(one, one)) for one in known]
    return known == sorted(known, reverse=asked.order.is_descending)


@pytest.mark.parametrize(
    ("figure", "date", "measure"),
    [
        ("avg_wait_time", "accepted", "wait_mean"),
        ("first_response_time", "answered", "first_response_mean"),
        ("resolution_rate", "ended", "resolution_rate"),
    ],
)
async def test_a_report_about_visits_says_what_the_dashboard_says(
    shop: Shop, figure: str, date: str, measure: str
) -> None:
    period = {"key": "between", "first": FIRST, "last": LAST}
    asked = {"source": "visits", "measures": [measure], "date": date, "period": period}

    result = await running.run(shop.world.database, shop.reader(), ReportDefinition.model_validate(asked))
    async with shop.world.tx() as tx:
        shown = await insights.figures(tx, result.since, result.until, Scope())

    value = next(one.value for one in shown.kpis if one.key == figure)
    assert value is not None
    assert close(result.totals[0], value)
