"""What happens to ratings. They are news of their conversation: its timeline shows them."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from attendance.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationRated(Event):
    """The customer gave a score from 0 to 10: once per question. Every figure of ratings counts these."""

    kind: ClassVar[str] = "conversation.rated"
    rating_id: UUID
    rating: int
    attendant_id: UUID | None
    queue_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingCommented(Event):
    """The customer said why."""

    kind: ClassVar[str] = "conversation.rating_commented"
    rating_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingNotAsked(Event):
    """The customer should have been asked and couldn't be; `reason` says why, as `conversation_ratings.reason`."""

    kind: ClassVar[str] = "conversation.rating_not_asked"
    rating_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingSettingsChanged(Event):
    kind: ClassVar[str] = "rating_settings.changed"
