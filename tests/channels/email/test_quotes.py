"""Where an answer ends, in the words of the programs that people use."""

import pytest

from attendance.channels.email.quotes import fold

ANSWER = "Sim, pode enviar.\n\nAna"


@pytest.mark.parametrize(
    "quoted",
    [
        "Em seg., 20 de nov. de 2026 às 10:12, Loja <suporte@loja.example> escreveu:\n> Olá",
        "Em seg., 20 de nov. de 2026 às 10:12, Loja\n<suporte@loja.example> escreveu:\n\nOlá",
        "On Mon, Nov 20, 2026 at 10:12 AM Loja <suporte@loja.example> wrote:\n> Olá",
        "El lun, 20 nov 2026 a las 10:12, Loja (<suporte@loja.example>) escribió:\n> Olá",
        "-----Mensagem original-----\nDe: Loja\nOlá",
        "---------- Forwarded message ---------\nFrom: Loja\nOlá",
        "De: Loja <suporte@loja.example>\nEnviada em: segunda-feira\nPara: Ana\nAssunto: Pedido\n\nOlá",
        "From: Loja <suporte@loja.example>\nSent: Monday\nTo: Ana\nSubject: Pedido\n\nOlá",
        "________________________________\nDe: Loja <suporte@loja.example>\nEnviado: segunda\n\nOlá",
        "> Olá\n>\n> Loja",
    ],
    ids=["gmail-pt", "gmail-broken", "gmail-en", "gmail-es", "original", "forwarded", "outlook-pt", "outlook-en",
         "outlook-rule", "marks"],
)  # fmt: skip
def test_earlier_mails_are_folded(quoted: str) -> None:
    assert fold(f"{ANSWER}\n\n{quoted}") == (ANSWER, quoted)


@pytest.mark.parametrize(
    "text",
    [
        "Em 20 de novembro eu escrevi: nada chegou.",
        "De: onde vem isto?\nNão sei.",
        "> isto é o que eu li\nE isto é a minha resposta abaixo.",
        "A > B e B > C",
        "",
    ],
    ids=["a-date", "a-word", "answered-below", "signs", "nothing"],
)
def test_what_people_wrote_themselves_stays(text: str) -> None:
    assert fold(text) == (text, "")


def test_a_mail_that_is_all_quote_is_shown_whole() -> None:
    assert fold("> só isto") == ("> só isto", "")


@pytest.mark.parametrize(
    "line",
    [
        "On " * 5_000, "Em a\n" * 5_000, "<" * 20_000, "_" * 20_000, " \n" * 20_000, "x\n" + ">\n" * 20_000 + "x",
        ('""""aa<aaa' + "@" * 900 + "\n") * 400, ("-" * 900 + "\n") * 400,
    ],
    ids=["on", "em", "less", "rule", "blank", "marks-before-words", "no-address", "dashes"],
)  # fmt: skip
def test_no_text_takes_long(line: str) -> None:
    """With a rule whose work grows with the square of the length this would not end."""
    answer, quoted = fold(line * 4)

    assert len(answer) + len(quoted) <= len(line) * 4
