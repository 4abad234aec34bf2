"""What happens on boards. The conversation's own events tell what became of it; these tell how to take it back."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from attendance.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CardMoved(Event):
    """Somebody dragged a card. `*_before` and `*_after`: the conversation around the move."""

    kind: ClassVar[str] = "kanban.moved"
    move_id: UUID
    status_before: str
    assigned_to_before: UUID | None
    queue_id_before: UUID | None
    status_after: str
    assigned_to_after: UUID | None
    queue_id_after: UUID | None
