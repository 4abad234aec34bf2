"""What attendants write: words for the customer, or a command. Pure, tolerant of how people type on telephones.

`/pegar 4821`, ` ／TAKE #4821`, `/transferir @joana ela já conhece o caso`, `#4821`, `#4821 bom dia`. A text that begins
with two slashes is for the customer, with one.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from attendance.attendants.schemas import AttendantStatus
from attendance.kernel.text import fold


class Verb(StrEnum):
    QUEUE = "queue"
    TAKE = "take"
    RESOLVE = "resolve"
    TRANSFER = "transfer"
    CONTEXT = "context"
    STATUS = "status"
    HELP = "help"
    TIPS = "tips"
    POLISH = "polish"
    REPLIES = "replies"
    SUMMARY = "summary"
    VIDEO = "video"
    CALL = "call"
    VOICE = "voice"
    START = "start"


@dataclass(frozen=True, slots=True)
class Words:
    """For the customer. `number`: of the conversation, when it was named (`#4821 bom dia`)."""

    text: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """`number`: of the conversation that it is about, when named; `rest` what follows."""

    verb: Verb
    number: int | None = None
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """From now on words go to this conversation (`#4821` alone)."""

    number: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """It begins like a command and is none: it goes to nobody."""

    name: str


Said = Words | Command | Choice | Unknown

_ALIASES: Final[Mapping[str, Verb]] = {
    **{verb.value: verb for verb in Verb},
    "fila": Verb.QUEUE,
    "cola": Verb.QUEUE,
    "pegar": Verb.TAKE,
    "aceitar": Verb.TAKE,
    "accept": Verb.TAKE,
    "tomar": Verb.TAKE,
    "resolver": Verb.RESOLVE,
    "encerrar": Verb.RESOLVE,
    "transferir": Verb.TRANSFER,
    "contexto": Verb.CONTEXT,
    "situacao": Verb.STATUS,
    "estado": Verb.STATUS,
    "ajuda": Verb.HELP,
    "ayuda": Verb.HELP,
    "dicas": Verb.TIPS,
    "polir": Verb.POLISH,
    "respostas": Verb.REPLIES,
    "resumo": Verb.SUMMARY,
    "resumen": Verb.SUMMARY,
    "ligar": Verb.CALL,
    "chamada": Verb.CALL,
    "voz": Verb.VOICE,
}

_STATUSES: Final[Mapping[str, AttendantStatus]] = {
    **{status.value: status for status in AttendantStatus},
    "disponivel": AttendantStatus.ONLINE,
    "disponible": AttendantStatus.ONLINE,
    "livre": AttendantStatus.ONLINE,
    "ocupado": AttendantStatus.BUSY,
    "ocupada": AttendantStatus.BUSY,
    "ausente": AttendantStatus.AWAY,
    "pausa": AttendantStatus.AWAY,
    "desconectado": AttendantStatus.OFFLINE,
    "desconectada": AttendantStatus.OFFLINE,
    "sair": AttendantStatus.OFFLINE,
}

_SLASHES: Final = "/\uff0f\u2044\u2215"
_HASHES: Final = "#\uff03"
_NAME: Final = re.compile(rf"[{_SLASHES}]([^\s@]*)(?:@\w+)?\s*(.*)", re.DOTALL)
_NUMBERED: Final = re.compile(rf"[{_HASHES}](\d{{1,9}})(?!\w)\s*(.*)", re.DOTALL)
_NUMBER_FIRST: Final = re.compile(rf"[{_HASHES}]?(\d{{1,9}})(?!\w)\s*(.*)", re.DOTALL)
_INVISIBLE: Final = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


def understand(text: str) -> Said:
    """What a message says."""
    begun = text.lstrip().lstrip(_INVISIBLE).lstrip()
    if not begun:
        return Words(text)
    if begun[0] in _SLASHES:
        return _command(begun)
    numbered = _NUMBERED.fullmatch(begun)
    if numbered is None:
        return Words(text)
    number, rest = int(unicodedata.normalize("NFKC", numbered[1])), numbered[2]
    return Words(rest, number) if rest.strip() else Choice(number)


def status_named(word: str) -> AttendantStatus | None:
    """The status that a word means, in any of the languages."""
    return _STATUSES.get(fold(word.strip()))


def _command(begun: str) -> Said:
    if len(begun) > 1 and begun[1] in _SLASHES:
        return Words("/" + begun[2:])
    found = _NAME.fullmatch(begun)
    name = fold(unicodedata.normalize("NFKC", found[1])) if found else ""
    verb = _ALIASES.get(name)
    if found is None or verb is None:
        return Unknown(name)
    number, rest = _number(found[2])
    return Command(verb, number, rest.strip())


def _number(rest: str) -> tuple[int | None, str]:
    found = _NUMBER_FIRST.fullmatch(rest)
    if found is None:
        return None, rest
    return int(unicodedata.normalize("NFKC", found[1])), found[2]
