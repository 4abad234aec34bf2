"""What each part of a Telegram message is for us, and the words that say it shortest."""

from collections.abc import Callable, Mapping
from typing import Any

from attendance.channels.base import Attachment, MessageKind
from attendance.channels.reading import read_dict, read_id, read_list, read_text

NOTICES = frozenset(
    {
        "boost_added", "channel_chat_created", "chat_background_set", "chat_owner_changed", "chat_owner_left",
        "connected_website", "delete_chat_photo", "direct_message_price_changed", "forum_topic_closed",
        "forum_topic_created", "forum_topic_edited", "forum_topic_reopened", "general_forum_topic_hidden",
        "general_forum_topic_unhidden", "giveaway", "giveaway_completed", "giveaway_created", "giveaway_winners",
        "group_chat_created", "left_chat_member", "managed_bot_created", "message_auto_delete_timer_changed",
        "migrate_from_chat_id", "migrate_to_chat_id", "new_chat_members", "new_chat_photo", "new_chat_title",
        "paid_message_price_changed", "pinned_message", "proximity_alert_triggered", "suggested_post_approval_failed",
        "suggested_post_approved", "suggested_post_declined", "suggested_post_paid", "suggested_post_refunded",
        "supergroup_chat_created", "video_chat_ended", "video_chat_participants_invited", "video_chat_scheduled",
        "video_chat_started", "write_access_allowed",
    }
)  # fmt: skip
"""Parts by which Telegram tells what happened in a chat: nobody wrote them."""


def notice_of(message: Mapping[str, Any]) -> str | None:
    """Which notice this message is, if it is one."""
    return next((name for name in message if name in NOTICES), None)


def kind_and_text(message: Mapping[str, Any]) -> tuple[MessageKind, str]:
    """Kind and best short text (may be empty). What holds no part that we know is `unsupported`."""
    for name, kind, words in _PARTS:
        if name in message and (text := words(message[name])) is not None:
            return kind, read_text(message.get("caption")) or text
    return MessageKind.UNSUPPORTED, read_text(message.get("caption")) or ""


def attachments_of(message: Mapping[str, Any]) -> tuple[Attachment, ...]:
    """The file of a message of media; of a photo's sizes the largest, which comes last."""
    for name, kind, _ in _PARTS:
        part = message.get(name)
        file = part[-1] if name == "photo" and isinstance(part, list) and part else part
        if isinstance(file, dict) and (file_id := read_id(file.get("file_id"))):
            size = file.get("file_size")
            attachment = Attachment(
                kind,
                id=file_id,
                mime_type=read_text(file.get("mime_type")),
                filename=read_text(file.get("file_name")),
                size_bytes=size if isinstance(size, int) else None,
                is_voice=name == "voice",
            )
            return (attachment,)
    return ()


def emoji_of(reactions: Any) -> str:
    """The first emoji of a list of reactions; empty when there is none any more."""
    kinds = [one for one in read_list(reactions) if isinstance(one, dict)]
    return next((text for one in kinds if (text := read_text(one.get("emoji")))), "⭐" if kinds else "")


def pressed_label(message: Any, data: str) -> str | None:
    """What was written on the button that handed `data` back."""
    rows = read_list(read_dict(read_dict(message).get("reply_markup")).get("inline_keyboard"))
    buttons = [button for row in rows for button in read_list(row) if isinstance(button, dict)]
    return next((read_text(b.get("text")) for b in buttons if b.get("callback_data") == data), None)


def own_phone(message: Mapping[str, Any], sender_id: str) -> str | None:
    """The number of a customer who shared their own card; a card of somebody else says nothing of them."""
    card = read_dict(message.get("contact"))
    return read_text(card.get("phone_number")) if read_id(card.get("user_id")) == sender_id else None


def _text(part: Any) -> str | None:
    return part if isinstance(part, str) else None


def _nothing(part: Any) -> str | None:
    return "" if isinstance(part, dict) else None


def _photo(part: Any) -> str | None:
    return "" if isinstance(part, list) and part else None


def _named(*names: str) -> Callable[[Any], str | None]:
    """The first of these fields that says something."""

    def words(part: Any) -> str | None:
        if not isinstance(part, dict):
            return None
        return next((text for name in names if (text := read_text(part.get(name)))), "")

    return words


def _venue(part: Any) -> str | None:
    if not isinstance(part, dict):
        return None
    place = [text for name in ("title", "address") if (text := read_text(part.get(name)))]
    return ", ".join(place) or _location(part.get("location")) or ""


def _location(part: Any) -> str | None:
    if not isinstance(part, dict):
        return None
    point = [part.get(name) for name in ("latitude", "longitude")]
    return ", ".join(str(number) for number in point if isinstance(number, int | float))


def _contact(part: Any) -> str | None:
    if not isinstance(part, dict):
        return None
    names = [text for name in ("first_name", "last_name") if (text := read_text(part.get(name)))]
    return " ".join(names) or read_text(part.get("phone_number")) or ""


_PARTS: tuple[tuple[str, MessageKind, Callable[[Any], str | None]], ...] = (
    ("text", MessageKind.TEXT, _text),
    ("photo", MessageKind.IMAGE, _photo),
    ("voice", MessageKind.AUDIO, _nothing),
    ("audio", MessageKind.AUDIO, _nothing),
    ("video", MessageKind.VIDEO, _nothing),
    ("video_note", MessageKind.VIDEO, _nothing),
    ("live_photo", MessageKind.VIDEO, _nothing),
    ("animation", MessageKind.VIDEO, _nothing),
    ("document", MessageKind.DOCUMENT, _named("file_name")),
    ("sticker", MessageKind.STICKER, _named("emoji")),
    ("venue", MessageKind.LOCATION, _venue),
    ("location", MessageKind.LOCATION, _location),
    ("contact", MessageKind.CONTACTS, _contact),
    ("poll", MessageKind.UNSUPPORTED, _named("question")),
    ("dice", MessageKind.UNSUPPORTED, _named("emoji")),
    ("game", MessageKind.UNSUPPORTED, _named("title")),
    ("checklist", MessageKind.UNSUPPORTED, _named("title")),
    ("invoice", MessageKind.UNSUPPORTED, _named("title")),
    ("web_app_data", MessageKind.UNSUPPORTED, _named("button_text")),
)
"""In order: an animation comes with a document too, a venue with a location."""
