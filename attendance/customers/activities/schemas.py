"""Wire shapes of activities."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from attendance.crm.activities import Kind
from attendance.kernel.wire import Wire

Made = Literal["call", "meeting", "task", "note", "email"]
"""What people make; `conversation` is logged by the product."""
Sort = Literal["due", "newest", "done"]
Title = Annotated[str, Field(min_length=1, max_length=200)]
Notes = Annotated[str, Field(max_length=10_000)]


class Activity(Wire):
    """What was done (`done_at`) or has to be done, for the things that it names.

    `reminded_at`: when its owner was told. `data`: of a conversation that was logged, the facts of the log.
    """

    id: UUID
    kind: Kind
    title: str
    notes: str | None
    due_at: datetime | None
    done_at: datetime | None
    reminder_at: datetime | None
    reminded_at: datetime | None
    owner_id: UUID | None
    owner_name: str | None
    contact_id: UUID | None
    contact_name: str | None
    deal_id: UUID | None
    deal_name: str | None
    ticket_id: UUID | None
    ticket_number: str | None
    conversation_id: UUID | None
    conversation_number: int | None
    lead_id: UUID | None
    lead_name: str | None
    data: dict[str, Any]
    created_by: UUID | None
    created_at: datetime
    updated_at: datetime


class NewActivity(Wire):
    """Out of a conversation, a deal, a ticket or a lead it takes the contact over. `owner_id` left out: its maker."""

    kind: Made = "task"
    title: Title
    notes: Notes | None = None
    due_at: AwareDatetime | None = None
    done_at: AwareDatetime | None = None
    reminder_at: AwareDatetime | None = None
    owner_id: UUID | None = None
    contact_id: UUID | None = None
    deal_id: UUID | None = None
    ticket_id: UUID | None = None
    conversation_id: UUID | None = None
    lead_id: UUID | None = None


class ActivityPatch(Wire):
    """Changes the fields that the body names. A reminder that is moved is told again."""

    kind: Made | None = None
    title: Title | None = None
    notes: Notes | None = None
    due_at: AwareDatetime | None = None
    reminder_at: AwareDatetime | None = None
    owner_id: UUID | None = None
    is_done: bool | None = None


class ActivityFilter(Wire):
    """What a list shows; nulls mean everything. `owner_id`: a user, `me` or `none`."""

    owner_id: UUID | Literal["me", "none"] | None = None
    kind: Kind | None = None
    is_done: bool | None = None
    due_from: datetime | None = None
    due_before: datetime | None = None
    contact_id: UUID | None = None
    deal_id: UUID | None = None
    ticket_id: UUID | None = None
    conversation_id: UUID | None = None
    lead_id: UUID | None = None
    sort: Sort = "newest"


class ActivityCounts(Wire):
    """Of one's own open ones: those that are late, and those that are due before the given end of the day."""

    overdue: int
    today: int
