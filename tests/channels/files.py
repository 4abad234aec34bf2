"""Files of ours on their way to a vendor, for the tests of channels."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from attendance.channels.base import MessageKind, OutgoingFile
from attendance.kernel.ids import new_id


def outgoing_file(
    content: bytes = b"%PDF-1.7 nota",
    *,
    filename: str = "nota.pdf",
    mime_type: str = "application/pdf",
    kind: MessageKind = MessageKind.DOCUMENT,
    url: str | None = "https://ours.test/f/nota.pdf?s=1&t=2",
) -> OutgoingFile:
    """A file that gives its content in two pieces."""

    async def pieces() -> AsyncIterator[bytes]:
        yield content[:4]
        yield content[4:]

    @asynccontextmanager
    async def opened() -> AsyncIterator[AsyncIterator[bytes]]:
        yield pieces()

    return OutgoingFile(new_id(), kind, mime_type, filename, len(content), opened, url)
