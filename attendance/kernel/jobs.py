"""Background work in one table: at least once, first in first out per key, retried with backoff, never silently lost.

Enqueue in the transaction of the fact that causes it. A key orders its jobs: a job that waits for its retry holds the
later ones of its key back, so timers (`run_at` in the future) carry no key.
"""

import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.json_text import storable


class Priority(IntEnum):
    """Lanes: bulk work never delays a conversation."""

    URGENT = 0
    NORMAL = 1
    BULK = 2


@dataclass(frozen=True, slots=True)
class Job:
    """A claimed job. `attempts` counts this run too."""

    id: int
    tenant_id: UUID
    kind: str
    key: str | None
    payload: bytes
    attempts: int
    max_attempts: int


Payload = TypeVar("Payload")


async def enqueue(
    tx: Tx,
    kind: str,
    payload: Any,
    *,
    key: str | None = None,
    dedupe_key: str | None = None,
    run_at: datetime | None = None,
    priority: Priority = Priority.NORMAL,
    max_attempts: int = 12,
) -> None:
    """Add a job to the transaction. With `dedupe_key` it is a no-op while an equal one still waits to start."""
    await tx.fetch(
        "select jobs_enqueue($1, $2, $3, $4, $5, $6, $7, $8)",
        tx.tenant_id,
        kind,
        key,
        storable(payload),
        run_at or clock.now(),
        int(priority),
        max_attempts,
        dedupe_key,
    )
    tx.wake("jobs")


async def cancel(tx: Tx, dedupe_key: str) -> None:
    """Remove the waiting job with this dedupe key, if there is one (a timer that is no longer wanted)."""
    await tx.fetch("select jobs_cancel($1, $2)", tx.tenant_id, dedupe_key)


class Later(Exception):
    """Raised by a handler whose turn hasn't come: run it again after `delay`, without counting an attempt."""

    def __init__(self, delay: timedelta) -> None:
        super().__init__(f"in {delay.total_seconds():.1f} s")
        self.delay = delay


def backoff(attempts: int, *, jitter: Callable[[], float] = random.random) -> timedelta:
    """1 s, 2 s, 4 s … at most 10 minutes, each shortened by up to half so that failures don't march in step."""
    seconds = min(600.0, 2.0 ** min(attempts - 1, 10))
    return timedelta(seconds=seconds * (1 - jitter() / 2))


TxHandler = Callable[[Tx, Any, Sequence[Job]], Awaitable[None]]
"""Receives the transaction, the services, and the jobs (one, or up to `batch`); they are finished with its commit."""
FreeHandler = Callable[[Any, Job], Awaitable[None]]
"""Opens its own transactions; must be idempotent, since a crash before the finish runs it again."""


@dataclass(frozen=True, slots=True)
class Entry:
    """How a kind of job is run. Exactly one of `in_transaction` and `free` is set."""

    kind: str
    in_transaction: TxHandler | None = None
    free: FreeHandler | None = None
    batch: int = 1
    on_dead: TxHandler | None = None
    """Called when the last attempt failed, with the transaction that buries the job."""


Registry = Mapping[str, Entry]


def registry(entries: Sequence[Entry]) -> Registry:
    """Index the entries by kind; a kind listed twice is a mistake."""
    indexed = {entry.kind: entry for entry in entries}
    if len(indexed) != len(entries):
        raise ValueError("a job kind is registered twice")
    return indexed


def decode(job: Job, shape: type[Payload]) -> Payload:
    """The payload as the type that was enqueued."""
    return msgspec.json.decode(job.payload, type=shape)
