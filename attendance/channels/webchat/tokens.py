"""Proofs of who a visitor is: our access and refresh tokens, and the identity that a site's backend signs.

The access token lives ten minutes in the panel's memory. The refresh token lives in a cookie that no script reads,
partitioned by the site that shows the panel; it only says which visitor comes back, and each use renews it.
"""

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import jwt

from attendance.channels.webchat.rules import SignedIdentity, Visitor
from attendance.kernel import clock
from attendance.kernel.errors import InvalidInput, NotAuthenticated

ACCESS_LIFETIME = timedelta(minutes=10)
REFRESH_LIFETIME = timedelta(days=180)
RENEWABLE_FOR = timedelta(hours=12)
"""How long after its end an access token still renews itself: a page that slept keeps its visitor."""
LONGEST_IDENTITY_LIFETIME = timedelta(hours=1)
MIN_SECRET_CHARS = 32
FILE_LIFETIME = timedelta(hours=1)
_NO_UPLOAD = "One of the files is no longer there. Attach it again."
_CLOCK_SKEW = timedelta(seconds=60)
_ALGORITHM = "HS256"
_MAX_USER_ID_CHARS = 200
_MAX_FIELD_CHARS = 200


class SessionExpired(NotAuthenticated):
    code = "session_expired"
    message = "The chat session has expired. Open it again."


class BadIdentity(NotAuthenticated):
    code = "bad_identity"
    message = "The signed identity is not valid: {why}."


@dataclass(frozen=True, slots=True)
class Access:
    """What an access token grants: to be this visitor until then."""

    visitor: Visitor
    expires_at: datetime


class VisitorTokens:
    """Issues and reads the tokens of visitors, each for one inbox."""

    def __init__(self, signing_key: bytes) -> None:
        self._key = signing_key

    def access(self, inbox_id: UUID, visitor: Visitor) -> str:
        return self._issue("access", inbox_id, visitor, ACCESS_LIFETIME)

    def refresh(self, inbox_id: UUID, visitor: Visitor) -> str:
        return self._issue("refresh", inbox_id, visitor, REFRESH_LIFETIME)

    def file(self, inbox_id: UUID, visitor: Visitor, facts: Mapping[str, Any]) -> str:
        """Proof that this visitor uploaded a file."""
        claims = {
            "aud": f"webchat:{inbox_id}",
            "use": "file",
            "exp": int((clock.now() + FILE_LIFETIME).timestamp()),
            "sub": visitor.id,
            "file": facts,
        }
        return jwt.encode(claims, self._key, algorithm=_ALGORITHM)

    def read_file(self, inbox_id: UUID, visitor: Visitor, token: str) -> Mapping[str, Any]:
        """The facts. Raises InvalidInput for what isn't a fresh upload of this visitor."""
        try:
            claims = _decode(token, self._key, audience=f"webchat:{inbox_id}")
        except jwt.InvalidTokenError as error:
            raise InvalidInput(_NO_UPLOAD) from error
        is_fresh = datetime.fromtimestamp(claims["exp"], UTC) > clock.now()
        is_theirs = claims["sub"] in (visitor.id, visitor.alias)
        if claims.get("use") != "file" or not is_fresh or not is_theirs:
            raise InvalidInput(_NO_UPLOAD)
        facts: Mapping[str, Any] = claims["file"]
        return facts

    def read_access(self, inbox_id: UUID, token: str) -> Access:
        """Raises SessionExpired for anything but an unexpired access token of this inbox."""
        access = self._read("access", inbox_id, token)
        if access is None:
            raise SessionExpired
        return access

    def read_renewable(self, inbox_id: UUID, token: str) -> Visitor | None:
        """The visitor of a page that has been open all along, or None. Only the page's memory holds the token."""
        access = self._read("access", inbox_id, token, grace=RENEWABLE_FOR)
        return access.visitor if access else None

    def read_refresh(self, inbox_id: UUID, token: str | None) -> Visitor | None:
        """The visitor who comes back, or None: then they are somebody new."""
        access = self._read("refresh", inbox_id, token) if token else None
        return access.visitor if access else None

    def _issue(self, use: str, inbox_id: UUID, visitor: Visitor, lifetime: timedelta) -> str:
        claims = {
            "aud": f"webchat:{inbox_id}",
            "use": use,
            "exp": int((clock.now() + lifetime).timestamp()),
            "sub": visitor.id,
            "alias": visitor.alias,
            "name": visitor.name,
            "email": visitor.email,
            "phone": visitor.phone,
        }
        return jwt.encode({k: v for k, v in claims.items() if v is not None}, self._key, algorithm=_ALGORITHM)

    def _read(
        self, use: str, inbox_id: UUID, token: str, *, grace: timedelta = timedelta(0)
    ) -> Access | None:
        try:
            claims = _decode(token, self._key, audience=f"webchat:{inbox_id}")
        except jwt.InvalidTokenError:
            return None
        expires_at = datetime.fromtimestamp(claims["exp"], UTC)
        if claims.get("use") != use or expires_at + grace <= clock.now():
            return None
        fields = (claims.get(name) for name in ("alias", "name", "email", "phone"))
        return Access(Visitor(claims["sub"], *fields), expires_at)


