"""Google Chat's API as an app: a service account signs for a token of an hour, each call carries it.

Creating a message is idempotent by its request id. 1 write/s a space; a 429 may name its pause.
Source: developers.google.com/workspace/chat/api/reference/rest and
developers.google.com/identity/protocols/oauth2/service-account, read 2026-11.
"""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote

import httpx
import jwt

from attendance.kernel import clock
from attendance.kernel.errors import Misconfigured, Rejected, Temporary, VendorFailure
from attendance.vendors.calls import json_object, request, retry_after_seconds
from attendance.vendors.downloads import opened
from attendance.vendors.tokens import Token, Tokens, expiring

SCOPE: Final = "https://www.googleapis.com/auth/chat.bot"
_SECONDS: Final = 3600
_OFF: Final = {
    "SERVICE_DISABLED",
    "CONSUMER_INVALID",
    "API_KEY_SERVICE_BLOCKED",
    "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
}
_BUSY: Final = {"RESOURCE_EXHAUSTED", "UNAVAILABLE", "INTERNAL", "ABORTED", "DEADLINE_EXCEEDED"}


@dataclass(frozen=True, slots=True)
class ServiceAccount:
    """Of the key file only what signing needs: where to ask for tokens is our setting, not the file's."""

    email: str
    key: str = field(repr=False)


def service_account(text: str) -> ServiceAccount:
    """From the JSON key as Google gives it. Raises Misconfigured."""
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    match found:
        case {"client_email": str(email), "private_key": str(key)} if email and key:
            return ServiceAccount(email, key)
    raise Misconfigured(
        "The service account's key is not the JSON file of Google.", reason="credentials_invalid"
    )


@dataclass(slots=True)
class GoogleChatClient:
    """Speaks for any service account. Raises `VendorFailure`s."""

    http: httpx.AsyncClient
    base_url: str = "https://chat.googleapis.com"
    token_url: str = "https://oauth2.googleapis.com/token"
    _tokens: Tokens = field(default_factory=Tokens)

    async def create_message(
        self, account: ServiceAccount, space: str, body: Mapping[str, Any], *, request_id: str
    ) -> Mapping[str, Any]:
        """The message as created, the same one for the same request id. A thread that is gone becomes a new one."""
        query = {"requestId": request_id, "messageReplyOption": "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"}
        return await self._call(account, "POST", f"v1/{_path(space)}/messages", params=query, json=dict(body))

    async def patch_message(
        self, account: ServiceAccount, name: str, body: Mapping[str, Any], *, fields: str
    ) -> None:
        await self._call(
            account, "PATCH", f"v1/{_path(name)}", params={"updateMask": fields}, json=dict(body)
        )

    async def delete_message(self, account: ServiceAccount, name: str) -> None:
        await self._call(account, "DELETE", f"v1/{_path(name)}")

    async def direct_messages_with(self, account: ServiceAccount, user: str) -> str:
        """The space of a person who added the app. Raises Rejected for all others."""
        answer = await self._call(account, "GET", "v1/spaces:findDirectMessage", params={"name": user})
        return str(answer.get("name", ""))

    async def prove(self, account: ServiceAccount) -> None:
        """Whether the key is good and the Chat API is on."""
        self._tokens.forget(account)
        try:
            await self._call(account, "GET", "v1/spaces", params={"pageSize": "1"})
        except Rejected as refusal:
            raise Misconfigured(refusal.detail, reason="permission_missing") from refusal

    @asynccontextmanager
    async def download(self, account: ServiceAccount, resource: str) -> AsyncIterator[AsyncIterator[bytes]]:
        """The content of an attachment."""
        url = f"{self.base_url.rstrip('/')}/v1/media/{quote(resource, safe='/')}?alt=media"
        headers = {"authorization": f"Bearer {await self._token(account)}"}
        async with opened(self.http, "Google Chat", url, headers) as content:
            yield content

    async def _token(self, account: ServiceAccount) -> str:
        return await self._tokens.get(account, lambda: self._fetch_token(account))

    async def _fetch_token(self, account: ServiceAccount) -> Token:
        form = {
            "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer",
            "assertion": self._assertion(account),
        }
        response = await request(self.http, "Google", "POST", self.token_url, data=form)
        answer = json_object(response)
        token = answer.get("access_token")
        if response.is_success and isinstance(token, str):
            return expiring(token, answer.get("expires_in"))
        if response.status_code == 429 or response.status_code >= 500 or response.is_success:
            raise Temporary("Google gave no token.", reason="vendor_unavailable")
        told = answer.get("error_description") or answer.get("error") or f"HTTP {response.status_code}"
        raise Misconfigured(f"Google refused the service account: {told}", reason="token_invalid")

    def _assertion(self, account: ServiceAccount) -> str:
        now = int(clock.now().timestamp())
        claims = {
            "iss": account.email,
            "scope": SCOPE,
            "aud": self.token_url,
            "iat": now,
            "exp": now + _SECONDS,
        }
        try:
            return jwt.encode(claims, account.key, algorithm="RS256")
        except (jwt.PyJWTError, ValueError, TypeError) as error:
            raise Misconfigured(
                "The private key of the service account can't be read.", reason="credentials_invalid"
            ) from error

    async def _call(self, account: ServiceAccount, method: str, path: str, **more: Any) -> Mapping[str, Any]:
        """A token that is refused before its time is fetched anew, once."""
        response = await self._try(account, method, path, **more)
        if response.status_code == 401:
            self._tokens.forget(account)
            response = await self._try(account, method, path, **more)
        if response.is_success:
            return json_object(response)
        raise _failure(response)

    async def _try(self, account: ServiceAccount, method: str, path: str, **more: Any) -> httpx.Response:
        headers = {"authorization": f"Bearer {await self._token(account)}"}
        url = f"{self.base_url.rstrip('/')}/{path}"
        return await request(self.http, "Google Chat", method, url, headers=headers, **more)


def _path(name: str) -> str:
    """A resource's name keeps its slashes and nothing else that means something in a path."""
    return quote(name, safe="/")


def _failure(response: httpx.Response) -> VendorFailure:
    error = json_object(response).get("error")
    told: Mapping[str, Any] = error if isinstance(error, Mapping) else {}
    status, code = response.status_code, str(told.get("status") or "")
    words = told.get("message")
    detail = words if isinstance(words, str) and words.strip() else f"Google gave no reason (HTTP {status})."
    if status == 429 or code in _BUSY or status >= 500 or status < 400:
        return Temporary(
            detail,
            reason="rate_limited" if status == 429 else "vendor_unavailable",
            retry_after_seconds=retry_after_seconds(response.headers.get("retry-after")),
            vendor_code=code or status,
        )
    if status == 401 or _OFF & set(_reasons(told)):
        return Misconfigured(detail, reason="token_invalid", vendor_code=code or status)
    gone = {403: "not_in_channel", 404: "unknown_recipient"}
    return Rejected(detail, reason=gone.get(status, "vendor_rejected"), vendor_code=code or status)


def _reasons(error: Mapping[str, Any]) -> list[str]:
    details = error.get("details")
    listed = details if isinstance(details, list) else []
    return [str(one.get("reason")) for one in listed if isinstance(one, Mapping)]
