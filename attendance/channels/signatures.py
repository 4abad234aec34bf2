"""Webhook signatures and shared secrets, compared in constant time."""

import hashlib
import hmac

from attendance.channels.base import BadSignature


def require_hmac_sha256(*, secrets: str, body: bytes, given: str | None) -> None:
    """Raise BadSignature unless `given` (hex) is the body's MAC under one of the secrets.

    `secrets` holds one, or several separated by commas while they are rotated. An empty secret is none:
    anyone can forge a signature made with an empty key.
    """
    if not given:
        raise BadSignature
    keys = _keys(secrets)
    macs = [hmac.new(key, body, hashlib.sha256).hexdigest() for key in keys]
    if not any(hmac.compare_digest(mac.encode(), given.lower().encode()) for mac in macs):
        raise BadSignature


def require_secret(*, secrets: str, given: str | None) -> None:
    """Raise BadSignature unless `given` is one of the secrets; they are written as above."""
    if not given or not any(hmac.compare_digest(key, given.encode()) for key in _keys(secrets)):
        raise BadSignature


def _keys(secrets: str) -> list[bytes]:
    return [key.encode() for part in secrets.split(",") if (key := part.strip())]
