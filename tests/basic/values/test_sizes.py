"""The account of what a script builds (8.7)."""

from contextvars import copy_context
from typing import Any

import pytest

from attendance.basic import operators, sizes
from attendance.basic.errors import LimitError
from attendance.basic.functions import FUNCTIONS
from attendance.basic.sizes import Sizes
from tests.basic.host import FakeHost


def test_the_machine_measures_when_much_was_built() -> None:
    measured: list[int] = []

    def measure() -> int:
        measured.append(1)
        return 0

    limits = Sizes(budget=100_000, measure=measure)
    kilobyte = "x" * 1000

    def build() -> None:
        sizes.use(limits)
        for _ in range(1000):
            operators.concatenate(kilobyte, "y", FakeHost())

    copy_context().run(build)

    assert 5 <= len(measured) <= 20


def test_small_texts_are_not_counted() -> None:
    limits = Sizes()

    def build() -> None:
        sizes.use(limits)
        operators.concatenate("a", "b", FakeHost())

    copy_context().run(build)

    assert limits.built == 0


def test_a_company_may_have_lower_limits() -> None:
    def build() -> None:
        sizes.use(Sizes(text=1000))
        operators.concatenate("x" * 600, "x" * 600, FakeHost())

    with pytest.raises(LimitError):
        copy_context().run(build)


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        ("UNIQUE", [[list(range(10_000))] * 50_000]),
        ("INDEX_OF", [[list(range(10_000))] * 50_000, list(range(1, 10_001))]),
        ("SUM", [['{"a": 1, "b": [' + "0," * 20_000 + "0]}"] * 50_000, "a"]),
        ("MAX", [[{str(number): 0 for number in range(10_000)}] * 50_000, "x"]),
    ],
)
def test_one_step_cannot_work_for_minutes(function: str, arguments: list[Any]) -> None:
    """An array may hold the same big value fifty thousand times."""

    def run() -> None:
        sizes.use(Sizes(work=5_000_000))
        FUNCTIONS[function.casefold()].call(FakeHost(), arguments)

    with pytest.raises(LimitError) as error:
        copy_context().run(run)

    assert error.value.code == "E502"
