"""Menus, skipping, and what is said when nothing was understood."""

import pytest

from attendance.basic import hearing
from attendance.basic.hearing import TYPES, NotUnderstood, Understood
from attendance.basic.hearing.complaints import COMPLAINTS
from attendance.basic.host import Answer
from tests.basic.host import FakeHost

MENU = ["Segunda via", "Problema técnico", "Falar com alguém", "🧾 Boleto"]


@pytest.mark.parametrize(
    ("said", "item"),
    [
        ("Segunda via", "Segunda via"),
        ("SEGUNDA VIA", "Segunda via"),
        ("problema tecnico", "Problema técnico"),
        (" falar com alguém! ", "Falar com alguém"),
        ("2", "Problema técnico"),
        ("2.", "Problema técnico"),
        ("opção 3", "Falar com alguém"),
        ("dois", "Problema técnico"),
        ("falar", "Falar com alguém"),
        ("boleto", "🧾 Boleto"),
        ("🧾 Boleto", "🧾 Boleto"),
        ("4", "🧾 Boleto"),
    ],
)
def test_an_item_is_chosen_by_name_number_or_beginning(said: str, item: str) -> None:
    assert hearing.choose(MENU, Answer(said)) == Understood(item)


@pytest.mark.parametrize("said", ["", "5", "0", "via", "nenhuma", "!", "12345678901234567890"])
def test_anything_else_is_asked_again(said: str) -> None:
    assert hearing.choose(MENU, Answer(said)) == NotUnderstood("menu")


@pytest.mark.parametrize(
    ("items", "said", "item"),
    [
        (["10", "5", "1"], "5", "5"),
        (["10", "5", "1"], "1", "1"),
        (["Sim", "Simples"], "sim", "Sim"),
        (["Mensal", "Mensal plus"], "mensal p", "Mensal plus"),
        (["👍", "👎"], "👎", "👎"),
    ],
)
def test_a_name_goes_before_a_number_and_a_beginning(items: list[str], said: str, item: str) -> None:
    assert hearing.choose(items, Answer(said)) == Understood(item)


def test_a_beginning_of_two_items_is_none_of_them() -> None:
    assert hearing.choose(["Plano A", "Plano B"], Answer("plano")) == NotUnderstood("menu")


def test_a_star_takes_any_other_text() -> None:
    assert hearing.choose(MENU, Answer(" outra coisa "), others=True) == Understood("outra coisa")
    assert hearing.choose(MENU, Answer("1"), others=True) == Understood("Segunda via")
    assert hearing.choose(MENU, Answer("  "), others=True) == NotUnderstood("menu")


@pytest.mark.parametrize(
    ("text", "skips"),
    [("", True), ("  ", True), ("Pular", True), ("skip", True), ("saltar.", True), ("pular corda", False)],
)
def test_a_question_can_be_skipped(text: str, skips: bool) -> None:
    assert hearing.is_skip(text) is skips


@pytest.mark.parametrize("language", ["pt-BR", "en", "es"])
def test_every_type_has_a_complaint_that_tells_what_is_expected(language: str) -> None:
    codes = {name.lower() for name in TYPES.values()} | {"menu"}

    texts = [hearing.complaint(code, language) for code in sorted(codes)]

    assert len(set(texts)) == len(codes)
    assert all(len(text) <= 100 for text in texts)


def test_complaints_speak_the_session_s_language() -> None:
    assert hearing.complaint("date", "pt-BR").startswith("Preciso de uma data")
    assert hearing.complaint("date", "es").startswith("Necesito una fecha")
    assert hearing.complaint("date", "fr").startswith("I need a date")
    assert {frozenset(texts) for texts in COMPLAINTS.values()} == {frozenset(COMPLAINTS["en"])}


def test_a_menu_is_shown_again() -> None:
    assert hearing.complaint("menu", "en", ["A", "B"]).splitlines()[1:] == ["1. A", "2. B"]


@pytest.mark.parametrize(
    ("code", "type"),
    [(name.lower(), name) for name in ("INTEGER", "FLOAT", "MONEY", "DATE", "TIME", "DATETIME")],
)
@pytest.mark.parametrize(("language", "country"), [("pt-BR", "BR"), ("es", "AR"), ("en", "GB")])
def test_the_example_of_a_complaint_is_understood(code: str, type: str, language: str, country: str) -> None:
    text = (
        hearing.complaint(code, language)
        .rstrip(".")
        .replace("por ejemplo", "por exemplo")
        .replace("for example", "por exemplo")
    )
    examples = text.split("por exemplo ")[1].replace(" o ", " ou ").replace(" or ", " ou ").split(" ou ")

    for example in examples:
        assert isinstance(
            hearing.understand(type, Answer(example), FakeHost(language=language, country=country)),
            Understood,
        )
