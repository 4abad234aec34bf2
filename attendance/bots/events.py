"""What happens to bots."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from attendance.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class BotChanged(Event):
    """`changed` names fields and keys of settings, never the values."""

    kind: ClassVar[str] = "bot.changed"
    bot_id: UUID
    changed: list[str]
