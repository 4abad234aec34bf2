"""Reads single values of vendors' bodies: whatever they hold, the answer is a usable value or None."""

import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

MAX_ID_CHARS = 512
"""Longer than any id of a vendor; an index of the database could not hold much more."""
_PHONE = re.compile(r"\d{7,15}")
_LAST_SECOND = 9_999_999_999


def read_id(value: object) -> str | None:
    """An id is a short text; some vendors write numbers."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return value if isinstance(value, str) and 0 < len(value) <= MAX_ID_CHARS else None


def read_text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def read_dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def read_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def read_seconds(value: object) -> datetime | None:
    """Unix seconds, as text or number; None when absent or out of any sense."""
    digits = read_id(value)
    if digits is None or not (digits.isascii() and digits.isdigit() and len(digits) <= 10):
        return None
    return datetime.fromtimestamp(int(digits), UTC)


def read_milliseconds(value: object) -> datetime | None:
    """Unix milliseconds; seconds, which some samples hold, are known by their size."""
    digits = read_id(value)
    if digits is None or not (digits.isascii() and digits.isdigit() and len(digits) <= 13):
        return None
    number = int(digits)
    return datetime.fromtimestamp(number if number <= _LAST_SECOND else number / 1000, UTC)


def read_uuid(value: object) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def e164(phone: str | None) -> str | None:
    """`5511987654321` → `+5511987654321`; None for anything but 7 to 15 digits."""
    digits = (phone or "").removeprefix("+")
    return f"+{digits}" if digits.isascii() and _PHONE.fullmatch(digits) else None
