"""A bot's settings, typed: every key of config.csv with its kind and default.

Both prefixes, `attendance-` and `attendant-`, are accepted. Secrets are no settings: they are kept apart, encrypted.
"""

from attendance.bots.config.keys import KEYS, KINDS, PRIORITIES, BotConfig, Key
from attendance.bots.config.reading import (
    asks_for_a_person,
    parameter_names,
    parameters,
    read,
    settings_of,
    shown,
    typed,
    written,
)

__all__ = [
    "KEYS",
    "KINDS",
    "PRIORITIES",
    "BotConfig",
    "Key",
    "asks_for_a_person",
    "parameter_names",
    "parameters",
    "read",
    "settings_of",
    "shown",
    "typed",
    "written",
]
