"""What attendants do from their messengers."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from attendance.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandGiven(Event):
    """An attendant wrote a command, in this channel; what it did tells its own events, with the same actor."""

    kind: ClassVar[str] = "attendant.command_given"
    user_id: UUID
    channel: str
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkAddressChanged(Event):
    """Somebody works somewhere from now on, or no more: `change` is added, linked, used, unused or removed."""

    kind: ClassVar[str] = "attendant.address_changed"
    address_id: UUID
    user_id: UUID | None
    change: str
