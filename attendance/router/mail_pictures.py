"""Pictures of elsewhere that a mail shows: fetched by us when somebody asks, so that senders never see who reads where.

Only what the mail itself names can be fetched. Senders still learn that the mail was opened: hence nothing loads
before an attendant asks for it.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from html import unescape
from typing import Final
from uuid import UUID

import httpx
from sqlalchemy import select
from starlette.responses import Response

from attendance.conversations import queries as conversations
from attendance.conversations.models import Conversation, Message
from attendance.identity.guards import Who
from attendance.kernel.content_types import content_type
from attendance.kernel.database import Tx
from attendance.kernel.errors import AttendanceError, NotFound
from attendance.kernel.http import ForbiddenAddress

MOST_BYTES: Final = 5 * 1024 * 1024
TIMEOUT_SECONDS: Final = 15.0
_TYPES: Final = frozenset(
    ("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp", "image/x-icon")
)
"""What can't run anything: an SVG is a page."""
_WAITING: Final = re.compile(r' data-remote-src="([^"]*)"')
"""Where the mail's page keeps the address; the console counts them in the same order."""
_HEADERS: Final = {"accept": "image/*", "user-agent": "Mozilla/5.0 (compatible; attendance-suite)"}


class PictureUnavailable(AttendanceError):
    code = "picture_unavailable"
    status = 410
    message = "This picture can't be shown: {why}."


async def address_of(tx: Tx, who: Who, message_id: UUID, number: int) -> str:
    """Of the nth picture (from 0) of a mail that they may see. Raises NotFound, PictureUnavailable."""
    viewer = await conversations.viewer(tx, who.user_id, who.visibility.value)
    rows = await tx.rows(
        select(Message.content["html"].astext.label("page"))
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Message.id == message_id, Message.deleted_at.is_(None), conversations.visible_to(viewer))
    )
    if not rows:
        raise NotFound("message")
    addresses = _WAITING.findall(rows[0].page or "")
    if not 0 <= number < len(addresses):
        raise PictureUnavailable(why="the mail has no such picture")
    return unescape(addresses[number])


async def fetch(client: httpx.AsyncClient, address: str) -> Response:
    """`client` is a guarded one without cookies. Raises PictureUnavailable."""
    try:
        async with (
            asyncio.timeout(TIMEOUT_SECONDS),
            client.stream("GET", address, headers=_HEADERS) as answer,
        ):
            if answer.status_code != 200:
                raise PictureUnavailable(why=f"its server answered {answer.status_code}")
            content = await _whole(answer.aiter_bytes())
    except (httpx.HTTPError, httpx.InvalidURL, ForbiddenAddress, TimeoutError) as error:
        raise PictureUnavailable(why="its server can't be reached") from error
    found = content_type(content)
    if found not in _TYPES:
        raise PictureUnavailable(why="it is no picture")
    headers = {
        "cache-control": "private, max-age=604800, immutable",
        "content-security-policy": "default-src 'none'; sandbox",
        "x-content-type-options": "nosniff",
    }
    return Response(content, media_type=found, headers=headers)


async def _whole(chunks: AsyncIterator[bytes]) -> bytes:
    """Counted as it unpacks: what is small on the way may be large in memory."""
    content = bytearray()
    async for chunk in chunks:
        content += chunk
        if len(content) > MOST_BYTES:
            raise PictureUnavailable(why="it is too large")
    return bytes(content)
