"""Renders our messages as requests of the Cloud API. Pure.

Source: developers.facebook.com/documentation/business-messaging/whatsapp/messages/text-messages, read 2026-11.
"""

from typing import Any

from attendance.channels.base import MessageKind, Outgoing
from attendance.channels.whatsapp.people import e164, is_bsuid
from attendance.kernel.errors import Rejected

MAX_TEXT_CHARS = 4096


def render(message: Outgoing) -> dict[str, Any]:
    """The body of `POST /messages`. Raises Rejected for what WhatsApp would refuse.

    `biz_opaque_callback_data` comes back in every status: it matches one that arrives before our call returns.
    """
    body: dict[str, Any] = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **_address(message),
        "type": "text",
        "text": _text(message),
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


def _text(message: Outgoing) -> dict[str, Any]:
    if message.kind is not MessageKind.TEXT:
        raise Rejected(f"WhatsApp can't be sent the kind {message.kind} yet.", reason="unsupported_kind")
    if not message.text.strip():
        raise Rejected("An empty message can't be sent.", reason="empty_text")
    if len(message.text) > MAX_TEXT_CHARS:
        raise Rejected(f"WhatsApp takes {MAX_TEXT_CHARS} characters at most.", reason="text_too_long")
    return {"body": message.text, "preview_url": "://" in message.text}
