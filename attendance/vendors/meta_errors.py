"""What Meta's error codes mean for us, as one table, for refused calls and for `failed` statuses alike.

Source: developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes and
developers.facebook.com/docs/messenger-platform/error-codes, read 2026-11.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Outcome = Literal["temporary", "rejected", "misconfigured"]


@dataclass(frozen=True, slots=True)
class Failure:
    """One failure: may it be repeated, a reason code of ours, and Meta's own words."""

    outcome: Outcome
    reason: str
    detail: str
    code: int | None
    retry_after_seconds: float | None = None


_TEMPORARY = {
    1: "vendor_error",
    2: "vendor_unavailable",
    4: "rate_limited",
    613: "rate_limited",
    1200: "vendor_unavailable",
    80002: "rate_limited",
    80006: "rate_limited",
    80007: "rate_limited",
    130429: "rate_limited",
    131000: "vendor_error",
    131016: "vendor_unavailable",
    131048: "spam_rate_limited",
    131056: "recipient_rate_limited",
    131057: "account_in_maintenance",
    133004: "vendor_unavailable",
    133016: "rate_limited",
}
_REJECTED = {
    100: "invalid_parameter",
    230: "recipient_unavailable",
    551: "recipient_unavailable",
    130472: "recipient_in_experiment",
    131008: "invalid_parameter",
    131009: "invalid_parameter",
    131021: "recipient_is_sender",
    131026: "undeliverable",
    131030: "recipient_not_allowed",
    131047: "needs_template",
    131049: "recipient_saturated",
    131050: "opted_out",
    131051: "unsupported_kind",
    131052: "media_unavailable",
    131053: "media_refused",
    131062: "needs_phone_number",
}
_MISCONFIGURED = {
    0: "token_expired",
    3: "permission_denied",
    10: "permission_denied",
    33: "unknown_phone_number_id",
    190: "token_expired",
    368: "account_blocked",
    2022: "account_blocked",
    10904: "messages_disabled",
    131005: "permission_denied",
    131031: "account_locked",
    131042: "payment_problem",
    131045: "number_not_registered",
    133010: "number_not_registered",
}
_REJECTED_SUBCODES = {
    1545041: "recipient_unavailable",
    2018001: "unknown_recipient",
    2018278: "window_closed",
    2534022: "window_closed",
}
"""Of Messenger and Instagram: they say more than their code, which is one of permissions."""
_RETRY_AFTER_SECONDS = {131056: 6.0}
"""The pair limit is one message per 6 s, so waiting less can't succeed."""
_UNKNOWN_NUMBER_SUBCODE = 33


def failure_of(error: Mapping[str, Any], http_status: int | None = None) -> Failure:
    """Read an error object of Meta's, of an answer (with its HTTP status) or of a webhook (without)."""
    code = _int(error.get("code"))
    outcome, reason = _meaning(code, _int(error.get("error_subcode")), error, http_status)
    after = _RETRY_AFTER_SECONDS.get(code) if code is not None else None
    return Failure(outcome, reason, _words(error, http_status), code, after)


def _meaning(
    code: int | None, subcode: int | None, error: Mapping[str, Any], http_status: int | None
) -> tuple[Outcome, str]:
    if code == 100 and subcode == _UNKNOWN_NUMBER_SUBCODE:
        return "misconfigured", "unknown_phone_number_id"
    if subcode in _REJECTED_SUBCODES:
        return "rejected", _REJECTED_SUBCODES[subcode]
    if code is not None:
        if code in _TEMPORARY:
            return "temporary", _TEMPORARY[code]
        if code in _REJECTED:
            return "rejected", _REJECTED[code]
        if code in _MISCONFIGURED:
            return "misconfigured", _MISCONFIGURED[code]
        if 200 <= code <= 299:
            return "misconfigured", "permission_denied"
        if 132000 <= code <= 132999:
            return "rejected", "template_refused"
    return _meaning_by_status(error.get("is_transient") is True, http_status)


def _meaning_by_status(is_transient: bool, http_status: int | None) -> tuple[Outcome, str]:
    """For codes that Meta added after this table was written."""
    if http_status == 429:
        return "temporary", "rate_limited"
    if is_transient or (http_status is not None and http_status >= 500):
        return "temporary", "vendor_unavailable"
    if http_status in (401, 403):
        return "misconfigured", "permission_denied"
    return "rejected", "vendor_rejected"


def _words(error: Mapping[str, Any], http_status: int | None) -> str:
    data = error.get("error_data")
    details = data.get("details") if isinstance(data, dict) else None
    candidates = (details, error.get("message"), error.get("title"))
    words = next((text for text in candidates if isinstance(text, str) and text.strip()), None)
    return words or _no_words(http_status)


def _no_words(http_status: int | None) -> str:
    return "Meta gave no reason." if http_status is None else f"Meta gave no reason (HTTP {http_status})."


def _int(value: object) -> int | None:
    """Codes come as numbers, and now and then as strings."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else None
