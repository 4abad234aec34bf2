"""What happens to messages' files after their message was posted."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from attendance.files.schemas import FileState
from attendance.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFileSettled(Event):
    """A customer's file was fetched and stored, or can't be had."""

    kind: ClassVar[str] = "message.file_settled"
    message_id: UUID
    file_id: UUID
    state: FileState


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFileAwaited(Event):
    """A customer's file that could not be had is fetched once more."""

    kind: ClassVar[str] = "message.file_awaited"
    message_id: UUID
    file_id: UUID
