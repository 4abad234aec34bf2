"""Files on their way out, as channels get them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from attendance.channels.base import MessageKind, Outgoing, OutgoingFile
from attendance.kernel.ids import new_id


def outgoing_file(
    content: bytes, mime_type: str, filename: str, kind: MessageKind = MessageKind.IMAGE, **more: Any
) -> OutgoingFile:
    @asynccontextmanager
    async def opened() -> AsyncIterator[AsyncIterator[bytes]]:
        yield _halves(content)

    return OutgoingFile(new_id(), kind, mime_type, filename, len(content), opened, **more)


async def _halves(content: bytes) -> AsyncIterator[bytes]:
    middle = len(content) // 2
    yield content[:middle]
    yield content[middle:]


def outgoing(recipient: str, text: str, file: OutgoingFile, **more: Any) -> Outgoing:
    return Outgoing(
        new_id(), new_id(), recipient, file.kind, text, more.pop("content", {}), files=(file,), **more
    )
