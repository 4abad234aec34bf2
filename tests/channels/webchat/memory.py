"""The rest of the product, as the web chat sees it, in memory: stores, answers and wakes like the real one."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from attendance.channels.base import InboxConfig, IncomingMessage, IncomingStatus
from attendance.channels.webchat.channel import WebchatChannel
from attendance.channels.webchat.inbound import client_id_of
from attendance.channels.webchat.ports import MessagePage, SomebodyTypes, SomethingChanged, Wake
from attendance.channels.webchat.protocol import ChatMessage, ChatState
from attendance.channels.webchat.rules import Visitor
from attendance.kernel import clock
from attendance.kernel.ids import new_id
from attendance.kernel.storage import StoredFile

KEY = "loja"
IDENTITY_SECRET = "segredo-do-site-com-32-caracteres!"


def inbox(**settings: Any) -> InboxConfig:
    return InboxConfig(
        id=new_id(),
        tenant_id=new_id(),
        channel="webchat",
        name="Loja Aurora",
        credentials={"identity_secret": IDENTITY_SECRET},
        settings=settings,
    )


@dataclass
class _WakeUps:
    queue: "asyncio.Queue[Wake]"

    async def next(self, timeout_seconds: float) -> Wake | None:
        try:
            async with asyncio.timeout(timeout_seconds):
                return await self.queue.get()
        except TimeoutError:
            return None


class MemoryWebchat:
    """Implements `WebchatPort`. `is_processing` off: what is recorded waits, as it does for a busy worker."""

    def __init__(self, config: InboxConfig | None = None) -> None:
        self.config = config or inbox()
        self._listeners: set[asyncio.Queue[Wake]] = set()
        self.reset()

    def reset(self) -> None:
        """Begin anew, with the same inbox at its first settings."""
        self.config = replace(self.config, settings={})
        self.is_open = True
        self.is_processing = True
        self.bodies: list[bytes] = []
        self.dropped: dict[str, bytes] = {}
        self.statuses: list[IncomingStatus] = []
        self.typing: list[tuple[str, bool]] = []
        self.visitors: list[str] = []
        self.state = ChatState()
        self._messages: list[tuple[str, ChatMessage]] = []

    def configure(self, **settings: Any) -> None:
        self.config = replace(self.config, settings=settings)

    def texts(self) -> list[str]:
        return [message.text for _, message in self._messages]

    def says(self, text: str, *, name: str = "Maria", author: Any = "attendant") -> UUID:
        """Somebody of ours writes to the newest visitor."""
        message = self._append(self.visitors[-1] if self.visitors else "", author, name, text, None)
        self.wake(SomethingChanged())
        return message.id

    def types(self, name: str = "Maria") -> None:
        self.wake(SomebodyTypes("attendant", name))

    def become(self, state: ChatState) -> None:
        self.state = state
        self.wake(SomethingChanged())

    def wake(self, wake: Wake) -> None:
        for queue in self._listeners:
            queue.put_nowait(wake)

    def process(self, body: bytes) -> None:
        """What the worker does with a recorded body; the same message twice is one."""
        for incoming in WebchatChannel().parse(body):
            if isinstance(incoming, IncomingStatus):
                self.statuses.append(incoming)
            if not isinstance(incoming, IncomingMessage):
                continue
            client_id = client_id_of(incoming.external_id)
            self.visitors.append(incoming.lane)
            if client_id not in {message.client_id for _, message in self._messages}:
                name = incoming.sender.name or ""
                self._append(incoming.lane, "visitor", name, incoming.text, client_id, incoming.kind.value)
        self.wake(SomethingChanged())

    async def find_inbox(self, inbox_key: str) -> InboxConfig | None:
        return self.config if inbox_key == KEY and self.is_open else None

    async def record(self, inbox: InboxConfig, body: bytes) -> None:
        if body in self.bodies:
            return
        self.bodies.append(body)
        if self.is_processing:
            self.process(body)

    async def drop_file(
        self, inbox: InboxConfig, content: AsyncIterable[bytes], *, limit_bytes: int
    ) -> StoredFile:
        key = f"{inbox.tenant_id}/{new_id()}"
        self.dropped[key] = b"".join([piece async for piece in content])
        return StoredFile(key, "application/octet-stream", len(self.dropped[key]), "")

    async def external_id_of(self, inbox: InboxConfig, visitor: Visitor, message_id: UUID) -> str | None:
        return str(message_id)

    async def messages_after(
        self, inbox: InboxConfig, visitor: Visitor, cursor: str, *, limit: int
    ) -> MessagePage:
        return _page(self._of(visitor, after=int(cursor))[:limit], has_older=True)

    async def messages_before(
        self, inbox: InboxConfig, visitor: Visitor, cursor: str | None, *, limit: int
    ) -> MessagePage:
        all_before = self._of(visitor, before=None if cursor is None else int(cursor))
        return _page(all_before[-limit:], has_older=len(all_before) > limit)

    async def chat_state(self, inbox: InboxConfig, visitor: Visitor) -> ChatState:
        return self.state

    async def show_typing(self, inbox: InboxConfig, visitor: Visitor, *, is_writing: bool) -> None:
        self.typing.append((visitor.id, is_writing))

    @asynccontextmanager
    async def subscribe(self, inbox: InboxConfig, visitor: Visitor) -> AsyncIterator[_WakeUps]:
        queue: asyncio.Queue[Wake] = asyncio.Queue()
        self._listeners.add(queue)
        if visitor.id not in self.visitors:
            self.visitors.append(visitor.id)
        try:
            yield _WakeUps(queue)
        finally:
            self._listeners.discard(queue)

    def _append(
        self, visitor_id: str, author: Any, name: str, text: str, client_id: UUID | None, kind: str = "text"
    ) -> ChatMessage:
        cursor = str(len(self._messages) + 1)
        message = ChatMessage(new_id(), cursor, author, name, kind, text, clock.now(), client_id)
        self._messages.append((visitor_id, message))
        return message

    def _of(self, visitor: Visitor, *, after: int = 0, before: int | None = None) -> list[ChatMessage]:
        mine = [message for owner, message in self._messages if owner in (visitor.id, visitor.alias)]
        return [m for m in mine if int(m.cursor) > after and (before is None or int(m.cursor) < before)]


def _page(items: list[ChatMessage], *, has_older: bool) -> MessagePage:
    return MessagePage(items, items[-1].cursor if items else None, has_older)
