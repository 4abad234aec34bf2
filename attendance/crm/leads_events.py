"""What happens to leads."""

from dataclasses import dataclass, field
from typing import ClassVar, Literal
from uuid import UUID

from attendance.kernel.events import Event

What = Literal["created", "changed", "converted", "deleted", "restored"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadChanged(Event):
    """`status` is the present one, `fields` what changed."""

    kind: ClassVar[str] = "lead.changed"
    lead_id: UUID
    what: What
    status: str
    contact_id: UUID | None = None
    deal_id: UUID | None = None
    fields: list[str] = field(default_factory=list)
