"""What nobody writes by accident: it is refused or read, never crashes, and takes time in proportion to its size."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attendance.basic.checking import check
from attendance.basic.parser import parse
from tests.basic.sources import EXAMPLES

MANY = 20_000


@pytest.mark.parametrize(
    "source",
    [
        "x = " + "(" * MANY,
        "x = " + "[" * MANY,
        "x = " + "f(" * MANY,
        "x = " + "-" * MANY + "1",
        "x = " + "NOT " * MANY + "a",
        "x = a" + "^a" * MANY,
        "x = a" + "+a" * MANY,
        "x = a" + ".a" * MANY,
        "x = a" + "?a" * MANY,
        "x = " + "LLM " * MANY + "a",
        "IF x THEN\n" * MANY,
        "IF x THEN " * MANY,
        "SELECT CASE x\nCASE 1\n" * MANY,
        "x = 1\n" * 100_000,
    ],
    ids=lambda source: source[:16],
)
def test_too_deep_or_too_large_is_e105_and_nothing_else(source: str) -> None:
    assert [each.code for each in parse(source, "x").diagnostics] == ["E105"]


@pytest.mark.parametrize(
    "source",
    [
        "x = " + "(" * 90 + "1" + ")" * 90,
        "IF x THEN\n" * 90 + "TALK y\n" + "END IF\n" * 90,
        "x = " + " + ".join(["a"] * 200),
    ],
    ids=["brackets", "blocks", "chain"],
)
def test_what_people_could_write_is_not_too_deep(source: str) -> None:
    assert parse(source, "x").is_sound


@pytest.mark.parametrize(
    "source",
    [
        'x = "' + "${" * MANY + '"',
        'x = "' + "${a " * MANY + '}"',
        'x = f"' + "{" * MANY + '"',
        'x = "a\nTALK "b\n' * (MANY // 4),
        "x = 1 +\n" + "1 +\n" * MANY,
        "UPDATE a SET b = 1 WHERE a AND\n" + "WHERE\n" * MANY,
        "x = 'a' + " * MANY,
        "BEGIN TALK\n" * MANY,
        "ON EVENT a\n" * MANY,
        "NEXT\n" * MANY,
        "x = f(\n" * MANY,
        "#lang pt\nx = " + "E " * MANY,
        '"' * MANY,
    ],
    ids=lambda source: source[:16].replace("\n", " "),
)
def test_it_ends(source: str) -> None:
    check(source, "x")


PIECES = sorted({piece for path in EXAMPLES for piece in path.read_text().replace("(", " ( ").split(" ")})


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map(" ".join))
def test_nothing_makes_it_raise(source: str) -> None:
    for each in check(source, "x"):
        assert each.span.line >= 1
        assert each.span.column >= 1
