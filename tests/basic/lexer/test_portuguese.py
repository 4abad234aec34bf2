"""Chapter 14: `#lang pt` gives the same tree."""

import pytest

from attendance.basic.catalogue import PORTUGUESE
from attendance.basic.parser import parse

PAIRS = [
    ('DIGA "oi"', 'TALK "oi"'),
    ("OUÇA nome", "HEAR nome"),
    ("SE a ENTÃO\nDIGA b\nSENÃO SE c ENTÃO\nDIGA d\nSENÃO\nDIGA e\nFIM SE",
     "IF a THEN\nTALK b\nELSE IF c THEN\nTALK d\nELSE\nTALK e\nEND IF"),
    ("se a entao diga b", "IF a THEN TALK b"),
    ("PARA CADA x EM l\nDIGA x\nPRÓXIMO x", "FOR EACH x IN l\nTALK x\nNEXT x"),
    ("PARA i = 1 ATÉ 9 PASSO 2\nDIGA i\nPROXIMO", "FOR i = 1 TO 9 STEP 2\nTALK i\nNEXT"),
    ("ENQUANTO a\nPARE\nFIM ENQUANTO", "WHILE a\nBREAK\nEND WHILE"),
    ("ESCOLHA a\nCASO 1\nDIGA b\nCASO CONTRÁRIO\nDIGA c\nFIM ESCOLHA",
     "SELECT CASE a\nCASE 1\nTALK b\nCASE ELSE\nTALK c\nEND SELECT"),
    ("ROTINA f(a)\nDIGA a\nFIM ROTINA\nCHAME f(1)", "SUB f(a)\nTALK a\nEND SUB\nCALL f(1)"),
    ("FUNÇÃO f(a)\nRETORNE a\nFIM FUNÇÃO", "FUNCTION f(a)\nRETURN a\nEND FUNCTION"),
    ("x = a E NÃO b OU VERDADEIRO", "x = a AND NOT b OR TRUE"),
    ("x = a NÃO ENCONTRADO OU b É NULO OU c NÃO É NULO", "x = a NOT FOUND OR b IS NULL OR c IS NOT NULL"),
    ('x = BUSCAR "t" ONDE a = 1 ORDENAR POR b LIMITE 3', 'x = FIND "t" WHERE a = 1 ORDER BY b LIMIT 3'),
    ('TRANSFERIR PARA HUMANO "vip"', 'TRANSFER TO HUMAN "vip"'),
    ("x = CRIAR REUNIÃO({ title: a })", "x = CREATE MEETING({ title: a })"),
    ('DIGA "oi ${a OU b}"', 'TALK "oi ${a OR b}"'),
    ("x = a E\nb", "x = a AND\nb"),
    ('PARÂMETRO p AS STRING DESCRIÇÃO "a"', 'PARAM p AS STRING DESCRIPTION "a"'),
    ("DESCRIÇÃO Consulta o pedido", "DESCRIPTION Consulta o pedido"),
]  # fmt: skip


@pytest.mark.parametrize(("portuguese", "english"), PAIRS)
def test_same_tree(portuguese: str, english: str) -> None:
    translated, expected = parse(f"#lang pt\n{portuguese}", "x"), parse(english, "x")

    assert not translated.diagnostics
    assert translated.script.body == expected.script.body


@pytest.mark.parametrize(
    "source",
    ["para = 1", "e = 2", "x = { para: 1, se: 2 }", "x = item.para + item.e", "TALK nota", "fim:\nGOTO fim"],
)
def test_the_same_words_stay_names_where_no_keyword_can_stand(source: str) -> None:
    portuguese, english = parse(f"#lang pt\n{source}", "x"), parse(source, "x")

    assert portuguese.script.body == english.script.body
    assert portuguese.is_sound


def test_without_the_pragma_they_are_names() -> None:
    assert not parse("SE a ENTÃO DIGA b", "x").is_sound


def test_english_keywords_remain() -> None:
    assert parse("#lang pt\nIF a THEN DIGA b", "x").is_sound


def test_every_alias_is_in_the_guide_or_an_example() -> None:
    assert len(PORTUGUESE) == 59
