"""A file as an answer of HTTP: whole or in part, with what keeps a stranger's content from doing harm in a browser."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from starlette.responses import Response, StreamingResponse

from attendance.files.queries import Content
from attendance.files.rules import disposition
from attendance.kernel.errors import AttendanceError
from attendance.kernel.storage import Storage

_RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
_SANDBOX: Final = "default-src 'none'; sandbox"
_PDF: Final = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
"""The viewers of browsers run apart from our pages, and not at all in a sandbox."""


class BadRange(AttendanceError):
    code = "range_not_satisfiable"
    status = 416
    message = "The file has {size_bytes} bytes; none of those that were asked for."


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes `first` to `last`, both of them included."""

    first: int
    last: int

    @property
    def size_bytes(self) -> int:
        return self.last - self.first + 1


async def response(
    storage: Storage,
    tenant_id: UUID,
    content: Content,
    asked: Mapping[str, str],
    *,
    caching: Literal["private", "public"],
    is_head: bool = False,
) -> Response:
    """The answer to a GET with the headers `asked`. Raises NotFound, BadRange."""
    headers = _headers(content, caching)
    if asked.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    part = _part(content, asked, headers["etag"])
    if content.size_bytes is not None:
        headers["accept-ranges"] = "bytes"
        headers["content-length"] = str(part.size_bytes if part else content.size_bytes)
    if part:
        headers["content-range"] = f"bytes {part.first}-{part.last}/{content.size_bytes}"
    status = 206 if part else 200
    if is_head:
        return Response(status_code=status, headers=headers, media_type=content.mime_type)
    body = await _opened(storage, tenant_id, content.key, part)
    return StreamingResponse(body, status, headers, media_type=content.mime_type)


def _headers(content: Content, caching: str) -> dict[str, str]:
    """A key's content never changes. What isn't shown is saved, and what is shown runs nothing."""
    is_pdf = content.mime_type == "application/pdf"
    return {
        "etag": f'"{content.key.rpartition("/")[2]}"',
        "cache-control": f"{caching}, max-age=31536000, immutable" if caching == "private" else "public, max-age=86400",
        "content-disposition": disposition(content.filename, content.mime_type, content.kind),
        "content-security-policy": _PDF if is_pdf else _SANDBOX,
        "x-content-type-options": "nosniff",
        "cross-origin-resource-policy": "same-origin" if caching == "private" else "cross-origin",
    }  # fmt: skip


def _part(content: Content, asked: Mapping[str, str], etag: str) -> Part | None:
    """The one part that was asked for; None: all of it. Several parts at once nobody's player asks for."""
    size = content.size_bytes
    found = _RANGE.fullmatch(asked.get("range", "").strip())
    if size is None or found is None or asked.get("if-range", etag) != etag:
        return None
    first, last = found.groups()
    if not first and not last:
        return None
    if not first:
        part = Part(max(0, size - int(last)), size - 1)
    else:
        part = Part(int(first), min(int(last), size - 1) if last else size - 1)
    if part.first >= size or part.last < part.first:
        raise BadRange(size_bytes=size)
    return part


async def _opened(storage: Storage, tenant_id: UUID, key: str, part: Part | None) -> AsyncIterator[bytes]:
    """Opened before the answer begins, so that what is missing can still be said."""
    stack = AsyncExitStack()
    pieces = await stack.enter_async_context(storage.open(tenant_id, key, start=part.first if part else 0))
    return _pieces(stack, pieces, part.size_bytes if part else None)


async def _pieces(
    stack: AsyncExitStack, pieces: AsyncIterator[bytes], most_bytes: int | None
) -> AsyncIterator[bytes]:
    async with stack:
        left = most_bytes
        async for piece in pieces:
            if left is None:
                yield piece
                continue
            yield piece[:left]
            left -= len(piece)
            if left <= 0:
                return
