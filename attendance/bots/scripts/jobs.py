"""Payloads of the jobs that give an execution its turn. All of one conversation share a key: one turn at a time."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from attendance.kernel import jobs
from attendance.kernel.database import Tx

TURN: Final = "bot.turn"
GREET: Final = "bot.greet"
DUE: Final = "bot.due"
HOOK: Final = "bot.hook"


@dataclass(frozen=True, slots=True)
class Turn:
    """A customer's message for the bot: `seq` in the conversation, under this owner epoch."""

    conversation_id: UUID
    epoch: int
    seq: int


@dataclass(frozen=True, slots=True)
class Greet:
    """A bot without scripts says hello, once per stretch of the bot."""

    conversation_id: UUID
    epoch: int


@dataclass(frozen=True, slots=True)
class Due:
    """The execution that waits since this turn has waited long enough, or what it waited for is there (`event`)."""

    execution_id: UUID
    turn: int
    event: Any = None
    has_happened: bool = False


@dataclass(frozen=True, slots=True)
class Hook:
    """A script that runs because something happened to the conversation: on_transfer.bas, on_resolve.bas, …"""

    conversation_id: UUID
    script: str
    facts: dict[str, Any]


async def take_turn(tx: Tx, turn: Turn) -> None:
    """The bot's answer to a message, after this transaction."""
    await jobs.enqueue(
        tx, TURN, turn, key=key_of(turn.conversation_id), priority=jobs.Priority.URGENT, max_attempts=8
    )


async def greet(tx: Tx, asked: Greet) -> None:
    """The greeting of a bot without scripts, after this transaction."""
    await jobs.enqueue(tx, GREET, asked, key=key_of(asked.conversation_id), priority=jobs.Priority.URGENT)


def key_of(conversation_id: UUID) -> str:
    """The queue in which everything waits that a bot does in a conversation."""
    return f"bot:{conversation_id}"
