"""Warnings about whole scripts."""

import pytest

from attendance.basic.checking import check
from attendance.basic.lint import lint
from attendance.basic.parser import parse


def found(source: str) -> list[str]:
    """The codes of the lints with their lines."""
    return [f"{each.code} {each.span.line}" for each in lint(parse(source, "x").script)]


@pytest.mark.parametrize(
    ("source", "warnings"),
    [
        ('TALK "um\n  TALK dois\n"', ["W202 1"]),
        ('TALK "um\nIF x THEN y\n"', ["W202 1"]),
        ('TALK "um\ndois talk\n"', []),
        ('TALK "um\\nTALK dois"', []),
        ("BEGIN TALK\nTALK dois\nEND TALK", []),
        ("x = { a: 1, b: 2, a: 3 }", ["W207 1"]),
        ("x = { a: 1, A: 2 }", []),
        ("a:\nGOTO a", ["W209 2"]),
        ('DESCRIPTION "a"\nDESCRIPTION "b"', ["W211 2"]),
        ("RETURN 1\nTALK 2\nTALK 3", ["W213 2"]),
        ("RETURN 1\nSUB f\nEND SUB", []),
        ("IF TRUE THEN RETURN 1\nTALK 2", []),
        ("GOTO b\nRETURN 1\nb:\nTALK 2", ["W209 1"]),
        ("p.nome = 1", ["W220 1"]),
        ("p = {}\np.nome = 1", []),
        ("session.nome = 1", []),
        ("TALK nada", ["W230 1"]),
        ("TALK nada\nTALK nada", ["W230 1"]),
        ("TALK session.id + NOW", []),
        ("FOR i = 1 TO 2\nTALK i\nNEXT", []),
        ("FOR EACH k, v IN { a: 1 }\nTALK k + v\nNEXT", []),
        ("HEAR nome\nTALK nome", []),
        ("SUB f(a)\nTALK a\nEND SUB", []),
        ("TRY\nTALK 1\nCATCH e\nTALK e.line\nEND TRY", []),
        ('x = FIND "t" WHERE coluna = 1 AND outra IN (2, 3)', []),
        ('x = FIND "t" WHERE coluna = nada', ["W230 1"]),
        ("customer = 1", ["W231 1"]),
        ("f = 1\nx = FIND \"t\", f", ["W301 2"]),
        ('f = 1\nx = FIND "t", "a=" + f', []),
        ('f = 1\nx = FIND "t", "a", f', []),
        ("APPEND lista, 1\nTALK lista", []),
        ('TALK "${nada}"', ["W230 1"]),
    ],
)  # fmt: skip
def test_rules(source: str, warnings: list[str]) -> None:
    assert found(source) == warnings


def test_a_check_joins_what_parser_and_lints_say_in_the_order_of_the_source() -> None:
    assert [each.code for each in check("TALK nada\nTALKK\nTALK 'oi'", "x")] == ["W230", "E130", "W203"]
