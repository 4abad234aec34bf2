"""Decisions in words, in the three languages."""

import string
from dataclasses import fields
from typing import Any

import pytest

from attendance.attendants.schemas import AttendantStatus
from attendance.queues.explanation import explain
from attendance.queues.phrases import PHRASES, Locale
from attendance.queues.rules import choose_attendant
from attendance.queues.schemas import Strategy
from attendance.queues.snapshot import Criterion, Exclusion, Reason
from tests.queues.people import ANA, JOAO, MARIA, ago, snapshot, somebody, waiting


def test_a_choice_names_what_decided_it_and_who_could_not_receive() -> None:
    people = [somebody(load=1), somebody(JOAO, load=2), somebody(ANA, status=AttendantStatus.AWAY)]

    verdict = choose_attendant(snapshot(*people), waiting())

    assert explain(verdict, "pt-BR") == (
        "Maria foi escolhido(a) entre 2 atendentes disponíveis: está com a menor parte da capacidade em uso "
        "(20%; João: 40%). Não podiam receber: Ana (ausente)."
    )
    assert explain(verdict, "en") == (
        "Maria was chosen among 2 available attendants: has the least share of capacity in use "
        "(20%; João: 40%). Could not receive: Ana (away)."
    )
    assert explain(verdict, "es") == (
        "Maria fue elegido(a) entre 2 agentes disponibles: tiene la menor parte de su capacidad en uso "
        "(20%; João: 40%). No podían recibir: Ana (ausente)."
    )


def test_nobody_says_why_and_when_it_is_tried_again() -> None:
    here = snapshot(somebody(skills={"fax": 1}), strategy=Strategy.SKILLS, required_skills=("vpn",))

    words = explain(choose_attendant(here, waiting(since=20)), "pt")

    assert words == (
        "Ninguém foi escolhido: nenhum atendente online tem as habilidades exigidas. "
        "A decisão será refeita em 100 s, ou antes se algo mudar. "
        "Não podiam receber: Maria (sem a habilidade “vpn”)."
    )


@pytest.mark.parametrize(
    ("maria", "joao", "expected"),
    [
        ({"topics": ("sales",)}, {}, "prefers the topic “sales”"),
        ({"skills": {}}, {"skills": {"a": 1}}, "fewer skills, which keeps generalists free (0; João: 1)"),
        ({"last_assigned_at": ago(7200)}, {"last_assigned_at": ago(65)}, "(2 h ago; João: 1 min ago)"),
        ({}, {"last_assigned_at": ago(5)}, "(never; João: 5 s ago)"),
        ({}, {"member_priority": 1}, "(priority 0; João: 1)"),
        ({}, {}, "equal to João in everything"),
    ],
)
def test_each_comparison_has_its_words(maria: dict[str, Any], joao: dict[str, Any], expected: str) -> None:
    verdict = choose_attendant(snapshot(somebody(**maria), somebody(JOAO, **joao)), waiting(topic="sales"))

    assert expected in explain(verdict, "en-GB")


def test_a_crowd_is_named_in_part() -> None:
    crowd = [somebody(status=AttendantStatus.OFFLINE)] + [
        somebody(type(MARIA)(int=200 + n), status=AttendantStatus.OFFLINE) for n in range(99)
    ]

    assert explain(choose_attendant(snapshot(*crowd), waiting()), "en").endswith("; and 92 more.")


@pytest.mark.parametrize("locale", list(Locale))
def test_every_code_has_its_phrase_with_the_same_blanks(locale: Locale) -> None:
    phrases, reference = PHRASES[locale], PHRASES[Locale.EN]

    assert set(phrases.criteria) == set(Criterion)
    assert set(phrases.reasons) == set(Reason)
    assert set(phrases.exclusions) == set(Exclusion)
    for field in fields(phrases):
        ours, theirs = getattr(phrases, field.name), getattr(reference, field.name)
        if isinstance(ours, str):
            assert _blanks(ours) == _blanks(theirs), field.name


def _blanks(template: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_an_unknown_language_reads_portuguese() -> None:
    assert explain(choose_attendant(snapshot(), waiting()), "fr").startswith("Ninguém")
