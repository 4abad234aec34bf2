"""Where a conversation stands: what its customer may be told."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Standing:
    """`position` 1 = next, None when nobody is awaited. `estimated_wait_seconds` is None when the pace is unknown.

    `is_closed`: outside the queue's hours until `opens_at`, with the queue's own words for it, when it has some.
    `is_attended`: somebody of the queue is online.
    """

    queue_id: UUID | None
    queue_name: str | None
    assigned_to: UUID | None
    assigned_to_name: str | None
    position: int | None = None
    estimated_wait_seconds: int | None = None
    is_closed: bool = False
    opens_at: datetime | None = None
    closed_message: str | None = None
    is_attended: bool = False
