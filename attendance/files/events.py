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
