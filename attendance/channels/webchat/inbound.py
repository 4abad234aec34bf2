"""The web chat's own webhook: what a visitor does, as the raw body that is stored first and read later.

One JSON object: `{"type": "message", "visitor", "client_id", "text"}` or
`{"type": "receipt", "visitor", "state", "message_ids"}`. It carries no time, so that a repeated request is
byte for byte the same delivery.
"""

from collections.abc import Sequence
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec

from attendance.channels.base import (
    Attachment,
    DeliveryState,
    Identity,
    Ignored,
    Incoming,
    IncomingMessage,
    IncomingStatus,
    MessageKind,
)
from attendance.channels.json_body import read_object
from attendance.channels.webchat.rules import Visitor
from attendance.kernel.errors import InvalidInput

_Id = Annotated[str, msgspec.Meta(min_length=1, max_length=256)]


class _VisitorPart(msgspec.Struct, frozen=True, omit_defaults=True):
    id: _Id
    alias: _Id | None = None
    name: str | None = None
    email: str | None = None
    phone: str | None = None


class Dropped(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file that the visitor uploaded: where it waits in the storage, and what its browser says of it."""

    key: str
    name: str
    mime_type: str
    size_bytes: int
    is_voice: bool = False


class _Message(msgspec.Struct, frozen=True, tag="message", omit_defaults=True):
    visitor: _VisitorPart
    client_id: UUID
    text: str
    files: list[Dropped] = []
    reply_to: str | None = None


class _Receipt(msgspec.Struct, frozen=True, tag="receipt"):
    visitor: _VisitorPart
    state: Literal["delivered", "read"]
    message_ids: list[UUID]


def message_body(
    visitor: Visitor,
    *,
    client_id: UUID,
    text: str,
    files: Sequence[Dropped] = (),
    reply_to: str | None = None,
) -> bytes:
    """The raw body of a visitor's message. `reply_to` is the external id of the message that it answers."""
    return msgspec.json.encode(_Message(_part(visitor), client_id, text, list(files), reply_to))


def receipt_body(visitor: Visitor, *, state: Literal["delivered", "read"], message_ids: list[UUID]) -> bytes:
    """The raw body of "these messages reached the visitor"."""
    return msgspec.json.encode(_Receipt(_part(visitor), state, message_ids))


def parse(body: bytes) -> list[Incoming]:
    """The message, or one status per message of the receipt. Raises InvalidInput for what names no visitor."""
    raw = read_object(body)
    visitor = raw.get("visitor")
    if not isinstance(visitor, dict) or "type" not in raw:
        raise InvalidInput("The body is not of the web chat: it has no `type` or no `visitor`.")
    try:
        return _incoming(msgspec.convert(raw, _Message | _Receipt, strict=False))
    except msgspec.ValidationError:
        return [_ignored(raw, visitor)]


def _incoming(read: _Message | _Receipt) -> list[Incoming]:
    if isinstance(read, _Message):
        return [_message(read)]
    return [
        IncomingStatus(read.visitor.id, str(message_id), DeliveryState(read.state), message_id=message_id)
        for message_id in read.message_ids
    ]


def _message(read: _Message) -> IncomingMessage:
    visitor = read.visitor
    sender = Identity(
        external_id=visitor.id,
        name=visitor.name,
        phone=visitor.phone,
        email=visitor.email,
        aliases=(visitor.alias,) if visitor.alias else (),
    )
    return IncomingMessage(
        lane=visitor.id,
        external_id=f"{visitor.id}:{read.client_id}",
        sender=sender,
        kind=kind_of(read.files[0]) if read.files else MessageKind.TEXT,
        text=read.text,
        reply_to=read.reply_to,
        attachments=tuple(_attachment(file) for file in read.files),
    )


def kind_of(file: Dropped) -> MessageKind:
    """By what the browser says; its content decides later."""
    family = file.mime_type.partition("/")[0]
    return MessageKind(family) if family in ("image", "audio", "video") else MessageKind.DOCUMENT


def _attachment(file: Dropped) -> Attachment:
    return Attachment(
        kind_of(file),
        id=file.key,
        mime_type=file.mime_type,
        filename=file.name,
        size_bytes=file.size_bytes,
        is_voice=file.is_voice,
    )


def client_id_of(external_id: str | None) -> UUID | None:
    """The panel's own id of a visitor's message, from the id that it is stored under.

    That one names the visitor too: no panel can choose an id that stands for somebody else's message, or for ours."""
    return UUID(external_id.rpartition(":")[2]) if external_id else None


def _ignored(raw: dict[str, Any], visitor: dict[str, Any]) -> Ignored:
    lane, kind = visitor.get("id"), raw["type"]
    return Ignored(
        lane if isinstance(lane, str) and 0 < len(lane) <= 256 else "unknown",
        kind if isinstance(kind, str) else "unreadable",
        raw,
    )


def _part(visitor: Visitor) -> _VisitorPart:
    return _VisitorPart(visitor.id, visitor.alias, visitor.name, visitor.email, visitor.phone)
