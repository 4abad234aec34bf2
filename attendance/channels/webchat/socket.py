"""The WebSocket of one visitor: a reader for their frames, and a pump that sends what they have not seen.

The access token comes in the first frame, so that no log or address holds it and no other site can open the socket
with the visitor's cookies. The pump reads by cursor whenever it is woken: a visitor who reads slowly makes it wait
and delays nobody else; a wake-up that was lost is repaired by the next look.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import msgspec
from starlette.websockets import WebSocket, WebSocketDisconnect

from attendance.channels.base import InboxConfig
from attendance.channels.webchat.desk import PAGE_SIZE, Desk
from attendance.channels.webchat.http import MAX_BODY_BYTES
from attendance.channels.webchat.ports import SomebodyTypes
from attendance.channels.webchat.protocol import (
    BEGINNING,
    HEARTBEAT_SECONDS,
    ClientFrame,
    Hello,
    LoadOlder,
    Messages,
    Older,
    Ping,
    Pong,
    PostedFrame,
    Ready,
    Refused,
    Renew,
    Send,
    ServerFrame,
    State,
    Typing,
    read_frame,
)
from attendance.channels.webchat.rules import ChatSettings
from attendance.channels.webchat.tokens import Access
from attendance.kernel import clock
from attendance.kernel.errors import AttendanceError, InvalidInput, NotAuthenticated

CLOSE_UNREADABLE = 4400
CLOSE_SESSION_EXPIRED = 4401
CLOSE_NOT_ALLOWED = 4403
CLOSE_SILENT = 4408
_CLOSE_TOO_BIG = 1009
_HELLO_SECONDS = 10.0
_SILENCE_SECONDS = 3.0 * HEARTBEAT_SECONDS
_SEND_SECONDS = 20.0
_REPAIR_SECONDS = 30.0


class _Close(Exception):
    """End the connection with this code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class VisitorSocket:
    """One connection. The client closes it, or we do, with a code that tells the panel what to do next."""

    def __init__(self, desk: Desk, websocket: WebSocket, inbox: InboxConfig, settings: ChatSettings) -> None:
        self._desk = desk
        self._websocket = websocket
        self._inbox = inbox
        self._settings = settings
        self._sending = asyncio.Lock()
        self._cursor: str | None = None
        self._access: Access

    @staticmethod
    def endpoint(desk: Desk) -> Callable[[WebSocket], Awaitable[None]]:
        async def open_socket(websocket: WebSocket) -> None:
            try:
                inbox, settings = await desk.inbox_of(websocket)
                desk.require_origin(websocket, settings)
                await desk.limit_address(websocket, inbox)
            except AttendanceError:
                await websocket.close()
                return
            await websocket.accept()
            await VisitorSocket(desk, websocket, inbox, settings).run()

        return open_socket

    async def run(self) -> None:
        code: int | None = None
        try:
            await self._greet()
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._read_frames())
                tasks.create_task(self._pump())
        except* _Close as closing:
            code = next(error.code for error in closing.exceptions if isinstance(error, _Close))
        except* WebSocketDisconnect:
            pass
        if code is not None:
            with contextlib.suppress(RuntimeError, WebSocketDisconnect):  # gone meanwhile
                await self._websocket.close(code)

    async def _greet(self) -> None:
        frame = await self._receive(_HELLO_SECONDS)
        if not isinstance(frame, Hello):
            raise _Close(CLOSE_UNREADABLE)
        self._accept_token(frame.token)
        self._cursor = frame.cursor

    async def _read_frames(self) -> None:
        while True:
            frame = await self._receive(_SILENCE_SECONDS)
            if clock.now() >= self._access.expires_at and not isinstance(frame, Renew):
                raise _Close(CLOSE_SESSION_EXPIRED)
            await self._answer(frame)

    async def _answer(self, frame: ClientFrame) -> None:
        match frame:
            case Ping():
                await self._send(Pong())
            case Renew():
                self._renew(frame.token)
            case Hello():
                raise _Close(CLOSE_UNREADABLE)
            case _:
                await self._try(frame)

    async def _try(self, frame: PostedFrame | LoadOlder) -> None:
        """A frame that can't be obeyed is refused; the connection goes on."""
        try:
            await self._obey(frame)
        except AttendanceError as error:
            client_id = frame.client_id if isinstance(frame, Send) else None
            after = error.facts.get("retry_after_seconds")
            await self._send(Refused(error.code, error.detail, client_id, after))

    async def _obey(self, frame: PostedFrame | LoadOlder) -> None:
        await self._look_again_at_the_inbox()
        await self._desk.limit_address(self._websocket, self._inbox)
        visitor = self._access.visitor
        if isinstance(frame, LoadOlder):
            page = await self._desk.port.messages_before(self._inbox, visitor, frame.before, limit=PAGE_SIZE)
            await self._send(Older(page.items, page.has_older))
        elif ack := await self._desk.take(self._inbox, visitor, frame):
            await self._send(ack)

    async def _look_again_at_the_inbox(self) -> None:
        """The inbox may have been closed, or limited to identified visitors, since the socket was opened."""
        self._inbox, self._settings = await self._desk.inbox_of(self._websocket)
        if self._settings.identified_only and not self._access.visitor.is_identified:
            raise _Close(CLOSE_NOT_ALLOWED)

    async def _pump(self) -> None:
        state = None
        async with self._desk.port.subscribe(self._inbox, self._access.visitor) as wake_ups:
            await self._send(Ready())
            while True:
                await self._send_news()
                current = await self._desk.port.chat_state(self._inbox, self._access.visitor)
                if current != state:
                    await self._send(State(current))
                    state = current
                wake = await wake_ups.next(_REPAIR_SECONDS)
                while isinstance(wake, SomebodyTypes):
                    await self._send(Typing(wake.kind, wake.name))
                    wake = await wake_ups.next(_REPAIR_SECONDS)

    async def _send_news(self) -> None:
        """All after the cursor, page by page; the newest page to a panel that has no cursor."""
        port, visitor = self._desk.port, self._access.visitor
        if self._cursor is None:
            page = await port.messages_before(self._inbox, visitor, None, limit=PAGE_SIZE)
            self._cursor = page.cursor or BEGINNING
            await self._send(Messages(page.items, self._cursor, page.has_older))
            return
        while True:
            page = await port.messages_after(self._inbox, visitor, self._cursor, limit=PAGE_SIZE)
            if not page.items:
                return
            self._cursor = page.cursor or self._cursor
            await self._send(Messages(page.items, self._cursor))

    def _accept_token(self, token: str) -> None:
        try:
            self._access = self._desk.read_token(self._inbox, self._settings, token)
        except NotAuthenticated as error:
            raise _Close(CLOSE_SESSION_EXPIRED) from error
        except AttendanceError as error:
            raise _Close(CLOSE_NOT_ALLOWED) from error

    def _renew(self, token: str) -> None:
        visitor = self._access.visitor
        self._accept_token(token)
        if self._access.visitor.id != visitor.id:
            raise _Close(CLOSE_SESSION_EXPIRED)

    async def _receive(self, seconds: float) -> ClientFrame:
        try:
            async with asyncio.timeout(seconds):
                message = await self._websocket.receive()
        except TimeoutError as error:
            raise _Close(CLOSE_SILENT) from error
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code", 1005))
        body = message.get("bytes") or (message.get("text") or "").encode()
        if len(body) > MAX_BODY_BYTES:
            raise _Close(_CLOSE_TOO_BIG)
        try:
            return read_frame(body)
        except InvalidInput as error:
            raise _Close(CLOSE_UNREADABLE) from error

    async def _send(self, frame: ServerFrame) -> None:
        try:
            async with asyncio.timeout(_SEND_SECONDS), self._sending:
                await self._websocket.send_text(msgspec.json.encode(frame).decode())
        except TimeoutError as error:
            raise _Close(CLOSE_SILENT) from error
