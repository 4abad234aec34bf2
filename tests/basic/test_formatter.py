"""The canonical layout: nothing changes its meaning, and laying it out again changes nothing."""

import pytest

from attendance.basic.formatter import format as formatted
from attendance.basic.formatter.layout import layout
from attendance.basic.parser import parse
from tests.basic.sources import sound_sources

SOURCES = sound_sources()


@pytest.mark.parametrize("name", SOURCES)
def test_it_means_the_same_keeps_comments_and_is_stable(name: str) -> None:
    before = parse(SOURCES[name], name)

    once = layout(SOURCES[name], None)

    after = parse(once, name)
    assert after.is_sound, after.diagnostics
    assert after.script.body == before.script.body
    assert [each.text for each in after.script.comments] == [each.text for each in before.script.comments]
    assert layout(once, None) == once


@pytest.mark.parametrize("name", SOURCES)
def test_there_and_back_in_portuguese(name: str) -> None:
    portuguese = formatted(SOURCES[name], "pt")

    assert parse(portuguese, name).script.body == parse(SOURCES[name], name).script.body
    assert formatted(portuguese, "en") == formatted(SOURCES[name], "en")


def test_nearly_every_script_can_be_written_in_portuguese() -> None:
    refused = [name for name, text in SOURCES.items() if "#lang pt" not in formatted(text, "pt").lower()]

    assert len(refused) < 0.02 * len(SOURCES)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("talk   1", "TALK 1\n"),
        ("if x then\ntalk y\nelse\ntalk z\nend if", "IF x THEN\n    TALK y\nELSE\n    TALK z\nEND IF\n"),
        ("if x then talk y:talk z", "IF x THEN TALK y : TALK z\n"),
        ("select case x\ncase 1,2:\ntalk y\ncase else\ntalk z\nend select",
         "SELECT CASE x\n    CASE 1, 2:\n        TALK y\n    CASE ELSE\n        TALK z\nEND SELECT\n"),
        ("x=-1*(-a+b)^2", "x = -1 * (-a + b) ^ 2\n"),
        ("x={a:1,b:[1,2]}", "x = { a: 1, b: [1, 2] }\n"),
        ("x={}", "x = {}\n"),
        ("x=a?b:c", "x = a ? b : c\n"),
        ("x=a[ 1 ].b( 2 )", "x = a[1].b(2)\n"),
        ("x=find(\"t\")", 'x = FIND("t")\n'),
        ("x={\na:1,\nb:{\nc:2\n}\n}", "x = {\n    a: 1,\n    b: {\n        c: 2\n    }\n}\n"),
        ("f({\na:1\n})", "f({\n    a: 1\n})\n"),
        ("x=1+\n2", "x = 1 +\n    2\n"),
        ("x=_\n2", "x = _\n    2\n"),
        ("a\n\n\n\nb", "a\n\nb\n"),
        ("if x then\n' c\ntalk y ' d\nend if\n' e", "IF x THEN\n    ' c\n    TALK y  ' d\nEND IF\n' e\n"),
        ("if x then\ntalk y\n' c\nend if", "IF x THEN\n    TALK y\n    ' c\nEND IF\n"),
        ("  begin talk\n  oi\n  end talk", "BEGIN TALK\n  oi\nEND TALK\n"),
        ('talk "a\n  b"', 'TALK "a\n  b"\n'),
        ("fim : talk 1", "fim: TALK 1\n"),
        ("sub f\nwith r\na=1\nend with\nend sub", "SUB f\n    WITH r\n        a = 1\n    END WITH\nEND SUB\n"),
        ("table t\na string\nend table", "TABLE t\n    a string\nEND TABLE\n"),
        ("#strict\nif x then\n#strict\ntalk 1\nend if", "#strict\nIF x THEN\n#strict\n    TALK 1\nEND IF\n"),
    ],
)  # fmt: skip
def test_layout(source: str, expected: str) -> None:
    assert layout(source, None) == expected


def test_portuguese_and_back() -> None:
    english = 'FOR EACH x IN lista\n    IF x.a IS NOT NULL AND NOT x.b THEN TALK "oi"\nNEXT x\n'
    portuguese = (
        '#lang pt\nPARA CADA x EM lista\n    SE x.a NÃO É NULO E NÃO x.b ENTÃO DIGA "oi"\nPRÓXIMO x\n'
    )

    assert formatted(english, "pt") == portuguese
    assert formatted(portuguese, "en") == english
    assert formatted(portuguese) == portuguese


def test_expressions_inside_texts_are_translated_back_too() -> None:
    assert formatted('#lang pt\nDIGA "${a E b}"', "en") == 'TALK "${a AND b}"\n'


def test_a_script_with_errors_stays_as_it_is() -> None:
    assert formatted("if x\n  x = = 1") == "if x\n  x = = 1"


def test_nothing_stays_nothing() -> None:
    assert formatted("") == ""
