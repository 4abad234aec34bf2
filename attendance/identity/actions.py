"""Tenants and users: made, changed, deactivated. The caller opened the transaction and commits it."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import asyncpg
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from attendance.identity import events, queries, rules, schemas
from attendance.identity.models import ApiToken, Login, OneTimeLink, Tenant, User
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.errors import Conflict, NotFound
from attendance.kernel.ids import new_id

SIGN_INS_CHANGED: Final = "identity"
"""Bus topic: somebody's rights or sign-ins changed; whoever remembers them must ask again."""


class EmailTaken(Conflict):
    code = "email_taken"
    message = "There is already a user with the address {email}."


class UsernameTaken(Conflict):
    code = "username_taken"
    message = "There is already a user called {username}."


class SlugTaken(Conflict):
    code = "slug_taken"
    message = "There is already a company with the short name {slug}."


@dataclass(frozen=True, slots=True)
class NewTenant:
    name: str
    slug: str
    """Short name, unique on this installation: lower case, in addresses."""
    locale: str = "pt-BR"
    timezone: str = "America/Sao_Paulo"


async def create_tenant(tx: Tx, tenant: NewTenant) -> None:
    """Write the tenant that `tx` was opened for: `database.transaction(new_id())`. Its first user should be an owner.

    Raises: SlugTaken.
    """
    facts = {"name": tenant.name, "slug": tenant.slug, "locale": tenant.locale, "timezone": tenant.timezone}
    try:
        await tx.execute(insert(Tenant).values(id=tx.tenant_id, created_at=clock.now(), **facts))
    except IntegrityError as error:
        raise SlugTaken(slug=tenant.slug) from error
    tx.publish(events.TenantCreated(name=tenant.name, slug=tenant.slug))


async def create_user(tx: Tx, new: schemas.NewUser, *, password_hash: str | None = None) -> schemas.User:
    """Make a user who signs in with the hashed password, or by one-time links only.

    Raises: EmailTaken (also by another tenant's user), UsernameTaken.
    """
    email = rules.clean_email(new.email)
    username = new.username or rules.username_for(email, await _usernames(tx))
    facts = {"username": username, "name": new.name, "email": email, "role": new.role}
    rights = {"is_admin": rules.is_administrator(new.role), "password_hash": password_hash}
    user_id, now = new_id(), clock.now()
    row = {"id": user_id, "tenant_id": tx.tenant_id, "created_at": now, "updated_at": now}
    try:
        await tx.execute(insert(User).values(**row, **facts, **rights))
    except IntegrityError as error:
        raise _taken(error, email, username) from error
    tx.publish(events.UserCreated(user_id=user_id, name=new.name, role=new.role))
    return await queries.user(tx, user_id)


async def change_user(tx: Tx, user_id: UUID, patch: schemas.UserPatch) -> schemas.User:
    """Change what the patch names. Deactivation ends every login, token and link of the user.

    Raises: NotFound, LastOwner.
    """
    owners = await _locked_owners(tx)
    before = await _locked_user(tx, user_id)
    wanted = {
        field: value for field, value in patch.model_dump(exclude_none=True).items() if before[field] != value
    }
    if not wanted:
        return await queries.user(tx, user_id)
    _check_keeps_an_owner(owners, before, before | wanted)
    if "role" in wanted:
        wanted["is_admin"] = rules.is_administrator(wanted["role"])
    await _write(tx, user_id, wanted)
    _publish_change(tx, user_id, wanted)
    if wanted.get("is_active") is False:
        await _end_sign_ins(tx, user_id)
    tx.wake(SIGN_INS_CHANGED)
    return await queries.user(tx, user_id)


async def change_me(tx: Tx, user_id: UUID, patch: schemas.MePatch) -> None:
    """What everybody may change of themselves."""
    wanted = patch.model_dump(exclude_none=True)
    if wanted:
        await _write(tx, user_id, wanted)
        tx.publish(events.UserChanged(user_id=user_id, changed=sorted(wanted)))
        tx.wake(SIGN_INS_CHANGED)


async def _usernames(tx: Tx) -> set[str]:
    return {
        row.username for row in await tx.rows(select(User.username).where(User.tenant_id == tx.tenant_id))
    }


async def _locked_user(tx: Tx, user_id: UUID) -> dict[str, Any]:
    columns = (User.role, User.name, User.is_active, User.visibility)
    query = select(*columns).where(User.tenant_id == tx.tenant_id, User.id == user_id)
    row = await tx.first(query.with_for_update())
    if row is None:
        raise NotFound("user")
    return row._asdict()


async def _locked_owners(tx: Tx) -> int:
    """How many active owners there are, locked before anything else and in order: of two owners who deactivate each
    other at once the second waits here, and then finds itself the last."""
    owners = select(User.id).where(User.tenant_id == tx.tenant_id, User.role == schemas.Role.OWNER)
    return len(await tx.rows(owners.where(User.is_active.is_(True)).order_by(User.id).with_for_update()))


def _check_keeps_an_owner(active_owners: int, before: dict[str, Any], after: dict[str, Any]) -> None:
    was_owner, stays_owner = (
        side["role"] == schemas.Role.OWNER and side["is_active"] for side in (before, after)
    )
    rules.check_keeps_an_owner(active_owners, was_owner=was_owner, stays_owner=stays_owner)


async def _write(tx: Tx, user_id: UUID, wanted: dict[str, Any]) -> None:
    await tx.execute(update(User).where(User.id == user_id).values(**wanted, updated_at=clock.now()))


def _publish_change(tx: Tx, user_id: UUID, wanted: dict[str, Any]) -> None:
    changed = sorted(wanted.keys() - {"is_active", "is_admin"})
    if changed:
        tx.publish(events.UserChanged(user_id=user_id, changed=changed))
    match wanted.get("is_active"):
        case True:
            tx.publish(events.UserReactivated(user_id=user_id))
        case False:
            tx.publish(events.UserDeactivated(user_id=user_id))


async def _end_sign_ins(tx: Tx, user_id: UUID) -> None:
    for table in (Login, ApiToken, OneTimeLink):
        await tx.execute(delete(table).where(table.user_id == user_id))


def _taken(error: IntegrityError, email: str, username: str) -> Conflict:
    cause = error.orig.__cause__ if error.orig else None
    if isinstance(cause, asyncpg.UniqueViolationError) and cause.constraint_name == "uq_users_email":
        return EmailTaken(email=email)
    return UsernameTaken(username=username)
