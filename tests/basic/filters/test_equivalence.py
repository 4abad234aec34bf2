"""Any filter of the grammar finds the same rows in memory and in PostgreSQL."""

from hypothesis import given, settings
from hypothesis import strategies as st

from attendance.basic import filters
from tests.basic.filters.conftest import Table
from tests.basic.filters.rows import ROWS
from tests.basic.host import FakeHost

NUMBERS = st.sampled_from(["0", "7", "50", "-3", "10.5", "99.99", "1e", "'80'"]).filter(
    lambda text: text != "1e"
)
TEXTS = st.sampled_from(
    ["'open'", "'new'", "open", "'Ana'", "'JOÃO'", "''", "Closed Won", "name", "'50% off_er\\'", "'ã'"]
)
DAYS = st.sampled_from(
    ["'2026-03-10'", "'13/03/2026'", "NOW()", "TODAY()", "DATE_SUB(NOW(), INTERVAL 1 MONTH)", "due"]
)
PATTERNS = st.sampled_from(["'%'", "'%o%'", "'_na'", "'%\\%%'", "'j%silva'", "'%\\'", "''", "'%_o%'"])
JSON = st.sampled_from(["31", "'31'", "'29'", "30.5", "true", "'false'", "'Recife'", "7", "NULL", "'x'"])
COMPARISON = st.sampled_from(["=", "<>", "<", ">", "<=", ">="])


def conditions(left: list[str], right: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Every form in which these columns may stand beside these values."""
    column = st.sampled_from(left)
    negation = st.sampled_from(["", "NOT "])
    return st.one_of(
        st.builds("{} {} {}".format, column, COMPARISON, right),
        st.builds("{} {}IN ({}, {})".format, column, negation, right, right),
        st.builds("{} {}BETWEEN {} AND {}".format, column, negation, right, right),
        st.builds("{} IS {}NULL".format, column, negation),
    )


TESTS = st.one_of(
    conditions(
        ["score", "amount", "LENGTH(name)", "COALESCE(score, 1)", "DATEDIFF(due, NOW())", "YEAR(seen_at)"],
        NUMBERS,
    ),
    conditions(["name", "status", "phone", "LOWER(name)", "COALESCE(status, name)", "TRIM(status)"], TEXTS),
    conditions(["due", "DATE(seen_at)", "DATE_ADD(due, INTERVAL 2 WEEKS)"], DAYS),
    conditions(["seen_at", "DATE_SUB(seen_at, INTERVAL 3 HOURS)"], DAYS),
    conditions(["data.age", "data.city", "data.ok", "data.deep.er", "data.tags", "data.none"], JSON),
    st.builds(
        "{} {}LIKE {}".format,
        st.sampled_from(["name", "status", "data.city", "score"]),
        st.just(""),
        PATTERNS,
    ),
    st.builds("{} CONTAINS {}".format, st.sampled_from(["name", "tags", "data.tags", "data.city"]), TEXTS),
    st.sampled_from(["vip", "score", "amount", "status", "due", "tags", "data.ok", "data.age", "data.tags"]),
    st.sampled_from(
        ["vip = true", "vip <> true", "vip = NULL", "score > amount", "amount = score", "due < seen_at"]
    ),
)
FILTERS = st.recursive(
    TESTS,
    lambda inner: st.one_of(
        st.builds("({} AND {})".format, inner, inner),
        st.builds("({} OR {})".format, inner, inner),
        st.builds("NOT ({})".format, inner),
    ),
    max_leaves=4,
)


@settings(max_examples=80, deadline=None)
@given(text=FILTERS)
async def test_memory_and_postgresql_agree(text: str, table: Table) -> None:
    query = filters.parse(text)

    assert await table(query) == [row["n"] for row in filters.select(ROWS, query, FakeHost())]
