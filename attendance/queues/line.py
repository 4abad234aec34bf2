"""The waiting line: who is next, which place one has, how long it may take, when another queue takes over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil
from uuid import UUID

from attendance.queues.snapshot import Waiting

OrderKey = tuple[int, datetime, datetime, UUID]

_NEVER_DUE = datetime.max.replace(tzinfo=UTC)
_LEAST_DEPARTURES = 3
_MOST_DEPARTURES = 20
THROUGHPUT_WINDOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Line:
    """What admission looks at. `fallback` is None when the queue names none or it takes nobody either."""

    is_open: bool
    waiting_count: int
    max_size: int
    fallback: UUID | None = None


@dataclass(frozen=True, slots=True)
class Admitted:
    """Takes its place in the line."""


@dataclass(frozen=True, slots=True)
class AdmittedClosed:
    """Takes its place, but nobody serves now: the customer hears the closed message."""


@dataclass(frozen=True, slots=True)
class Diverted:
    """Goes to the fallback queue at once."""

    queue_id: UUID


@dataclass(frozen=True, slots=True)
class Refused:
    """The line is full and nobody else takes it: the owner stays who it was, and the customer is told."""


Admission = Admitted | AdmittedClosed | Diverted | Refused


def order_key(waiting: Waiting) -> OrderKey:
    """Ascending: highest priority first, then the earliest SLA due time, the longest wait, the id."""
    return (-waiting.priority, waiting.sla_due or _NEVER_DUE, waiting.waiting_since, waiting.id)


def position(waiting: Waiting, line: Iterable[Waiting]) -> int:
    """Place in the line, 1 = next; whether or not `line` contains the conversation itself."""
    own = order_key(waiting)
    return 1 + sum(order_key(other) < own for other in line if other.id != waiting.id)


def estimated_wait_seconds(place: int, departures: Sequence[datetime], now: datetime) -> int | None:
    """How long place `place` will take at the recent pace, or None when the pace isn't known.

    `departures`: when waiting conversations were last taken from this queue. The pace is measured up to now, not
    up to the last departure, so that a queue that stands still gets longer estimates, and at last none."""
    recent = sorted((at for at in departures if now - THROUGHPUT_WINDOW < at <= now), reverse=True)
    recent = recent[:_MOST_DEPARTURES]
    if len(recent) < _LEAST_DEPARTURES:
        return None
    seconds_each = (now - recent[-1]).total_seconds() / len(recent)
    return max(1, ceil(place * seconds_each))


def admission(line: Line) -> Admission:
    """What happens to a conversation that arrives at a queue."""
    if line.waiting_count >= line.max_size:
        return Diverted(line.fallback) if line.fallback else Refused()
    if not line.is_open:
        return Diverted(line.fallback) if line.fallback else AdmittedClosed()
    return Admitted()


def overflow_at(queued_at: datetime, max_wait_seconds: int) -> datetime:
    return queued_at + timedelta(seconds=max_wait_seconds)


def overflow_target(
    *,
    queued_at: datetime,
    now: datetime,
    max_wait_seconds: int,
    fallback: UUID | None,
    visited: Iterable[UUID],
) -> UUID | None:
    """The queue that takes over a conversation which waited too long here, or None to stay.

    `visited`: queues of this wait so far. Nobody is sent back: two queues that name each other play no tennis."""
    if fallback is None or fallback in set(visited) or now < overflow_at(queued_at, max_wait_seconds):
        return None
    return fallback
