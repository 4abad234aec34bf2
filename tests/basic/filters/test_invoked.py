"""The clauses of FIND and its kin as one query."""

import pytest

from attendance.basic import filters
from attendance.basic.errors import BasicError
from attendance.basic.filters import Column, Order
from attendance.basic.host import EffectKey, Invocation, Value
from tests.basic.filters.rows import ROWS
from tests.basic.host import FakeHost

BY_SCORE = Order(Column(("score",)), descending=True)
OPEN, MANY = filters.parse("status = 'open'"), filters.parse("score > 10 ORDER BY n LIMIT 9")


def find(*arguments: Value, phrase: str = "FIND", **clauses: tuple[Value, ...]) -> list[int]:
    named = {word.replace("_", " "): values for word, values in clauses.items()}
    names = (None,) * len(arguments)
    invocation = Invocation(phrase, ("t", *arguments), named, {}, names, "x.bas", 1, EffectKey(1, 1, 1))
    return [row["n"] for row in filters.select(ROWS, filters.query_of(invocation), FakeHost())]


def test_a_filter_and_the_clauses_hold_together() -> None:
    assert find() == [1, 2, 3, 4, 5, 6]
    assert find(OPEN) == [2, 5]
    assert find("status", "open") == [2, 5]
    assert find("due", None) == [3, 4, 6]
    assert find(WHERE=(OPEN,)) == [2, 5]
    assert find(WITH=(OPEN,)) == [2, 5]
    assert find(OPEN, WHERE=(MANY,)) == [2]
    assert find("status", "open", phrase="COUNT") == [1, 2, 3, 4, 5, 6]


def test_clauses_go_before_the_tail_of_the_filter() -> None:
    assert find(MANY) == [1, 2]
    assert find(MANY, LIMIT=(1,)) == [1]
    assert find(ORDER_BY=(BY_SCORE,), LIMIT=("2",), OFFSET=(1,)) == [2, 5]
    assert find(ORDER_BY=(BY_SCORE,), FIRST=()) == [1]


def test_a_limit_is_a_whole_number() -> None:
    with pytest.raises(BasicError) as refused:
        find(LIMIT=("many",))

    assert refused.value.code == "E344"