def verify_identity(token: str, *, secrets: str, inbox_key: str) -> SignedIdentity:
    """Read what the site's backend signed: HS256, `aud` the inbox key, `sub` its user, `exp` at most an hour ahead.

    `secrets` holds the inbox's identity secret, or two separated by a comma while they are rotated.
    Raises BadIdentity.
    """
    claims = _claims_under_any(token, secrets, inbox_key)
    now = clock.now().timestamp()
    expires_at = claims["exp"]
    if expires_at + _CLOCK_SKEW.total_seconds() <= now:
        raise BadIdentity(why="it has expired")
    if expires_at - now > (LONGEST_IDENTITY_LIFETIME + _CLOCK_SKEW).total_seconds():
        raise BadIdentity(why="it must expire within an hour")
    user_id = claims["sub"]
    if not 0 < len(user_id) <= _MAX_USER_ID_CHARS:
        raise BadIdentity(why=f"`sub` must have 1 to {_MAX_USER_ID_CHARS} characters")
    return SignedIdentity(user_id, _field(claims, "name"), _field(claims, "email"), _field(claims, "phone"))


def cookie_name(inbox_id: UUID, *, is_secure: bool) -> str:
    """One cookie per inbox. `__Host-` needs HTTPS; over plain http on localhost the fallback stands in."""
    return f"{'__Host-' if is_secure else ''}webchat-{hashlib.sha256(inbox_id.bytes).hexdigest()[:16]}"


def cookie_header(inbox_id: UUID, token: str, *, is_secure: bool) -> str:
    """The Set-Cookie header. An empty token deletes the cookie."""
    age = int(REFRESH_LIFETIME.total_seconds()) if token else 0
    where = "Secure; SameSite=None; Partitioned" if is_secure else "SameSite=Lax"
    name = cookie_name(inbox_id, is_secure=is_secure)
    return f"{name}={token}; Path=/; Max-Age={age}; HttpOnly; {where}"


def _claims_under_any(token: str, secrets: str, inbox_key: str) -> Mapping[str, Any]:
    keys = [key for part in secrets.split(",") if len(key := part.strip()) >= MIN_SECRET_CHARS]
    if not keys:
        raise BadIdentity(why=f"the inbox has no identity secret of {MIN_SECRET_CHARS} characters or more")
    problem: jwt.InvalidTokenError | None = None
    for key in keys:
        try:
            return _decode(token, key.encode(), audience=inbox_key)
        except jwt.InvalidTokenError as error:
            problem = error
    raise BadIdentity(why=str(problem).rstrip(".").lower()) from problem


def _decode(token: str, key: bytes, *, audience: str) -> Mapping[str, Any]:
    """Signature, audience and the presence of `sub` and `exp`; the expiry itself is judged by our own clock."""
    claims = jwt.decode(
        token,
        key,
        algorithms=[_ALGORITHM],
        audience=audience,
        options={
            "require": ["exp", "sub", "aud"],
            "verify_exp": False,
            "verify_iat": False,
            "verify_nbf": False,
        },
    )
    exp = claims["exp"]
    if isinstance(exp, bool) or not isinstance(exp, int | float) or not math.isfinite(exp):
        raise jwt.InvalidTokenError("`exp` is not a number")
    return claims


def _field(claims: Mapping[str, Any], name: str) -> str | None:
    value = claims.get(name)
    return value.strip()[:_MAX_FIELD_CHARS] or None if isinstance(value, str) else None
