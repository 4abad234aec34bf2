"""Signing in and out: with a password, with a link that works once; and the tokens of scripts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from attendance.identity import events, rules
from attendance.identity.actions import SIGN_INS_CHANGED
from attendance.identity.models import ApiToken, Login, OneTimeLink, User
from attendance.identity.schemas import Scope
from attendance.kernel import clock
from attendance.kernel.crypto import new_token, token_hash
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound
from attendance.kernel.events import Actor
from attendance.kernel.ids import new_id


@dataclass(frozen=True, slots=True)
class Browser:
    """Where somebody signs in from."""

    ip: str
    user_agent: str


@dataclass(frozen=True, slots=True)
class NewLogin:
    """`token` goes into the cookie and is stored nowhere."""

    id: UUID
    user_id: UUID
    token: str
    csrf_token: str


async def open_login(tx: Tx, user_id: UUID, browser: Browser, *, by: str, lifetime: timedelta) -> NewLogin:
    """Sign the user in. `by`: `password` or `link`."""
    login = NewLogin(new_id(), user_id, new_token(), new_token())
    tx.actor = Actor("attendant", user_id, await _name(tx, user_id))
    await tx.execute(
        insert(Login).values(
            id=login.id,
            tenant_id=tx.tenant_id,
            user_id=user_id,
            token_hash=token_hash(login.token),
            csrf_token=login.csrf_token,
            user_agent=browser.user_agent[:300],
            ip=browser.ip,
            created_at=clock.now(),
            last_seen_at=clock.now(),
            expires_at=clock.now() + lifetime,
        )
    )
    tx.publish(events.UserSignedIn(user_id=user_id, login_id=login.id, by=by, ip=browser.ip))
    return login


async def close_login(tx: Tx, user_id: UUID, login_id: UUID) -> None:
    """Sign one of the user's browsers out. Raises: NotFound."""
    ended = await tx.execute(delete(Login).where(Login.id == login_id, Login.user_id == user_id))
    if not ended:
        raise NotFound("sign-in")
    tx.publish(events.UserSignedOut(user_id=user_id, login_id=login_id))
    tx.wake(SIGN_INS_CHANGED)


async def create_link(tx: Tx, user_id: UUID, *, lifetime: timedelta = rules.LINK_LIFETIME) -> str:
    """The token of a link that signs the user in once. Raises: NotFound, also for an inactive user."""
    await _name(tx, user_id)
    token = new_token()
    await tx.execute(
        insert(OneTimeLink).values(
            id=new_id(),
            tenant_id=tx.tenant_id,
            user_id=user_id,
            token_hash=token_hash(token),
            created_at=clock.now(),
            expires_at=clock.now() + lifetime,
        )
    )
    tx.publish(events.LinkCreated(user_id=user_id))
    return token


def sign_in_link(token: str, public_url: str) -> str:
    """Where the link's holder goes. Opening it spends nothing: the page there sends the token (previews only read)."""
    return f"{public_url.rstrip('/')}/entrar?token={token}"


async def use_link(tx: Tx, link_id: UUID) -> bool:
    """Spend the link; False when another request was faster (the row lock decides)."""
    unused = update(OneTimeLink).where(OneTimeLink.id == link_id, OneTimeLink.used_at.is_(None))
    return await tx.execute(unused.values(used_at=clock.now())) == 1


async def create_token(
    tx: Tx, user_id: UUID, *, name: str, scopes: list[Scope], expires_at: datetime | None = None
) -> tuple[UUID, str]:
    """An API token with the user's rights, narrowed by the scopes; its secret is shown once. Raises: NotFound."""
    await _name(tx, user_id)
    token_id, secret = new_id(), f"att_{new_token()}"
    facts = {"name": name, "scopes": scopes, "expires_at": expires_at, "created_at": clock.now()}
    await tx.execute(
        insert(ApiToken).values(
            id=token_id, tenant_id=tx.tenant_id, user_id=user_id, token_hash=token_hash(secret), **facts
        )
    )
    tx.publish(events.TokenCreated(user_id=user_id, token_id=token_id, name=name, scopes=list(scopes)))
    return token_id, secret


async def revoke_token(tx: Tx, user_id: UUID, token_id: UUID) -> None:
    """Raises: NotFound."""
    if not await tx.execute(delete(ApiToken).where(ApiToken.id == token_id, ApiToken.user_id == user_id)):
        raise NotFound("token")
    tx.publish(events.TokenRevoked(user_id=user_id, token_id=token_id))
    tx.wake(SIGN_INS_CHANGED)


async def _name(tx: Tx, user_id: UUID) -> str:
    query = select(User.name).where(
        User.tenant_id == tx.tenant_id, User.id == user_id, User.is_active.is_(True)
    )
    row = await tx.first(query)
    if row is None:
        raise NotFound("user")
    return row[0]
