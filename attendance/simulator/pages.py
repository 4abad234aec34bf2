"""What the page with the telephones calls: show a chat, write, press a button, send a file."""

import asyncio
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Annotated, Final

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from attendance.kernel import clock
from attendance.kernel.content_types import content_type
from attendance.kernel.errors import InvalidInput, NotFound, TooLarge
from attendance.kernel.rate_limits import LocalRateLimiter, Rate, check
from attendance.simulator.phones import NETWORKS, Bubble, Chat, File, Network, Phones, shown
from attendance.simulator.vendors import UNTRUSTED, Vendors, kind_of
from attendance.simulator.webhooks import Webhooks

_LOOK_SECONDS: Final = 20
_MOST_BYTES: Final = 16_000_000
_WRITES: Final = Rate(60, seconds=60)
"""Messages and files that one caller may send."""
_Short = Annotated[str, msgspec.Meta(max_length=200)]
_ADDRESSES: Final[Mapping[Network, re.Pattern[str]]] = {
    "whatsapp": re.compile(r"\d{10,15}"),
    "telegram": re.compile(r"\d{5,12}"),
    "sms": re.compile(r"\+\d{10,15}"),
}
_INLINE: Final = ("image/png", "image/jpeg", "image/webp", "image/gif", "audio/", "video/")


class Text(msgspec.Struct):
    """The customer writes, or presses a button (`button_id`, of the message `reply_to`)."""

    network: Network
    address: _Short
    name: _Short
    text: str
    reply_to: _Short | None = None
    button_id: str | None = None


class Pages:
    """The telephones' side of the simulator."""

    def __init__(self, phones: Phones, vendors: Vendors, webhooks: Webhooks) -> None:
        self._phones, self._vendors, self._webhooks = phones, vendors, webhooks
        self._limiter = LocalRateLimiter()

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/demo/telefone/chat", self._look),
            Route("/demo/telefone/messages", self._write, methods=["POST"]),
            Route("/demo/telefone/files", self._send_file, methods=["POST"]),
            Route("/demo/telefone/files/{file_id}", self._file),
        ]

    async def _look(self, request: Request) -> Response:
        """The chat as soon as it is newer than `after`, or after a while."""
        query = request.query_params
        chat = self._chat(query.get("network", ""), query.get("address", ""), "")
        after = query.get("after", "-1")
        if str(chat.version) == after:
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_SECONDS):
                    await chat.changed.wait()
        return JSONResponse(shown(chat, self._phones))

    async def _limit(self, request: Request) -> None:
        """Whoever finds the page may write with it: no faster than a person. Raises TooManyRequests."""
        check(await self._limiter.take(request.client.host if request.client else "unknown", _WRITES))

    async def _write(self, request: Request) -> Response:
        await self._limit(request)
        try:
            news = msgspec.json.decode(await request.body(), type=Text)
        except msgspec.DecodeError as error:
            raise InvalidInput(str(error)) from error
        chat = self._chat(news.network, news.address, news.name)
        if news.button_id is not None:
            return await self._press(chat, news)
        if not news.text.strip():
            raise InvalidInput("Write something first.", fields={"text": "required"})
        quoted = chat.find(news.reply_to) if news.reply_to else None
        bubble = Bubble("", True, news.text[:4096], clock.now(), reply_to=quoted.id if quoted else None)
        await self._say(chat, bubble, None)
        return JSONResponse({"version": chat.version})

    async def _press(self, chat: Chat, news: Text) -> Response:
        pressed = chat.find(news.reply_to or "")
        button = next((b for b in pressed.buttons if b.id == news.button_id), None) if pressed else None
        if pressed is None or button is None:
            raise NotFound("button")
        press_id = self._vendors.next_id(chat)
        if chat.network == "whatsapp":
            mine = Bubble(press_id, True, button.label, clock.now(), reply_to=pressed.id)
            self._phones.add(chat, mine)
        await self._webhooks.press(chat, pressed, button.id, button.label, press_id)
        return JSONResponse({"version": chat.version})

    async def _send_file(self, request: Request) -> Response:
        await self._limit(request)
        query = request.query_params
        chat = self._chat(query.get("network", ""), query.get("address", ""), query.get("name", ""))
        content = await _content(request)
        mime_type = content_type(content)
        if query.get("voice") == "true" and mime_type == "video/webm":
            mime_type = "audio/webm"
        file = File(content, mime_type, query.get("filename", "arquivo")[:200])
        bubble = Bubble("", True, query.get("text", "")[:1024], clock.now(), kind_of(mime_type))
        bubble.file_id = self._phones.keep(file)
        await self._say(chat, bubble, file)
        return JSONResponse({"version": chat.version})

    async def _say(self, chat: Chat, bubble: Bubble, file: File | None) -> None:
        bubble.id = self._vendors.next_id(chat)
        self._phones.add(chat, bubble)
        await self._webhooks.message(chat, bubble, file)
        bubble.state = "delivered"
        chat.touch()

    async def _file(self, request: Request) -> Response:
        file = self._phones.file(request.path_params["file_id"])
        is_shown = file.mime_type.startswith(_INLINE)
        headers = {**UNTRUSTED, "content-disposition": "inline" if is_shown else "attachment"}
        return Response(file.content, media_type=file.mime_type, headers=headers)

    def _chat(self, network: str, address: str, name: str) -> Chat:
        """Raises InvalidInput for what isn't an address of that network."""
        if network not in NETWORKS or _ADDRESSES[network].fullmatch(address) is None:
            raise InvalidInput("This is not an address of that network.", fields={"address": "invalid"})
        return self._phones.chat(network, address, name.strip()[:80])


async def _content(request: Request) -> bytes:
    content = b""
    async for chunk in request.stream():
        content += chunk
        if len(content) > _MOST_BYTES:
            raise TooLarge(limit_bytes=_MOST_BYTES)
    if not content:
        raise InvalidInput("The file is empty.", fields={"file": "empty"})
    return content
