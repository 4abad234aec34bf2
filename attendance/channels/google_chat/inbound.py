"""Turns an event of Google Chat into our messages, losing nothing. Tolerant: both dialects leave parts out."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from attendance.channels.base import (
    Attachment,
    Identity,
    Ignored,
    Incoming,
    IncomingMessage,
    MessageKind,
)
from attendance.channels.google_chat.events import MESSAGE, PRESS, ChatEvent, read_event
from attendance.channels.menus import value_of
from attendance.channels.reading import read_dict, read_id, read_list, read_text

CHOSEN_PARAMETER = "chosen"
_NOBODY = "google_chat"
"""Lane of what concerns nobody in particular."""
_LONGEST_ID = 300
_KINDS = {"image": MessageKind.IMAGE, "audio": MessageKind.AUDIO, "video": MessageKind.VIDEO}


def parse(body: bytes) -> list[Incoming]:
    """The one entry of the event. Raises InvalidInput unless it is JSON of one of the dialects."""
    event = read_event(body)
    if event.user.get("type") == "BOT":
        return [_ignored(event, "from_bot")]
    if event.kind == PRESS:
        return [_press(event)]
    has_words = event.kind in ("ADDED_TO_SPACE", "APP_COMMAND") and event.message.get("name")
    if event.kind == MESSAGE or has_words:
        return [_message(event)]
    return [_ignored(event)]


def lanes(body: bytes) -> list[str]:
    """One lane per person (and one for what concerns nobody)."""
    return list(dict.fromkeys(incoming.lane for incoming in parse(body)))


def _message(event: ChatEvent) -> Incoming:
    message = event.message
    if read_dict(message.get("sender")).get("type") == "BOT":
        return _ignored(event, "from_bot")
    external_id, sender = _id(message.get("name")), _sender(event)
    if external_id is None or sender is None:
        return _ignored(event, "unreadable")
    attachments = _attachments(message)
    words = read_text(message.get("argumentText")) or read_text(message.get("text"))
    text = "\n".join(part for part in (words, *_links(message)) if part)
    quoted = read_dict(message.get("quotedMessageMetadata")).get("name")
    return IncomingMessage(
        lane=sender.external_id,
        external_id=external_id,
        sender=sender,
        kind=attachments[0].kind if attachments else MessageKind.TEXT if text else MessageKind.UNSUPPORTED,
        text=text,
        sent_at=_time(message.get("createTime")) or _time(event.at),
        reply_to=_id(quoted),
        content=_content(message, has_files=bool(attachments), has_words=bool(text)),
        account=_id(event.space.get("name")),
        attachments=attachments,
        thread=_thread(event),
    )


def _press(event: ChatEvent) -> Incoming:
    """A button of a card of ours. A click has no id of its own: who pressed what and when is one."""
    card, sender, at = _id(event.message.get("name")), _sender(event), _id(event.at)
    if card is None or sender is None or at is None:
        return _ignored(event, "unreadable")
    handed_back = event.parameters.get(CHOSEN_PARAMETER)
    chosen = value_of(handed_back)
    label = _label(event.message, handed_back) or event.parameters.get("label")
    return IncomingMessage(
        lane=sender.external_id,
        external_id=f"press:{card}:{sender.external_id}:{at}",
        sender=sender,
        kind=MessageKind.INTERACTIVE,
        text=label or chosen or "",
        sent_at=_time(event.at),
        reply_to=card,
        content={"parameters": dict(event.parameters), **({} if chosen is None else {"chosen": chosen})},
        account=_id(event.space.get("name")),
        thread=_thread(event),
    )


def _label(node: Any, handed_back: str | None) -> str | None:
    """What was written on the button of the card, which comes back whole, that hands this back."""
    if isinstance(node, list):
        return next((found for one in node if (found := _label(one, handed_back))), None)
    if not isinstance(node, dict) or handed_back is None:
        return None
    action = read_dict(read_dict(node.get("onClick")).get("action"))
    given = [read_dict(one).get("value") for one in read_list(action.get("parameters"))]
    if handed_back in given and read_text(node.get("text")):
        return read_text(node.get("text"))
    return next((found for one in node.values() if (found := _label(one, handed_back))), None)


def _sender(event: ChatEvent) -> Identity | None:
    name = _id(event.user.get("name"))
    if name is None:
        return None
    return Identity(
        name, name=read_text(event.user.get("displayName")), email=read_text(event.user.get("email"))
    )


def _thread(event: ChatEvent) -> str | None:
    """A chat with one person is one conversation, a space has a conversation per thread."""
    space = _id(event.space.get("name"))
    is_chat = event.space.get("type") == "DM" or event.space.get("spaceType") == "DIRECT_MESSAGE"
    thread = _id(read_dict(event.message.get("thread")).get("name"))
    return space if is_chat and space else thread or space


def _attachments(message: Mapping[str, Any]) -> tuple[Attachment, ...]:
    return tuple(found for part in _files(message) if (found := _attachment(part)))


def _files(message: Mapping[str, Any]) -> list[dict[str, Any]]:
    listed = read_list(message.get("attachment")) or read_list(message.get("attachments"))
    return [one for one in listed if isinstance(one, dict)]


def _attachment(part: Mapping[str, Any]) -> Attachment | None:
    resource = read_id(read_dict(part.get("attachmentDataRef")).get("resourceName"))
    if resource is None:
        return None
    mime_type = read_text(part.get("contentType"))
    kind = _KINDS.get((mime_type or "").partition("/")[0], MessageKind.DOCUMENT)
    return Attachment(kind, id=resource, mime_type=mime_type, filename=read_text(part.get("contentName")))


def _links(message: Mapping[str, Any]) -> list[str]:
    """Files that stay in Drive, where only people may open them."""
    lines = []
    for part in _files(message):
        file_id = read_id(read_dict(part.get("driveDataRef")).get("driveFileId"))
        if file_id is not None:
            address = f"https://drive.google.com/open?id={file_id}"
            lines.append(" ".join(text for text in (read_text(part.get("contentName")), address) if text))
    return lines


def _content(message: Mapping[str, Any], *, has_files: bool, has_words: bool) -> dict[str, Any]:
    if has_files:
        shown = ("name", "contentName", "contentType", "source")
        return {"files": [{key: part[key] for key in shown if key in part} for part in _files(message)]}
    return (
        {} if has_words else {key: value for key, value in message.items() if key not in ("sender", "space")}
    )


def _ignored(event: ChatEvent, why: str | None = None) -> Ignored:
    lane = _id(event.user.get("name")) or _NOBODY
    kind = f"{event.kind}.{why}" if why else event.kind
    return Ignored(lane, kind, event.raw, external_id=_id(event.message.get("name")))


def _id(value: object) -> str | None:
    text = read_id(value)
    return text if text is not None and len(text) <= _LONGEST_ID else None


def _time(value: object) -> datetime | None:
    """RFC 3339."""
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return at.astimezone(UTC) if at is not None and at.tzinfo is not None and 1970 < at.year < 9000 else None
