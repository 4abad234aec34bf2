"""Slack's Web API: one POST per method, HTTP 200 also for refusals, `ok` and `error` in the answer.

Nothing is repeated here: `chat.postMessage` documents no idempotency key. About 1 message/s a channel; a 429 names its
pause. Source: docs.slack.dev/apis/web-api and docs.slack.dev/messaging/working-with-files, read 2026-11.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import httpx

from attendance.kernel.errors import Misconfigured, Rejected, Temporary, VendorFailure
from attendance.vendors.calls import json_object, request, retry_after_seconds
from attendance.vendors.downloads import opened

_TEMPORARY: Final = {
    "internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org",
    "accesslimited", "file_upload_failed",
}  # fmt: skip
_TOO_FAST: Final = {"ratelimited", "rate_limited", "message_limit_exceeded"}
_MISCONFIGURED: Final = {
    "invalid_auth": "token_invalid",
    "not_authed": "token_invalid",
    "account_inactive": "token_invalid",
    "token_revoked": "token_invalid",
    "token_expired": "token_invalid",
    "not_allowed_token_type": "token_invalid",
    "org_login_required": "token_invalid",
    "missing_scope": "permission_missing",
    "no_permission": "permission_missing",
    "access_denied": "permission_missing",
    "ekm_access_denied": "permission_missing",
    "team_access_not_granted": "permission_missing",
}
_REJECTED: Final = {
    "channel_not_found": "unknown_recipient",
    "user_not_found": "unknown_recipient",
    "users_not_found": "unknown_recipient",
    "user_disabled": "unknown_recipient",
    "not_in_channel": "not_in_channel",
    "is_archived": "channel_archived",
    "msg_too_long": "text_too_long",
    "no_text": "empty_text",
    "thread_not_found": "unknown_message",
    "message_not_found": "unknown_message",
    "edit_window_closed": "too_late",
    "compliance_exports_prevent_deletion": "not_allowed_here",
    "restricted_action": "not_allowed_here",
    "messages_tab_disabled": "not_allowed_here",
    "invalid_name": "unsupported_emoji",
    "file_not_found": "media_unavailable",
    "file_deleted": "media_unavailable",
}


@dataclass(frozen=True, slots=True)
class Account:
    """Who we are there, and what we may do; no scopes when Slack doesn't tell."""

    team: str
    team_id: str
    name: str
    user_id: str
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Upload:
    """Where the bytes of a new file go."""

    file_id: str
    url: str


