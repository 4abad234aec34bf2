"""What happens to attendants: their presence and their profile."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from attendance.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendantStatusChanged(Event):
    """The status that counts changed, by choice or because the presence lease ran out (`is_lost`) or came back."""

    kind: ClassVar[str] = "attendant.status_changed"
    user_id: UUID
    status: str
    previous: str
    reason: str | None = None
    is_lost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendantChanged(Event):
    """Profile or skills. `changed` names the fields; all of them for a new profile."""

    kind: ClassVar[str] = "attendant.changed"
    user_id: UUID
    changed: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendantTurnNoted(Event):
    """They were given a conversation by hand, a moment ago: `last_assigned_at` moved."""

    kind: ClassVar[str] = "attendant.turn_noted"
    user_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendantNotified(Event):
    """A script tells these people something, about its conversation if it has one."""

    kind: ClassVar[str] = "attendant.notified"
    user_ids: list[UUID]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendantImported(Event):
    """A row of attendant.csv made or changed this attendant; `departments` are the queues that it hints at."""

    kind: ClassVar[str] = "attendant.imported"
    user_id: UUID
    departments: list[str]
    channels: list[str]
