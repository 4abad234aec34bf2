"""Pure decisions about ratings: what NPS is, what words are a score, and what words are a comment.

When in doubt a message is no answer: a request that is taken for a rating is lost, a rating that isn't recognised is
only a number less. What is an answer and asks for more besides (`is_more`) counts as both.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from attendance.kernel.text import fold, words

LOWEST: Final = 0
HIGHEST: Final = 10
LONGEST_COMMENT: Final = 4000


def nps_points(score: int) -> int:
    """NPS is the mean of these, as the database's function of the same name has it."""
    if score >= 9:
        return 100
    return -100 if score <= 6 else 0


def nps(scores: Iterable[int]) -> int | None:
    """Share of promoters less share of detractors, -100 to 100; None without any score."""
    points = [nps_points(score) for score in scores]
    return round(sum(points) / len(points)) if points else None


@dataclass(frozen=True, slots=True)
class Scored:
    """A score, with the words that came with it. `is_more`: the message asks for something, too."""

    score: int
    comment: str | None = None
    is_more: bool = False


@dataclass(frozen=True, slots=True)
class Commented:
    """The comment of a score; None: the customer has none, or was only polite."""

    text: str | None
    is_more: bool = False


_NUMBERS: Final = {
    "zero": 0, "cero": 0, "um": 1, "uno": 1, "one": 1, "dois": 2, "dos": 2, "two": 2, "tres": 3, "three": 3,
    "quatro": 4, "cuatro": 4, "four": 4, "cinco": 5, "five": 5, "seis": 6, "six": 6, "sete": 7, "siete": 7, "seven": 7,
    "oito": 8, "ocho": 8, "eight": 8, "nove": 9, "nueve": 9, "nine": 9, "dez": 10, "diez": 10, "ten": 10,
    "maxima": 10,
}  # fmt: skip
_SPELLED: Final = "|".join(sorted((*_NUMBERS, "três", "máxima"), key=len, reverse=True))
_LEAD: Final = (
    r"(?:(?:eu|minha|mi|my|a|an|o|la|el|um|uma|una|un|é|e|foi|vai|vale|merece|merecem|dou|daria|dei|avalio|avaliaria|"
    r"com|le|les|doy|daría|pongo|give|i|i'd|would|it|it's|is|you|vou|dar|de|nota|notas|score|rating|puntaje|"
    r"puntuaci[oó]n|puntos|calificaci[oó]n|avalia[cç][aã]o)\b[\s:=]*)*"
)
_NAMED: Final = re.compile(
    r"\b(nota|score|rating|puntaje|puntuaci[oó]n|calificaci[oó]n|avalia[cç][aã]o|dou|daria|doy|give)\b", re.I
)
_OUT_OF: Final = r"(?P<of>\s*(?:/|de|em|sobre|out\s+of|of)\s*(?:10|dez|diez|ten)\b)?"
_ANSWER: Final = re.compile(
    rf"\s*[*_\"'(]*(?P<lead>{_LEAD})[*_\"'(]*(?P<number>10|\d|(?:{_SPELLED})\b)(?:[.,](?P<part>\d{{1,2}})(?!\d))?"
    rf"(?![\d%$ºª°])[*_\"')]*{_OUT_OF}[*_\"')]*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_SEPARATED: Final = re.compile(r"\s*(?:[,.;:!…–—\-]+(?!\s*\d)|\n)", re.DOTALL)
_PRAISED: Final = re.compile(
    r"\s+(?:muito|mto|super|excelente|[oó]tim|perfeit|maravilh|adorei|amei|gostei|p[eé]ssim|ruim|atendimento|muy|"
    r"excellent|great|very|perfect|loved)",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_SIGNATURE: Final = re.compile(
    r"(?im)^\s*(?:--\s*$|_{3,}|enviado d[oe]|enviado desde|sent from|get outlook|obter o outlook|"
    r"(?:att|atte|atenciosamente|abs|abra[cç]os|saludos|regards|best regards)\b[,.]?\s*$)"
)
_POLITE_WORDS: Final = """
obrigado obrigada obg obgd brigado brigada valeu vlw gracias thanks thank you agradeco agradecida agradecido ok okay
certo beleza blz ta tudo bem de nada por disponha imagina tchau ate mais logo bye muito muita muchas very much eu a
voces voce igualmente parabens show top
"""
_POLITE: Final = frozenset(_POLITE_WORDS.split())
_NOTHING: Final = frozenset(
    {
        "nao", "n", "nn", "no", "nope", "nao obrigado", "nao obrigada", "no gracias", "no thanks", "no thank you",
        "nada", "nada nao", "nothing", "none", "ninguno", "nenhum", "sem comentario", "sem comentarios",
        "sin comentarios", "no comment", "nao quero", "nao precisa", "pular", "skip", "saltar", "so isso",
        "somente isso", "ta bom", "eso es todo", "that s all", "that is all",
    }
)  # fmt: skip
_GREETINGS: Final = frozenset(
    {
        "oi", "ola", "oie", "opa", "bom dia", "boa tarde", "boa noite", "oi bom dia", "oi boa tarde", "oi boa noite",
        "ola bom dia", "ola boa tarde", "ola boa noite", "hi", "hello", "hey", "good morning", "hola", "buenas",
        "buenos dias", "buenas tardes", "buenas noches", "menu", "inicio", "comecar", "start", "alo",
    }
)  # fmt: skip
_PEOPLE: Final = frozenset(
    {"atendente", "humano", "pessoa", "atendimento", "human", "agent", "agente", "persona"}
)
_ASKS: Final = re.compile(
    r" (?:preciso|precisava|quero|queria|gostaria de (?:saber|pedir|falar|comprar|cancelar|trocar)|pode(?:m|ria)?|"
    r"consegue(?:m)?|ajuda|socorro|cade|ainda (?:nao|estou|continua)|continua sem|nao funciona|nao recebi|nao chegou|"
    r"nao resolveu|falar com|hablar con|talk to|necesito|quiero|quisiera|ayuda|puede(?:n)?|todavia no|no funciona|"
    r"no llego|i need|i want|help|can you|could you|still not|doesn t work|not working) "
)


def score_of(text: str) -> Scored | None:
    """The score that these words give to who asked for 0 to 10; None when they are something else.

    A decimal counts as the whole number below it: the scale has none.
    """
    found = _ANSWER.fullmatch(_plain(text))
    if found is None:
        return None
    score = _number(found["number"])
    if score == HIGHEST and found["part"] and found["part"].strip("0"):
        return None
    is_named = found["of"] is not None or _NAMED.search(found["lead"]) is not None
    rest = _without_signature(found["rest"])
    if not _WORD.search(rest):
        return None if re.search(r"\d", rest) else Scored(score, is_more="?" in rest and not is_named)
    is_apart = is_named or _SEPARATED.match(rest) or _PRAISED.match(rest) or _is_polite(rest)
    if not is_apart:
        return None
    if re.match(r"\s*[-–,;:]?\s*\d", rest):
        return None
    comment = None if _is_polite(rest) else rest.strip(" \n\t,.;:!-–—")[:LONGEST_COMMENT]
    return Scored(score, comment, is_more="?" in rest or _is_request(rest))


def comment_of(text: str) -> Commented | None:
    """What these words are to who asked why the score was given; None when they are the beginning of something else."""
    plain = _without_signature(_plain(text)).strip()
    folded = words(plain).strip()
    if plain.startswith(("/", "#")) or folded in _GREETINGS | _PEOPLE:
        return None
    if "?" in plain:
        return None
    if not folded or folded in _NOTHING or _is_polite(plain):
        return Commented(None)
    return Commented(plain[:LONGEST_COMMENT], is_more=_is_request(plain))


def _plain(text: str) -> str:
    """Digits in circles, keycaps and full width as plain ones."""
    text = text.replace("🔟", "10").replace("\ufe0f", "").replace("\u20e3", "")
    return unicodedata.normalize("NFKC", text)


def _number(written: str) -> int:
    return int(written) if written.isdigit() else _NUMBERS[fold(written)]


def _without_signature(rest: str) -> str:
    found = _SIGNATURE.search(rest)
    return rest[: found.start()] if found else rest


def _is_polite(text: str) -> bool:
    """Nothing but thanks, farewells and signs."""
    return all(word in _POLITE for word in words(text).split())


def _is_request(text: str) -> bool:
    return _ASKS.search(words(text)) is not None


EndedBy = Literal["attendant", "bot", "silence"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """When a company, or one of its queues, asks."""

    is_on: bool = False
    asks_after_bots: bool = False
    asks_after_silence: bool = False


def is_wanted(wanted: Wanted, *, ended_by: EndedBy, was_human: bool) -> bool:
    """Whether the customer of a conversation that ended so is asked at all."""
    if not wanted.is_on or (not was_human and not wanted.asks_after_bots):
        return False
    return ended_by != "silence" or wanted.asks_after_silence
