"""The words of a golden conversation, in English and Portuguese."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Holds: TypeAlias = Literal["text", "json", "span", "moment"]


@dataclass(frozen=True, slots=True)
class Word:
    """What may stand at the start of a line. `is_setup`: it may stand before the first test, for all of them.

    `takes`: how many words follow before the colon; `holds`: what follows it, `may_be` these texts all the same.
    """

    name: str
    portuguese: str
    is_setup: bool = False
    takes: int = 0
    holds: Holds = "text"
    may_be: tuple[str, ...] = ()


WORDS: Final = (
    Word("test", "teste"),
    Word("clock", "relógio", is_setup=True, holds="moment"),
    Word("channel", "canal", is_setup=True),
    Word("language", "língua", is_setup=True),
    Word("contact", "contato", is_setup=True, holds="json"),
    Word("table", "tabela", is_setup=True, takes=1, holds="json"),
    Word("session", "sessão", is_setup=True, takes=1, holds="json"),
    Word("memory", "memória", is_setup=True, takes=1, holds="json"),
    Word("context", "contexto", is_setup=True, takes=1, holds="json"),
    Word("people", "atendentes", is_setup=True),
    Word("hours", "horário", is_setup=True),
    Word("line", "fila", is_setup=True),
    Word("http", "http", is_setup=True, takes=2),
    Word("llm", "ia", is_setup=True, takes=-1),
    Word("gives", "devolve", is_setup=True, takes=-1),
    Word("customer", "cliente"),
    Word("bot", "bot"),
    Word("later", "depois", holds="span"),
    Word("event", "evento", takes=1, holds="json"),
    Word("resolve", "resolve"),
    Word("run", "roda", takes=1, holds="json"),
    Word("expect transfer", "espera transferência", holds="json", may_be=("none", "nenhuma")),
    Word("expect session", "espera sessão", takes=1, holds="json"),
    Word("expect table", "espera tabela", takes=1, holds="json"),
    Word("expect variable", "espera variável", takes=1),
    Word("expect effect", "espera efeito"),
    Word("expect http", "espera http", takes=2, holds="json"),
    Word("expect waits", "espera aguarda"),
    Word("expect error", "espera erro"),
)
"""`takes` -1: everything up to the colon that a blank follows."""

BY_NAME: Final[Mapping[str, Word]] = {
    **{word.name: word for word in WORDS},
    **{word.portuguese: word for word in WORDS},
}
NOTHING: Final = frozenset({"none", "nenhuma", "nenhum", "ninguém", "nobody", "nada"})

UNIT_SECONDS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("second", "seconds", "segundo", "segundos", "s"), 1),
    **dict.fromkeys(("minute", "minutes", "minuto", "minutos", "min"), 60),
    **dict.fromkeys(("hour", "hours", "hora", "horas", "h"), 3600),
    **dict.fromkeys(("day", "days", "dia", "dias", "d"), 86_400),
}
