"""What happens to tickets. `previous_*` say who could see one before, for those who must forget it.

Each carries the conversation of its ticket, so that what happens to one conversation and its tickets stays in order.
"""

from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal
from uuid import UUID

from attendance.kernel.events import Event

Cause = Literal["person", "script", "rule", "conversation", "split"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketOpened(Event):
    """`by`: what made it."""

    kind: ClassVar[str] = "ticket.opened"
    ticket_id: UUID
    number: str
    status: str
    by: Cause
    assigned_to: UUID | None = None
    split_from: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketChanged(Event):
    """`changed`: of each field, the value before and after."""

    kind: ClassVar[str] = "ticket.changed"
    ticket_id: UUID
    changed: dict[str, list[Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketMoved(Event):
    """From one status into another."""

    kind: ClassVar[str] = "ticket.moved"
    ticket_id: UUID
    status: str
    previous: str
    by: Cause


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketAssigned(Event):
    kind: ClassVar[str] = "ticket.assigned"
    ticket_id: UUID
    assigned_to: UUID | None
    assigned_to_name: str | None
    previous_assigned_to: UUID | None = None
    previous_queue_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketTransferred(Event):
    """To a queue; who takes it there is open."""

    kind: ClassVar[str] = "ticket.transferred"
    ticket_id: UUID
    queue_id: UUID
    queue_name: str
    previous_assigned_to: UUID | None = None
    previous_queue_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCommented(Event):
    kind: ClassVar[str] = "ticket.commented"
    ticket_id: UUID
    comment_id: UUID
    is_public: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketWatched(Event):
    kind: ClassVar[str] = "ticket.watched"
    ticket_id: UUID
    added: list[UUID]
    removed: list[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketMerged(Event):
    """It goes on in another one."""

    kind: ClassVar[str] = "ticket.merged"
    ticket_id: UUID
    into: UUID
    into_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketAbsorbed(Event):
    """Another one goes on in this one."""

    kind: ClassVar[str] = "ticket.absorbed"
    ticket_id: UUID
    merged: UUID
    merged_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketUnmerged(Event):
    """The merge was undone; written for both."""

    kind: ClassVar[str] = "ticket.unmerged"
    ticket_id: UUID
    other: UUID
    other_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketSplit(Event):
    """Some of its comments went on in a new one."""

    kind: ClassVar[str] = "ticket.split"
    ticket_id: UUID
    into: UUID
    into_number: str
    comments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketDeleted(Event):
    kind: ClassVar[str] = "ticket.deleted"
    ticket_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRestored(Event):
    kind: ClassVar[str] = "ticket.restored"
    ticket_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketNoticesChanged(Event):
    """These people have something new to read about tickets, or have read it. Told to them alone."""

    kind: ClassVar[str] = "ticket_notices.changed"
    user_ids: list[UUID]
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketSettingsChanged(Event):
    """Fields, rules or shared views: whoever shows them asks again."""

    kind: ClassVar[str] = "ticket_settings.changed"
    what: Literal["fields", "rules", "views"]
