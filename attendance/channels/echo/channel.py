"""The loopback channel: the whole product runs with it and no account anywhere. Copy this file to start a channel.

A webhook is a JSON list of `{"id", "from", "text", "name"?, "files"?}`, signed with HMAC-SHA256 over the raw bytes in
`X-Echo-Signature` (hex); a file is `{"name", "type"?, "content"}`, its content in base64. What we send is handed to
the outbox, by default kept in memory for tests and demos.
"""

import base64
import binascii
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Annotated, Any

import msgspec

from attendance.channels.base import (
    Attachment,
    Capabilities,
    CredentialField,
    Identity,
    Ignored,
    InboxConfig,
    Incoming,
    IncomingMessage,
    MediaRule,
    MessageKind,
    Outgoing,
    RawDelivery,
    SendReceipt,
)
from attendance.channels.json_body import read_json
from attendance.channels.signatures import require_hmac_sha256
from attendance.kernel.errors import InvalidInput, Rejected

Outbox = Callable[[InboxConfig, Outgoing], None]
_KEPT_MESSAGES = 1000
_FILES = {
    kind: MediaRule(100 * 1024 * 1024)
    for kind in (
        MessageKind.IMAGE,
        MessageKind.AUDIO,
        MessageKind.VIDEO,
        MessageKind.DOCUMENT,
        MessageKind.STICKER,
    )
}


class MemoryOutbox:
    """Remembers the newest messages, oldest first."""

    def __init__(self) -> None:
        self.sent: deque[Outgoing] = deque(maxlen=_KEPT_MESSAGES)

    def __call__(self, inbox: InboxConfig, message: Outgoing) -> None:
        self.sent.append(message)


class EchoChannel:
    """Implements `Channel` and `Fetching`."""

    name = "echo"
    capabilities = Capabilities(
        max_text_chars=4096, media=_FILES, max_files=20, max_caption_chars=4096, serves_attendants=True
    )
    credential_fields: Sequence[CredentialField] = (
        CredentialField("secret", "Secret", "Key of the signature. Two, comma-separated, to rotate"),
    )

    def __init__(self, outbox: Outbox | None = None) -> None:
        self._outbox = outbox or MemoryOutbox()

    def handshake(self, inbox: InboxConfig, query: Mapping[str, str]) -> str | None:
        return None

    def verify(self, inbox: InboxConfig, delivery: RawDelivery) -> None:
        require_hmac_sha256(
            secrets=inbox.credentials.get("secret", ""),
            body=delivery.body,
            given=delivery.headers.get("x-echo-signature"),
        )

    def lanes(self, body: bytes) -> Sequence[str]:
        return list(dict.fromkeys(incoming.lane for incoming in self.parse(body)))

    def parse(self, body: bytes) -> Sequence[Incoming]:
        entries = read_json(body)
        if not isinstance(entries, list):
            raise InvalidInput("The body is not a JSON list of messages.")
        return [_read_entry(entry) for entry in entries]

    @asynccontextmanager
    async def fetch(
        self, inbox: InboxConfig, attachment: Attachment, delivery: Callable[[], Awaitable[bytes]]
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        """Files come inside the delivery: `id` is the message and the file's place in it."""
        message_id, _, place = (attachment.id or "").rpartition(":")
        entries = [entry for entry in read_json(await delivery()) if _is_message(entry, message_id)]
        try:
            content = base64.b64decode(entries[0]["files"][int(place)]["content"], validate=True)
        except (LookupError, ValueError, TypeError, binascii.Error) as error:
            raise Rejected("The delivery holds no such file.", reason="media_unavailable") from error
        yield _whole(content)

    async def send(self, inbox: InboxConfig, message: Outgoing) -> SendReceipt:
        self._outbox(inbox, message)
        return SendReceipt(str(message.message_id))

    async def mark_read(
        self,
        inbox: InboxConfig,
        external_id: str,
        *,
        recipient: str | None = None,
        show_typing: bool = False,
    ) -> None:
        return None

    async def check(self, inbox: InboxConfig) -> str:
        return inbox.name


_Id = Annotated[str, msgspec.Meta(min_length=1, max_length=256)]


class _File(msgspec.Struct):
    name: str
    content: str
    type: str | None = None


class _Entry(msgspec.Struct):
    id: _Id
    sender: _Id = msgspec.field(name="from")
    text: str
    name: str | None = None
    files: list[_File] = []


def _is_message(entry: Any, message_id: str) -> bool:
    return isinstance(entry, dict) and entry.get("id") == message_id


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content


def _kind_of(file: _File) -> MessageKind:
    family = (file.type or "").partition("/")[0]
    return MessageKind(family) if family in ("image", "audio", "video") else MessageKind.DOCUMENT


def _read_entry(entry: Any) -> Incoming:
    try:
        read = msgspec.convert(entry, _Entry)
    except msgspec.ValidationError:
        return Ignored("unreadable", "unreadable", entry if isinstance(entry, dict) else {"value": entry})
    return IncomingMessage(
        lane=read.sender,
        external_id=read.id,
        sender=Identity(read.sender, name=read.name),
        kind=_kind_of(read.files[0]) if read.files else MessageKind.TEXT,
        text=read.text,
        attachments=tuple(
            Attachment(_kind_of(file), id=f"{read.id}:{place}", mime_type=file.type, filename=file.name)
            for place, file in enumerate(read.files)
        ),
    )
