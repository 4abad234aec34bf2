"""What happens to bots."""

from dataclasses import dataclass
from typing import ClassVar, Literal
from uuid import UUID

from attendance.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class BotCreated(Event):
    kind: ClassVar[str] = "bot.created"
    bot_id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BotChanged(Event):
    """`changed` names fields and keys of settings, never the values."""

    kind: ClassVar[str] = "bot.changed"
    bot_id: UUID
    changed: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class BotDraftChanged(Event):
    kind: ClassVar[str] = "bot.draft_changed"
    bot_id: UUID
    how: Literal["saved", "renamed", "deleted", "uploaded", "restored"]
    paths: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class BotPublished(Event):
    """`changed` are the files in which the version differs from the one before it."""

    kind: ClassVar[str] = "bot.published"
    bot_id: UUID
    version: int
    changed: list[str]
    restored_from: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptFailed(Event):
    """A script stopped with an error that nobody caught; the words are in the execution."""

    kind: ClassVar[str] = "bot.script_failed"
    bot_id: UUID
    execution_id: UUID
    script: str
    line: int
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionCancelled(Event):
    """Somebody ended a script that waited."""

    kind: ClassVar[str] = "bot.execution_cancelled"
    bot_id: UUID
    execution_id: UUID
