"""Reads what WhatsApp tells beside messages: about templates, the account, people's wishes and their new ids. Pure.

Source: developers.facebook.com/documentation/business-messaging/whatsapp/webhooks (message_template_status_update,
message_template_quality_update, template_category_update, account_update, phone_number_quality_update,
business_capability_update, user_preferences, user_id_update, messages of type system), read 2026-11.
"""

from collections.abc import Callable, Mapping
from typing import Any

from attendance.channels.base import (
    Identity,
    Incoming,
    IncomingConsent,
    IncomingMove,
    IncomingNotice,
    IncomingTemplate,
)
from attendance.channels.reading import e164, read_dict, read_id, read_seconds, read_text

_STILL_SENT = {"reinstated": "approved", "unpaused": "approved", "flagged": "approved"}
_NO_REASON = ("NONE", "")
_BAD_NEWS = ("restriction", "violation", "disabled", "deleted", "ban")
_REFUSALS = {"stop": "marketing", "resume": None, "signup": None}


def account_news(field: str, value: Mapping[str, Any], account: str | None) -> Incoming | None:
    """News of a template, a number or the account; None for fields that we don't act on."""
    read = _FIELDS.get(field)
    return None if read is None else read(value, account)


def wish(item: Mapping[str, Any], account: str | None) -> Incoming | None:
    """One of `user_preferences`: somebody wants marketing, or doesn't any more."""
    person, value = read_id(item.get("user_id")) or read_id(item.get("wa_id")), item.get("value")
    is_known = isinstance(value, str) and value in _REFUSALS
    if person is None or not is_known or item.get("category") != "marketing_messages":
        return None
    return IncomingConsent(
        lane=person,
        person=person,
        refuses="marketing" if value == "stop" else None,
        at=read_seconds(item.get("timestamp")),
        account=account,
    )


def new_user_id(item: Mapping[str, Any], account: str | None) -> Incoming | None:
    """One of `user_id_update`: Meta made a new business-scoped id for somebody."""
    pairs = [read_dict(item.get(name)) for name in ("user_id", "parent_user_id")]
    former = _ids(pair.get("previous") for pair in pairs)
    current = _ids([*(pair.get("current") for pair in pairs[:1]), item.get("wa_id")])
    current += _ids(pair.get("current") for pair in pairs[1:])
    phone = read_id(item.get("wa_id"))
    return _moved(former, current, phone, account) if former and current else None


def moved(message: Mapping[str, Any], account: str | None) -> Incoming | None:
    """A `system` message: the customer has another number, and with it another business-scoped id."""
    system = read_dict(message.get("system"))
    former = _ids([message.get("from_user_id"), message.get("from")])
    phone = read_id(system.get("wa_id")) or read_id(system.get("new_wa_id"))
    current = _ids([system.get("user_id"), phone, system.get("parent_user_id")])
    if not former or not current or set(current) <= set(former):
        return None
    return _moved(former, current, phone, account, external_id=read_id(message.get("id")))


def _moved(
    former: list[str],
    current: list[str],
    phone: str | None,
    account: str | None,
    *,
    external_id: str | None = None,
) -> Incoming:
    person = Identity(current[0], phone=e164(phone), aliases=tuple(current[1:]))
    return IncomingMove(former[0], tuple(former), current=person, account=account, external_id=external_id)


def _ids(values: Any) -> list[str]:
    found = [read_id(value) for value in values]
    return list(dict.fromkeys(one for one in found if one is not None))


def _template(value: Mapping[str, Any], account: str | None, **told: str | None) -> Incoming | None:
    name = read_text(value.get("message_template_name"))
    language = read_text(value.get("message_template_language"))
    if name is None or language is None:
        return None
    return IncomingTemplate(
        lane=_lane(account),
        external_id=read_id(value.get("message_template_id")) or name,
        name=name,
        language=language.replace("-", "_"),
        account=account,
        **told,
    )


def _template_status(value: Mapping[str, Any], account: str | None) -> Incoming | None:
    event, reason = (read_text(value.get(key)) for key in ("event", "reason"))
    if event is None:
        return None
    status = event.lower()
    return _template(
        value,
        account,
        status=_STILL_SENT.get(status, status),
        quality="red" if status == "flagged" else None,
        reason=None if reason in _NO_REASON else reason,
    )


def _template_quality(value: Mapping[str, Any], account: str | None) -> Incoming | None:
    quality = read_text(value.get("new_quality_score"))
    return _template(value, account, quality=quality.lower()) if quality else None


def _template_category(value: Mapping[str, Any], account: str | None) -> Incoming | None:
    """`correct_category` announces what it will become; only `new_category` holds already."""
    category = read_text(value.get("new_category"))
    announced = "correct_category" in value
    return _template(value, account, category=category.lower()) if category and not announced else None


def _number_quality(value: Mapping[str, Any], account: str | None) -> Incoming | None:
    event = (read_text(value.get("event")) or "").lower()
    facts: dict[str, Any] = {}
    if limit := read_text(value.get("current_limit")):
        facts["messaging_limit"] = limit
    if event in ("flagged", "unflagged"):
        facts["quality"] = "red" if event == "flagged" else "green"
    problem = "WhatsApp flagged this number: customers block or report it." if event == "flagged" else None
    return IncomingNotice(_lane(account), facts, problem, account) if facts else None


def _account(value: Mapping[str, Any], account: str | None) -> Incoming | None:
    event = read_text(value.get("event"))
    if event is None:
        return None
    status = event.lower()
    violation = read_text(read_dict(value.get("violation_info")).get("violation_type"))
    words = f"WhatsApp reports {event}" + (f": {violation}." if violation else " for this account.")
    is_bad = any(word in status for word in _BAD_NEWS)
    return IncomingNotice(_lane(account), {"account_status": status}, words if is_bad else None, account)


def _capability(value: Mapping[str, Any], account: str | None) -> Incoming | None:
    names = ("max_daily_conversations_per_business", "max_daily_conversation_per_phone")
    limit = next((read_id(value[name]) for name in names if name in value), None)
    if limit is None:
        return None
    tier = "TIER_UNLIMITED" if limit == "-1" else f"TIER_{limit}"
    return IncomingNotice(_lane(account), {"messaging_limit": tier}, account=account)


def _lane(account: str | None) -> str:
    return f"account:{account or 'unknown'}"


_FIELDS: Mapping[str, Callable[[Mapping[str, Any], str | None], Incoming | None]] = {
    "message_template_status_update": _template_status,
    "message_template_quality_update": _template_quality,
    "template_category_update": _template_category,
    "phone_number_quality_update": _number_quality,
    "account_update": _account,
    "business_capability_update": _capability,
}
