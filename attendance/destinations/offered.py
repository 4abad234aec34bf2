"""The commands that people are offered while they write, in their language. Pure; every one is done by `doing`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from attendance.destinations.commands import Verb

Takes = Literal["nothing", "conversation", "target", "status"]
"""What may follow: a conversation's number; whom to transfer to; a presence."""

_TAKES: Final[Mapping[Verb, Takes]] = {
    Verb.QUEUE: "nothing",
    Verb.TAKE: "conversation",
    Verb.RESOLVE: "nothing",
    Verb.TRANSFER: "target",
    Verb.CONTEXT: "nothing",
    Verb.STATUS: "status",
    Verb.HELP: "nothing",
}
_PORTUGUESE: Final = {
    Verb.QUEUE: ("fila", "", "Mostra quem espera"),
    Verb.TAKE: ("pegar", "#número", "Aceita esta conversa, ou a do número"),
    Verb.RESOLVE: ("resolver", "", "Encerra esta conversa"),
    Verb.TRANSFER: ("transferir", "@nome ou fila", "Passa esta conversa a alguém; o que segue vira nota"),
    Verb.CONTEXT: ("contexto", "", "Mostra quem é o cliente e as últimas mensagens"),
    Verb.STATUS: ("status", "disponível, ocupado, ausente, offline", "Muda a sua disponibilidade"),
    Verb.HELP: ("ajuda", "", "Mostra os comandos"),
}
_ENGLISH: Final = {
    Verb.QUEUE: ("queue", "", "Shows who waits"),
    Verb.TAKE: ("take", "#number", "Accepts this conversation, or the one with the number"),
    Verb.RESOLVE: ("resolve", "", "Closes this conversation"),
    Verb.TRANSFER: (
        "transfer",
        "@name or queue",
        "Passes this conversation on; what follows becomes the note",
    ),
    Verb.CONTEXT: ("context", "", "Shows who the customer is, and the latest messages"),
    Verb.STATUS: ("status", "online, busy, away, offline", "Changes your availability"),
    Verb.HELP: ("help", "", "Shows the commands"),
}
_SPANISH: Final = {
    Verb.QUEUE: ("cola", "", "Muestra quién espera"),
    Verb.TAKE: ("tomar", "#número", "Acepta esta conversación, o la del número"),
    Verb.RESOLVE: ("resolver", "", "Cierra esta conversación"),
    Verb.TRANSFER: (
        "transferir",
        "@nombre o cola",
        "Pasa esta conversación a alguien; lo que sigue es la nota",
    ),
    Verb.CONTEXT: ("contexto", "", "Muestra quién es el cliente y los últimos mensajes"),
    Verb.STATUS: ("estado", "disponible, ocupado, ausente, offline", "Cambia su disponibilidad"),
    Verb.HELP: ("ayuda", "", "Muestra los comandos"),
}
LANGUAGES: Final = {"pt-BR": _PORTUGUESE, "en": _ENGLISH, "es": _SPANISH}


@dataclass(frozen=True, slots=True)
class Offered:
    """`name` as it is written after the slash; `example` of what may follow, empty for nothing."""

    verb: Verb
    name: str
    example: str
    does: str
    takes: Takes


def offered(locale: str) -> Sequence[Offered]:
    """In the order in which they are shown; in Portuguese for languages that we don't speak."""
    words = LANGUAGES.get(locale, _PORTUGUESE)
    return [Offered(verb, *words[verb], takes) for verb, takes in _TAKES.items()]


def as_help(locale: str) -> str:
    """All of them, a line each."""
    return "\n".join(
        f"/{' '.join(filter(None, (one.name, one.example)))}: {one.does}" for one in offered(locale)
    )
