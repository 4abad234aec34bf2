"""Wire shapes of files."""

from typing import Literal
from uuid import UUID

from attendance.kernel.wire import Wire

FileKind = Literal["image", "audio", "video", "document", "sticker"]
FileState = Literal["pending", "stored", "failed", "refused"]


class MessageFile(Wire):
    """A file of a message. Addresses are paths of this server, for those who may see the conversation; they are null
    while the file is `pending`, and stay null when it `failed` or was `refused` (`reason`: why, a code).

    `preview_url`: a small image of it. `playable_url`: sound or film in a form that every browser plays.
    `duration_seconds`: of sound and film. `is_voice`: recorded to be heard at once. `is_inline`: shown inside the
    message's HTML by its `content_id`.
    """

    id: UUID
    kind: FileKind
    state: FileState
    filename: str | None
    mime_type: str | None
    size_bytes: int | None
    width: int | None
    height: int | None
    duration_seconds: float | None
    is_voice: bool
    is_inline: bool
    content_id: str | None
    reason: str | None
    url: str | None
    preview_url: str | None
    playable_url: str | None
