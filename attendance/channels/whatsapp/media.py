"""Which files WhatsApp takes, and how a message names one. Pure.

Source: developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media (supported types
and sizes) and …/messages/audio-messages, read 2026-11.
"""

from typing import Any, Final

from attendance.channels.base import MediaRule, MessageKind, OutgoingFile

MAX_CAPTION_CHARS: Final = 1024
_MIB: Final = 1024 * 1024
_OPEN_XML: Final = "application/vnd.openxmlformats-officedocument"
_DOCUMENTS: Final = frozenset(
    {
        "text/plain", "application/pdf", "application/msword", "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint", f"{_OPEN_XML}.wordprocessingml.document", f"{_OPEN_XML}.spreadsheetml.sheet",
        f"{_OPEN_XML}.presentationml.presentation", "image/jpeg", "image/png", "image/webp", "audio/aac", "audio/amr",
        "audio/mpeg", "audio/mp4", "audio/ogg", "video/mp4", "video/3gpp",
    }
)  # fmt: skip
"""An upload of any other type is refused (131053)."""
RULES: Final = {
    MessageKind.IMAGE: MediaRule(5 * _MIB, frozenset({"image/jpeg", "image/png"})),
    MessageKind.AUDIO: MediaRule(
        16 * _MIB, frozenset({"audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"})
    ),
    MessageKind.VIDEO: MediaRule(16 * _MIB, frozenset({"video/mp4", "video/3gpp"})),
    MessageKind.DOCUMENT: MediaRule(100 * _MIB, _DOCUMENTS),
    MessageKind.STICKER: MediaRule(500 * 1024, frozenset({"image/webp"})),
}


def takes_caption(kind: MessageKind) -> bool:
    return kind in (MessageKind.IMAGE, MessageKind.VIDEO, MessageKind.DOCUMENT)


def file_part(file: OutgoingFile, media_id: str, caption: str) -> dict[str, Any]:
    """What stands under the kind's name in the body. A voice note plays at a touch; it must be Ogg with Opus."""
    part: dict[str, Any] = {"id": media_id}
    if caption.strip():
        part["caption"] = caption
    if file.kind is MessageKind.DOCUMENT:
        part["filename"] = file.filename
    if file.kind is MessageKind.AUDIO and file.is_voice:
        part["voice"] = True
    return part
