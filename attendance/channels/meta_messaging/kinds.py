"""What a message of Messenger or Instagram is for us, and the words that say it shortest."""

from collections.abc import Mapping
from typing import Any

from attendance.channels.base import Attachment, MessageKind
from attendance.channels.reading import read_dict, read_list, read_text

_KINDS = {
    "image": MessageKind.IMAGE,
    "audio": MessageKind.AUDIO,
    "video": MessageKind.VIDEO,
    "file": MessageKind.DOCUMENT,
    "location": MessageKind.LOCATION,
    "sticker": MessageKind.STICKER,
    "like_heart": MessageKind.STICKER,
    "story_mention": MessageKind.IMAGE,
    "ig_story": MessageKind.IMAGE,
    "ig_reel": MessageKind.VIDEO,
    "reel": MessageKind.VIDEO,
}
"""A story is an image or a video: what it is shows its content."""
_FILES = (
    MessageKind.IMAGE,
    MessageKind.AUDIO,
    MessageKind.VIDEO,
    MessageKind.DOCUMENT,
    MessageKind.STICKER,
)
_HEART = "❤️"


def kind_and_text(message: Mapping[str, Any]) -> tuple[MessageKind, str]:
    """Kind and best short text (may be empty). A link that was unfurled is text; a shared post is `unsupported`.

    Of several attachments the first says what the message is; all are in its content.
    """
    text = message["text"].strip() if isinstance(message.get("text"), str) else ""
    attachments = [one for one in read_list(message.get("attachments")) if isinstance(one, dict)]
    if message.get("is_unsupported") is True:
        return MessageKind.UNSUPPORTED, text
    if isinstance(message.get("quick_reply"), dict):
        return MessageKind.INTERACTIVE, text
    if attachments:
        kind, words = _attached(attachments[0], message)
        return (MessageKind.TEXT if text and kind is MessageKind.UNSUPPORTED else kind), text or words
    return (MessageKind.TEXT if isinstance(message.get("text"), str) else MessageKind.UNSUPPORTED), text


def attachments_of(message: Mapping[str, Any]) -> tuple[Attachment, ...]:
    """The files of a message, and the story that it answers; links and shared posts are none."""
    found = _story(message)
    for one in read_list(message.get("attachments")):
        kind, _ = _attached(one, message) if isinstance(one, dict) else (MessageKind.UNSUPPORTED, "")
        url = read_text(read_dict(one.get("payload")).get("url")) if kind in _FILES else None
        if url is not None:
            found.append(Attachment(kind, url=url))
    return tuple(found)


def _story(message: Mapping[str, Any]) -> list[Attachment]:
    url = read_text(read_dict(read_dict(message.get("reply_to")).get("story")).get("url"))
    return [] if url is None else [Attachment(MessageKind.IMAGE, url=url)]


def _attached(attachment: Mapping[str, Any], message: Mapping[str, Any]) -> tuple[MessageKind, str]:
    name, payload = attachment.get("type"), read_dict(attachment.get("payload"))
    kind = _KINDS.get(name, MessageKind.UNSUPPORTED) if isinstance(name, str) else MessageKind.UNSUPPORTED
    title = read_text(attachment.get("title")) or read_text(payload.get("title"))
    links = [read_text(part.get(key)) for part in (attachment, payload) for key in ("url", "URL")]
    link = next((one for one in links if one), None)
    if kind is MessageKind.IMAGE and ("sticker_id" in payload or "sticker_id" in message):
        return MessageKind.STICKER, ""
    if kind is MessageKind.LOCATION:
        return kind, read_text(attachment.get("title")) or _point(payload)
    if kind is MessageKind.STICKER:
        return kind, _HEART if name == "like_heart" else ""
    if name == "fallback" and link:
        return MessageKind.TEXT, f"{title or ''} {link}".strip()
    return kind, (title or link or "") if kind is MessageKind.UNSUPPORTED else ""


def _point(payload: Mapping[str, Any]) -> str:
    """`lat, long`, which come as numbers or as texts."""
    coordinates = read_dict(payload.get("coordinates"))
    point = [coordinates.get(name) for name in ("lat", "long")]
    return ", ".join(str(one) for one in point if isinstance(one, str | int | float))
