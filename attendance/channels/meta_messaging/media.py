"""Files on Messenger and Instagram: what each takes, and how one is named in a message. Pure.

Source: developers.facebook.com/docs/messenger-platform/send-messages and
developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api, read 2026-11.
"""

from collections.abc import Mapping
from typing import Any, Final

from attendance.channels.base import MediaRule, MessageKind, OutgoingFile
from attendance.kernel.errors import Misconfigured, Rejected

_MB: Final = 1024 * 1024
MOST_FILES: Final = 5
"""Each goes as a message of its own, words as another."""

MESSENGER: Final[Mapping[MessageKind, MediaRule]] = {
    MessageKind.IMAGE: MediaRule(8 * _MB, frozenset({"image/jpeg", "image/png", "image/gif"})),
    MessageKind.AUDIO: MediaRule(25 * _MB, frozenset({"audio/mp4", "audio/aac", "audio/mpeg", "audio/wav"})),
    MessageKind.VIDEO: MediaRule(25 * _MB, frozenset({"video/mp4"})),
    MessageKind.DOCUMENT: MediaRule(25 * _MB),
}
INSTAGRAM: Final[Mapping[MessageKind, MediaRule]] = {
    MessageKind.IMAGE: MediaRule(8 * _MB, frozenset({"image/jpeg", "image/png"})),
    MessageKind.AUDIO: MediaRule(25 * _MB, frozenset({"audio/mp4", "audio/aac", "audio/wav"})),
    MessageKind.VIDEO: MediaRule(25 * _MB, frozenset({"video/mp4"})),
    MessageKind.DOCUMENT: MediaRule(25 * _MB, frozenset({"application/pdf"})),
}
_TYPES: Final = {
    MessageKind.IMAGE: "image",
    MessageKind.AUDIO: "audio",
    MessageKind.VIDEO: "video",
    MessageKind.DOCUMENT: "file",
    MessageKind.STICKER: "image",
}


def type_of(file: OutgoingFile) -> str:
    """Meta's word for the kind of file. Raises Rejected."""
    if file.kind not in _TYPES:
        raise Rejected(f"A file of the kind {file.kind} can't be sent here.", reason="unsupported_kind")
    return _TYPES[file.kind]


def by_id(file: OutgoingFile, attachment_id: str) -> dict[str, Any]:
    return {"type": type_of(file), "payload": {"attachment_id": attachment_id}}


def by_address(file: OutgoingFile) -> dict[str, Any]:
    """Meta fetches it. Raises Misconfigured where the product has no public address."""
    if file.url is None:
        raise Misconfigured(
            "Instagram fetches files itself: this product needs a public address (ATTENDANCE_PUBLIC_URL).",
            reason="public_url_missing",
        )
    return {"type": type_of(file), "payload": {"url": file.url}}
