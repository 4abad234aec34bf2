"""The keyword table is consistent."""

import pytest

from attendance.basic.catalogue import PHRASES, PORTUGUESE, SYNONYMS
from attendance.basic.parser import parse
from attendance.basic.phrases import Phrase


@pytest.mark.parametrize("row", PHRASES.values(), ids=lambda row: row.words)
def test_rows(row: Phrase) -> None:
    assert row.words == row.words.upper()
    assert 1 <= len(row.words.split()) <= 4
    assert row.least <= row.most
    assert row.nested <= max(1, row.most)
    assert not (row.in_language and row.permission)


def test_no_phrase_has_two_rows() -> None:
    assert not set(PHRASES) & set(SYNONYMS)
    assert set(SYNONYMS.values()) <= set(PHRASES)


@pytest.mark.parametrize(
    "row", [row for row in PHRASES.values() if row.mark != "out"], ids=lambda row: row.words
)
def test_every_keyword_parses_as_a_statement(row: Phrase) -> None:
    arguments = ", ".join(['"a"'] * row.least)
    if row.words == "ERROR MESSAGE":
        arguments = ""

    parsed = parse(f"{row.words} {arguments}", "x")

    assert parsed.is_sound, parsed.diagnostics


@pytest.mark.parametrize(
    "row", [row for row in PHRASES.values() if row.mark == "out"], ids=lambda row: row.words
)
def test_keywords_of_other_products_parse_with_anything_behind_them(row: Phrase) -> None:
    assert parse(f'{row.words} "a" b: c, 1 TO 2', "x").is_sound


def test_portuguese_words_stand_for_known_ones() -> None:
    assert all(english == english.upper() for english in PORTUGUESE.values())
