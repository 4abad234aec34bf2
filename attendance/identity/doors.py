"""HTTP of signing in and out: who comes in gets a cookie and hears who they are."""

from datetime import timedelta
from typing import Final

from fastapi import Depends, Request, Response

from attendance.identity import logins, queries, schemas, sign_in
from attendance.identity.guards import (
    COOKIE,
    CsrfRefused,
    InTransaction,
    SignedIn,
    Who,
    transaction_of,
    who_from_headers,
)
from attendance.identity.idempotency import api_router
from attendance.identity.logins import Browser, NewLogin
from attendance.kernel.database import Tx
from attendance.kernel.problems import documented
from attendance.kernel.rate_limits import Rate
from attendance.kernel.web import client_ip, limit, services_of

SIGN_IN_RATE: Final = Rate(60, seconds=60)
"""Of one address, which a whole office may share."""

router = api_router("identity", prefix="/api/auth")


async def _not_too_often(request: Request) -> None:
    await limit(request, f"sign-in:{client_ip(request)}", SIGN_IN_RATE)


@router.post(
    "/sign-in",
    dependencies=[Depends(_not_too_often)],
    responses=documented(sign_in.WrongPassword, sign_in.SignInLocked),
)
async def sign_in_with_password(body: schemas.SignIn, request: Request, response: Response) -> schemas.Me:
    """Sign in with e-mail and password; the answer sets the session cookie."""
    lifetime, browser = _lifetime(request), _browser(request)
    login = await sign_in.with_password(services_of(request).database, body, browser, lifetime=lifetime)
    return await _welcome(request, response, login)


@router.post("/link", dependencies=[Depends(_not_too_often)], responses=documented(sign_in.LinkSpent))
async def sign_in_with_link(body: schemas.SignInByLink, request: Request, response: Response) -> schemas.Me:
    """Spend a one-time link; the answer sets the session cookie."""
    lifetime, browser = _lifetime(request), _browser(request)
    login = await sign_in.with_link(services_of(request).database, body.token, browser, lifetime=lifetime)
    return await _welcome(request, response, login)


@router.post("/sign-out", status_code=204, responses=documented(CsrfRefused))
async def sign_out(who: SignedIn, tx: InTransaction, response: Response) -> None:
    """End this browser's login. An API token has none: revoke it instead."""
    if who.login_id:
        await logins.close_login(tx, who.user_id, who.login_id)
    response.delete_cookie(COOKIE)


async def describe(tx: Tx, who: Who) -> schemas.Me:
    """What the signed-in user hears of themselves."""
    profile = await queries.profile(tx, who.user_id)
    return schemas.Me(
        id=who.user_id,
        tenant_id=who.tenant_id,
        tenant_name=profile.tenant_name,
        name=profile.name,
        username=profile.username,
        email=profile.email,
        role=who.role,
        visibility=who.visibility,
        permissions=sorted(who.permissions),
        locale=profile.locale,
        timezone=profile.timezone,
        currency=profile.currency,
        csrf_token=who.csrf_token,
    )


async def _welcome(request: Request, response: Response, login: NewLogin) -> schemas.Me:
    response.set_cookie(
        COOKIE,
        login.token,
        max_age=int(_lifetime(request).total_seconds()),
        httponly=True,
        samesite="lax",
        secure=services_of(request).settings.public_url.startswith("https:"),
    )
    who = await who_from_headers(services_of(request).database, {}, {COOKIE: login.token})
    async with transaction_of(request, who) as tx:
        return await describe(tx, who)


def _browser(request: Request) -> Browser:
    return Browser(client_ip(request), request.headers.get("user-agent", ""))


def _lifetime(request: Request) -> timedelta:
    return timedelta(days=services_of(request).settings.session_days)
