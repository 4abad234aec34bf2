"""Renders our messages as forms of Twilio's Messages resource. Pure.

A longer text goes as several SMS, each whole by itself, cut where a reader would. Where the inbox's setting
`long_texts` is `joined`, it goes as one message that phones put together from its segments.
Source: twilio.com/docs/messaging/api/message-resource, read 2026-11.
"""

import re
from collections.abc import Mapping
from typing import Any

from attendance.channels.base import MessageKind, Outgoing
from attendance.channels.menus import numbered, options_of
from attendance.channels.sms.segments import ONE_SMS, segments_of, share_of_one
from attendance.channels.splitting import split
from attendance.kernel.errors import Misconfigured, Rejected

_MOST_CHARS_OF_ALL = 1600
_MOST_SEGMENTS = 10
_NUMBER = re.compile(r"(whatsapp:)?\+?\d{3,15}", re.ASCII)


def render(
    message: Outgoing, *, sender: str, settings: Mapping[str, Any], status_url: str | None
) -> list[dict[str, Any]]:
    """One form per SMS, in order; files make the last an MMS. Raises Rejected for what Twilio would refuse, and
    Misconfigured where it can't fetch the files.

    Only the last asks for statuses: it is the one that our message goes by.
    """
    if message.kind is not MessageKind.TEXT and not message.files:
        raise Rejected(f"SMS can't carry the kind {message.kind}.", reason="unsupported_kind")
    if _NUMBER.fullmatch(message.recipient) is None:
        raise Rejected("This contact has no phone number.", reason="invalid_recipient")
    options = options_of(message.content)
    text = numbered(message.text, options) if options else message.text
    envelope = {"To": message.recipient, **_sender(sender)}
    parts = _parts(text, settings) if text.strip() or not message.files else []
    forms: list[dict[str, Any]] = [{**envelope, "Body": part} for part in parts]
    if message.files:
        forms = [*forms[:-1], {**(forms[-1] if forms else envelope), "MediaUrl": _addresses(message)}]
    if status_url is not None:
        forms[-1]["StatusCallback"] = status_url
    return forms


def _addresses(message: Outgoing) -> list[str]:
    """Where Twilio fetches the files."""
    urls = [file.url for file in message.files if file.url is not None]
    if len(urls) < len(message.files):
        raise Misconfigured(
            "Twilio fetches files itself: this product needs a public address (ATTENDANCE_PUBLIC_URL).",
            reason="public_url_missing",
        )
    return urls


def _parts(text: str, settings: Mapping[str, Any]) -> list[str]:
    if not text.strip():
        raise Rejected("An empty message can't be sent.", reason="empty_text")
    if settings.get("long_texts") != "joined":
        return split(text, ONE_SMS, share_of_one)
    count = segments_of(text.strip()).count
    if count > _MOST_SEGMENTS or len(text) > _MOST_CHARS_OF_ALL:
        raise Rejected(f"This text needs {count} SMS, more than {_MOST_SEGMENTS}.", reason="text_too_long")
    return [text.strip()]


def _sender(sender: str) -> dict[str, str]:
    return {"MessagingServiceSid": sender} if sender.startswith("MG") else {"From": sender}
