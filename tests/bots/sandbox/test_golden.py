"""Golden conversations: what can be read, and when what was said is what was wanted."""

import pytest

from attendance.bots.sandbox import Said
from attendance.bots.sandbox.golden import parse, play
from attendance.bots.sandbox.golden.comparing import difference, holds, is_said

MENU = Said("Como?", (("a", "Pedidos"), ("b", "Trocas")))


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("cliente oi", "E741"),
        ("clinte: oi", "E740"),
        ("tabela: [1]", "E741"),
        ("tabela a: [1", "E743"),
        ("depois: 3 kg", "E744"),
        ("depois: já", "E744"),
        ("relógio: amanhã", "E745"),
        ("espera transferência: vendas", "E743"),
        ("http GET: 200", "E741"),
    ],
)
def test_what_makes_no_sense_is_told_with_its_line(line: str, code: str) -> None:
    [found] = parse(f"' um teste\nteste: a\n{line}\n", "a").diagnostics

    assert (found.code, found.span.line) == (code, 3)


def test_steps_stand_in_a_test() -> None:
    golden = parse("canal: whatsapp\ncliente: oi\nteste: a\ncliente: oi\n", "a")

    assert [(one.code, one.span.line) for one in golden.diagnostics] == [("E742", 2)]
    assert (golden.setup[0].word, golden.setup[0].text) == ("channel", "whatsapp")


def test_a_file_without_a_test_line_is_one_conversation() -> None:
    [only] = parse("' nada mais\ncliente: oi\nbot: Olá\n   | de novo\n...\n", "loja").tests

    assert (only.name, [(line.word, line.text) for line in only.lines]) == (
        "loja", [("customer", "oi"), ("bot", "Olá\nde novo"), ("bot", "...")],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "said", "same"),
    [
        ("Olá!", Said("Olá!"), True),
        ("olá!", Said("Olá!"), False),
        ("Olá*", Said("Olá, Ana.\nTudo bem?"), True),
        ("*", MENU, True),
        ("Como?", MENU, False),
        ("Como? [Pedidos | Trocas]", MENU, True),
        ("Como? [Pedidos|Tro*]", MENU, True),
        ("Como? [Pedidos]", MENU, False),
        ("Como? [*]", MENU, True),
        ("Use [isto]", Said("Use [isto]"), True),
        ("A conta (R$ 1,50)?", Said("A conta (R$ 1,50)?"), True),
    ],
)
def test_a_message_is_what_its_line_says(pattern: str, said: Said, same: bool) -> None:
    assert is_said(pattern, said) is same


@pytest.mark.parametrize(
    ("wanted", "rows"),
    [
        (["a", "b"], []),
        (["..."], []),
        (["...", "b"], []),
        (["a", "..."], []),
        (["a"], ["  bot: a", "+ bot: b"]),
        (["a", "x"], ["  bot: a", "- bot: x", "+ bot: b"]),
        (["x"], ["- bot: x", "+ bot: a", "+ bot: b"]),
        (["a", "b", "c"], ["  bot: a", "  bot: b", "- bot: c"]),
        ([], ["+ bot: a", "+ bot: b"]),
        (["...", "x"], ["- bot: x", "+ bot: a", "+ bot: b"]),
    ],
)
def test_a_difference_shows_what_is_missing_and_what_was_said_instead(
    wanted: list[str], rows: list[str]
) -> None:
    assert difference(wanted, [Said("a"), Said("b")]) == rows


@pytest.mark.parametrize(
    ("wanted", "value", "same"),
    [
        ({"a": 1}, {"a": 1, "b": 2}, True),
        ({"a": None}, {}, True),
        ({"a": 1}, {"a": True}, False),
        ([1], [1, 2], False),
        ("o*", "oi", True),
        ("oi", None, False),
        (True, 1, False),
    ],
)
def test_a_value_holds_what_is_wanted(wanted: object, value: object, same: bool) -> None:
    assert holds(wanted, value) is same


@pytest.mark.parametrize(
    ("expectation", "is_met"),
    [
        ("espera erro: E303", True),
        ("espera erro: E303 start.bas:2", True),
        ("espera erro: E305", False),
        ("espera variável x: 1", True),
        ("espera variável x: 2", False),
        ("espera aguarda: nada", True),
        ("espera aguarda: hear", False),
        ('espera efeito: SET SESSION "k"*', True),
        ("espera efeito: TRANSFER*", False),
        ("espera sessão k: 5", True),
        ("espera transferência: nenhuma", True),
        ('espera transferência: {"target": "x"}', False),
        ("espera tabela customers: {}", True),
        ("espera http GET https://x.example/: {}", False),
    ],
)
async def test_what_is_left_can_be_expected(expectation: str, is_met: bool) -> None:
    text = (
        f"cliente: oi\n{expectation}\n"
        if "erro" in expectation
        else f"cliente: oi\nespera erro: E303\n{expectation}\n"
    )
    files = {"start.bas": 'SET SESSION "k", 5\nx = 1: y = 1 / 0\n', "config.csv": "name,value\n"}
    golden = parse(text.replace("cliente: oi\n", "cliente: oi\n...\n"), "a")

    played = await play(golden.tests[0], golden.setup, files)

    assert (golden.diagnostics, played.is_passed) == ((), is_met)


async def test_an_error_that_nobody_expects_is_a_difference() -> None:
    golden = parse("cliente: oi\n...\n", "a")

    played = await play(golden.tests[0], (), {"start.bas": "x = 1 / 0\n"})

    assert not played.is_passed
    assert played.rows[-1].startswith("! start.bas:1: E303")
