"""Webhook bodies as Meta writes them: one message, one status, or many in one batch, and their signature."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from typing import Any

from attendance.kernel import clock
from attendance.kernel.ids import new_id

PHONE_NUMBER_ID = "200300400500600"
DISPLAY_PHONE_NUMBER = "551140001000"


def wamid() -> str:
    return f"wamid.{new_id().hex.upper()}"


def message(
    phone: str | None,
    *,
    message_id: str | None = None,
    kind: str = "text",
    part: Mapping[str, Any] | None = None,
    text: str = "Oi",
    reply_to: str | None = None,
    bsuid: str | None = None,
) -> dict[str, Any]:
    """One item of `messages`: a text, or `kind` with its `part`. A person without phone has a BSUID."""
    item: dict[str, Any] = {"id": message_id or wamid(), "timestamp": _timestamp(), "type": kind}
    item[kind] = dict(part) if part is not None else {"body": text}
    if phone is not None:
        item["from"] = phone
    if bsuid is not None:
        item["from_user_id"] = bsuid
    if reply_to is not None:
        item["context"] = {"from": DISPLAY_PHONE_NUMBER, "id": reply_to}
    return item


def contact(phone: str | None, name: str, bsuid: str | None = None) -> dict[str, Any]:
    item: dict[str, Any] = {"profile": {"name": name}}
    if phone is not None:
        item["wa_id"] = phone
    if bsuid is not None:
        item["user_id"] = bsuid
    return item


def status(message_id: str, state: str, recipient: Mapping[str, str], **more: Any) -> dict[str, Any]:
    """One item of `statuses`; `recipient` is {"recipient_id": phone} or {"recipient_user_id": bsuid}."""
    return {"id": message_id, "status": state, "timestamp": _timestamp(), **recipient, **more}


def webhook(
    *,
    messages: Sequence[Mapping[str, Any]] = (),
    contacts: Sequence[Mapping[str, Any]] = (),
    statuses: Sequence[Mapping[str, Any]] = (),
    phone_number_id: str = PHONE_NUMBER_ID,
) -> bytes:
    """The whole body of one webhook call."""
    value: dict[str, Any] = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": DISPLAY_PHONE_NUMBER, "phone_number_id": phone_number_id},
    }
    parts = {"contacts": contacts, "messages": messages, "statuses": statuses}
    value |= {name: list(items) for name, items in parts.items() if items}
    change = {"field": "messages", "value": value}
    body = {"object": "whatsapp_business_account", "entry": [{"id": "100200300400", "changes": [change]}]}
    return json.dumps(body, ensure_ascii=False).encode()


def signature(body: bytes, app_secret: str) -> str:
    """The X-Hub-Signature-256 header."""
    return "sha256=" + hmac.new(app_secret.encode(), body, hashlib.sha256).hexdigest()


def _timestamp() -> str:
    return str(int(clock.now().timestamp()))
