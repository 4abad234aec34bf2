"""What happens to contacts."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from attendance.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactChanged(Event):
    kind: ClassVar[str] = "contact.changed"
    contact_id: UUID
    fields: list[str]
