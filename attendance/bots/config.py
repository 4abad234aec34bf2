"""A bot's settings, typed: the keys of config.csv that routing needs, with the defaults of the product.

Both prefixes, `attendance-` and `attendant-`, are accepted. Until a bot has scripts it greets and listens for the
words with which customers ask for a person.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from typing import Any, Final, TypeAlias

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


PRIORITIES: Final = {"low": 0, "normal": 1, "high": 2, "urgent": 3}
_TRUE: Final = ("true", "1", "yes", "sim", "on")
_FALSE: Final = ("false", "0", "no", "não", "nao", "off")
_LONGEST_TEXT: Final = 4000
_LARGEST: Final = {"attendance-queue-size": 1_000_000, "attendance-max-wait-seconds": 30 * 24 * 3600}
KEYS: Final = {field.name.replace("_", "-"): field for field in fields(BotConfig)}
"""Each key of config.csv that is ours, with the field that it fills."""

Value: TypeAlias = bool | int | str | list[str]


def read(settings: Mapping[str, Any]) -> BotConfig:
    """The typed settings; keys that other parts own are left to them, a value that makes no sense keeps its default."""
    return BotConfig(**written(settings))


def written(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Only what the settings really say, by field."""
    values: dict[str, Any] = {}
    for key, field in KEYS.items():
        said = settings.get(key, settings.get(key.replace("attendance-", "attendant-")))
        if said not in (None, ""):
            with suppress(ValueError):
                values[field.name] = typed(key, str(said))
    return values


def typed(key: str, said: str) -> Any:
    """What the words of a cell mean for this key. Raises: ValueError, whose words tell what would make sense."""
    kind, said = KEYS[key].type, said.strip()
    if key == "attendance-transfer-keywords":
        return tuple(word.strip() for word in said.split(",") if word.strip())
    if key == "attendance-priority-default":
        return _one_of(said, PRIORITIES)
    if kind is bool:
        return _one_of(said, dict.fromkeys(_TRUE, True) | dict.fromkeys(_FALSE, False))
    if kind is int:
        return _whole(said, _LARGEST[key])
    if len(said) > _LONGEST_TEXT:
        raise ValueError(f"at most {_LONGEST_TEXT} characters")
    return said


def _one_of(said: str, known: Mapping[str, int]) -> int:
    if said.lower() not in known:
        raise ValueError(f"one of {', '.join(known)}")
    return known[said.lower()]


def _whole(said: str, largest: int) -> int:
    if not said.isdecimal() or not 1 <= int(said) <= largest:
        raise ValueError(f"a whole number from 1 to {largest}")
    return int(said)


def shown(config: BotConfig) -> dict[str, Value]:
    """The settings by their keys, as they are written: a priority by its name, keywords as a list."""
    values: dict[str, Any] = {key: getattr(config, field.name) for key, field in KEYS.items()}
    names = {number: name for name, number in PRIORITIES.items()}
    return values | {
        "attendance-priority-default": names[config.attendance_priority_default],
        "attendance-transfer-keywords": list(config.attendance_transfer_keywords),
    }


def asks_for_a_person(text: str, keywords: tuple[str, ...]) -> bool:
    """Whole words, without accents or case: `Quero falar com uma PESSOA!` holds `pessoa`."""
    spoken = words(text)
    return any(words(keyword) in spoken for keyword in keywords if keyword.strip())
