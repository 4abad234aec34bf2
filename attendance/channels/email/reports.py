"""What mail servers say became of a mail of ours: delivery reports (RFC 3464) and read receipts (RFC 8098)."""

import re
from email.message import Message
from typing import Final

from attendance.channels.base import DeliveryState, Ignored, IncomingStatus
from attendance.channels.email import addresses
from attendance.channels.email.headers import date_of, message_ids, text_of, token_of
from attendance.channels.email.mime import content_of, read
from attendance.vendors.mail_status import enhanced_status, meaning_of

_STATES: Final = {"failed": DeliveryState.FAILED, "delivered": DeliveryState.DELIVERED}


def read_report(mail: Message, lane: str) -> IncomingStatus | Ignored | None:
    """The status that the report tells; None when it is no report, or not about a mail that it names."""
    if mail.get_content_type() != "multipart/report" or not mail.is_multipart():
        return None
    kind = str(mail.get_param("report-type") or "").lower()
    original = _original_id(mail)
    if original is None:
        return None
    for part in mail.walk():
        content_type = part.get_content_type()
        if kind == "disposition-notification" and content_type == "message/disposition-notification":
            return _read_receipt(mail, part, lane, original)
        if content_type == "message/delivery-status":
            return _delivery(mail, part, lane, original)
    return None


def _delivery(mail: Message, part: Message, lane: str, original: str) -> IncomingStatus | Ignored:
    fields = _fields(part)
    action = token_of(fields, "Action")
    state = _STATES.get(action)
    if state is None:
        return Ignored(lane, f"report.{action or 'unreadable'}", {"message_id": original}, original)
    code, reason = _reason(fields) if state is DeliveryState.FAILED else (None, None)
    return IncomingStatus(
        lane, original, state, at=date_of(mail), reason_code=code, reason=reason,
        message_id=addresses.message_of(original),
    )  # fmt: skip


def _reason(fields: Message) -> tuple[str, str]:
    said = text_of(fields, "Diagnostic-Code").partition(";")[2].strip()
    status = text_of(fields, "Status").split(" ")[0]
    return meaning_of(status or enhanced_status(said), said)


def _read_receipt(mail: Message, part: Message, lane: str, original: str) -> IncomingStatus | Ignored:
    """A person opened it; that a program deleted it unread says nothing."""
    disposition = text_of(_fields(part), "Disposition").lower()
    if "displayed" not in disposition:
        return Ignored(lane, "report.unread", {"message_id": original}, original)
    return IncomingStatus(
        lane, original, DeliveryState.READ, at=date_of(mail), message_id=addresses.message_of(original)
    )


def _fields(part: Message) -> Message:
    """The report's fields: those of the (first) recipient are in a block of their own."""
    payload = part.get_payload()
    blocks = [block for block in payload if isinstance(block, Message)] if isinstance(payload, list) else []
    if not blocks:
        blocks = [read(block) for block in re.split(rb"\r?\n\r?\n", content_of(part)) if block.strip()]
    merged = Message()
    for block in blocks:
        for name, value in block.raw_items():
            if name not in merged:
                merged[name] = str(value)
    return merged


def _original_id(mail: Message) -> str | None:
    """The Message-ID of the mail that the report is about."""
    for part in mail.walk():
        content_type = part.get_content_type()
        if content_type == "message/disposition-notification" and (
            found := message_ids(_fields(part), "Original-Message-ID")
        ):
            return found[0]
        if content_type == "text/rfc822-headers" and (
            found := message_ids(read(content_of(part)), "Message-ID")
        ):
            return found[0]
        if content_type == "message/rfc822" and part.is_multipart():
            inner = part.get_payload(0)
            if isinstance(inner, Message) and (found := message_ids(inner, "Message-ID")):
                return found[0]
    return None
