"""What customers write when they are asked for a score, and then for its reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.ratings import rules
from attendance.ratings.rules import Commented, Scored, Wanted, comment_of, is_wanted, score_of


@pytest.mark.parametrize(
    ("text", "score"),
    [
        *[(str(number), number) for number in range(11)],
        (" 9 ", 9), ("9!", 9), ("9.", 9), ("*9*", 9), ("(9)", 9), ('"9"', 9), ("9 :)", 9), ("9 👏👏", 9), ("９", 9),
        ("9️⃣", 9), ("🔟", 10), ("10!!!", 10), ("9/10", 9), ("9 / 10", 9), ("9 de 10", 9), ("10/10", 10),
        ("nota 9", 9), ("Nota: 9", 9), ("NOTA DEZ", 10), ("nota=8", 8), ("minha nota é 7", 7), ("a nota é 7", 7),
        ("dou 10", 10), ("Dou nota 10!", 10), ("eu dou 8", 8), ("vou dar 6", 6), ("merece 10", 10), ("nota máxima", 10),
        ("dez", 10), ("Dez.", 10), ("zero", 0), ("três", 3), ("tres", 3), ("Oito", 8), ("um", 1),
        ("nine", 9), ("ten out of ten", 10), ("9 out of 10", 9), ("I give it a 9", 9), ("I'd give you 8", 8),
        ("nueve", 9), ("9 sobre 10", 9), ("le doy un 9", 9), ("puntuación 10", 10),
        ("9,5", 9), ("8.5", 8), ("8,5/10", 8), ("10,0", 10), ("nota 9,5", 9), ("10 obrigado", 10), ("9 Obrigada!", 9),
        ("10 parabéns", 10), ("9\n\nEnviado do meu iPhone", 9), ("9\n--\nJoão Silva", 9),
        ("8\n\nAtenciosamente,\nAna", 8),
    ],
    ids=str,
)  # fmt: skip
def test_a_score(text: str, score: int) -> None:
    assert score_of(text) == Scored(score)


@pytest.mark.parametrize(
    ("text", "score", "comment"),
    [
        ("9, muito bom", 9, "muito bom"),
        ("10! Atendimento excelente.", 10, "Atendimento excelente"),
        ("nota 9 pelo atendimento", 9, "pelo atendimento"),
        ("Nota 2 - demorou demais", 2, "demorou demais"),
        ("7\ndemorou um pouco", 7, "demorou um pouco"),
        ("9/10 o João foi ótimo", 9, "o João foi ótimo"),
        ("0: péssimo", 0, "péssimo"),
        ("10 muito bom", 10, "muito bom"),
        ("1 péssimo atendimento", 1, "péssimo atendimento"),
        ("zero, nunca mais compro aqui", 0, "nunca mais compro aqui"),
    ],
    ids=lambda value: str(value),
)
def test_a_score_with_its_reason(text: str, score: int, comment: str) -> None:
    assert score_of(text) == Scored(score, comment)


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("9, mas quando chega meu pedido?", 9),
        ("nota 3, ainda não recebi", 3),
        ("5. preciso da segunda via", 5),
    ],
    ids=str,
)
def test_a_score_that_asks_for_more(text: str, score: int) -> None:
    found = score_of(text)

    assert found is not None
    assert (found.score, found.is_more) == (score, True)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "?", "oi", "sim", "não", "ótimo", "obrigado", "👍", "11", "99", "100", "-5", "12345", "9h30", "10:30",
        "10 horas", "às 9", "2 pedidos não chegaram", "9 caixas por favor", "3 unidades", "um minuto", "um momento",
        "dois produtos", "nove reais", "R$ 9", "9%", "10%", "5/11", "8-9", "8/9", "9 10", "1-2-3", "5ª parcela",
        "pedido 9", "meu número é 9", "opção 2", "10.500", "10,5", "1.234", "8,755", "7 dias depois", "10 minutos",
        "9 ou 10", "entre 8 e 9", "a 5 quilômetros", "quero falar com atendente", "de 0 a 10?", "10 e meia",
        "5 vezes já tentei", "9-10", "5 estrelas", "cpf 123", "0800 123 4567", "1º andar",
    ],
    ids=lambda text: text or "empty",
)  # fmt: skip
def test_no_score(text: str) -> None:
    assert score_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "O João foi muito atencioso", "Demorou, mas resolveu", "ótimo", "Gostaria de elogiar o atendimento",
        "péssimo atendimento", "foi rápido e educado", "não gostei da demora", "Muito bom!", "8", "sim",
        "no me gustó", "great service",
    ],
    ids=str,
)  # fmt: skip
def test_a_comment(text: str) -> None:
    assert comment_of(text) == Commented(text)


@pytest.mark.parametrize(
    "text",
    [
        "não", "Não, obrigado.", "nada", "no", "no, gracias", "nope", "sem comentários", "pular", "skip", "-", "👍",
        "🙏",
        "obrigado", "Obrigada!", "muito obrigado", "valeu", "ok", "thanks", "thank you very much", "tchau", "só isso",
    ],
    ids=str,
)  # fmt: skip
def test_no_comment_but_nothing_else_either(text: str) -> None:
    assert comment_of(text) == Commented(None)


@pytest.mark.parametrize(
    "text",
    [
        "atendente",
        "oi",
        "Olá",
        "bom dia",
        "Bom dia!",
        "hello",
        "menu",
        "/start",
        "e o meu pedido?",
        "vocês abrem sábado?",
    ],
    ids=str,
)
def test_something_else_than_a_comment(text: str) -> None:
    assert comment_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "preciso da segunda via",
        "Ainda não recebi o reembolso",
        "não resolveu nada",
        "I need help with my order",
    ],
    ids=str,
)
def test_a_comment_that_asks_for_more(text: str) -> None:
    assert comment_of(text) == Commented(text, is_more=True)


@given(st.text(max_size=200))
def test_whatever_is_written_is_decided(text: str) -> None:
    scored, commented = score_of(text), comment_of(text)

    assert scored is None or rules.LOWEST <= scored.score <= rules.HIGHEST
    assert scored is None or scored.comment is None or scored.comment.strip()
    assert commented is None or commented.text is None or commented.text.strip()


@given(
    st.integers(min_value=0, max_value=10), st.sampled_from(["nota {}", "{}/10", "{}!", "dou {}", " {}\n"])
)
def test_every_score_in_every_usual_form(score: int, form: str) -> None:
    assert score_of(form.format(score)) == Scored(score)


@pytest.mark.parametrize(
    ("scores", "nps"),
    [
        ([], None), ([10], 100), ([9], 100), ([8], 0), ([7], 0), ([6], -100), ([0], -100), ([10, 0], 0),
        ([10, 9, 8, 6], 25), ([9, 9, 6], 33), ([7, 8], 0), ([0, 1, 2, 3, 4, 5, 6], -100),
    ],
    ids=str,
)  # fmt: skip
def test_nps(scores: list[int], nps: int | None) -> None:
    assert rules.nps(scores) == nps


ALWAYS = Wanted(is_on=True, asks_after_bots=True, asks_after_silence=True)
USUAL = Wanted(is_on=True)


@pytest.mark.parametrize(
    ("wanted", "ended_by", "was_human", "is_asked"),
    [
        (Wanted(), "attendant", True, False),
        (USUAL, "attendant", True, True),
        (USUAL, "bot", False, False),
        (USUAL, "silence", True, False),
        (USUAL, "silence", False, False),
        (ALWAYS, "bot", False, True),
        (ALWAYS, "silence", True, True),
        (Wanted(is_on=True, asks_after_silence=True), "silence", False, False),
        (Wanted(asks_after_bots=True, asks_after_silence=True), "attendant", True, False),
    ],
    ids=str,
)
def test_who_is_asked(wanted: Wanted, ended_by: rules.EndedBy, was_human: bool, is_asked: bool) -> None:
    assert is_wanted(wanted, ended_by=ended_by, was_human=was_human) is is_asked
