"""Filter strings: what they find, in memory and in PostgreSQL; what no value can change."""

import re
from collections.abc import Sequence
from contextvars import copy_context
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attendance.basic import filters, sizes
from attendance.basic.errors import BasicError, LimitError
from attendance.basic.filters import Query
from attendance.basic.host import Value
from tests.basic.filters.cases import FILTERS
from tests.basic.filters.conftest import Table
from tests.basic.filters.rows import COLUMNS, ROWS
from tests.basic.host import FakeHost

HOST = FakeHost()

EVIL = st.one_of(
    st.text(alphabet="ao'\"\\%_;-–/*$1=() \n‘’“”ʼ＇\x00é\ud800", max_size=12),
    st.sampled_from(
        [
            "' OR '1'='1",
            "'; DROP TABLE t; --",
            "\\' OR 1=1 --",
            "/* x */",
            "$1",
            "a' AND 'b",
            "NULL",
            ") OR (1=1",
        ]
    ),
    st.sampled_from(
        [row["name"] for row in ROWS if row["name"]] + [row["phone"] for row in ROWS if row["phone"]]
    ),
)

TEMPLATES: list[tuple[str | None, ...]] = [
    ("phone='", None, "'"),
    ('phone="', None, '"'),
    ("phone=", None),
    ("status = ", None, " AND vip"),
    ("name LIKE '%", None, "%'"),
    ("name LIKE '", None, "\\", None, "'"),
    ("name NOT LIKE ", None),
    ("name CONTAINS '", None, "'"),
    ("tags CONTAINS '", None, "'"),
    ("status IN ('new', '", None, "', ", None, ")"),
    ("status BETWEEN '", None, "' AND '", None, "'"),
    ("name = '", None, " ", None, "' OR phone = '", None, "'"),
    ("LOWER(name) = LOWER('", None, "')"),
    ("COALESCE(status, '", None, "') = '", None, "'"),
    ("data.city = '", None, "'"),
    ("data.age <> ", None),
    ("data.tags CONTAINS ", None),
]


def bound(pieces: Sequence[str | None], values: Sequence[Value]) -> Query:
    return filters.template(pieces).bind(values)


def numbers(query: Query) -> list[int]:
    return [row["n"] for row in filters.select(ROWS, query, HOST)]


@pytest.mark.parametrize(("text", "expected"), FILTERS.items())
async def test_a_filter_finds_the_same_rows_in_memory_and_in_postgresql(
    text: str, expected: list[int], table: Table
) -> None:
    query = filters.parse(text)

    assert numbers(query) == expected
    assert await table(query) == expected


@given(st.data(), st.sampled_from(TEMPLATES))
def test_no_value_changes_the_text_of_the_statement(
    data: st.DataObject, pieces: tuple[str | None, ...]
) -> None:
    holes = pieces.count(None)
    values = data.draw(st.lists(EVIL, min_size=holes, max_size=holes))

    statement = filters.sql(bound(pieces, values), COLUMNS, HOST)

    assert statement.text == filters.sql(bound(pieces, ["x"] * holes), COLUMNS, HOST).text
    assert set(re.findall(r'"(?:[^"]|"")*"', statement.text)) <= {'"C"', *(f'"{name}"' for name in COLUMNS)}


@settings(max_examples=60, deadline=None)
@given(data=st.data(), pieces=st.sampled_from(TEMPLATES))
async def test_any_value_finds_the_same_rows_in_memory_and_in_postgresql(
    data: st.DataObject, pieces: tuple[str | None, ...], table: Table
) -> None:
    holes = pieces.count(None)
    values = data.draw(st.lists(EVIL, min_size=holes, max_size=holes))

    query = bound(pieces, values)

    assert await table(query) == numbers(query)


@given(EVIL)
def test_a_value_is_only_ever_equal_to_itself(value: str) -> None:
    rows = [{"phone": value, "n": 1}, {"phone": value + "!", "n": 2}, {"phone": None, "n": 3}]

    found = filters.select(rows, bound(("phone='", None, "'"), [value]), HOST)

    assert [row["n"] for row in found] == [1]


@pytest.mark.parametrize(
    ("pieces", "values", "expected"),
    [
        (("name = 'joão da ", None, "'"), ["silva"], [2]),
        (("phone = '", None, None, "'"), ["551199999", "0001"], [1]),
        (("name LIKE '", None, "%'"), ["50%"], [3]),
        (("name LIKE '", None, "%'"), ["5_"], []),
        (("name LIKE '%", None, "'"), ["\\"], [3]),
        (("score > ", None), [50], [1]),
        (("score > '", None, "'"), ["50"], [1]),
        (("score > ", None, "0"), [5], [1]),
        (("status=", None, " Won"), ["Closed"], [3]),
        (("due = ", None), [None], [3, 4, 6]),
        (("status = '", None, "'"), [None], [4]),
        (("status IN (", None, ")"), [["new", "open", None]], [1, 2, 5]),
        (("status IN (", None, ")"), [[]], []),
        (("due = '", None, "'"), [ROWS[0]["due"]], [1]),
        (("seen_at >= '", None, "'"), [ROWS[1]["due"]], [2]),
        (("ORDER BY n DESC LIMIT ", None), ["2"], [6, 5]),
        (("seen_at < DATE_SUB(NOW(), INTERVAL ", None, " DAY)"), [5], [4]),
    ],
)
async def test_values_stand_where_the_template_has_holes(
    pieces: Sequence[str | None], values: Sequence[Value], expected: list[int], table: Table
) -> None:
    query = bound(pieces, values)

    assert numbers(query) == expected
    assert await table(query) == expected


