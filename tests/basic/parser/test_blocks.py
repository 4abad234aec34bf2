"""Section 13.2: blocks that are not closed."""

import pytest

from attendance.basic import syntax
from attendance.basic.parser import parse
from tests.basic.parser.shown import errors


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("FOR i = 1 TO 2\nIF x THEN\nTALK i\nNEXT", ["E121 2:1"]),
        ("IF x THEN\nFOR i = 1 TO 2\nTALK i\nELSE\nTALK y\nEND IF", ["E121 2:1"]),
        ("SUB a\nWHILE x\nTALK y\nEND SUB\nTALK z", ["E121 2:1"]),
        ("SUB a\nTALK y\nSUB b\nTALK z\nEND SUB", ["E121 1:1"]),
        ("SELECT CASE x\nCASE 1\nIF y THEN\nTALK z\nCASE 2\nTALK w\nEND SELECT", ["E121 3:1"]),
        ("WITH r\na = 1\nTALK x", ["E121 1:1"]),
        ("TRY\nIF x THEN\nCATCH e\nTALK e\nEND TRY", ["E121 2:1"]),
        ("IF x THEN\nTALK y\nELSE\nTALK z\nELSE\nTALK w\nEND IF", ["E141 5:1"]),
        ("TABLE t\na string", ["E121 1:1"]),
    ],
)
def test_the_innermost_block_is_named(source: str, found: list[str]) -> None:
    assert errors(source) == found


def test_indentation_tells_where_the_closer_is_missing() -> None:
    source = "IF a THEN\n    IF b THEN\n        TALK c\n    TALK d\nEND IF\nTALK e\n"

    (found,) = parse(source, "x").diagnostics

    assert (found.code, found.span.line) == ("E121", 1)
    assert [(each.line, each.code, each.values["l"]) for each in found.related] == [(4, "R121", "2")]


def test_without_indentation_it_tells_where_it_was_noticed() -> None:
    (found,) = parse("IF a THEN\nTALK b\nTALK c\n", "x").diagnostics

    assert [(each.line, each.code) for each in found.related] == [(3, "R122")]


def test_names_of_middle_words_are_variables_elsewhere() -> None:
    source = "case = 1\ndefault = 2\nTALK case + default\nnext = 3\nloop = 4\n"

    assert errors(source) == []


def test_next_in_queue_closes_no_loop() -> None:
    source = 'FOR EACH i IN l\nNEXT IN QUEUE "vendas"\nNEXT i'

    assert errors(source) == []


@pytest.mark.parametrize(
    "source",
    [
        "FOR i = 1 TO 3 : TALK i : NEXT",
        "IF a THEN FOR i = 1 TO 3 : TALK i : NEXT ELSE TALK b",
        "DO : x = 1 : LOOP UNTIL x",
        "FOR each IN lista\nTALK each\nNEXT",
    ],
)
def test_blocks_on_one_line(source: str) -> None:
    assert errors(source) == []


def test_a_long_line_without_then() -> None:
    assert errors("IF a " + "a " * 500 + "\nTALK b") == ["E140 1:6"]


def test_an_event_without_end_takes_the_rest_of_the_script() -> None:
    (event,) = parse('ON CHANGE "x"\nTALK a\nTALK b', "x").script.body

    assert isinstance(event, syntax.OnEvent)
    assert event.rest_of_script
    assert len(event.body) == 2


def test_parameters_of_a_procedure_may_stand_in_its_body() -> None:
    (procedure,) = parse("SUB a(b)\nPARAM c AS INTEGER DEFAULT 3\nTALK c\nEND SUB", "x").script.body

    assert isinstance(procedure, syntax.Procedure)
    assert [each.name for each in procedure.parameters] == ["b", "c"]
    assert len(procedure.body) == 1


def test_else_belongs_to_the_nearest_if_of_its_line() -> None:
    (outer,) = parse("IF a THEN IF b THEN TALK c ELSE TALK d", "x").script.body

    assert isinstance(outer, syntax.If)
    assert not outer.otherwise
    inner = outer.branches[0][1][0]
    assert isinstance(inner, syntax.If)
    assert inner.otherwise
