"""The files of the fake Graph: ids that lead to addresses for five minutes, and uploads that become ids."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from attendance.kernel.ids import new_id

TAKEN = {
    "audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg", "image/jpeg", "image/png", "image/webp",
    "video/mp4", "video/3gpp", "text/plain", "application/pdf", "application/msword", "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
"""The media types of Meta's table; an upload of any other is refused with 131053."""


@dataclass(frozen=True, slots=True)
class Media:
    """A file at Meta. `is_ours`: uploaded by the business."""

    id: str
    content: bytes
    mime_type: str
    filename: str
    is_ours: bool = False


@dataclass
class MediaShelf:
    """All files, by their ids. `downloads` counts how often each content was given out."""

    files: dict[str, Media] = field(default_factory=dict)
    downloads: dict[str, int] = field(default_factory=dict)
    failures: list[int] = field(default_factory=list)
    """Statuses that the next downloads answer instead."""
    held: asyncio.Event | None = None
    """While it is not set, contents are begun and not ended."""

    def add(self, content: bytes, mime_type: str, filename: str = "", *, is_ours: bool = False) -> Media:
        media = Media(str(new_id().int % 10**16), content, mime_type, filename, is_ours)
        self.files[media.id] = media
        return media

    async def upload(self, request: Request) -> Response | None:
        """POST /{phone}/media. None when the form isn't one that Meta takes."""
        async with request.form(max_part_size=1024) as form:
            file, kind = form.get("file"), form.get("type")
            if form.get("messaging_product") != "whatsapp" or not isinstance(file, UploadFile):
                return None
            if kind not in TAKEN or file.content_type != kind or not file.filename:
                return None
            media = self.add(await file.read(), str(kind), file.filename, is_ours=True)
        return JSONResponse({"id": media.id})

    def describe(self, media: Media, base_url: str) -> dict[str, Any]:
        return {
            "messaging_product": "whatsapp",
            "url": f"{base_url}_media/{media.id}",
            "mime_type": media.mime_type,
            "sha256": hashlib.sha256(media.content).hexdigest(),
            "file_size": len(media.content),
            "id": media.id,
        }

    def content(self, media_id: str) -> Response:
        if self.failures:
            return Response(status_code=self.failures.pop(0), headers={"retry-after": "0"})
        media = self.files.get(media_id)
        if media is None:
            return Response(status_code=404)
        self.downloads[media_id] = self.downloads.get(media_id, 0) + 1
        return StreamingResponse(self._pieces(media.content), media_type=media.mime_type)

    async def _pieces(self, content: bytes) -> AsyncIterator[bytes]:
        yield content[:100]
        if self.held is not None:
            await self.held.wait()
        yield content[100:]
