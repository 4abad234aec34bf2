"""Ids and addresses that we make: the Message-ID of a message of ours, and the address that its answer goes to."""

import base64
import binascii
import hmac
import re
from hashlib import sha256
from typing import Final
from uuid import UUID

_ID: Final = re.compile(r"att\.([0-9a-f]{32})@[^@\s]+")
_TOKEN: Final = re.compile(r"conv\.([a-z2-7]{26})([a-z2-7]{10})")


def message_id(message: UUID, domain: str) -> str:
    """Without angle brackets. The same at each attempt: servers and readers know a repeated mail by it."""
    return f"att.{message.hex}@{domain}"


def message_of(external_id: str) -> UUID | None:
    """Our message behind a Message-ID; None when somebody else made it."""
    found = _ID.fullmatch(external_id)
    return UUID(found[1]) if found else None


def reply_address(address: str, message: UUID, key: bytes) -> str:
    """The mailbox's own address, saying which message is answered: `suporte+conv.…@loja.com.br`."""
    local, _, domain = address.rpartition("@")
    name = base64.b32encode(message.bytes).decode().rstrip("=").lower()
    return f"{local}+conv.{name}{_seal(message, address, key)}@{domain}"


def answered_message(recipient: str, own: str, key: bytes) -> str | None:
    """The Message-ID that a mail to this address answers; None unless we made the address, for this mailbox."""
    local, _, domain = recipient.lower().rpartition("@")
    base, plus, tag = local.partition("+")
    found = _TOKEN.fullmatch(tag)
    if not plus or found is None:
        return None
    try:
        message = UUID(bytes=base64.b32decode(found[1].upper() + "======"))
    except (binascii.Error, ValueError):
        return None
    is_ours = hmac.compare_digest(found[2], _seal(message, own, key)) and f"{base}@{domain}" == own.lower()
    return message_id(message, domain) if is_ours else None


def _seal(message: UUID, address: str, key: bytes) -> str:
    digest = hmac.new(key, b"mail/" + message.bytes + address.lower().encode(), sha256).digest()
    return base64.b32encode(digest)[:10].decode().lower()
