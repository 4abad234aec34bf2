"""Vendors that sign their calls with a JWT in the header `Authorization`. Decided without waiting for anybody."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

import jwt
from jwt.types import Options

from attendance.channels.base import BadSignature
from attendance.kernel import clock
from attendance.vendors.keys import KeySet, SigningKey

LEEWAY: Final = timedelta(minutes=5)
_TIMES_ARE_OURS: Final[Options] = {
    "require": ["exp", "iss", "aud"],
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
}


def bearer_of(headers: Mapping[str, str]) -> str | None:
    """The token, or None."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def key_id_of(token: str | None) -> str | None:
    """Which key it says to be signed with; nothing of it is proven yet."""
    try:
        key_id = jwt.get_unverified_header(token or "").get("kid")
    except (jwt.PyJWTError, ValueError):
        return None
    return key_id if isinstance(key_id, str) and len(key_id) <= 512 else None


def unproven_claim(token: str | None, name: str) -> object:
    """What it says before anybody checked it: to choose whose keys to check it with."""
    try:
        claims = jwt.decode(token or "", options={"verify_signature": False})
    except (jwt.PyJWTError, ValueError):
        return None
    return claims.get(name)


def signing_key(keys: KeySet | None, token: str) -> SigningKey:
    """Raises BadSignature when the vendor has no such key."""
    key = keys.keys.get(key_id_of(token) or "") if keys is not None else None
    if key is None:
        raise BadSignature
    return key


def proven_claims(
    token: str, key: SigningKey, *, audiences: Sequence[str], issuers: Sequence[str]
) -> Mapping[str, Any]:
    """What a good token says. Raises BadSignature for any other; an empty audience fits nothing."""
    wanted = [audience for audience in audiences if audience]
    if not wanted or not issuers:
        raise BadSignature
    try:
        claims: Mapping[str, Any] = jwt.decode(
            token,
            key.public,
            algorithms=["RS256"],
            audience=wanted,
            options=_TIMES_ARE_OURS,
        )
    except (jwt.PyJWTError, ValueError) as error:
        raise BadSignature from error
    if claims["iss"] not in issuers or not _is_now(claims):
        raise BadSignature
    return claims


def _is_now(claims: Mapping[str, Any]) -> bool:
    now, leeway = clock.now().timestamp(), LEEWAY.total_seconds()
    until, since = claims["exp"], claims.get("nbf", claims.get("iat", 0))
    return (
        isinstance(until, int | float)
        and isinstance(since, int | float)
        and since - leeway <= now < until + leeway
    )
