"""What a reaction receives: an event that was committed, as a job of the one who reacts (`reactor_step`).

A reaction runs at least once, in its own transaction, in the order of the events of a conversation (or of the
tenant, for events of none). `subscriptions` says who reacts to what.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from attendance.kernel import clock, jobs
from attendance.kernel.database import Database, Tx
from attendance.kernel.events import Actor, Event
from attendance.kernel.jobs import Entry, Job


@dataclass(frozen=True, slots=True)
class Happened:
    """An event, as its reactions get it."""

    id: UUID
    kind: str
    conversation_id: UUID | None
    at: datetime
    actor: Actor
    payload: dict[str, Any]


_BATCH = 32
_AT_ONCE = 500

React = Callable[[Tx, Happened], Awaitable[None]]
Subscriptions = Mapping[type[Event], Sequence[React]]


def reaction_names(subscriptions: Subscriptions) -> dict[str, list[str]]:
    """Event kind → names of those who react, as the reader of the log wants it."""
    return {event.kind: [_name(handler) for handler in handlers] for event, handlers in subscriptions.items()}


def reaction_entries(subscriptions: Subscriptions) -> list[Entry]:
    """The jobs that run the reactions, each once however many events it reacts to."""
    handlers = {_name(handler): handler for heard in subscriptions.values() for handler in heard}
    return [_entry(name, handler) for name, handler in handlers.items()]


def _name(handler: React) -> str:
    """`queues.fill_places`: the folder that reacts, and what it does."""
    folder = handler.__module__.removeprefix("attendance.").partition(".")[0]
    return f"{folder}.{getattr(handler, '__name__', handler)}"


def _entry(name: str, handler: React) -> Entry:
    async def run(tx: Tx, services: Any, batch: Sequence[Job]) -> None:
        for job in batch:
            await handler(tx, jobs.decode(job, Happened))

    return Entry(f"react.{name}", in_transaction=run, batch=_BATCH)


async def let_pass(database: Database) -> None:
    """Nobody reacts to what happened until now: for a past that was written down, not lived."""
    seen = _AT_ONCE
    while seen == _AT_ONCE:
        async with database.system() as driver:
            seen = await driver.fetchval(
                "select reactor_step($1::jsonb, $2, $3)", "{}", clock.now(), _AT_ONCE
            )
