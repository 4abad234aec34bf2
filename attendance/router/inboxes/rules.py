"""How an inbox is, in one word; and what of a vendor's body may be shown."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Literal

State = Literal["paused", "held", "broken", "warning", "new", "well"]
_HIDDEN: Final = "•••"
_SECRET = re.compile(
    r"token|secret|passw|authori[sz]ation|signature|api_?key|credential|cookie", re.IGNORECASE
)
_DEEPEST: Final = 20


def state_of(
    *,
    is_active: bool,
    is_held: bool,
    check_problem: str | None,
    warnings: list[str],
    refused: int,
    unread: int,
    error_at: datetime | None,
    webhook_at: datetime | None,
    sent_at: datetime | None,
) -> State:
    """The worst that is true. An error counts until something was sent after it."""
    if not is_active:
        return "paused"
    if is_held:
        return "held"
    if "token_expired" in warnings or check_problem is not None:
        return "broken"
    has_failed = error_at is not None and (sent_at is None or error_at > sent_at)
    if warnings or refused or unread or has_failed:
        return "warning"
    return "new" if webhook_at is None and sent_at is None else "well"


def redacted(value: Any, depth: int = 0) -> Any:
    """The same without the values of keys that sound like secrets."""
    if depth > _DEEPEST:
        return _HIDDEN
    if isinstance(value, Mapping):
        return {
            str(key): _HIDDEN
            if _SECRET.search(str(key)) and isinstance(inner, str)
            else redacted(inner, depth + 1)
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [redacted(one, depth + 1) for one in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)
