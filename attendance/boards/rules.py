"""Pure decisions of the board: in which column a conversation is, and what a card's way back is."""

from dataclasses import dataclass
from typing import Final, Literal, get_args
from uuid import UUID

from attendance.conversations.rules import Status

Column = Literal["new", "active", "pending", "resolved"]
COLUMNS: Final[tuple[Column, ...]] = get_args(Column)

STATUSES: Final[dict[Column, tuple[Status, ...]]] = {
    "new": ("waiting", "assigned"),
    "active": ("active",),
    "pending": ("pending",),
    "resolved": ("resolved", "abandoned"),
}
"""What the bot has is on no board."""

_COLUMN_OF: Final[dict[Status, Column]] = {
    status: column for column, statuses in STATUSES.items() for status in statuses
}


def column_of(status: Status) -> Column | None:
    """None: with the bot."""
    return _COLUMN_OF.get(status)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card lay: what undoing a move leads back to."""

    status: Status
    assigned_to: UUID | None
    queue_id: UUID | None


def may_return(before: Place, after: Place) -> bool:
    """Whether there is a way back: to wait needs a queue, to be served a person."""
    if before == after:
        return False
    match before.status:
        case "waiting":
            return before.queue_id is not None
        case "assigned" | "active" | "pending":
            return before.assigned_to is not None
        case "resolved" | "abandoned":
            return True
        case _:
            return False
