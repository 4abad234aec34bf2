"""JSON as PostgreSQL stores it."""

import re
from typing import Any, Final

import msgspec

_NUL: Final = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")


def storable(value: Any) -> str:
    """Without the character 0, which no text of PostgreSQL can hold: what people, vendors and scripts send may have
    one, and a message with it must not be lost."""
    return _NUL.sub(r"\1", msgspec.json.encode(value).decode())
