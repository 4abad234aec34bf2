"""Reads about people. Before the tenant is known, only SECURITY DEFINER functions answer: to whoever has the secret."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

import asyncpg
from sqlalchemy import func, select

from attendance.identity import schemas
from attendance.identity.company import CURRENCY
from attendance.identity.models import ApiToken, Login, Tenant, User
from attendance.kernel import clock
from attendance.kernel.crypto import token_hash
from attendance.kernel.cursors import Slice
from attendance.kernel.database import Database, Tx
from attendance.kernel.driver import Driver
from attendance.kernel.errors import NotFound
from attendance.kernel.wire import Page

_SEEN_EVERY: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Bearer:
    """The active user behind a login (`login_id`, `csrf_token`) or an API token (`token_id`, `scopes`)."""

    tenant_id: UUID
    user_id: UUID
    name: str
    role: schemas.Role
    visibility: schemas.Visibility | None
    locale: str
    login_id: UUID | None
    csrf_token: str | None
    token_id: UUID | None
    scopes: tuple[schemas.Scope, ...] | None


async def bearer_of_login(database: Database, token: str) -> Bearer | None:
    """Who is signed in with this cookie; None when it is unknown, expired or its user inactive."""
    now = clock.now()
    async with database.system() as driver:
        found = await enter_tenant(driver, "login_for_token($1, $2)", token_hash(token), now)
        if found is None:
            return None
        rows = await driver.fetch(_OF_LOGIN, found["login_id"])
        await driver.execute(_LOGIN_SEEN, found["login_id"], now, now - _SEEN_EVERY)
    return _bearer(rows[0]) if rows else None


async def bearer_of_token(database: Database, secret: str) -> Bearer | None:
    """Whose API token this is; None when it is unknown, expired or its user inactive."""
    now = clock.now()
    async with database.system() as driver:
        found = await enter_tenant(driver, "api_token_for_secret($1, $2)", token_hash(secret), now)
        if found is None:
            return None
        rows = await driver.fetch(_OF_TOKEN, found["token_id"])
        await driver.execute(_TOKEN_SEEN, found["token_id"], now, now - _SEEN_EVERY)
    return _bearer(rows[0]) if rows else None


async def enter_tenant(driver: Driver, function: str, *args: object) -> asyncpg.Record | None:
    """Ask a function of the migrations whose secret it is; the transaction goes on as the tenant that it names."""
    rows = await driver.fetch(
        f"select f.*, set_config('app.tenant_id', f.tenant_id::text, true) from {function} as f", *args
    )
    return rows[0] if rows else None


_PERSON = "u.tenant_id, u.id as user_id, u.name, u.role, u.visibility, u.locale"
_OF_LOGIN = f"""
select {_PERSON}, l.id as login_id, l.csrf_token, null::uuid as token_id, null::text[] as scopes
from logins l join users u on u.id = l.user_id where l.id = $1 and u.is_active
"""
_OF_TOKEN = f"""
select {_PERSON}, null::uuid as login_id, null::text as csrf_token, t.id as token_id,
       array(select jsonb_array_elements_text(t.scopes)) as scopes
from api_tokens t join users u on u.id = t.user_id where t.id = $1 and u.is_active
"""
_LOGIN_SEEN = "update logins set last_seen_at = $2 where id = $1 and last_seen_at < $3"
_TOKEN_SEEN = (
    "update api_tokens set last_used_at = $2 where id = $1 and (last_used_at is null or last_used_at < $3)"
)


def _bearer(row: asyncpg.Record) -> Bearer:
    facts = dict(row)
    facts["role"] = schemas.Role(row["role"])
    facts["visibility"] = schemas.Visibility(row["visibility"]) if row["visibility"] else None
    facts["scopes"] = tuple(row["scopes"]) if row["scopes"] is not None else None
    return Bearer(**facts)


@dataclass(frozen=True, slots=True)
class Profile:
    """What `GET /api/me` says besides what the guard knows."""

    name: str
    username: str
    email: str
    locale: schemas.Locale
    tenant_name: str
    timezone: str
    currency: str


async def profile(tx: Tx, user_id: UUID) -> Profile:
    columns = (
        User.name,
        User.username,
        User.email,
        User.locale,
        Tenant.name.label("tenant_name"),
        Tenant.timezone,
        func.coalesce(Tenant.settings["currency"].astext, CURRENCY).label("currency"),
    )
    row = await tx.first(select(*columns).join(Tenant, Tenant.id == User.tenant_id).where(User.id == user_id))
    if row is None:
        raise NotFound("user")
    return Profile(**row._mapping)


async def user(tx: Tx, user_id: UUID) -> schemas.User:
    """Raises NotFound, also for users of other tenants."""
    row = await tx.first(select(*_USER).where(User.tenant_id == tx.tenant_id, User.id == user_id))
    if row is None:
        raise NotFound("user")
    return schemas.User.model_validate(row)


async def users(tx: Tx, asked: Slice) -> Page[schemas.User]:
    """In the order in which they were created."""
    query = select(*_USER).where(User.tenant_id == tx.tenant_id).order_by(User.id).limit(asked.probe)
    after = asked.after(tuple[UUID])
    if after:
        query = query.where(User.id > after[0])
    rows, next_cursor = asked.cut(await tx.rows(query), lambda row: (row.id,))
    return Page(items=[schemas.User.model_validate(row) for row in rows], next_cursor=next_cursor)


async def logins(tx: Tx, user_id: UUID, *, current: UUID | None) -> list[schemas.LoginSession]:
    """Browsers signed in now, the last used first."""
    query = (
        select(Login.id, Login.created_at, Login.last_seen_at, Login.user_agent, Login.ip)
        .where(Login.user_id == user_id, Login.expires_at > clock.now())
        .order_by(Login.last_seen_at.desc())
    )
    rows = await tx.rows(query)
    return [schemas.LoginSession(**row._mapping, is_current=row.id == current) for row in rows]


async def tokens(tx: Tx, user_id: UUID) -> list[schemas.ApiToken]:
    """The newest first, expired ones included so that their owner sees why a script fails."""
    query = select(*_TOKEN).where(ApiToken.user_id == user_id).order_by(ApiToken.id.desc())
    return [schemas.ApiToken.model_validate(row) for row in await tx.rows(query)]


async def token(tx: Tx, token_id: UUID) -> schemas.ApiToken:
    row = await tx.first(select(*_TOKEN).where(ApiToken.id == token_id))
    if row is None:
        raise NotFound("token")
    return schemas.ApiToken.model_validate(row)


_USER = (
    User.id,
    User.username,
    User.name,
    User.email,
    User.role,
    User.is_active,
    User.is_admin,
    User.created_at,
    User.updated_at,
)
_TOKEN = (
    ApiToken.id,
    ApiToken.name,
    ApiToken.scopes,
    ApiToken.created_at,
    ApiToken.last_used_at,
    ApiToken.expires_at,
)
