"""What happens to queues and their members."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from attendance.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueCreated(Event):
    kind: ClassVar[str] = "queue.created"
    queue_id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueChanged(Event):
    kind: ClassVar[str] = "queue.changed"
    queue_id: UUID
    changed: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueDeleted(Event):
    kind: ClassVar[str] = "queue.deleted"
    queue_id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueMembersChanged(Event):
    """Somebody joined, left or works under other limits; `user_ids` are those whose view of the queue changes."""

    kind: ClassVar[str] = "queue.members_changed"
    queue_id: UUID
    user_ids: list[UUID]
