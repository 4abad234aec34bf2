"""Settings (cells by key, as config.csv has them) into what they mean, and back."""

import re
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal
from typing import Any, Final, TypeAlias

from attendance.botfiles.config_csv import PARAMETER, canonical, is_secret
from attendance.botfiles.config_csv import read as read_rows
from attendance.botfiles.kinds import Nonsense, Shown
from attendance.bots.config.keys import KEYS, KINDS, BotConfig
from attendance.kernel.text import words

Parameter: TypeAlias = bool | int | Decimal | str

_NUMBER: Final = re.compile(r"-?(0|[1-9]\d{0,17})(\.\d{1,18})?")


def settings_of(config_csv: str) -> dict[str, str]:
    """What a bot is set up with by this text: cells by key, without the empty ones and without secrets."""
    settings: dict[str, str] = {}
    for entry in read_rows(config_csv).entries:
        key = canonical(entry.name, KEYS)
        if entry.value and not is_secret(key):
            settings.setdefault(key, entry.value)
    return settings


def read(settings: Mapping[str, Any]) -> BotConfig:
    """The typed settings; keys that other parts own are left to them, a value that makes no sense keeps its default.

    Secrets are not among settings: see `bots.secrets`.
    """
    return BotConfig(**written(settings))


def written(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Only what the settings really say, by field."""
    values: dict[str, Any] = {}
    for name, said in settings.items():
        key = canonical(name, KEYS)
        if key in KEYS and (key == name or key not in settings) and said not in (None, ""):
            with suppress(Nonsense):
                values[KEYS[key].field] = typed(key, str(said))
    return values


def typed(key: str, said: str) -> Any:
    """What the words of a cell mean for this key. Raises: Nonsense, which tells what would make sense."""
    return KINDS[key].read(said.strip())


def shown(config: BotConfig) -> dict[str, Shown]:
    """The settings by their keys, as they are written: a priority by its name, keywords as a list. No secrets."""
    return {
        name: key.kind.show(getattr(config, key.field)) for name, key in KEYS.items() if not key.is_secret
    }


def parameter_names(config_csv: str) -> frozenset[str]:
    """The names under which scripts read the `param-…` of this text, secrets among them."""
    names = (entry.name for entry in read_rows(config_csv).entries if entry.name.startswith(PARAMETER))
    return frozenset(map(_parameter, names))


def parameters(settings: Mapping[str, Any]) -> dict[str, Parameter]:
    """`param-…` as scripts see them: by name without the prefix, with underscores; truth values and numbers as such."""
    return {
        _parameter(name): _plain(str(said)) for name, said in settings.items() if name.startswith(PARAMETER)
    }


def _parameter(name: str) -> str:
    return name.removeprefix(PARAMETER).replace("-", "_").casefold()


def _plain(said: str) -> Parameter:
    if said.casefold() in ("true", "false"):
        return said.casefold() == "true"
    if _NUMBER.fullmatch(said):
        return Decimal(said) if "." in said else int(said)
    return said


def asks_for_a_person(text: str, keywords: tuple[str, ...]) -> bool:
    """Whole words, without accents or case: `Quero falar com uma PESSOA!` holds `pessoa`."""
    spoken = words(text)
    return any(words(keyword) in spoken for keyword in keywords if keyword.strip())
