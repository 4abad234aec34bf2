"""Renders our messages as requests of the Bot API. Pure.

Source: core.telegram.org/bots/api#sendmessage, Bot API 10.1, read 2026-11.
"""

import re
from collections.abc import Sequence
from typing import Any

from attendance.channels.base import MessageKind, Outgoing
from attendance.channels.menus import CHOSEN, Option, numbered, options_of
from attendance.channels.sharing import people_of, place_of
from attendance.channels.splitting import split, utf8_bytes, utf16_units
from attendance.channels.telegram import media
from attendance.channels.telegram.inbound import message_id_of
from attendance.kernel.errors import Rejected

MAX_TEXT_CHARS = 4096
_MOST_BUTTONS = 100
_LONGEST_DATA_BYTES = 64
_SHORT_LABEL, _MOST_IN_ROW = 2, 6
_NO_WORDS = "👇"
_CHAT = re.compile(r"-?\d{1,19}", re.ASCII)


def render(message: Outgoing) -> list[dict[str, Any]]:
    """The bodies of one or more `sendMessage`, in order. Raises Rejected for what Telegram would refuse.

    The first quotes, the last has the buttons.
    """
    chat_id = chat_of(message.recipient)
    if message.kind is not MessageKind.TEXT:
        raise Rejected(f"Telegram can't be sent the kind {message.kind} yet.", reason="unsupported_kind")
    options = options_of(message.content)
    has_buttons = _fit(options)
    text = message.text if has_buttons or not options else numbered(message.text, options)
    parts = split(text, MAX_TEXT_CHARS, utf16_units) or ([_NO_WORDS] if has_buttons else [])
    if not parts:
        raise Rejected("An empty message can't be sent.", reason="empty_text")
    bodies: list[dict[str, Any]] = [{"chat_id": chat_id, "text": part} for part in parts]
    bodies[0] |= _quoting(message)
    if has_buttons:
        bodies[-1]["reply_markup"] = {"inline_keyboard": _rows(options)}
    return bodies


def calls_of(message: Outgoing) -> list[media.Call]:
    """The calls that send it, in order: words that no caption can hold go before the file, choices below it.

    Raises Rejected for what Telegram would refuse.
    """
    if message.kind in (MessageKind.LOCATION, MessageKind.CONTACTS):
        return _shared(message)
    if not message.files:
        return [media.Call("sendMessage", body) for body in render(message)]
    file, text = message.files[0], message.text
    options = options_of(message.content)
    if options and not _fit(options):
        text = numbered(text, options)
    common = {"chat_id": chat_of(message.recipient)}
    fits = media.takes_caption(file, text)
    call = media.call_for(file, common, text if fits else "")
    calls = [call]
    if not fits and text.strip():
        calls = [
            media.Call("sendMessage", {**common, "text": part})
            for part in split(text, MAX_TEXT_CHARS, utf16_units)
        ]
        calls.append(call)
    calls[0].body.update(_quoting(message))
    if _fit(options):
        call.body["reply_markup"] = {"inline_keyboard": _rows(options)}
    return calls


def _shared(message: Outgoing) -> list[media.Call]:
    """A venue needs a name and an address; a place that lacks one is a point. Each person is a message of their own."""
    common = {"chat_id": chat_of(message.recipient)}
    if message.kind is MessageKind.LOCATION:
        place = place_of(message.content)
        point = {**common, "latitude": place.latitude, "longitude": place.longitude}
        is_venue = bool(place.name and place.address)
        told = {"title": place.name, "address": place.address} if is_venue else {}
        calls = [media.Call("sendVenue" if is_venue else "sendLocation", point | told)]
    else:
        calls = [
            media.Call("sendContact", {**common, "phone_number": one.phone, "first_name": one.name})
            for one in people_of(message.content)
        ]
    calls[0].body.update(_quoting(message))
    return calls


def _quoting(message: Outgoing) -> dict[str, Any]:
    quoted = message_id_of(message.reply_to or "", message.recipient)
    return (
        {"reply_parameters": {"message_id": quoted, "allow_sending_without_reply": True}}
        if quoted is not None
        else {}
    )


def chat_of(recipient: str) -> int:
    if _CHAT.fullmatch(recipient) is None:
        raise Rejected("This contact has no Telegram id.", reason="invalid_recipient")
    return int(recipient)


def _fit(options: Sequence[Option]) -> bool:
    """Whether each option can hand back its value from a button."""
    if not options:
        return False
    sizes = [utf8_bytes(CHOSEN + option.value) for option in options]
    labelled = all(option.label.strip() for option in options)
    return len(options) <= _MOST_BUTTONS and labelled and max(sizes) <= _LONGEST_DATA_BYTES


def _rows(options: Sequence[Option]) -> list[list[dict[str, str]]]:
    """One button below the other; short ones (a scale from 0 to 10) side by side, in rows of about the same length."""
    if any(len(option.label) > _SHORT_LABEL for option in options):
        return [[_button(option)] for option in options]
    count = -(-len(options) // _MOST_IN_ROW)
    size = -(-len(options) // count) if count else 1
    buttons = [_button(option) for option in options]
    return [buttons[start : start + size] for start in range(0, len(buttons), size)]


def _button(option: Option) -> dict[str, str]:
    return {"text": option.label, "callback_data": CHOSEN + option.value}
