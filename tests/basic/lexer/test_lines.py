"""Sections 2.3, 2.4 and 2.6 to 2.8: where statements end, comments, pragmas, raw blocks."""

import pytest

from attendance.basic.lexer import Lexer


def lines(source: str) -> list[str]:
    """The statements' tokens, each statement as one text."""
    found: list[list[str]] = [[]]
    for token in Lexer(source).read().tokens:
        if token.kind == "newline":
            found.append([])
        elif token.kind != "end":
            found[-1].append(token.text)
    return [" ".join(each) for each in found if each]


@pytest.mark.parametrize(
    ("source", "statements"),
    [
        ("a\nb", ["a", "b"]),
        ("a\n\n  \nb", ["a", "b"]),
        ("f(1,\n2\n)", ["f ( 1 , 2 )"]),
        ("x = {\na: 1\n}\ny", ["x = { a : 1 }", "y"]),
        ("x = 1 +\n2", ["x = 1 + 2"]),
        ("IF a AND\nb THEN", ["IF a AND b THEN"]),
        ('TALK "a",\n"b"', ['TALK "a" , "b"']),
        ("x = _\n1", ["x = 1"]),
        ("x = _ ' porque sim\n1", ["x = 1"]),
        ("_ = 1", ["_ = 1"]),
        ('HEAR x AS "a", *\ny', ['HEAR x AS "a" , *', "y"]),
        ("x = and\ny", ["x = and", "y"]),
        ('FIND "t" WHERE\na = 1', ['FIND "t" WHERE a = 1']),
        ('SAVE "t" WITH\na AS 1', ['SAVE "t" WITH a AS 1']),
        ('UPDATE "t" SET\na = 1\nWHERE b = 2', ['UPDATE "t" SET a = 1 WHERE b = 2']),
        ('INSERT INTO "t" VALUES\nx', ['INSERT INTO "t" VALUES x']),
        ('x = LLM "a"\nWITH OPTIMIZE FOR "cost"', ['x = LLM "a" WITH OPTIMIZE FOR "cost"']),
        ('x = LLM "a"\nWITH r\na = 1', ['x = LLM "a"', "WITH r", "a = 1"]),
        ("END WITH\nx", ["END WITH", "x"]),
        ("TALK values\nx", ["TALK values", "x"]),
        ("x = 1 ' c", ["x = 1"]),
        ("x = 1 // c", ["x = 1"]),
        ("REM c\nx : REM c", ["x :"]),
        ("rem = 1", ["rem = 1"]),
        ("# c\n  # c\nx", ["x"]),
        ("x = #{a: 1}", ["x = #{ a : 1 }"]),
        ("x = 1_000.5e-3", ["x = 1_000.5e-3"]),
        ("nome$ = preço", ["nome$ = preço"]),
    ],
)
def test_statements(source: str, statements: list[str]) -> None:
    assert lines(source) == statements


def test_comments_are_kept_with_their_places() -> None:
    comments = Lexer("' um\nx = 1 // dois\n  REM três").read().comments

    assert [(each.text, each.span.line, each.span.column, each.alone) for each in comments] == [
        ("' um", 1, 1, True),
        ("// dois", 2, 7, False),
        ("REM três", 3, 3, True),
    ]


def test_pragmas() -> None:
    lexer = Lexer("#strict\n#lang pt\n # strict não\n#outra coisa\n").read()

    assert lexer.pragmas == {"strict": "", "lang": "pt"}
    assert not lexer.diagnostics


@pytest.mark.parametrize("source", ["1abc", "§", "a ; b"])
def test_stray_characters(source: str) -> None:
    assert [each.code for each in Lexer(source).read().diagnostics] == ["E101"]


def test_a_raw_block_ends_at_its_own_end_only() -> None:
    (raw, _, _) = Lexer("begin talk\nEND IF\nEND TALKS\nend talk").read().tokens

    assert raw.value.kind == "TALK"
    assert raw.value.text == "END IF\nEND TALKS\n"
