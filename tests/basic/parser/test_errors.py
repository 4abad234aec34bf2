"""Chapter 13: each code of the parser, where it is reported, and how the parser goes on."""

import pytest

from attendance.basic.diagnostics import MOST
from attendance.basic.parser import parse
from tests.basic.parser.shown import errors, warnings


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("x = 1 § 2", ["E101 1:7", "E122 1:9"]),
        ('TALK "oi', ["E102 1:6"]),
        ("x = 1e30 + 1e-30 + " + "9" * 5000, ["E304 1:5", "E304 1:20"]),
        ("x = 1e99999999999999999999", ["E304 1:5"]),
        ("x = f(a, b\ny = 2", ["E103 1:6"]),
        ("x = { a: 1\nTALK b", ["E103 1:5"]),
        ("BEGIN TALK\noi", ["E104 1:1"]),
        ("FOR i = 1\nNEXT", ["E110 1:10"]),
        ("DIM 5", ["E111 1:5"]),
        ("x = a.", ["E112 1:7"]),
        ("x = a. + 1", ["E112 1:8"]),
        ("x = * 2", ["E113 1:5"]),
        ("x = THEN", ["E113 1:5"]),
        ("IF x THEN", ["E121 1:1"]),
        ("IF THEN\nEND IF", ["E113 1:4"]),
        ("x = { [1]: 2 }", ["E114 1:7"]),
        ("x = { a: 1 b: 2 }", ["E115 1:12"]),
        ("x = a +\ny = 2", ["E116 1:7"]),
        ('TALK "a",\nTALK "b"', ["E116 1:9"]),
        (") x", ["E120 1:1"]),
        ("x = a b", ["E122 1:7"]),
        ("x = f(a b)", ["E110 1:9"]),
        ('"oi"', ["E123 1:1"]),
        ("talkk x", ["E130 1:1"]),
        ("nada", ["E130 1:1"]),
        ("SET x", ["E131 1:6"]),
        ('SET "x"', ["E131 1:8"]),
        ('IF x TALK "a"', ["E140 1:6"]),
        ("IF x THENN\nTALK y\nEND IF", ["E140 1:6", "E141 3:1"]),
        ("NEXT", ["E141 1:1"]),
        ("END SUB", ["E141 1:1"]),
        ("FOR i = 1 TO 2\nNEXT j", ["E142 2:6"]),
        ("ON ERROR STOP", ["E150 1:10"]),
        ("ON DEMAND x", ["E151 1:4"]),
        ("PARAM x AS STRING SIZE 3", ["E152 1:19"]),
        ("HEAR x AS EMAIL PLEASE", ["E153 1:17"]),
        ("HEAR x AS EMIAL", ["E154 1:11"]),
        ("PARAM x AS EMIAL", ["E154 1:12"]),
    ],
)
def test_codes_and_places(source: str, found: list[str]) -> None:
    assert errors(source) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("x = (\ny = 1\nz = = 2\nTALK w", ["E103 1:5", "E113 3:5"]),
        ("x = = 1\nIF a THEN\n  y = = 2\nEND IF\nz = = 3", ["E113 1:5", "E113 3:7", "E113 5:5"]),
        ("FOR i = 1 TO\n  x = = 1\nNEXT", ["E113 1:13", "E113 2:7"]),
        ("WITH r\n  a = = 1\n  b = 2\nEND WITH", ["E113 2:7"]),
        ("SELECT CASE\n  CASE * 1\n  CASE 2\nEND SELECT", ["E113 1:12", "E113 2:8"]),
        ('x = f("a, b)\nTALK "c"', ["E103 1:6", "E102 1:7"]),
    ],
)
def test_one_mistake_does_not_hide_the_next(source: str, found: list[str]) -> None:
    assert errors(source) == found


def test_so_many_errors_are_reported_and_no_more() -> None:
    assert len(errors("x = =\n" * 100)) == MOST


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("IF x\n  TALK y\nEND IF", ["W201 1"]),
        ("TALK 'oi'", ["W203 1"]),
        ("#rapido", ["W204 1"]),
        ('IF x {\n  TALK "a"\n}', ["W205 1"]),
        ("BEGIN TALK\noi ${1 +}\nEND TALK", ["W210 2"]),
        ("CREATE INDEX i ON t (a)", ["W214 1"]),
    ],
)
def test_warnings(source: str, found: list[str]) -> None:
    assert warnings(source) == found
    assert parse(source, "x").is_sound


def test_later_errors_name_a_text_of_several_lines_as_suspect() -> None:
    (found,) = parse('x = "um\ndois"\ny = = 1', "x").diagnostics

    assert (found.code, found.hint, found.values["t"]) == ("E113", "H102", "1")


def test_a_text_that_has_swallowed_code_ends_with_its_line() -> None:
    source = 'TALK "Olá\nIF x THEN\n    TALK "b"\nEND IF\n'

    assert errors(source) == ["E102 1:6"]
