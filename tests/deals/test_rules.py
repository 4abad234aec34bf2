"""Pure decisions about the pipeline."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.deals.rules import (
    GAP,
    PipelineIncomplete,
    between,
    check_complete,
    key_of,
    money,
    positions,
    weighted,
)
from attendance.kernel.errors import InvalidInput


@pytest.mark.parametrize(
    ("name", "taken", "key"),
    [
        ("Proposta enviada", (), "proposta_enviada"),
        ("Negociação!", (), "negociacao"),
        ("Novo", ("novo",), "novo_2"),
        ("Novo", ("novo", "novo_2"), "novo_3"),
        ("日本", (), "stage"),
    ],
    ids=["words", "accents", "taken", "taken twice", "no letters"],
)
def test_keys_of_new_stages(name: str, taken: tuple[str, ...], key: str) -> None:
    assert key_of(name, taken) == key


@pytest.mark.parametrize(
    ("above", "below", "position"),
    [
        (None, None, 0.0),
        (None, 0.0, -GAP),
        (0.0, None, GAP),
        (0.0, GAP, GAP / 2),
        (0.0, 1e-7, None),
        (5.0, 5.0, None),
    ],
    ids=["empty", "top", "bottom", "middle", "no room", "equal"],
)
def test_a_place_between_neighbours(above: float | None, below: float | None, position: float | None) -> None:
    assert between(above, below) == position


@given(st.lists(st.integers(0, 30), max_size=80))
def test_whatever_is_put_where_the_order_is_the_one_that_was_wanted(places: list[int]) -> None:
    wanted: list[int] = []
    column: list[tuple[float, int]] = []
    for number, at in enumerate(places):
        at = min(at, len(wanted))
        wanted.insert(at, number)
        found = _between(column, at)
        if found is None:
            column = list(zip(positions(len(column)), (one for _, one in column), strict=True))
            found = _between(column, at)
        assert found is not None
        column.append((found, number))
        column.sort()

    assert [number for _, number in column] == wanted


def _between(column: list[tuple[float, int]], at: int) -> float | None:
    return between(
        column[at - 1][0] if at else None,
        column[at][0] if at < len(column) else None,
    )


def test_the_forecast_weighs_each_stage() -> None:
    sums = [(Decimal("1000.00"), 10.0), (Decimal("200.50"), 50.0), (Decimal("99.99"), 0.0)]

    assert weighted(sums) == Decimal("200.25")
    assert weighted([]) == 0


@pytest.mark.parametrize("value", ["-0.01", "1000000000000", "NaN", "Infinity"], ids=str)
def test_odd_money_is_refused(value: str) -> None:
    with pytest.raises(InvalidInput):
        money(Decimal(value))


@pytest.mark.parametrize(
    "kinds",
    [["open", "won"], ["won", "lost"], ["open", "lost"], []],
    ids=["not lost", "not open", "not won", "none"],
)
def test_a_pipeline_needs_all_three_kinds(kinds: list[str]) -> None:
    with pytest.raises(PipelineIncomplete):
        check_complete(kinds)
