"""WHERE: the left of a comparison is a column, the right an expression of the script."""

import pytest

from attendance.basic import filters
from attendance.basic.errors import BasicError
from attendance.basic.host import Value
from attendance.basic.syntax import (
    Between,
    Binary,
    Call,
    Expression,
    In,
    Is,
    Literal,
    Logic,
    Member,
    Name,
    Text,
    Unary,
)
from tests.basic.filters.conftest import Table
from tests.basic.filters.rows import ROWS
from tests.basic.host import FakeHost

NAME, STATUS, SCORE, DUE, X, Y = (Name(word) for word in ("name", "STATUS", "score", "due", "x", "y"))

CASES: list[tuple[Expression, list[Value], list[int]]] = [
    (Binary("=", NAME, NAME), ["Ana"], [1]),
    (Binary("=", NAME, X), [None], [6]),
    (Binary("<>", NAME, X), [None], [1, 2, 3, 4, 5]),
    (Binary("=", DUE, Literal(None)), [], [3, 4, 6]),
    (Logic("AND", Binary("=", STATUS, X), Binary(">", SCORE, Y)), ["open", 10], [2]),
    (Logic("OR", Binary("=", STATUS, X), Binary(">", SCORE, Y)), ["open", 60], [1, 2, 5]),
    (Unary("NOT", Binary("=", STATUS, X)), ["open"], [1, 3, 4, 6]),
    (In(STATUS, (X, Y)), ["new", "open"], [1, 2, 5]),
    (In(STATUS, (X,), listed=False), [["new", "open"]], [1, 2, 5]),
    (Unary("NOT", In(STATUS, (X,))), ["open"], [1, 3, 4, 6]),
    (Between(SCORE, X, Y), [7, 50], [2, 5]),
    (Is(STATUS, "NULL"), [], [6]),
    (Is(STATUS, "EMPTY"), [], [4, 6]),
    (Is(DUE, "FOUND"), [], [1, 2, 5]),
    (Is(Name("vip"), "TRUE"), [], [1, 4]),
    (Name("vip"), [], [1, 4]),
    (Binary("CONTAINS", NAME, X), ["jo"], [2, 5]),
    (Binary("CONTAINS", Name("tags"), X), ["gold"], [1]),
    (Binary("STARTS WITH", NAME, X), ["jo"], [2, 5]),
    (Binary("STARTS WITH", NAME, X), ["%"], []),
    (Binary("ENDS WITH", NAME, X), ["\\"], [3]),
    (Binary("LIKE", NAME, X), ["%jo%"], [2, 5]),
    (Binary("LIKE", NAME, Binary("+", Literal("%"), Binary("+", X, Literal("%")))), ["%"], [3]),
    (Binary("LIKE", NAME, Text(("50", X, "%"))), ["% off"], [3]),
    (Binary("=", Call("YEAR", (DUE,)), X), [2025], [5]),
    (Binary("=", Call("LOWER", (NAME,)), X), ["ana"], [1]),
    (Binary("=", Call("datediff", (DUE, Call("NOW", ()))), X), [3], [1]),
    (Binary(">", Call("DATE_ADD", (DUE, Literal(2), Literal("days"))), X), ["2026-03-14"], [1]),
    (Binary(">", Name("amount"), Call("COLUMN", (SCORE,))), [], [5]),
    (Binary(">", SCORE, Call("LENGTH", (Call("COLUMN", (NAME,)),))), [], [1, 2, 5]),
    (Binary("=", DUE, Call("DATE", (X,))), ["2026-03-10"], [2]),
    (Binary("=", Member(Member(Name("data"), "deep"), "er"), X), [7], [4]),
]


@pytest.mark.parametrize(("expression", "values", "expected"), CASES)
async def test_where_finds_rows(
    expression: Expression, values: list[Value], expected: list[int], table: Table
) -> None:
    plan, needed = filters.where(expression)
    query = plan.bind(values)

    assert len(needed) == len(values)
    assert [row["n"] for row in filters.select(ROWS, query, FakeHost())] == expected
    assert await table(query) == expected


def test_the_values_are_needed_in_the_order_in_which_they_are_written() -> None:
    _, needed = filters.where(Logic("AND", Between(SCORE, X, Y), Binary("=", NAME, NAME)))

    assert needed == (X, Y, NAME)


@pytest.mark.parametrize(
    "expression",
    [
        Literal(True),
        Binary("=", Literal(1), Literal(1)),
        Binary("+", SCORE, X),
        Binary("=", Call("my_function", (NAME,)), X),
        Binary("MATCHES", NAME, X),
        Logic("XOR", NAME, NAME),
        Is(NAME, "NUMERIC"),
    ],
)
def test_what_is_no_condition_on_columns_is_refused(expression: Expression) -> None:
    with pytest.raises(BasicError) as refused:
        filters.where(expression)

    assert refused.value.code == "E343"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (Literal("a=1"), ("a=1",)),
        (Binary("+", Binary("+", Literal("a='"), X), Literal("'")), ("a='", X, "'")),
        (Binary("+", Literal("a="), Binary("+", X, Y)), ("a=", Binary("+", X, Y))),
        (Binary("&", X, Text(("=", Y))), (X, "=", Y)),
        (Text(("a=", X)), ("a=", X)),
        (X, None),
        (Binary("+", X, Y), None),
        (Literal(5), None),
    ],
)
def test_the_literal_pieces_of_a_filter(
    expression: Expression, expected: tuple[str | Expression, ...] | None
) -> None:
    assert filters.pieces(expression) == expected


@pytest.mark.parametrize(
    ("expression", "is_filter"),
    [
        (Literal("status='new'"), True),
        (Binary("+", Literal("name LIKE "), X), True),
        (Member(Name("customer"), "id"), False),
        (Literal("c-123"), False),
        (Binary("+", Literal("likely-"), X), False),
    ],
)
def test_an_id_is_no_filter(expression: Expression, is_filter: bool) -> None:
    assert filters.is_filter(expression) is is_filter
