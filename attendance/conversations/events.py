"""What happens to conversations. `previous_*` say who could see it before, for those who must forget it.

`conversation.opened`, `conversation.reopened`, `message.state_changed` and customers' `message.posted` are written by
the SQL functions of the hot path, with the same payloads.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from attendance.kernel.events import Event

How = Literal["routing", "taken", "assigned", "transfer", "reopened"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationOpened(Event):
    kind: ClassVar[str] = "conversation.opened"
    number: int
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationReopened(Event):
    kind: ClassVar[str] = "conversation.reopened"
    number: int
    channel: str
    previous_assigned_to: UUID | None = None
    previous_queue_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePosted(Event):
    kind: ClassVar[str] = "message.posted"
    message_id: UUID
    seq: int
    direction: str
    author_kind: str
    is_note: bool
    message_kind: str = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageStateChanged(Event):
    kind: ClassVar[str] = "message.state_changed"
    message_id: UUID
    seq: int
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageChanged(Event):
    """It was edited, taken back, or somebody put an emoji on it. `by` is `contact:<id>`, `user:<id>` or `business`
    (in the vendor's own app); `requested`: an attendant wants it, the vendor is yet to be asked."""

    kind: ClassVar[str] = "message.changed"
    message_id: UUID
    seq: int
    change: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationHandedOver(Event):
    """The bot side let go: a person is wanted."""

    kind: ClassVar[str] = "conversation.handed_over"
    reason: str
    queue_id: UUID | None
    queue_name: str | None
    previous_assigned_to: UUID | None = None
    previous_queue_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationQueued(Event):
    """It waits in a queue (again): by transfer, overflow, or a lost attendant."""

    kind: ClassVar[str] = "conversation.queued"
    queue_id: UUID
    queue_name: str
    reason: str
    note: str | None = None
    previous_assigned_to: UUID | None = None
    previous_queue_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationMissed(Event):
    """It waited for longer than its queue's customers should."""

    kind: ClassVar[str] = "conversation.missed"
    queue_id: UUID | None
    queue_name: str | None
    waited_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationAssigned(Event):
    kind: ClassVar[str] = "conversation.assigned"
    assigned_to: UUID
    assigned_to_name: str
    how: How
    note: str | None = None
    previous_assigned_to: UUID | None = None
    previous_queue_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationAccepted(Event):
    """The attendant began to work on it (Aceitar, or the first reply)."""

    kind: ClassVar[str] = "conversation.accepted"
    assigned_to: UUID
    assigned_to_name: str
    waited_seconds: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationPended(Event):
    kind: ClassVar[str] = "conversation.pended"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationActivated(Event):
    """Pending no more."""

    kind: ClassVar[str] = "conversation.activated"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationSnoozed(Event):
    kind: ClassVar[str] = "conversation.snoozed"
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationWoken(Event):
    kind: ClassVar[str] = "conversation.woken"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationResolved(Event):
    kind: ClassVar[str] = "conversation.resolved"
    assigned_to: UUID | None
    was_human: bool
    queue_id: UUID | None
    open_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationReleased(Event):
    """Given back to the bot without being resolved."""

    kind: ClassVar[str] = "conversation.released"
    previous_assigned_to: UUID | None
    previous_queue_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationAbandoned(Event):
    """The customer fell silent for longer than the tenant waits."""

    kind: ClassVar[str] = "conversation.abandoned"
    assigned_to: UUID | None
    was_human: bool
    queue_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationTagged(Event):
    kind: ClassVar[str] = "conversation.tagged"
    added: list[str]
    removed: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityChanged(Event):
    kind: ClassVar[str] = "conversation.priority_changed"
    priority: int
    previous: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationRead(Event):
    kind: ClassVar[str] = "conversation.read"
    user_id: UUID
    seq: int
    read_count: int
