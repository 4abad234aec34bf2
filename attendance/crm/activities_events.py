"""What happens to activities. They carry ids only: whoever shows some asks again for what may be seen."""

from dataclasses import dataclass
from typing import ClassVar, Literal
from uuid import UUID

from attendance.kernel.events import Event

What = Literal["created", "changed", "done", "undone", "deleted", "restored"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityChanged(Event):
    """`session_id`: the conversation that it is about; the event isn't one of that conversation's own."""

    kind: ClassVar[str] = "activity.changed"
    activity_id: UUID
    what: What
    owner_id: UUID | None
    contact_id: UUID | None
    deal_id: UUID | None
    ticket_id: UUID | None
    session_id: UUID | None
    lead_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityReminded(Event):
    """Its owner wanted to be told now."""

    kind: ClassVar[str] = "activity.reminded"
    activity_id: UUID
    owner_id: UUID
