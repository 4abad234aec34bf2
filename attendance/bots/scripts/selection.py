"""Which script answers a message, pure (1.3)."""

from collections.abc import Container
from dataclasses import dataclass
from typing import Final

START: Final = "start.bas"
ON_MESSAGE: Final = "on_message.bas"


@dataclass(frozen=True, slots=True)
class Begin:
    """A new execution of this script."""

    script: str


@dataclass(frozen=True, slots=True)
class Ask:
    """The language model answers, with the bot's tools and knowledge."""


@dataclass(frozen=True, slots=True)
class Silence:
    """The bot has nothing that could answer."""


def choose(scripts: Container[str], *, has_started: bool, has_llm: bool) -> Begin | Ask | Silence:
    """`has_started`: start.bas ran before in this session. First start.bas, then on_message.bas, then the language
    model if one is configured, then start.bas again."""
    if START in scripts and not has_started:
        return Begin(START)
    if ON_MESSAGE in scripts:
        return Begin(ON_MESSAGE)
    if has_llm:
        return Ask()
    return Begin(START) if START in scripts else Silence()
