"""What the web chat's endpoints need of the rest of the product, as they see it."""

from collections.abc import AsyncIterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Literal, Protocol
from uuid import UUID

from attendance.channels.base import InboxConfig
from attendance.channels.webchat.protocol import ChatMessage, ChatState
from attendance.channels.webchat.rules import Visitor
from attendance.kernel.storage import StoredFile


@dataclass(frozen=True, slots=True)
class MessagePage:
    """Messages ascending; `cursor` is that of the newest (null when there is none)."""

    items: list[ChatMessage]
    cursor: str | None
    has_older: bool


@dataclass(frozen=True, slots=True)
class SomethingChanged:
    """Messages or state of this visitor may have changed: read them again."""


@dataclass(frozen=True, slots=True)
class SomebodyTypes:
    kind: Literal["bot", "attendant"]
    name: str


Wake = SomethingChanged | SomebodyTypes


class WakeUps(Protocol):
    """Wake-ups of one visitor. They coalesce: many changes may be one wake-up, none is silent for ever."""

    async def next(self, timeout_seconds: float) -> Wake | None:
        """The next one, or None when the time has passed."""


class WebchatPort(Protocol):
    """Each call is one transaction of its own, committed when it returns."""

    async def find_inbox(self, inbox_key: str) -> InboxConfig | None:
        """The active web chat inbox of this key."""

    async def record(self, inbox: InboxConfig, body: bytes) -> None:
        """Store what the visitor did, as any webhook's raw body (see `inbound`). Durable when it returns;
        the same body twice is stored once."""

    async def drop_file(
        self, inbox: InboxConfig, content: AsyncIterable[bytes], *, limit_bytes: int
    ) -> StoredFile:
        """Keep what a visitor uploads for some hours, until it is sent. Raises TooLarge."""

    async def external_id_of(self, inbox: InboxConfig, visitor: Visitor, message_id: UUID) -> str | None:
        """Of a message that the visitor may see; None for anything else."""

    async def messages_after(
        self, inbox: InboxConfig, visitor: Visitor, cursor: str, *, limit: int
    ) -> MessagePage:
        """What the visitor may see after this cursor, the oldest first. A cursor never skips a message.
        `protocol.BEGINNING`, or a cursor that isn't known, is before them all."""

    async def messages_before(
        self, inbox: InboxConfig, visitor: Visitor, cursor: str | None, *, limit: int
    ) -> MessagePage:
        """The newest page before this cursor, or of all (None). `visitor.alias` is the same person."""

    async def chat_state(self, inbox: InboxConfig, visitor: Visitor) -> ChatState:
        """Queue position, estimate, who answers."""

    async def show_typing(self, inbox: InboxConfig, visitor: Visitor, *, is_writing: bool) -> None:
        """Tell the attendants that the visitor writes. Nothing is stored."""

    def subscribe(self, inbox: InboxConfig, visitor: Visitor) -> AbstractAsyncContextManager[WakeUps]:
        """Wake-ups from the moment of entering until leaving."""
