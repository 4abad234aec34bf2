"""HEAR, chapter 12 and raw blocks: what they hold."""

import pytest

from attendance.basic import syntax
from attendance.basic.parser import parse
from attendance.basic.syntax import Literal, Name


def only(source: str) -> syntax.Statement:
    parsed = parse(source, "x")
    assert parsed.is_sound, parsed.diagnostics
    (statement,) = parsed.script.body
    return statement


A, B = Literal("a"), Literal("b")


@pytest.mark.parametrize(
    ("source", "hear"),
    [
        ("HEAR", syntax.Hear()),
        ("HEAR x", syntax.Hear(Name("x"))),
        ("HEAR p.obs", syntax.Hear(syntax.Member(Name("p"), "obs"))),
        ('HEAR x AS email WITH "a"', syntax.Hear(Name("x"), "EMAIL", prompt=A)),
        ('HEAR x AS "a", "b", *', syntax.Hear(Name("x"), "MENU", (A, B), True)),
        ('HEAR x AS MENU "a", "b"', syntax.Hear(Name("x"), "MENU", (A, B))),
        ("HEAR x AS opcoes", syntax.Hear(Name("x"), "MENU", (Name("opcoes"),))),
        (
            "HEAR x TIMEOUT 2 MINUTES RETRIES 1",
            syntax.Hear(Name("x"), timeout=Literal(120), retries=Literal(1)),
        ),
        ("HEAR x TIMEOUT n HOURS", syntax.Hear(Name("x"), timeout=Name("n"), timeout_unit="HOURS")),
        ("HEAR x DEFAULT 0", syntax.Hear(Name("x"), default=Literal(0))),
    ],
)
def test_hear(source: str, hear: syntax.Hear) -> None:
    assert only(source) == syntax.Evaluate(hear)


def test_hear_in_an_expression_has_a_prompt() -> None:
    hear = syntax.Hear(prompt=A)

    assert only('x = HEAR "a"') == syntax.Assign(Name("x"), "=", hear)
    assert only('x = HEAR "a" + y') == syntax.Assign(
        Name("x"), "=", syntax.Hear(prompt=syntax.Binary("+", A, Name("y")))
    )


@pytest.mark.parametrize(
    ("source", "param"),
    [
        ('PARAM p AS STRING LIKE "a" DESCRIPTION "b"', syntax.Param("p", "STRING", (), A, B)),
        ('PARAM p DESCRIPTION "b" AS integer', syntax.Param("p", "INTEGER", description=B)),
        ('PARAM p AS "a", "b" OPTIONAL', syntax.Param("p", choices=(A, B), optional=True)),
        ('PARAM p ENUM ["a", "b"]', syntax.Param("p", choices=(A, B))),
        ('PARAM p DEFAULT "a"', syntax.Param("p", default=A, optional=True)),
    ],
)
def test_param(source: str, param: syntax.Param) -> None:
    assert only(source) == param


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ('DESCRIPTION "a"', "a"),
        ("DESCRIPTION Consulta o status d'água: hoje", "Consulta o status d'água: hoje"),
    ],
)
def test_description(source: str, text: str) -> None:
    assert only(source) == syntax.Description(Literal(text))


def test_description_may_be_a_variable() -> None:
    assert isinstance(only("description = HEAR"), syntax.Assign)


def test_raw_blocks_are_verbatim_but_for_interpolations() -> None:
    block = only("BEGIN TALK\n  Olá ${nome}, 'tudo' \"bem\"?\nTALK x\nEND TALK")

    assert isinstance(block, syntax.RawBlock)
    assert block.text == syntax.Text(("  Olá ", Name("nome"), ", 'tudo' \"bem\"?\nTALK x"))


def test_mermaid_has_no_interpolations_and_mail_has_a_recipient() -> None:
    mermaid = only("BEGIN MERMAID\na ${b}\nEND MERMAID")
    mail = only('BEGIN MAIL "a"\nSubject: x\n\ny\nEND MAIL')

    assert mermaid == syntax.RawBlock("MERMAID", None, Literal("a ${b}"))
    assert mail == syntax.RawBlock("MAIL", A, Literal("Subject: x\n\ny"))


def test_table() -> None:
    table = only(
        "TABLE clientes ON maria\n  id* uuid KEY\n  valor number(10,2) DEFAULT 0\n  tags text[]\n"
        "  dono users REFERENCES users(id)\n  description text NOT NULL UNIQUE\n  CHECK_ string CHECK (a in ('b'))\n"
        "END TABLE"
    )

    assert isinstance(table, syntax.Table)
    assert (table.name, table.connection) == ("clientes", "maria")
    assert table.columns == (
        syntax.Column("id", "uuid", is_key=True, required=True),
        syntax.Column("valor", "number", (10, 2), default=Literal(0)),
        syntax.Column("tags", "text", is_array=True),
        syntax.Column("dono", "users", references=("users", "id")),
        syntax.Column("description", "text", required=True, unique=True),
        syntax.Column("CHECK_", "string", check="a in ( 'b' )"),
    )
