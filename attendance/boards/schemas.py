"""Wire shapes of the kanban."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from attendance.boards.rules import Column
from attendance.conversations.schemas import Status
from attendance.kernel.wire import Wire

LaneKind = Literal["queue", "attendant"]


class KanbanCard(Wire):
    """A conversation as a card. `number` is the #ID that people see; `last_message`: what the customer wrote last.

    `waiting_time_seconds` counts since a person was awaited, 0 while nobody is; `resolution_seconds` from the first
    message to the end, null while it is open.
    """

    session_id: UUID
    number: int
    column: Column
    status: Status
    bot_id: UUID | None
    channel: str
    user_id: UUID
    user_name: str
    user_phone: str | None
    user_email: str | None
    last_message: str
    priority: int = Field(ge=0, le=3)
    tags: list[str]
    queue_id: UUID | None
    queue_name: str | None
    assigned_to: UUID | None
    assigned_to_name: str | None
    waiting_since: datetime | None
    waiting_time_seconds: int
    created_at: datetime
    updated_at: datetime
    resolved_at: datetime | None
    resolution_seconds: int | None


class KanbanColumn(Wire):
    """`count` is of all its cards, loaded or not; `limit`: how many should be in work at most, null: any number."""

    status: Column
    count: int
    limit: int | None
    items: list[KanbanCard]
    next_cursor: str | None


class KanbanLane(Wire):
    """A queue or an attendant with cards; without `id` those that have none. `counts` by column."""

    id: UUID | None
    name: str | None
    counts: dict[Column, int]


class Kanban(Wire):
    """GET /api/attendance/kanban: the cards grouped by status. `lanes` are empty unless they were asked for."""

    columns: list[KanbanColumn]
    lanes: list[KanbanLane]


class KanbanMove(Wire):
    """`from_status` is the column that the mover saw it in."""

    session_id: UUID
    from_status: Column
    to_status: Column


class KanbanMoved(Wire):
    """The card as it is now. `move_id` takes the move back; null: there is no way back."""

    card: KanbanCard
    move_id: UUID | None


class KanbanUndo(Wire):
    session_id: UUID
    move_id: UUID
