"""An answer of ours and a file of ours, as channels get them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from attendance.channels.base import MessageKind, Outgoing, OutgoingFile
from attendance.kernel.ids import new_id

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ANSWER = Outgoing(
    message_id=new_id(), conversation_id=new_id(), recipient="7001", kind=MessageKind.TEXT, text="Olá!",
    content={}, last_inbound_at=NOON,
)  # fmt: skip


def file(kind: MessageKind = MessageKind.IMAGE, *, url: str | None = None) -> OutgoingFile:
    """Six bytes in two pieces."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[AsyncIterator[bytes]]:
        async def pieces() -> AsyncIterator[bytes]:
            yield b"abc"
            yield b"def"

        yield pieces()

    return OutgoingFile(new_id(), kind, "image/jpeg", "foto.jpg", 6, opened, url=url)


async def nothing() -> bytes:
    """The delivery that a file came with, where nobody asks for it."""
    return b""
