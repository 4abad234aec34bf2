"""Renders our messages as requests of the Cloud API. Pure.

Source: developers.facebook.com/documentation/business-messaging/whatsapp/messages/text-messages,
…/interactive-reply-buttons-messages and …/interactive-list-messages, read 2026-11.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from attendance.channels.base import MessageKind, Outgoing
from attendance.channels.menus import CHOSEN, Option, numbered, options_of
from attendance.channels.reading import e164
from attendance.channels.sharing import people_content, people_of, place_of
from attendance.channels.whatsapp import approved
from attendance.channels.whatsapp.media import MAX_CAPTION_CHARS, file_part, takes_caption
from attendance.channels.whatsapp.people import is_bsuid
from attendance.kernel.errors import Rejected

MAX_TEXT_CHARS = 4096
_MOST_BUTTONS, _LONGEST_BUTTON = 3, 20
_MOST_ROWS, _LONGEST_ROW = 10, 24
_LONGEST_ID = 200
_LONGEST_BUTTONS_BODY = 1024
_NO_WORDS = "👇"
_OPENS_LIST = "☰"


def render(message: Outgoing) -> dict[str, Any]:
    """The body of `POST /messages` for a message without a file. Raises Rejected for what WhatsApp would refuse."""
    return render_parts(message)[0]


def render_parts(message: Outgoing, media_id: str | None = None) -> list[dict[str, Any]]:
    """The bodies of one or more `POST /messages`, in order; `media_id` is the message's file.

    The first quotes. `biz_opaque_callback_data` comes back in every status of the last: it matches one that arrives
    before our call returns. Raises Rejected for what WhatsApp would refuse.
    """
    common = {"messaging_product": "whatsapp", "recipient_type": "individual", **_address(message)}
    bodies: list[dict[str, Any]] = [{**common, **part} for part in _parts(message, media_id)]
    bodies[-1]["biz_opaque_callback_data"] = str(message.message_id)
    if message.reply_to is not None:
        bodies[0]["context"] = {"message_id": message.reply_to}
    return bodies


def _parts(message: Outgoing, media_id: str | None) -> list[dict[str, Any]]:
    """Words that no caption can hold go before the file, choices after it."""
    if media_id is None:
        return [_body(message)]
    file = message.files[0]
    has_choices = bool(options_of(message.content))
    fits = takes_caption(file.kind) and len(message.text) <= MAX_CAPTION_CHARS and not has_choices
    part = {"type": file.kind.value, file.kind.value: file_part(file, media_id, message.text if fits else "")}
    if fits or not (message.text.strip() or has_choices):
        return [part]
    words = _body(replace(message, kind=MessageKind.TEXT))
    return [part, words] if has_choices else [words, part]


def reaction(recipient: str, external_id: str, emoji: str | None) -> dict[str, Any]:
    """The body that puts our emoji on a message; an empty one takes it back. Raises Rejected."""
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **_address_of((recipient,)),
        "type": "reaction",
        "reaction": {"message_id": external_id, "emoji": emoji or ""},
    }


def _address(message: Outgoing) -> dict[str, str]:
    return _address_of((message.recipient, *message.recipient_aliases))


def _address_of(external_ids: Sequence[str]) -> dict[str, str]:
    """A phone in `to` (Meta asks for it where it is known), otherwise the BSUID in `recipient`.

    A BSUID in `to` would be accepted and never delivered.
    """
    for external_id in external_ids:
        if phone := e164(external_id):
            return {"to": phone}
    if is_bsuid(external_ids[0]):
        return {"recipient": external_ids[0]}
    raise Rejected("This contact has neither a phone nor a WhatsApp id.", reason="invalid_recipient")


def _body(message: Outgoing) -> dict[str, Any]:
    if "template" in message.content:
        return approved.render(message)
    if message.kind in (MessageKind.LOCATION, MessageKind.CONTACTS):
        return _shared(message)
    options = options_of(message.content)
    shape = _shape(message.text, options)
    if shape is None:
        text = numbered(message.text, options) if options else message.text
        return {"type": "text", "text": _text(message, text)}
    return {
        "type": "interactive",
        "interactive": {
            "type": shape,
            "body": {"text": message.text.strip() or _NO_WORDS},
            "action": _action(shape, options),
        },
    }


def _shared(message: Outgoing) -> dict[str, Any]:
    """…/location-messages and …/contacts-messages: a `wa_id` makes the card a chat that can be opened."""
    if message.kind is MessageKind.LOCATION:
        return {"type": "location", "location": place_of(message.content).content()["location"]}
    cards = people_content(people_of(message.content))["contacts"]
    for card in cards:
        phone = card["phones"][0]
        phone["type"] = "CELL"
        if phone["phone"].startswith("+"):
            phone["wa_id"] = "".join(filter(str.isdigit, phone["phone"]))
    return {"type": "contacts", "contacts": cards}


def _shape(text: str, options: Sequence[Option]) -> Literal["button", "list"] | None:
    """How WhatsApp can show these options; None when they are too many, too long or not distinct."""
    labels = {option.label for option in options}
    fits_id = all(len(CHOSEN + option.value) <= _LONGEST_ID for option in options)
    if not options or len(labels) < len(options) or not all(labels) or not fits_id:
        return None
    longest = max(map(len, labels))
    if len(options) <= _MOST_BUTTONS and longest <= _LONGEST_BUTTON and len(text) <= _LONGEST_BUTTONS_BODY:
        return "button"
    fits_list = len(options) <= _MOST_ROWS and longest <= _LONGEST_ROW and len(text) <= MAX_TEXT_CHARS
    return "list" if fits_list else None


def _action(shape: Literal["button", "list"], options: Sequence[Option]) -> dict[str, Any]:
    choices = [{"id": CHOSEN + option.value, "title": option.label} for option in options]
    if shape == "button":
        return {"buttons": [{"type": "reply", "reply": choice} for choice in choices]}
    return {"button": _OPENS_LIST, "sections": [{"rows": choices}]}


def _text(message: Outgoing, text: str) -> dict[str, Any]:
    if message.kind is not MessageKind.TEXT:
        raise Rejected(f"WhatsApp can't be sent the kind {message.kind} yet.", reason="unsupported_kind")
    if not text.strip():
        raise Rejected("An empty message can't be sent.", reason="empty_text")
    if len(text) > MAX_TEXT_CHARS:
        raise Rejected(f"WhatsApp takes {MAX_TEXT_CHARS} characters at most.", reason="text_too_long")
    return {"body": text, "preview_url": "://" in text}
