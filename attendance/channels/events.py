"""What happens to inboxes."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from attendance.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxCreated(Event):
    kind: ClassVar[str] = "inbox.created"
    inbox_id: UUID
    channel: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxChanged(Event):
    """`fields` names what changed, never the values: some are secrets."""

    kind: ClassVar[str] = "inbox.changed"
    inbox_id: UUID
    fields: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxDeleted(Event):
    kind: ClassVar[str] = "inbox.deleted"
    inbox_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxHeld(Event):
    """Its calls kept failing: what it has to send waits. `reason` is a code of ours."""

    kind: ClassVar[str] = "inbox.held"
    inbox_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxReleased(Event):
    """It sends again."""

    kind: ClassVar[str] = "inbox.released"
    inbox_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FailuresCleared(Event):
    """Somebody sent failed messages of an inbox again (`retried`) or took them off the list (`dismissed`)."""

    kind: ClassVar[str] = "inbox.failures_cleared"
    inbox_id: UUID
    retried: int
    dismissed: int
