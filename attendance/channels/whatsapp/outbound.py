"""Renders our messages as requests of the Cloud API. Pure.

Source: developers.facebook.com/documentation/business-messaging/whatsapp/messages/text-messages,
…/interactive-reply-buttons-messages and …/interactive-list-messages, read 2026-11.
"""

from collections.abc import Sequence
from typing import Any, Literal

from attendance.channels.base import MessageKind, Outgoing
from attendance.channels.menus import CHOSEN, Option, numbered, options_of
from attendance.channels.reading import e164
from attendance.channels.whatsapp import approved
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
    """The body of `POST /messages`. Raises Rejected for what WhatsApp would refuse.

    `biz_opaque_callback_data` comes back in every status: it matches one that arrives before our call returns.
    """
    body: dict[str, Any] = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **_address(message),
        **_body(message),
        "biz_opaque_callback_data": str(message.message_id),
    }
    if message.reply_to is not None:
        body["context"] = {"message_id": message.reply_to}
    return body


def _address(message: Outgoing) -> dict[str, str]:
    """A phone in `to` (Meta asks for it where it is known), otherwise the BSUID in `recipient`.

    A BSUID in `to` would be accepted and never delivered.
    """
    for external_id in (message.recipient, *message.recipient_aliases):
        if phone := e164(external_id):
            return {"to": phone}
    if is_bsuid(message.recipient):
        return {"recipient": message.recipient}
    raise Rejected("This contact has neither a phone nor a WhatsApp id.", reason="invalid_recipient")


def _body(message: Outgoing) -> dict[str, Any]:
    if "template" in message.content:
        return approved.render(message)
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
