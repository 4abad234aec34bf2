"""A bot's settings, typed: the keys of config.csv that routing needs, with the defaults of the product.

Both prefixes, `attendance-` and `attendant-`, are accepted. Until a bot has scripts it greets and listens for the
words with which customers ask for a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from attendance.kernel.text import words

DEFAULT_KEYWORDS: Final = ("human", "humano", "atendente", "pessoa", "atendimento", "falar com")


@dataclass(frozen=True, slots=True)
class BotConfig:
    """What decides between bot and person, and what the customer is told."""

    crm_enabled: bool = True
    attendance_enabled: bool = True
    attendance_bypass_mode: bool = False
    """Every message goes to a person; the bot never answers."""
    attendance_auto_transfer: bool = False
    """The transfer keywords win over a running script."""
    attendance_transfer_keywords: tuple[str, ...] = DEFAULT_KEYWORDS
    attendance_queue_size: int = 50
    attendance_max_wait_seconds: int = 600
    attendance_priority_default: int = 1
    attendance_auto_assign: bool = True
    attendance_greeting: str = (
        "Olá! Sou o assistente virtual. Como posso ajudar? Para falar com uma pessoa, escreva *atendente*."
    )
    attendance_transfer_message: str = "Aguarde, transferir para atendente..."

    @property
    def hands_over(self) -> bool:
        """Whether people can be reached at all."""
        return self.crm_enabled and self.attendance_enabled


_PRIORITIES: Final = {"low": 0, "normal": 1, "high": 2, "urgent": 3}


def read(settings: Mapping[str, Any]) -> BotConfig:
    """The typed settings; keys that other parts own are left to them, a value that makes no sense keeps its default."""
    values: dict[str, Any] = {}
    for field in fields(BotConfig):
        written = settings.get(
            key := field.name.replace("_", "-"), settings.get(key.replace("attendance-", "attendant-"))
        )
        if written not in (None, ""):
            values |= _typed(field.name, str(written), field.type)
    return BotConfig(**values)


def _typed(name: str, written: str, kind: Any) -> dict[str, Any]:
    if name == "attendance_transfer_keywords":
        return {name: tuple(word.strip() for word in written.split(",") if word.strip())}
    if name == "attendance_priority_default":
        return {name: _PRIORITIES[written]} if written in _PRIORITIES else {}
    if kind is bool:
        return {name: written.strip().lower() in ("true", "1", "yes", "sim", "on")}
    if kind is int:
        return {name: int(written)} if written.strip().isdigit() else {}
    return {name: written}


def asks_for_a_person(text: str, keywords: tuple[str, ...]) -> bool:
    """Whole words, without accents or case: `Quero falar com uma PESSOA!` holds `pessoa`."""
    spoken = words(text)
    return any(words(keyword) in spoken for keyword in keywords if keyword.strip())
