"""Turns an update of a Telegram bot into our messages, losing nothing.

Tolerant on purpose: samples lack `is_bot`, new kinds of update and of message appear with each version. Ids of messages
are unique in their chat only, so ours are `chat:message`. Only private chats are conversations.
Source: core.telegram.org/bots/api#update, Bot API 10.1, read 2026-11.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from attendance.channels.base import (
    ChangeKind,
    Identity,
    Ignored,
    Incoming,
    IncomingChange,
    IncomingMessage,
    MessageKind,
)
from attendance.channels.json_body import read_object
from attendance.channels.menus import value_of
from attendance.channels.reading import e164, read_dict, read_id, read_seconds, read_text
from attendance.channels.telegram.kinds import (
    attachments_of,
    emoji_of,
    kind_and_text,
    notice_of,
    own_phone,
    pressed_label,
)
from attendance.kernel.errors import InvalidInput

_NOBODY = "bot"
"""Lane of what concerns no customer."""
_ENVELOPE = ("message_id", "from", "chat", "date", "reply_to_message")


def parse(body: bytes) -> list[Incoming]:
    """Every part of the update. Raises InvalidInput unless the body is a JSON object with an `update_id`."""
    update = read_object(body)
    update_id = read_id(update.get("update_id"))
    if update_id is None:
        raise InvalidInput("The body is not an update of Telegram: it has no `update_id`.")
    news = {name: part for name, part in update.items() if name != "update_id"}
    if not news:
        return [Ignored(_NOBODY, "empty", update, update_id)]
    return [_read(name, part, update_id) for name, part in news.items()]


def lanes(body: bytes) -> list[str]:
    """One lane per customer (and one for what concerns no customer), in order of appearance."""
    return list(dict.fromkeys(incoming.lane for incoming in parse(body)))


def callback_id(body: bytes) -> str | None:
    """The press of a button that waits for an answer: until then it shows a spinner."""
    return read_id(read_dict(read_object(body).get("callback_query")).get("id"))


def message_id_of(external_id: str, chat_id: str) -> int | None:
    """The vendor's id of a message of this chat; None for anything else, such as the press of a button."""
    chat, _, number = external_id.partition(":")
    return int(number) if chat == chat_id and number.isascii() and number.isdigit() else None


@dataclass(frozen=True, slots=True)
class _News:
    """One part of an update and where it happened."""

    name: str
    part: Mapping[str, Any]
    update_id: str
    chat: Mapping[str, Any]
    person: Mapping[str, Any]

    @property
    def chat_id(self) -> str | None:
        return read_id(self.chat.get("id")) or read_id(self.person.get("id"))

    def ignored(self, why: str) -> Ignored:
        return Ignored(self.chat_id or _NOBODY, f"{self.name}.{why}", self.part, self.update_id)

    def external_id(self, message_id: object) -> str | None:
        number = read_id(message_id)
        return f"{self.chat_id}:{number}" if number else None

    def sender(self, phone: str | None = None) -> Identity | None:
        if self.chat_id is None:
            return None
        who = self.person or self.chat
        names = [text for key in ("first_name", "last_name") if (text := read_text(who.get(key)))]
        return Identity(
            external_id=self.chat_id,
            name=" ".join(names) or None,
            phone=e164(phone),
            username=read_text(who.get("username")),
        )


def _read(name: str, part: Any, update_id: str) -> Incoming:
    read = _READERS.get(name)
    if read is None or not isinstance(part, dict):
        kind = name if read is None else f"{name}.unreadable"
        return Ignored(_NOBODY, kind, part if isinstance(part, dict) else {"value": part}, update_id)
    source = read_dict(part.get("message")) if name == "callback_query" else part
    person = read_dict(part.get("user" if name == "message_reaction" else "from"))
    news = _News(name, part, update_id, read_dict(source.get("chat")), person)
    where = news.chat.get("type", "private")
    if where != "private":
        return news.ignored(where if isinstance(where, str) else "unreadable")
    if person.get("is_bot") is True:
        return news.ignored("from_bot")
    return read(news)


def _message(news: _News) -> Incoming:
    part = news.part
    notice = notice_of(part)
    if notice is not None:
        return news.ignored(notice)
    external_id, sender = news.external_id(part.get("message_id")), news.sender()
    if external_id is None or sender is None:
        return news.ignored("unreadable")
    kind, text = kind_and_text(part)
    return IncomingMessage(
        lane=sender.external_id,
        external_id=external_id,
        sender=news.sender(own_phone(part, sender.external_id)) or sender,
        kind=kind,
        text=text,
        sent_at=read_seconds(part.get("date")),
        reply_to=news.external_id(read_dict(part.get("reply_to_message")).get("message_id")),
        content=_content(part, kind),
        attachments=attachments_of(part),
    )


def _edited(news: _News) -> Incoming:
    """The words that replace the earlier ones."""
    target, sender = news.external_id(news.part.get("message_id")), news.sender()
    if target is None or sender is None:
        return news.ignored("unreadable")
    return IncomingChange(
        lane=sender.external_id,
        target=target,
        sender=sender,
        kind=ChangeKind.EDITED,
        text=kind_and_text(news.part)[1],
        at=read_seconds(news.part.get("edit_date")),
        external_id=news.update_id,
    )


def _pressed(news: _News) -> Incoming:
    """A button below a message of ours."""
    press_id, sender = read_id(news.part.get("id")), news.sender()
    if press_id is None or sender is None:
        return news.ignored("unreadable")
    data = read_text(news.part.get("data")) or ""
    message = news.part.get("message")
    chosen = value_of(data)
    label = pressed_label(message, data) or chosen or data or read_text(news.part.get("game_short_name"))
    return IncomingMessage(
        lane=sender.external_id,
        external_id=f"press:{press_id}",
        sender=sender,
        kind=MessageKind.INTERACTIVE,
        text=label or "",
        reply_to=news.external_id(read_dict(message).get("message_id")),
        content={"data": data, **({} if chosen is None else {"chosen": chosen})},
    )


def _reaction(news: _News) -> Incoming:
    target, sender = news.external_id(news.part.get("message_id")), news.sender()
    if target is None or sender is None:
        return news.ignored("unreadable")
    return IncomingChange(
        lane=sender.external_id,
        target=target,
        sender=sender,
        kind=ChangeKind.REACTED,
        text=emoji_of(news.part.get("new_reaction")),
        at=read_seconds(news.part.get("date")),
        external_id=news.update_id,
    )


def _member(news: _News) -> Incoming:
    """The customer blocked the bot, or let it in again."""
    status = read_dict(news.part.get("new_chat_member")).get("status")
    return news.ignored(status if isinstance(status, str) else "unreadable")


_READERS: Mapping[str, Callable[[_News], Incoming]] = {
    "message": _message,
    "edited_message": _edited,
    "callback_query": _pressed,
    "message_reaction": _reaction,
    "my_chat_member": _member,
}


def _content(part: Mapping[str, Any], kind: MessageKind) -> dict[str, Any]:
    """The part of the message beyond its envelope; nothing for a plain text."""
    hidden = (*_ENVELOPE, "text") if kind is MessageKind.TEXT else _ENVELOPE
    return {key: value for key, value in part.items() if key not in hidden}
