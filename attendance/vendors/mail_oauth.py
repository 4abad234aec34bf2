"""Access tokens for mailboxes of Google and Microsoft, from the refresh tokens that administrators bring.

Kept in this process until a minute before they expire. RFC 6749 section 6;
developers.google.com/identity/protocols/oauth2, learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import httpx

from attendance.kernel import clock
from attendance.kernel.errors import Misconfigured, Temporary
from attendance.vendors.calls import json_object, request

_GOOGLE: Final = "https://oauth2.googleapis.com/token"
_MICROSOFT: Final = "https://login.microsoftonline.com/{}/oauth2/v2.0/token"
_DIRECTORY: Final = re.compile(r"[a-z0-9.-]{1,100}")
_MARGIN: Final = timedelta(minutes=1)
_MOST_KEPT: Final = 10_000


@dataclass(frozen=True, slots=True)
class Refresh:
    """`provider` is google, microsoft or microsoft:<directory>."""

    provider: str
    client_id: str
    client_secret: str
    token: str


@dataclass(slots=True)
class OAuthTokens:
    http: httpx.AsyncClient
    _kept: dict[bytes, tuple[str, datetime]] = field(default_factory=dict)

    async def access_token(self, refresh: Refresh) -> str:
        """Raises Misconfigured when the provider doesn't take the refresh token any more, Temporary."""
        name = hashlib.sha256(repr(refresh).encode()).digest()
        kept = self._kept.get(name)
        if kept is None or kept[1] <= clock.now():
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            kept = self._kept[name] = await self._refreshed(refresh)
        return kept[0]

    def forget(self, access_token: str) -> None:
        """A server refused it: the next one is asked for anew."""
        self._kept = {name: kept for name, kept in self._kept.items() if kept[0] != access_token}

    async def _refreshed(self, refresh: Refresh) -> tuple[str, datetime]:
        form = {
            "grant_type": "refresh_token", "client_id": refresh.client_id, "client_secret": refresh.client_secret,
            "refresh_token": refresh.token,
        }  # fmt: skip
        given = {name: value for name, value in form.items() if value}
        answer = await request(
            self.http, "The sign-in service", "POST", _address(refresh.provider), data=given
        )
        facts = json_object(answer)
        token, seconds = facts.get("access_token"), facts.get("expires_in")
        if answer.status_code == 200 and isinstance(token, str):
            lasts = (
                timedelta(seconds=float(seconds))
                if isinstance(seconds, int | float)
                else timedelta(minutes=5)
            )
            return token, clock.now() + lasts - _MARGIN
        raise _failure(answer.status_code, facts)


def _address(provider: str) -> str:
    kind, _, directory = provider.partition(":")
    if kind == "google":
        return _GOOGLE
    if kind == "microsoft" and (not directory or _DIRECTORY.fullmatch(directory)):
        return _MICROSOFT.format(directory or "common")
    detail = "The OAuth 2 provider is google, microsoft or microsoft:<directory id>."
    raise Misconfigured(detail, reason="oauth_invalid")


def _failure(status: int, facts: Mapping[str, object]) -> Misconfigured | Temporary:
    said = str(facts.get("error_description") or facts.get("error") or f"HTTP {status}")[:300]
    if status in (400, 401, 403):
        detail = f"The provider refused the mailbox's consent: {said} Give the inbox a new refresh token."
        return Misconfigured(detail, reason="token_invalid")
    return Temporary(f"The provider gives no access token now: {said}", reason="vendor_unavailable")
