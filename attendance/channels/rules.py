"""Pure decisions about an inbox's circuit: when it opens, when one message tries again, how long the others wait.

A circuit counts calls that failed one after the other. Open, it holds what the inbox has to send; every now and then
one message goes as a probe, and the first that gets through closes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal

import msgspec

Cause = Literal["vendor", "account"]
"""`vendor`: it doesn't answer. `account`: it refuses our credentials, so that an administrator is needed."""

OPENS_AFTER: Final[dict[Cause, int]] = {"vendor": 5, "account": 3}
"""So many failures in a row: fewer may be one message's own trouble."""
FIRST_PAUSE: Final[dict[Cause, timedelta]] = {
    "vendor": timedelta(seconds=30),
    "account": timedelta(minutes=5),
}
LONGEST_PAUSE: Final[dict[Cause, timedelta]] = {
    "vendor": timedelta(minutes=15),
    "account": timedelta(hours=1),
}
FORGOTTEN_AFTER: Final = timedelta(minutes=10)
"""Failures that are further apart are not in a row."""
PROBE_LASTS: Final = timedelta(minutes=2)
"""Longer than a call: if the worker that tries dies, another one tries then."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A failure that says something of the account or its vendor: `reason` is a code of ours, `detail` words."""

    cause: Cause
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Circuit:
    """Of an inbox whose last calls failed. `opened_at` None: not often enough yet."""

    trouble: Trouble
    failed_at: datetime
    failures: int = 1
    openings: int = 0
    """How often it was opened, or a probe failed, since something got through."""
    opened_at: datetime | None = None
    retry_at: datetime | None = None
    """When the next probe may go; set while it is open."""


def circuit_of(stored: Any) -> Circuit | None:
    """As the column `inboxes.circuit` keeps it."""
    return None if stored is None else msgspec.convert(stored, Circuit)


Passage = Literal["free", "probe", "held"]


def passage(circuit: Circuit | None, now: datetime) -> Passage:
    """Whether a message may go: freely, as the probe, or not now."""
    if circuit is None or circuit.opened_at is None:
        return "free"
    return "probe" if circuit.retry_at is None or circuit.retry_at <= now else "held"


def after_failure(circuit: Circuit | None, trouble: Trouble, now: datetime, *, was_probe: bool) -> Circuit:
    """The circuit once this call failed too. A straggler of before it opened doesn't make its pause longer."""
    if circuit is None or (circuit.opened_at is None and now - circuit.failed_at > FORGOTTEN_AFTER):
        circuit = Circuit(trouble, now, failures=0)
    failures = circuit.failures + 1
    opens = circuit.opened_at is None and failures >= OPENS_AFTER[trouble.cause]
    openings = circuit.openings + (1 if opens or was_probe else 0)
    retry_at = now + pause(trouble.cause, openings) if opens or was_probe else circuit.retry_at
    opened_at = now if opens else circuit.opened_at
    return Circuit(trouble, now, failures, openings, opened_at, retry_at)


def pause(cause: Cause, openings: int) -> timedelta:
    """Doubles with each failed probe, up to the longest."""
    doubled: timedelta = FIRST_PAUSE[cause] * 2 ** min(max(openings - 1, 0), 10)
    return min(doubled, LONGEST_PAUSE[cause])


def refusals_after(hours: Mapping[str, int], more: int, now: datetime) -> dict[str, int]:
    """Refused deliveries by hour (ISO, UTC), with so many more; those of yesterday are forgotten."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    oldest = (hour - timedelta(hours=23)).isoformat()
    kept = {at: count for at, count in hours.items() if at >= oldest}
    return {**kept, hour.isoformat(): kept.get(hour.isoformat(), 0) + more}


def refused_within_a_day(hours: Mapping[str, int], now: datetime) -> int:
    oldest = (now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=23)).isoformat()
    return sum(count for at, count in hours.items() if at >= oldest)
