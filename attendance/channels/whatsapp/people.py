"""Who wrote, in WhatsApp's terms.

A person has a business-scoped user id (BSUID, `BR.1349…`), a phone number, or both: whoever took a username may
come without phone, and older samples come without BSUID. The BSUID is the key, the phone an alias.
Source: developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids, read 2026-11.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from attendance.channels.base import Identity

MAX_ID_CHARS = 512
"""Longer than any id of Meta's; an index of the database could not hold much more."""
_PHONE = re.compile(r"\d{7,15}")
_BSUID = re.compile(r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]+")


def sender_of(message: Mapping[str, Any], contacts: Sequence[Any]) -> Identity | None:
    """The person behind a message, with the names of the matching contact; None when it names nobody."""
    phone, bsuid = read_id(message.get("from")), read_id(message.get("from_user_id"))
    contact = _contact_of(phone, bsuid, contacts)
    phone = phone or read_id(contact.get("wa_id"))
    bsuid = bsuid or read_id(contact.get("user_id"))
    ids = [found for found in (bsuid, phone, read_id(contact.get("parent_user_id"))) if found]
    if not ids:
        return None
    profile = contact.get("profile")
    profile = profile if isinstance(profile, dict) else {}
    return Identity(
        external_id=ids[0],
        name=read_text(profile.get("name")),
        phone=e164(phone),
        username=read_text(profile.get("username")) or read_text(contact.get("username")),
        aliases=tuple(ids[1:]),
    )


def recipient_of(status: Mapping[str, Any]) -> str | None:
    """The person whom a status is about; None when it names nobody."""
    names = ("recipient_user_id", "recipient_participant_user_id", "recipient_participant_id", "recipient_id")
    return next((found for name in names if (found := read_id(status.get(name)))), None)


def is_bsuid(external_id: str) -> bool:
    return _BSUID.fullmatch(external_id) is not None


def e164(wa_id: str | None) -> str | None:
    """`5511987654321` → `+5511987654321`; None for anything but 7 to 15 digits."""
    digits = (wa_id or "").removeprefix("+")
    return f"+{digits}" if _PHONE.fullmatch(digits) else None


def read_id(value: object) -> str | None:
    """An id is a short text; some of Meta's samples write numbers."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return value if isinstance(value, str) and 0 < len(value) <= MAX_ID_CHARS else None


def read_text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _contact_of(phone: str | None, bsuid: str | None, contacts: Sequence[Any]) -> Mapping[str, Any]:
    """The contact that shares an id with the message, or the only one, unless an id contradicts it."""
    known = [contact for contact in contacts if isinstance(contact, dict)]
    wanted = (phone, bsuid)
    for contact in known:
        theirs = (read_id(contact.get("wa_id")), read_id(contact.get("user_id")))
        pairs = [(ours, other) for ours, other in zip(wanted, theirs, strict=True) if ours and other]
        if any(ours != other for ours, other in pairs):
            continue
        if pairs or len(known) == 1:
            return contact
    return {}