@pytest.mark.parametrize(
    "pieces",
    [
        (None,),
        (None, "='x'"),
        ("na", None, "='x'"),
        ("name ", None, " 'x'"),
        ("name = 'x' ", None),
        ("name = 'x' ORDER BY ", None),
        ("LOWER(", None, ") = 'x'", None),
        ("name IN ", None),
    ],
)
def test_a_hole_that_is_no_value_is_refused(pieces: Sequence[str | None]) -> None:
    with pytest.raises(BasicError) as refused:
        filters.template(pieces)

    assert refused.value.code == "E341"


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("name", None),
        ("1=1", 1),
        ("name =", 7),
        ("name = 'x", 8),
        ("name = x'", 10),
        ("name = 'x' 'y'", 12),
        ("(name = 'x'", 12),
        ("name = 'x') OR (n > 0", 11),
        ("name = 'x'; DROP TABLE t", 11),
        ("name = 'x' --", 12),
        ("name LIKE NOW()", 11),
        ("name NOT 'x'", 10),
        ("DATE_ADD(due, 3) = 'x'", 18),
        ("foo(name) = 'x'", 4),
        ("n > 0 LIMIT x", None),
        ("n > 0 ORDER BY", 15),
        ("(" * 200 + "n > 0", 101),
    ],
)
def test_the_error_says_where_the_filter_is_wrong(text: str, position: int | None) -> None:
    if position is None:
        filters.parse(text)
        return
    with pytest.raises(BasicError) as refused:
        filters.parse(text)

    assert (refused.value.code, refused.value.values["position"]) == ("E343", str(position))


@pytest.mark.parametrize(
    ("text", "code", "values"),
    [
        ("nmae = 'x'", "E342", {"column": "nmae", "suggestion": "name"}),
        ("zzz.y = 'x'", "E342", {"column": "zzz.y", "suggestion": ""}),
        ("name.x = 'x'", "E342", {"column": "name.x", "suggestion": "name"}),
        ("n > 0 ORDER BY scor", "E342", {"column": "scor", "suggestion": "score"}),
        ("score = 'many'", "E344", {"column": "score", "type": "integer"}),
        ("vip = 'maybe'", "E344", {"column": "vip", "type": "boolean"}),
        ("due > 'someday'", "E344", {"column": "due", "type": "date"}),
        ("tags = 'x'", "E344", {"column": "tags", "type": "array"}),
        ("YEAR(score) = 2026", "E344", {"column": "score", "type": "date"}),
    ],
)
def test_a_table_refuses_what_it_has_not(text: str, code: str, values: dict[str, str]) -> None:
    with pytest.raises(BasicError) as refused:
        filters.sql(filters.parse(text), COLUMNS, HOST)

    assert (refused.value.code, refused.value.values) == (code, values)


def test_the_statement_has_the_table_s_columns_and_nothing_else_of_the_filter() -> None:
    query = filters.parse("SCORE >= 50 AND status IN ('new', 'open') ORDER BY amount DESC LIMIT 5")

    statement = filters.sql(query, COLUMNS, HOST, first=3)

    assert statement.condition == '(("score" >= $3::bigint) AND ("status" = ANY($4::text[])))'
    assert statement.tail == 'ORDER BY "amount" DESC NULLS LAST LIMIT $5::bigint'
    assert statement.parameters == (50, ["new", "open"], 5)


async def test_other_names_are_keys_of_the_column_that_takes_the_rest(table: Table) -> None:
    statement = filters.sql(filters.parse("city = 'Recife' AND score > 1"), COLUMNS, HOST, rest="data")

    assert '"data"::jsonb #> $1::text[]' in statement.condition
    assert statement.parameters[0] == ["city"]


@pytest.mark.parametrize(
    "text",
    [
        "name = " + "a " * 100_000,
        "name = x" + " " * 200_000 + "y",
        "n=1 OR " * 20_000 + "n=1",
        "name = '" + "''" * 100_000 + "'",
    ],
    ids=["words", "blanks", "tests", "quotes"],
)
def test_a_long_filter_takes_linear_time(text: str) -> None:
    started = process_time()
    filters.parse(text)

    assert process_time() - started < 10


def test_a_filter_too_long_for_its_turn_is_stopped() -> None:
    def parse() -> None:
        sizes.use(sizes.Sizes(work=1_000_000))
        filters.parse("name = " + "a" * 200_000)

    with pytest.raises(LimitError):
        copy_context().run(parse)
