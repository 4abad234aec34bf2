"""Every code has its sentence, in both languages."""

import re

import pytest

from attendance.basic import messages
from attendance.basic.diagnostics import Diagnostic, Related, Span
from attendance.basic.parser import parse

CODES = [
    *range(101, 106), *range(110, 117), 120, 121, 122, 123, 130, 131, 140, 141, 142, 143, *range(150, 155),
    *range(301, 309), 310, 311, 312, 320, 321, 331, 332, 333, *range(340, 348), 351, 390, *range(401, 405),
    *range(501, 506), 601, 602,
]  # fmt: skip
WARNINGS = [*range(201, 215), 220, 230, 231, 301, 310, 311]


@pytest.mark.parametrize("code", [*(f"E{each}" for each in CODES), *(f"W{each}" for each in WARNINGS)])
def test_every_code_says_something_in_both_languages(code: str) -> None:
    portuguese, english = (messages.text(code, {}, language) for language in ("pt-BR", "en"))

    assert code not in portuguese
    assert portuguese
    assert "[" not in portuguese + english
    assert "{" not in portuguese + english


@pytest.mark.parametrize("code", messages.TEXTS)
def test_both_languages_use_the_same_values(code: str) -> None:
    portuguese, english = (sorted(re.findall(r"{\w+}", text)) for text in messages.TEXTS[code])

    assert portuguese == english


def test_values_without_a_place_and_places_without_a_value() -> None:
    assert messages.text("E310", {"w": "TALK", "x": "1", "y": "2"}, "en") == (
        "Wrong number of arguments of TALK: expected 1, found 2"
    )
    assert messages.text("E310", {}, "pt-BR") == "Número de argumentos inválido"
    assert (
        messages.text("E302", {"a": "array", "b": "date"}, "pt-BR")
        == "Não é possível comparar lista com data"
    )


def test_other_languages_get_english_and_unknown_codes_themselves() -> None:
    assert messages.text("E303", {}, "es") == "Division by zero"
    assert messages.text("E999", {}, "pt-BR") == "E999"


def test_a_finding_is_shown_with_its_line_and_a_caret() -> None:
    source = 'x = 1\n\tTALKK "oi"\n'
    (found,) = parse(source, "start.bas").diagnostics

    assert messages.render(found, source, "start.bas", "pt-BR") == (
        "start.bas:2:2: E130 Palavra-chave desconhecida: TALKK (quis dizer TALK?)\n"
        '     TALKK "oi"\n'
        "     ^^^^^\n"
        "  dica: escreva TALK"
    )


def test_related_places_follow() -> None:
    related = Related(3, "R121", {"b": "IF", "l": "2", "x": "END IF"})
    found = Diagnostic("E141", Span(1, 1, 1, 5), {"x": "NEXT"}, related=(related,))

    assert messages.render(found, "NEXT", "a.bas", "en").endswith(
        "  a.bas:3: by its indentation, IF of line 2 ends before this line; is END IF missing?"
    )


def test_no_value_that_the_parser_gives_is_missing_in_its_message() -> None:
    source = "x = (\ny = a b\nTALKK\nNEXT\nHEAR x AS EMIAL\nSET\nIF a TALK b\nx = { 1 2 }\n"

    for each in parse(source, "x").diagnostics:
        assert "?" not in messages.text(each.code, each.values, "en").replace("mean", "").replace("?)", "")
