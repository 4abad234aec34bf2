"""Who wrote, in WhatsApp's terms.

A person has a business-scoped user id (BSUID, `BR.1349…`), a phone number, or both: whoever took a username may
come without phone, and older samples come without BSUID. The BSUID is the key, the phone an alias.
Source: developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids, read 2026-11.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from attendance.channels.base import Identity
from attendance.channels.reading import e164, read_id, read_text

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


def customer_of(echo: Mapping[str, Any]) -> Identity | None:
    """The person to whom the business wrote in its own app; None when it names nobody."""
    phone, bsuid = read_id(echo.get("to")), read_id(echo.get("to_user_id"))
    ids = [found for found in (bsuid, phone) if found]
    return Identity(ids[0], phone=e164(phone), aliases=tuple(ids[1:])) if ids else None


def recipient_of(status: Mapping[str, Any]) -> str | None:
    """The person whom a status is about; None when it names nobody."""
    names = ("recipient_user_id", "recipient_participant_user_id", "recipient_participant_id", "recipient_id")
    return next((found for name in names if (found := read_id(status.get(name)))), None)


def is_bsuid(external_id: str) -> bool:
    return _BSUID.fullmatch(external_id) is not None


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
