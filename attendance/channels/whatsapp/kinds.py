"""What each type of WhatsApp message is for us, and the words that say it shortest."""

from collections.abc import Callable, Mapping
from typing import Any

from attendance.channels.base import Attachment, MessageKind
from attendance.channels.menus import value_of
from attendance.channels.reading import read_id, read_text


def kind_and_text(message: Mapping[str, Any]) -> tuple[MessageKind, str]:
    """Kind and best short text (may be empty). A type that we don't know, or without its part, is `unsupported`."""
    name = message.get("type")
    known = _KINDS.get(name) if isinstance(name, str) else None
    if known is None:
        return MessageKind.UNSUPPORTED, ""
    kind, words = known
    text = words(message.get(str(name)))
    return (MessageKind.UNSUPPORTED, "") if text is None else (kind, text)


def quoted_id(message: Mapping[str, Any]) -> str | None:
    """The message that this one answers, reacts to, edits or takes back."""
    name = message.get("type")
    part = message.get(name) if isinstance(name, str) else None
    if isinstance(part, dict):
        about = read_id(part.get("original_message_id"))
        about = about or (read_id(part.get("message_id")) if name == "reaction" else None)
        if about:
            return about
    context = message.get("context")
    return read_id(context.get("id")) if isinstance(context, dict) else None


def attachments_of(message: Mapping[str, Any]) -> tuple[Attachment, ...]:
    """The file of a message of media."""
    name = message.get("type")
    part = message.get(name) if isinstance(name, str) else None
    kind, _ = kind_and_text(message)
    if name not in _MEDIA or not isinstance(part, dict):
        return ()
    return (
        Attachment(
            kind,
            id=read_id(part.get("id")),
            url=read_text(part.get("url")),
            mime_type=read_text(part.get("mime_type")),
            filename=read_text(part.get("filename")),
            is_voice=part.get("voice") is True,
        ),
    )


def _text(part: Any) -> str | None:
    return part["body"] if isinstance(part, dict) and isinstance(part.get("body"), str) else None


def _caption(part: Any) -> str | None:
    return read_text(part.get("caption")) or "" if isinstance(part, dict) else None


def _document(part: Any) -> str | None:
    if not isinstance(part, dict):
        return None
    return read_text(part.get("caption")) or read_text(part.get("filename")) or ""


def _location(part: Any) -> str | None:
    if not isinstance(part, dict):
        return None
    place = [text for key in ("name", "address") if (text := read_text(part.get(key)))]
    point = [str(part[key]) for key in ("latitude", "longitude") if isinstance(part.get(key), int | float)]
    return ", ".join(place or point)


def _contacts(part: Any) -> str | None:
    if not isinstance(part, list):
        return None
    names = [card.get("name") for card in part if isinstance(card, dict)]
    shown = [read_text(name.get("formatted_name")) for name in names if isinstance(name, dict)]
    return ", ".join(name for name in shown if name)


def _interactive(part: Any) -> str | None:
    """The label that the customer chose: title of a button or row, summary of a form."""
    if not isinstance(part, dict):
        return None
    answer = part.get(str(part.get("type")))
    if not isinstance(answer, dict):
        return None
    return next((text for key in ("title", "body", "response") if (text := read_text(answer.get(key)))), "")


def chosen_value(part: Any) -> str | None:
    """The value of the option of ours that the customer chose; None for what others made."""
    answer = part.get(str(part.get("type"))) if isinstance(part, dict) else None
    chosen = read_text(answer.get("id")) if isinstance(answer, dict) else None
    return value_of(chosen)


def _button(part: Any) -> str | None:
    if not isinstance(part, dict):
        return None
    return read_text(part.get("text")) or read_text(part.get("payload")) or ""


def _reaction(part: Any) -> str | None:
    """The emoji; empty when the reaction was taken back."""
    return read_text(part.get("emoji")) or "" if isinstance(part, dict) else None


def _order(part: Any) -> str | None:
    return read_text(part.get("text")) or "" if isinstance(part, dict) else None


def _edit(part: Any) -> str | None:
    """The words that replace the earlier ones."""
    inner = part.get("message") if isinstance(part, dict) else None
    return kind_and_text(inner)[1] if isinstance(inner, dict) and inner.get("type") != "edit" else None


_MEDIA = ("image", "audio", "video", "document", "sticker")
_KINDS: Mapping[str, tuple[MessageKind, Callable[[Any], str | None]]] = {
    "text": (MessageKind.TEXT, _text),
    "image": (MessageKind.IMAGE, _caption),
    "audio": (MessageKind.AUDIO, _caption),
    "video": (MessageKind.VIDEO, _caption),
    "document": (MessageKind.DOCUMENT, _document),
    "sticker": (MessageKind.STICKER, _caption),
    "location": (MessageKind.LOCATION, _location),
    "contacts": (MessageKind.CONTACTS, _contacts),
    "interactive": (MessageKind.INTERACTIVE, _interactive),
    "button": (MessageKind.INTERACTIVE, _button),
    "reaction": (MessageKind.REACTION, _reaction),
    "order": (MessageKind.UNSUPPORTED, _order),
    "edit": (MessageKind.UNSUPPORTED, _edit),
}