@dataclass(frozen=True, slots=True)
class SlackClient:
    """Speaks for any workspace: its bot token comes with each call. Raises `VendorFailure`s."""

    http: httpx.AsyncClient
    base_url: str = "https://slack.com/api"

    async def post_message(self, token: str, body: Mapping[str, Any]) -> tuple[str, str]:
        """Post one message; returns its channel (of a person: their direct messages) and its `ts`."""
        match await self.call(token, "chat.postMessage", body):
            case {"channel": str(channel), "ts": str(ts)}:
                return channel, ts
        raise Temporary("Slack's answer names no message.", reason="unreadable_answer", may_have_arrived=True)

    async def me(self, token: str) -> Account:
        response = await self._post(token, "auth.test", {})
        answer = _answer_of(response, "auth.test")
        scopes = response.headers.get("x-oauth-scopes", "")
        return Account(
            team=str(answer.get("team", "")),
            team_id=str(answer.get("team_id", "")),
            name=str(answer.get("user", "")),
            user_id=str(answer.get("user_id", "")),
            scopes=frozenset(scope.strip() for scope in scopes.split(",") if scope.strip()),
        )

    async def person(self, token: str, user_id: str) -> Mapping[str, Any]:
        """The `user` of users.info."""
        answer = await self.ask(token, "users.info", {"user": user_id})
        user = answer.get("user")
        return user if isinstance(user, dict) else {}

    async def direct_messages_of(self, token: str, user_id: str) -> str:
        """The channel of our direct messages with a person, opened if need be."""
        match await self.call(token, "conversations.open", {"users": user_id}):
            case {"channel": {"id": str(channel)}}:
                return channel
        raise Temporary("Slack's answer names no channel.", reason="unreadable_answer")

    async def begin_upload(self, token: str, *, filename: str, size_bytes: int) -> Upload:
        fields = {"filename": filename, "length": str(size_bytes)}
        match await self.ask(token, "files.getUploadURLExternal", fields):
            case {"upload_url": str(url), "file_id": str(file_id)}:
                return Upload(file_id, url)
        raise Temporary("Slack gave no place for the file.", reason="unreadable_answer")

    async def put(self, upload: Upload, content: AsyncIterator[bytes], *, size_bytes: int) -> None:
        headers = {"content-length": str(size_bytes), "content-type": "application/octet-stream"}
        response = await request(self.http, "Slack", "POST", upload.url, content=content, headers=headers)
        if not response.is_success:
            raise Temporary(
                f"Slack did not take the file (HTTP {response.status_code}).", reason="media_refused"
            )

    def download(self, token: str, url: str) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """A private file's content; the token goes to Slack's own hosts only."""
        if not self._is_slack(url):
            raise Rejected("This file is kept outside of Slack.", reason="media_unavailable")
        return opened(self.http, "Slack", url, {"authorization": f"Bearer {token}"})

    async def call(self, token: str, method: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """A method that takes JSON. Returns the answer without looking into it."""
        return _answer_of(await self._post(token, method, body), method)

    async def ask(self, token: str, method: str, fields: Mapping[str, str]) -> Mapping[str, Any]:
        """A method that takes a form only, as those that read do."""
        response = await request(
            self.http, "Slack", "POST", self._url(method), data=dict(fields), headers=_bearer(token)
        )
        return _answer_of(response, method)

    async def _post(self, token: str, method: str, body: Mapping[str, Any]) -> httpx.Response:
        return await request(
            self.http, "Slack", "POST", self._url(method), json=dict(body), headers=_bearer(token)
        )

    def _url(self, method: str) -> str:
        return f"{self.base_url.rstrip('/')}/{method}"

    def _is_slack(self, url: str) -> bool:
        ours, theirs = urlsplit(self.base_url), urlsplit(url)
        if (ours.scheme, ours.netloc) == (theirs.scheme, theirs.netloc):
            return True
        host = theirs.hostname or ""
        return theirs.scheme == "https" and (host == "slack.com" or host.endswith(".slack.com"))


def _bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def _answer_of(response: httpx.Response, method: str) -> Mapping[str, Any]:
    answer = json_object(response)
    if response.is_success and answer.get("ok") is True:
        return answer
    raise _failure(response, answer, method)


def _failure(response: httpx.Response, answer: Mapping[str, Any], method: str) -> VendorFailure:
    told = answer.get("error")
    code = told if isinstance(told, str) else f"HTTP {response.status_code}"
    detail = f"Slack refused {method}: {code}{_needed(answer)}."
    if response.status_code == 429 or code in _TOO_FAST:
        pause = retry_after_seconds(response.headers.get("retry-after"))
        return Temporary(detail, reason="rate_limited", retry_after_seconds=pause, vendor_code=code)
    if code in _MISCONFIGURED or response.status_code == 401:
        return Misconfigured(detail, reason=_MISCONFIGURED.get(code, "token_invalid"), vendor_code=code)
    if code in _TEMPORARY or response.status_code >= 500 or not isinstance(told, str):
        return Temporary(detail, reason="vendor_unavailable", vendor_code=code)
    return Rejected(detail, reason=_REJECTED.get(code, "vendor_rejected"), vendor_code=code)


def _needed(answer: Mapping[str, Any]) -> str:
    needed = answer.get("needed")
    return f" (give the app {needed})" if isinstance(needed, str) and needed else ""
