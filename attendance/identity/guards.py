"""Who is asking: every endpoint takes one of these types, and gets nothing before it is satisfied.

    async def resolve(who: Annotated[Who, Allowed("conversations.resolve")], tx: InTransaction) -> …

A browser proves itself by its cookie (and by the CSRF token for writes), a script by `Authorization: Bearer`.
"""

import hmac
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, HTTPBearer

from attendance.identity.actions import SIGN_INS_CHANGED
from attendance.identity.bearers import Credential, bearers_of
from attendance.identity.permissions import Permission, permissions_of, visibility_of
from attendance.identity.queries import Bearer
from attendance.identity.who import PermissionMissing as PermissionMissing
from attendance.identity.who import Who as Who
from attendance.kernel.database import Database, Tx
from attendance.kernel.errors import NotAllowed, NotAuthenticated
from attendance.kernel.rate_limits import Rate
from attendance.kernel.web import client_ip, limit, services_of

COOKIE: Final = "attendance_session"
CSRF_HEADER: Final = "X-CSRF-Token"
_SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_REFUSED_RATE: Final = Rate(60, seconds=60)


class CsrfRefused(NotAllowed):
    code = "csrf_refused"
    message = (
        "This write came without the page's CSRF token. Send `csrf_token` of GET /api/me as X-CSRF-Token."
    )


class WrongOrigin(NotAllowed):
    code = "wrong_origin"
    message = "This page may not connect: it comes from {origin}."


async def authenticate(request: Request) -> Who:
    """The user behind a request, once per request. Raises: NotAuthenticated, CsrfRefused, TooManyRequests."""
    known: Who | None = getattr(request.state, "who", None)
    if known is not None:
        return known
    bearer = await _bearer(services_of(request).database, request.headers, request.cookies)
    if bearer is None:
        await limit(request, f"refused:{client_ip(request)}", _REFUSED_RATE)
        raise NotAuthenticated
    _check_csrf(request, bearer)
    await limit(request, f"api:{bearer.login_id or bearer.token_id}")
    request.state.who, request.state.user_id = _who(bearer), bearer.user_id
    return _who(bearer)


async def who_from_headers(
    database: Database,
    headers: Mapping[str, str],
    cookies: Mapping[str, str],
    *,
    origins: Collection[str] = (),
) -> Who:
    """The user behind a WebSocket's handshake. `origins`: addresses of ours besides the one in the Host header.

    Browsers send cookies with other sites' sockets too, and no CSRF token: the origin has to be ours.
    Raises: NotAuthenticated, WrongOrigin.
    """
    bearer = await _bearer(database, headers, cookies)
    if bearer is None:
        raise NotAuthenticated
    origin = headers.get("origin")
    if bearer.login_id and origin and not _is_ours(origin, {*origins, f"//{headers.get('host', '')}"}):
        raise WrongOrigin(origin=origin)
    return _who(bearer)


def must_come_again(who: Who, kind: str, payload: Mapping[str, Any]) -> bool:
    """Whether this event changed what `who` was let in with: an open socket of theirs has to be closed."""
    if payload.get("user_id") != str(who.user_id):
        return False
    match kind:
        case "user.deactivated" | "user.changed":
            return True
        case "user.signed_out":
            return who.login_id is not None and payload.get("login_id") == str(who.login_id)
        case "token.revoked":
            return who.token_id is not None and payload.get("token_id") == str(who.token_id)
    return False


def forget_sign_ins(database: Database) -> None:
    """Ask the database again from now on: somebody's rights or sign-ins changed."""
    bearers_of(database).forget()


async def signed_in(
    request: Request,
    _cookie: Annotated[
        str | None, Depends(APIKeyCookie(name=COOKIE, auto_error=False, scheme_name="cookie"))
    ],
    _token: Annotated[object, Depends(HTTPBearer(auto_error=False, scheme_name="token"))],
) -> Who:
    """The two parameters only document the ways in."""
    return await authenticate(request)


SignedIn = Annotated[Who, Depends(signed_in)]


def Allowed(permission: Permission) -> Any:
    """Marks a parameter: `who: Annotated[Who, Allowed("queues.manage")]`."""

    async def allowed(who: SignedIn) -> Who:
        who.require(permission)
        return who

    return Depends(allowed)


def is_permission_check(call: Any) -> bool:
    """Whether this dependency is one of `Allowed`."""
    return getattr(call, "__qualname__", "") == "Allowed.<locals>.allowed"


@asynccontextmanager
async def transaction_of(request: Request, who: Who) -> AsyncIterator[Tx]:
    """A transaction of the user's tenant, in the user's name."""
    database = services_of(request).database
    async with database.transaction(who.tenant_id, actor=who.actor) as tx:
        yield tx
    if SIGN_INS_CHANGED in tx.topics:  # here at once; other processes hear of it from the bus
        forget_sign_ins(database)


async def in_transaction(request: Request, who: SignedIn) -> AsyncIterator[Tx]:
    """The dependency behind `InTransaction`."""
    shared: Tx | None = getattr(request.state, "tx", None)
    if shared is not None:
        yield shared
        return
    async with transaction_of(request, who) as tx:
        yield tx


InTransaction = Annotated[Tx, Depends(in_transaction, scope="function")]
"""The request's transaction: committed after the endpoint returned and before its answer is sent."""


async def _bearer(
    database: Database, headers: Mapping[str, str], cookies: Mapping[str, str]
) -> Bearer | None:
    scheme, _, secret = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return await bearers_of(database).find(database, Credential("token", secret.strip()))
    if COOKIE in cookies:
        return await bearers_of(database).find(database, Credential("login", cookies[COOKIE]))
    return None


def _check_csrf(request: Request, bearer: Bearer) -> None:
    if bearer.csrf_token is None or request.method in _SAFE_METHODS:
        return
    sent = request.headers.get(CSRF_HEADER, "")
    if not hmac.compare_digest(sent.encode(), bearer.csrf_token.encode()):
        raise CsrfRefused


def _is_ours(origin: str, addresses: Collection[str]) -> bool:
    return urlsplit(origin).netloc in {urlsplit(address).netloc for address in addresses}


def _who(bearer: Bearer) -> Who:
    return Who(
        user_id=bearer.user_id,
        tenant_id=bearer.tenant_id,
        name=bearer.name,
        role=bearer.role,
        visibility=visibility_of(bearer.role, bearer.visibility),
        permissions=permissions_of(bearer.role, bearer.scopes),
        locale=bearer.locale,
        login_id=bearer.login_id,
        csrf_token=bearer.csrf_token,
        token_id=bearer.token_id,
    )
