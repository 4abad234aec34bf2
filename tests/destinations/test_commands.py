"""What attendants write on their telephones, and what it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.attendants.schemas import AttendantStatus
from attendance.destinations.commands import (
    Choice,
    Command,
    Said,
    Unknown,
    Verb,
    Words,
    status_named,
    understand,
)

SPOKEN: dict[str, Said] = {
    "/take": Command(Verb.TAKE),
    "/take #4821": Command(Verb.TAKE, 4821),
    "/take 4821": Command(Verb.TAKE, 4821),
    "  /TAKE   #4821  ": Command(Verb.TAKE, 4821),
    "／take＃4821": Unknown("take#4821"),
    "／take ＃4821": Command(Verb.TAKE, 4821),
    "\u200e/pegar": Command(Verb.TAKE),
    "/Pegar 12": Command(Verb.TAKE, 12),
    "/take@loja_bot #7": Command(Verb.TAKE, 7),
    "/fila": Command(Verb.QUEUE),
    "/QUEUE": Command(Verb.QUEUE),
    "/resolver": Command(Verb.RESOLVE),
    "/resolve #9": Command(Verb.RESOLVE, 9),
    "/transferir @joana ela conhece o caso": Command(Verb.TRANSFER, None, "@joana ela conhece o caso"),
    "/transfer #4821 Financeiro": Command(Verb.TRANSFER, 4821, "Financeiro"),
    "/transfer @maria\nsegunda linha": Command(Verb.TRANSFER, None, "@maria\nsegunda linha"),
    "/contexto": Command(Verb.CONTEXT),
    "/status": Command(Verb.STATUS),
    "/status Disponível": Command(Verb.STATUS, None, "Disponível"),
    "/situação busy": Command(Verb.STATUS, None, "busy"),
    "/ajuda": Command(Verb.HELP),
    "/HELP": Command(Verb.HELP),
    "/dicas": Command(Verb.TIPS),
    "/polir obrigado pelo contato": Command(Verb.POLISH, None, "obrigado pelo contato"),
    "/respostas": Command(Verb.REPLIES),
    "/resumo": Command(Verb.SUMMARY),
    "/video": Command(Verb.VIDEO),
    "/call": Command(Verb.CALL),
    "/voice on": Command(Verb.VOICE, None, "on"),
    "#4821": Choice(4821),
    " #4821 ": Choice(4821),
    "＃４８２１": Choice(4821),
    "#4821 bom dia": Words("bom dia", 4821),
    "#4821\nbom dia\ntudo bem?": Words("bom dia\ntudo bem?", 4821),
    "#1 é o melhor": Words("é o melhor", 1),
    "#promoção": Words("#promoção"),
    "#4821a": Words("#4821a"),
    "//etc/hosts": Words("/etc/hosts"),
    "／／oi": Words("/oi"),
    "/": Unknown(""),
    "/ take": Unknown(""),
    "/nada disso": Unknown("nada"),
    "/1/2": Unknown("1/2"),
    "Bom dia!": Words("Bom dia!"),
    "e/ou": Words("e/ou"),
    "": Words(""),
    "   ": Words("   "),
}


@pytest.mark.parametrize("text", list(SPOKEN), ids=[repr(text) for text in SPOKEN])
def test_what_it_means(text: str) -> None:
    assert understand(text) == SPOKEN[text]


@given(st.text())
def test_nothing_that_begins_with_one_slash_goes_to_a_customer(text: str) -> None:
    begun = text.lstrip("/／⁄∕ \n\t")

    assert not isinstance(understand("/" + begun), Words)


@given(st.text(min_size=1))
def test_two_slashes_say_one(text: str) -> None:
    said = understand("//" + text)

    assert said == Words("/" + text)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("online", AttendantStatus.ONLINE),
        ("Disponível", AttendantStatus.ONLINE),
        (" OCUPADA ", AttendantStatus.BUSY),
        ("ausente", AttendantStatus.AWAY),
        ("offline", AttendantStatus.OFFLINE),
        ("férias", None),
        ("", None),
    ],
)
def test_words_for_statuses(word: str, status: AttendantStatus | None) -> None:
    assert status_named(word) is status
