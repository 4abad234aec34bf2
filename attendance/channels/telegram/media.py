"""Which files Telegram takes, and the calls that carry them. Pure.

Source: core.telegram.org/bots/api#sending-files, #sendphoto, #sendvoice and the like, Bot API 10.1, read 2026-11.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from attendance.channels.base import MediaRule, MessageKind, OutgoingFile
from attendance.channels.splitting import utf16_units

MAX_CAPTION_CHARS: Final = 1024
_MIB: Final = 1024 * 1024
RULES: Final = {
    MessageKind.IMAGE: MediaRule(10 * _MIB, frozenset({"image/jpeg", "image/png", "image/webp"})),
    MessageKind.AUDIO: MediaRule(50 * _MIB, frozenset({"audio/mpeg", "audio/mp4", "audio/ogg"})),
    MessageKind.VIDEO: MediaRule(50 * _MIB, frozenset({"video/mp4"})),
    MessageKind.DOCUMENT: MediaRule(50 * _MIB),
    MessageKind.STICKER: MediaRule(512 * 1024, frozenset({"image/webp"})),
}
_METHODS: Final[Mapping[MessageKind, tuple[str, str]]] = {
    MessageKind.IMAGE: ("sendPhoto", "photo"),
    MessageKind.VIDEO: ("sendVideo", "video"),
    MessageKind.STICKER: ("sendSticker", "sticker"),
}


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Bot API; with a file it is a form, whose field `field` holds the file."""

    method: str
    body: dict[str, Any]
    file: OutgoingFile | None = None
    field: str = ""

    @property
    def form_fields(self) -> dict[str, str]:
        """In a form everything that is no text is written as JSON."""
        return {name: one if isinstance(one, str) else json.dumps(one) for name, one in self.body.items()}


def takes_caption(file: OutgoingFile, text: str) -> bool:
    return file.kind is not MessageKind.STICKER and utf16_units(text) <= MAX_CAPTION_CHARS


def call_for(file: OutgoingFile, common: Mapping[str, Any], caption: str) -> Call:
    """A photo is shown, a voice plays at a touch (it must be Ogg with Opus), other sound is a piece of music."""
    method, name = _method(file)
    body = {**common, **({"caption": caption} if caption.strip() else {}), **_measures(file, method)}
    return Call(method, body, file, name)


def _method(file: OutgoingFile) -> tuple[str, str]:
    if file.kind is MessageKind.AUDIO:
        is_voice = file.mime_type == "audio/ogg"
        return ("sendVoice", "voice") if is_voice else ("sendAudio", "audio")
    return _METHODS.get(file.kind, ("sendDocument", "document"))


def _measures(file: OutgoingFile, method: str) -> dict[str, Any]:
    """What players show before they have loaded it."""
    known: dict[str, Any] = {}
    if method in ("sendVoice", "sendAudio", "sendVideo") and file.duration_seconds:
        known["duration"] = max(1, round(file.duration_seconds))
    if method == "sendVideo" and file.width and file.height:
        known |= {"width": file.width, "height": file.height, "supports_streaming": True}
    return known
