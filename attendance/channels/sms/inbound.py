"""Turns a form of Twilio's into our message or status, losing nothing. One delivery is one piece of news.

Source: twilio.com/docs/messaging/guides/webhook-request and …/track-outbound-message-status, read 2026-11.
"""

from collections.abc import Mapping
from itertools import count, takewhile
from typing import Any

from attendance.channels.base import (
    Attachment,
    DeliveryState,
    Identity,
    Ignored,
    Incoming,
    IncomingMessage,
    IncomingStatus,
    MessageKind,
)
from attendance.channels.form_body import read_form
from attendance.channels.reading import e164, read_id, read_text
from attendance.channels.sms.consent import consent_in
from attendance.kernel.errors import InvalidInput
from attendance.vendors.twilio import meaning_of

_NOBODY = "account"
_IDS = ("MessageSid", "SmsSid", "SmsMessageSid")
_STATES = {
    "sent": DeliveryState.SENT,
    "delivered": DeliveryState.DELIVERED,
    "read": DeliveryState.READ,
    "undelivered": DeliveryState.FAILED,
    "failed": DeliveryState.FAILED,
    "canceled": DeliveryState.FAILED,
}
_ARRIVED = ("received", "receiving")
_KINDS = {"image": MessageKind.IMAGE, "audio": MessageKind.AUDIO, "video": MessageKind.VIDEO}
_CARDS = ("text/vcard", "text/x-vcard", "text/directory")
_ENVELOPE = (
    *_IDS, "AccountSid", "ApiVersion", "Body", "From", "NumSegments", "ReferralNumMedia", "SmsStatus", "To",
    "ToCity", "ToCountry", "ToState", "ToZip",
)  # fmt: skip


def parse(body: bytes) -> list[Incoming]:
    """The piece of news, and what it says about receiving more. Raises InvalidInput for what isn't Twilio's."""
    form = read_form(body)
    if not any(name in form for name in (*_IDS, "AccountSid")):
        raise InvalidInput("The body is not a form of Twilio: it names no message.")
    status = form.get("MessageStatus") or form.get("SmsStatus", "received")
    if status not in _ARRIVED:
        return [_status(form, status)]
    sender = read_id(form.get("From"))
    consent = consent_in(form, sender, read_id(form.get("To"))) if sender else None
    return [_message(form), *([consent] if consent else [])]


def lanes(body: bytes) -> list[str]:
    return list(dict.fromkeys(incoming.lane for incoming in parse(body)))


def _message(form: Mapping[str, str]) -> Incoming:
    sid, sender = _sid(form), read_id(form.get("From"))
    if sid is None or sender is None:
        return Ignored(sender or _NOBODY, "message.unreadable", form, sid)
    media, attached = _media(form), _attachments(form)
    return IncomingMessage(
        lane=sender,
        external_id=sid,
        sender=Identity(
            sender,
            name=read_text(form.get("ProfileName")),
            phone=e164(sender.removeprefix("whatsapp:")) if "+" in sender else None,
        ),
        kind=attached[0].kind if attached else MessageKind.TEXT,
        text=form.get("Body", ""),
        reply_to=read_id(form.get("OriginalRepliedMessageSid")),
        content=_content(form, media),
        account=read_id(form.get("To")),
        attachments=attached,
    )


def _status(form: Mapping[str, str], name: str) -> Incoming:
    sid, state = _sid(form), _STATES.get(name)
    lane = read_id(form.get("To")) or _NOBODY
    if sid is None or state is None:
        return Ignored(lane, "status.unreadable" if sid is None else f"status.{name[:40]}", form, sid)
    is_failed = state is DeliveryState.FAILED
    code = _code(form.get("ErrorCode"))
    outcome, reason = ("rejected", "canceled") if name == "canceled" else meaning_of(code)
    return IncomingStatus(
        lane=lane,
        external_id=sid,
        state=state,
        reason_code=reason if is_failed else None,
        reason=_words(form, name, code) if is_failed else None,
        may_retry=is_failed and outcome == "temporary",
        account=read_id(form.get("From")),
    )


def _sid(form: Mapping[str, str]) -> str | None:
    return next((sid for name in _IDS if (sid := read_id(form.get(name)))), None)


def _media(form: Mapping[str, str]) -> list[dict[str, str]]:
    numbers = takewhile(lambda number: f"MediaUrl{number}" in form, count())
    return [
        {"url": form[f"MediaUrl{number}"], "content_type": form.get(f"MediaContentType{number}", "")}
        for number in numbers
    ]


def _attachments(form: Mapping[str, str]) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(_kind(one["content_type"]), url=one["url"], mime_type=one["content_type"] or None)
        for one in _media(form)
    )


def _kind(content_type: str) -> MessageKind:
    if content_type.partition(";")[0].strip().lower() in _CARDS:
        return MessageKind.CONTACTS
    return _KINDS.get(content_type.partition("/")[0].lower(), MessageKind.DOCUMENT)


def _content(form: Mapping[str, str], media: list[dict[str, str]]) -> dict[str, Any]:
    """What the form tells beyond its envelope: media, the place that a number belongs to, an opt-out."""
    more: dict[str, Any] = {
        name: value
        for name, value in form.items()
        if value
        and name not in _ENVELOPE
        and not name.startswith(("MediaUrl", "MediaContentType", "NumMedia"))
    }
    return {**more, "media": media} if media else more


def _code(digits: str | None) -> int | None:
    return int(digits) if digits and digits.isascii() and digits.isdigit() and len(digits) < 10 else None


def _words(form: Mapping[str, str], status: str, code: int | None) -> str:
    told = read_text(form.get("ErrorMessage"))
    return told or f"Twilio reports {status}" + (f" (error {code})." if code else ".")
