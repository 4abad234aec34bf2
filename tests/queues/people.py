"""Short ways to say who is there and who waits; only the fields that matter to a test are named."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from attendance.attendants.schemas import AttendantStatus
from attendance.queues.schemas import Strategy
from attendance.queues.snapshot import Candidate, Policy, Snapshot, Waiting

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
QUEUE = UUID(int=1)
MARIA, JOAO, ANA, PEDRO = (UUID(int=n) for n in range(11, 15))
NAMES = {MARIA: "Maria", JOAO: "João", ANA: "Ana", PEDRO: "Pedro"}


def ago(seconds: float) -> datetime:
    return NOW - timedelta(seconds=seconds)


def somebody(id: UUID = MARIA, **fields: Any) -> Candidate:
    """Online, free, for every channel."""
    defaults: dict[str, Any] = {
        "name": NAMES.get(id, f"Attendant {id.int}"),
        "status": AttendantStatus.ONLINE,
        "lease_expires_at": NOW + timedelta(seconds=60),
    }
    if "load" in fields:
        defaults["total_load"] = fields["load"]
    if "capacity" in fields:
        defaults["total_capacity"] = fields["capacity"]
    return Candidate(id=id, **(defaults | fields))


def waiting(number: int = 1, *, since: float = 0, **fields: Any) -> Waiting:
    """A conversation that has waited `since` seconds."""
    defaults: dict[str, Any] = {"channel": "whatsapp", "waiting_since": ago(since)}
    return Waiting(id=UUID(int=100 + number), **(defaults | fields))


def snapshot(
    *candidates: Candidate,
    line: Sequence[Waiting] = (),
    strategy: Strategy = Strategy.BALANCED,
    now: datetime = NOW,
    **policy: Any,
) -> Snapshot:
    return Snapshot(Policy(queue_id=QUEUE, strategy=strategy, **policy), now, candidates, tuple(line))
