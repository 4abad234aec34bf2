"""The public keys by which vendors sign their calls: fetched before they are needed, looked up without waiting.

Takes JWK sets (RFC 7517), OpenID configurations that name one, and Google's objects of X.509 certificates.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509 import load_pem_x509_certificate

from attendance.kernel import clock
from attendance.kernel.errors import Temporary
from attendance.vendors.calls import json_object, request

_FRESH: Final = timedelta(hours=24)
_PAUSE: Final = timedelta(minutes=1)
"""Between two fetches: whoever invents ids of keys must not make us ask for each."""
_FIRST_PAUSE: Final = timedelta(seconds=2)
"""After the first failure; it doubles with each, up to the pause above."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    public: RSAPublicKey
    endorsements: frozenset[str] = frozenset()
    """Microsoft's: the channels that may speak with it."""


@dataclass(frozen=True, slots=True)
class KeySet:
    fetched_at: datetime
    keys: Mapping[str, SigningKey] = field(default_factory=dict)
    issuer: str | None = None
    """Who signs, where an OpenID configuration tells it."""


@dataclass(frozen=True, slots=True)
class _Failed:
    """Keys that could not be had, so often in a row: nobody asks before `until`."""

    until: datetime
    times: int
    reason: str
    detail: str


@dataclass(slots=True)
class Keys:
    """The keys behind any number of addresses, of one vendor."""

    http: httpx.AsyncClient
    vendor: str
    _sets: dict[str, KeySet] = field(default_factory=dict)
    _failed: dict[str, _Failed] = field(default_factory=dict)
    _fetching: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def prepare(self, url: str, key_id: str | None) -> None:
        """Fetch the keys unless this one is known. Raises Temporary when they can't be had at all.

        After a failure it is raised at once for a while: anybody can make us ask, and each must cost next to nothing.
        """
        if key_id is None or not self._is_due(url, key_id):
            return
        self._check_pause(url)
        async with self._fetching:
            if self._is_due(url, key_id):
                self._check_pause(url)
                await self._refresh(url)

    def known(self, url: str) -> KeySet | None:
        """What was fetched last."""
        return self._sets.get(url)

    def _is_due(self, url: str, key_id: str) -> bool:
        known = self._sets.get(url)
        if known is None:
            return True
        age = clock.now() - known.fetched_at
        return age > _FRESH or (key_id not in known.keys and age > _PAUSE)

    def _check_pause(self, url: str) -> None:
        failed = self._failed.get(url)
        if failed is not None and clock.now() < failed.until:
            raise Temporary(failed.detail, reason=failed.reason)

    async def _refresh(self, url: str) -> None:
        """Keeps the keys of yesterday while the vendor can't be reached."""
        try:
            self._sets[url] = await self._fetch(url)
        except Temporary as failure:
            known = self._sets.get(url)
            if known is None:
                self._note_failed(url, failure)
                raise
            self._sets[url] = KeySet(clock.now(), known.keys, known.issuer)
        else:
            self._failed.pop(url, None)

    def _note_failed(self, url: str, failure: Temporary) -> None:
        times = self._failed[url].times + 1 if url in self._failed else 1
        pause = min(_FIRST_PAUSE * 2 ** min(times - 1, 10), _PAUSE)
        self._failed[url] = _Failed(clock.now() + pause, times, failure.reason, failure.detail)

    async def _fetch(self, url: str) -> KeySet:
        document = await self._get(url)
        issuer, elsewhere = document.get("issuer"), document.get("jwks_uri")
        if isinstance(elsewhere, str):
            document = await self._get(elsewhere)
        keys = dict(_keys_of(document))
        if not keys:
            raise Temporary(f"{self.vendor} gave no keys.", reason="unreadable_answer")
        return KeySet(clock.now(), keys, issuer if isinstance(issuer, str) else None)

    async def _get(self, url: str) -> Mapping[str, Any]:
        response = await request(self.http, self.vendor, "GET", url)
        if not response.is_success:
            detail = f"{self.vendor}'s keys can't be had (HTTP {response.status_code})."
            raise Temporary(detail, reason="vendor_unavailable")
        return json_object(response)


def _keys_of(document: Mapping[str, Any]) -> list[tuple[str, SigningKey]]:
    listed = document.get("keys")
    if isinstance(listed, list):
        return [pair for one in listed if isinstance(one, dict) and (pair := _from_jwk(one))]
    return [(key_id, key) for key_id, pem in document.items() if (key := _from_certificate(pem))]


def _from_jwk(jwk: Mapping[str, Any]) -> tuple[str, SigningKey] | None:
    key_id = jwk.get("kid")
    if jwk.get("kty") != "RSA" or not isinstance(key_id, str):
        return None
    try:
        public = jwt.PyJWK(dict(jwk), algorithm="RS256").key
    except (jwt.PyJWTError, ValueError):
        return None
    endorsements = jwk.get("endorsements")
    told = endorsements if isinstance(endorsements, list) else []
    return key_id, SigningKey(public, frozenset(str(one) for one in told))


def _from_certificate(pem: object) -> SigningKey | None:
    try:
        public = load_pem_x509_certificate(str(pem).encode()).public_key()
    except ValueError:
        return None
    return SigningKey(public) if isinstance(public, RSAPublicKey) else None
