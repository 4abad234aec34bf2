"""Twilio's REST API as text messages use it: send one, and whose the account is.

Nothing is repeated here: messages have no idempotency key. Timeouts: 5 s to connect, 15 s for the answer.
Pace: Twilio queues by number itself; a 429 says that too many calls run at once.
Source: twilio.com/docs/messaging/api/message-resource and twilio.com/docs/api/errors, read 2026-11.
"""

from base64 import b64encode
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

import httpx

from attendance.kernel.errors import Misconfigured, Rejected, Temporary, VendorFailure
from attendance.vendors import downloads
from attendance.vendors.calls import json_object, request, retry_after_seconds, segment

Outcome = Literal["temporary", "rejected", "misconfigured"]
_TEMPORARY = {
    20429: "rate_limited",
    30001: "rate_limited",
    30003: "unreachable_phone",
    30008: "vendor_error",
    30009: "vendor_error",
}
_REJECTED = {
    21211: "invalid_recipient",
    21214: "invalid_recipient",
    21217: "invalid_recipient",
    21604: "invalid_recipient",
    21608: "recipient_not_allowed",
    21610: "opted_out",
    21612: "unreachable_recipient",
    21614: "invalid_recipient",
    21617: "text_too_long",
    21602: "empty_text",
    30004: "blocked_by_recipient",
    30005: "unknown_recipient",
    30006: "undeliverable",
    30007: "filtered_by_carrier",
    30410: "vendor_error",
    63016: "needs_template",
    21620: "media_refused",
    21623: "media_refused",
    30011: "media_refused",
    30019: "media_refused",
}
_MISCONFIGURED = {
    20003: "token_invalid",
    20005: "account_suspended",
    20404: "account_unknown",
    21212: "sender_invalid",
    21408: "region_not_enabled",
    21603: "sender_invalid",
    21606: "sender_invalid",
    21609: "webhook_refused",
    21659: "sender_invalid",
    21660: "sender_invalid",
    21703: "sender_invalid",
    21704: "sender_invalid",
    21705: "sender_invalid",
    30002: "account_suspended",
    30034: "sender_unregistered",
}
_STORAGE = (".twiliocdn.com", ".amazonaws.com")
_EXCEPTIONS: Mapping[Outcome, type[VendorFailure]] = {
    "temporary": Temporary,
    "rejected": Rejected,
    "misconfigured": Misconfigured,
}


@dataclass(frozen=True, slots=True)
class Account:
    """Whose credentials they are, as `check` shows it."""

    sid: str
    friendly_name: str
    status: str


@dataclass(frozen=True, slots=True)
class TwilioClient:
    """Speaks for any account: its SID and token come with each call. Raises `VendorFailure`s."""

    http: httpx.AsyncClient
    base_url: str = "https://api.twilio.com"

    async def send_message(self, *, account_sid: str, token: str, form: Mapping[str, Any]) -> str:
        """Post one message; returns its SID. Accepted isn't delivered: failures may follow as a status."""
        path = f"Accounts/{segment(account_sid)}/Messages.json"
        answer = await self._call("POST", path, account_sid=account_sid, token=token, form=form)
        match answer:
            case {"sid": str(sid)}:
                return sid
        raise Temporary(
            "Twilio's answer names no message.", reason="unreadable_answer", may_have_arrived=True
        )

    async def account(self, *, account_sid: str, token: str) -> Account:
        """What the account is called; the cheapest proof that SID and token belong together."""
        path = f"Accounts/{segment(account_sid)}.json"
        answer = await self._call("GET", path, account_sid=account_sid, token=token)
        return Account(
            sid=str(answer.get("sid", account_sid)),
            friendly_name=str(answer.get("friendly_name", "")),
            status=str(answer.get("status", "active")),
        )

    @asynccontextmanager
    async def media(self, url: str, *, account_sid: str, token: str) -> AsyncIterator[AsyncIterator[bytes]]:
        """The content of a file that came by MMS. Twilio sends us on to where it is stored; our token stays here."""
        if not self._is_ours(url):
            raise Rejected("The file's address is not one of Twilio's.", reason="untrusted_address")
        answer = await request(
            self.http, "Twilio", "HEAD", url, auth=httpx.BasicAuth(account_sid, token), follow_redirects=False
        )
        stored, headers = url, _basic(account_sid, token)
        if answer.is_redirect:
            stored, headers = urljoin(url, answer.headers.get("location", "")), {}
            if not _is_storage(stored) and not self._is_ours(stored):
                raise Rejected("The file's address is not one of Twilio's.", reason="untrusted_address")
        async with downloads.opened(self.http, "Twilio", stored, headers) as content:
            yield content

    def _is_ours(self, url: str) -> bool:
        asked, own = urlsplit(url), urlsplit(self.base_url)
        return (asked.scheme, asked.netloc) == (own.scheme, own.netloc)

    async def _call(
        self,
        method: str,
        path: str,
        *,
        account_sid: str,
        token: str,
        form: Mapping[str, Any] | None = None,
    ) -> Mapping[str, Any]:
        url = f"{self.base_url.rstrip('/')}/2010-04-01/{path}"
        response = await request(
            self.http, "Twilio", method, url, data=form, auth=httpx.BasicAuth(account_sid, token)
        )
        if response.is_success:
            return json_object(response)
        raise _exception(response)


def _basic(account_sid: str, token: str) -> dict[str, str]:
    return {"authorization": "Basic " + b64encode(f"{account_sid}:{token}".encode()).decode()}


def _is_storage(url: str) -> bool:
    """Where Twilio keeps what it received."""
    asked = urlsplit(url)
    host = f".{asked.hostname or ''}"
    return asked.scheme == "https" and asked.port in (None, 443) and host.endswith(_STORAGE)


def meaning_of(code: int | None, http_status: int | None = None) -> tuple[Outcome, str]:
    """What an error code means for us, of a refused call (with its HTTP status) or of a status callback."""
    if code in _TEMPORARY:
        return "temporary", _TEMPORARY[code]
    if code in _REJECTED:
        return "rejected", _REJECTED[code]
    if code in _MISCONFIGURED:
        return "misconfigured", _MISCONFIGURED[code]
    if http_status == 429:
        return "temporary", "rate_limited"
    if http_status is not None and http_status >= 500:
        return "temporary", "vendor_unavailable"
    if http_status in (401, 403):
        return "misconfigured", "permission_denied"
    return "rejected", "vendor_rejected"


def _exception(response: httpx.Response) -> VendorFailure:
    answer = json_object(response)
    code, words = answer.get("code"), answer.get("message")
    known = code if isinstance(code, int) else None
    outcome, reason = meaning_of(known, response.status_code)
    has_words = isinstance(words, str) and words.strip()
    return _EXCEPTIONS[outcome](
        str(words) if has_words else f"Twilio gave no reason (HTTP {response.status_code}).",
        reason=reason,
        retry_after_seconds=retry_after_seconds(response.headers.get("retry-after")),
        vendor_code=known,
    )
