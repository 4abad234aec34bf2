"""What is known of an inbox's account beyond its traffic: the keys of `inboxes.health`, and who writes them.

| key | value |
|---|---|
| `token_expires_at` | ISO instant; absent: doesn't expire, or isn't told |
| `token_renewed_at` | ISO instant at which we renewed it last |
| `quality` | `green`, `yellow`, `red`: how customers take what the number sends |
| `messaging_limit` | the vendor's tier of people a day whom the account may write to first, like `TIER_1K` |
| `account_status` | the vendor's last news of the account, like `account_restriction` |
| `account_id` | the vendor's id of the account above the number (WhatsApp: WABA) |
| `templates` | how many are `approved`, `pending`, `rejected`, `paused` |
| `templates_synced_at` | ISO instant |
| `rate_limited_until` | ISO instant until which the vendor asked us to wait |
| `checked_at` | ISO instant at which somebody asked whether the credentials work |
| `checked_account` | what the vendor called the account then |
| `check_problem` | what it complained about then; absent: nothing |

Whether we try to send at all is the column `circuit` (`channels.rules`); deliveries that were not signed as they must
be are counted in `refused`.

`problems` are sentences made from them when they are read (`warnings_of`), never stored.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Literal, TypeAlias

WARN_BEFORE: Final = timedelta(days=10)
"""A token that expires sooner is shown as a warning: somebody has time to act."""
RENEW_BEFORE: Final = timedelta(days=50)
"""Tokens last 60 days: each is renewed when it is ten days old."""
RENEW_AGAIN: Final = timedelta(hours=24)
"""Meta renews no token that is younger."""
Trouble: TypeAlias = Literal[
    "token_expired", "token_expires_soon", "quality_low", "templates_paused", "rate_limited"
]


def warnings_of(health: Mapping[str, Any], now: datetime) -> list[Trouble]:
    """What an administrator should look at, worst first."""
    found: list[Trouble] = []
    expires = moment(health.get("token_expires_at"))
    if expires is not None and expires <= now:
        found.append("token_expired")
    elif expires is not None and expires - now <= WARN_BEFORE:
        found.append("token_expires_soon")
    if health.get("quality") == "red":
        found.append("quality_low")
    if isinstance(health.get("templates"), dict) and health["templates"].get("paused"):
        found.append("templates_paused")
    until = moment(health.get("rate_limited_until"))
    if until is not None and until > now:
        found.append("rate_limited")
    return found


def should_renew(health: Mapping[str, Any], *, entered_at: datetime, now: datetime) -> bool:
    """Whether the token is old enough to be renewed, and it is time. `entered_at`: when it came here."""
    since = moment(health.get("token_renewed_at")) or entered_at
    if now - since < RENEW_AGAIN:
        return False
    expires = moment(health.get("token_expires_at"))
    return expires is None or expires - now <= RENEW_BEFORE


def template_counts(statuses: Iterable[str]) -> dict[str, int]:
    counted = Counter(statuses)
    return {
        "approved": counted["approved"],
        "pending": counted["pending"] + counted["in_appeal"],
        "rejected": counted["rejected"],
        "paused": counted["paused"] + counted["disabled"],
    }


def moment(value: object) -> datetime | None:
    """An instant as `health` keeps it; None for anything else."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo else None
