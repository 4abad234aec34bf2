"""Payloads of the jobs that give an execution its turn. All of one conversation share a key: one turn at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from attendance.basic.host import Value
from attendance.basic.state import Reader, Writer
from attendance.kernel import jobs
from attendance.kernel.database import Tx

TURN: Final = "bot.turn"
GREET: Final = "bot.greet"
DUE: Final = "bot.due"
HOOK: Final = "bot.hook"
ASIDE: Final = "bot.aside"
SCHEDULE: Final = "bot.schedule"

ON_TRANSFER: Final = "on_transfer.bas"
ON_RESOLVE: Final = "on_resolve.bas"
ON_MISSED: Final = "on_missed.bas"


@dataclass(frozen=True, slots=True)
class Turn:
    """A customer's message for the bot: `seq` in the conversation, under this owner epoch."""

    conversation_id: UUID
    epoch: int
    seq: int


@dataclass(frozen=True, slots=True)
class Greet:
    """A bot without scripts says hello, once per stretch of the bot, and again for each message that asks for it.

    `asked_seq`: that message. `text`: what is said instead of the greeting.
    """

    conversation_id: UUID
    epoch: int
    asked_seq: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """The execution that waits since this turn has waited long enough, or what it waited for is there.

    `event` is what it was told, `written`."""

    execution_id: UUID
    turn: int
    event: Any = None
    has_happened: bool = False


@dataclass(frozen=True, slots=True)
class Fire:
    """A schedule is due."""

    schedule_id: UUID


@dataclass(frozen=True, slots=True)
class Hook:
    """A script that runs because something happened to the conversation: on_transfer.bas, on_resolve.bas, …"""

    conversation_id: UUID
    script: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Aside:
    """A run that no customer's message set off: of a schedule, an event, a block that was to run later.

    `run_id` names the execution, once; `names` are what the entry brings along and `arguments` its first parameters,
    written by `written`. Without a `version` the published one runs. `depth` counts events that events set off.
    """

    bot_id: UUID
    kind: str
    script: str
    run_id: UUID
    names: dict[str, Any]
    entry: str = "main"
    version: int | None = None
    conversation_id: UUID | None = None
    arguments: tuple[dict[str, Any], ...] = ()
    depth: int = 0


async def run_hook(tx: Tx, hook: Hook) -> None:
    """A script about what happened to a conversation, after this transaction."""
    await jobs.enqueue(tx, HOOK, hook, key=key_of(hook.conversation_id), max_attempts=8)


async def run_aside(tx: Tx, aside: Aside, *, at: datetime | None = None) -> None:
    """After this transaction, or at `at`. In a conversation it waits for the turns before it."""
    key = key_of(aside.conversation_id) if aside.conversation_id and at is None else None
    await jobs.enqueue(tx, ASIDE, aside, key=key, run_at=at, max_attempts=8)


def written(value: Value) -> dict[str, Any]:
    """A BASIC value as plain JSON that keeps its types."""
    writer = Writer()
    return {"value": writer.write(value), "heap": writer.finish()}


def read(stored: Mapping[str, Any]) -> Value:
    """What `written` wrote."""
    return Reader(stored["heap"]).read(stored["value"])


async def take_turn(tx: Tx, turn: Turn) -> None:
    """The bot's answer to a message, after this transaction."""
    await jobs.enqueue(
        tx, TURN, turn, key=key_of(turn.conversation_id), priority=jobs.Priority.URGENT, max_attempts=8
    )


async def go_on(tx: Tx, due: Due, conversation_id: UUID | None) -> None:
    """What the execution waited for is there; it goes on after this transaction."""
    await jobs.enqueue(tx, DUE, due, key=key_of(conversation_id) if conversation_id else None)


async def greet(tx: Tx, asked: Greet) -> None:
    """The greeting of a bot without scripts, after this transaction."""
    await jobs.enqueue(tx, GREET, asked, key=key_of(asked.conversation_id), priority=jobs.Priority.URGENT)


def key_of(conversation_id: UUID) -> str:
    """The queue in which everything waits that a bot does in a conversation."""
    return f"bot:{conversation_id}"
