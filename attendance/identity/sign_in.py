"""The two ways in, each a few transactions: nothing is held open while a password is hashed."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final
from uuid import UUID

from sqlalchemy import select, update

from attendance.identity import events, passwords, rules
from attendance.identity.logins import Browser, NewLogin, open_login, use_link
from attendance.identity.models import User
from attendance.identity.queries import enter_tenant
from attendance.identity.schemas import SignIn
from attendance.kernel import clock
from attendance.kernel.crypto import token_hash
from attendance.kernel.database import Database
from attendance.kernel.errors import NotAuthenticated, TooManyRequests

_MAX_STRANGERS: Final = 10_000


class WrongPassword(NotAuthenticated):
    code = "wrong_password"
    message = "The e-mail or the password is wrong."


class LinkSpent(NotAuthenticated):
    code = "link_spent"
    message = "This link was used already, or is too old. Ask for a new one."


class SignInLocked(TooManyRequests):
    code = "sign_in_locked"
    message = "Too many wrong passwords. Try again in {retry_after_seconds} seconds."


@dataclass(frozen=True, slots=True)
class _Found:
    tenant_id: UUID
    user_id: UUID


async def with_password(
    database: Database, credentials: SignIn, browser: Browser, *, lifetime: timedelta
) -> NewLogin:
    """Raises: WrongPassword, SignInLocked; the same for addresses that nobody has."""
    found = await _find(database, credentials.email)
    stored = await _count_attempt(database, found) if found else _strangers.count_attempt(credentials.email)
    if not await passwords.matches(stored, credentials.password) or found is None:
        await _note_lock(database, found, browser)
        raise WrongPassword
    assert stored is not None
    rehashed = await passwords.hashed(credentials.password) if passwords.is_outdated(stored) else stored
    async with database.transaction(found.tenant_id) as tx:
        forgiven = {"failed_sign_ins": 0, "locked_until": None, "password_hash": rehashed}
        await tx.execute(update(User).where(User.id == found.user_id).values(**forgiven))
        return await open_login(tx, found.user_id, browser, by="password", lifetime=lifetime)


async def with_link(database: Database, token: str, browser: Browser, *, lifetime: timedelta) -> NewLogin:
    """Raises: LinkSpent."""
    async with database.system() as driver:
        link = await enter_tenant(driver, "link_for_token($1, $2)", token_hash(token), clock.now())
    if link is None:
        raise LinkSpent
    async with database.transaction(link["tenant_id"]) as tx:
        if not await use_link(tx, link["link_id"]):
            raise LinkSpent
        return await open_login(tx, link["user_id"], browser, by="link", lifetime=lifetime)


async def _find(database: Database, email: str) -> _Found | None:
    async with database.system() as driver:
        row = await enter_tenant(driver, "user_for_sign_in($1)", email.strip())
    return _Found(row["tenant_id"], row["user_id"]) if row else None


async def _count_attempt(database: Database, found: _Found) -> str | None:
    """The password's hash, or None when there is none to match.

    The attempt counts as failed until it succeeds: a hundred guesses at once are a hundred attempts, not one.
    """
    async with database.transaction(found.tenant_id) as tx:
        columns = (User.password_hash, User.is_active, User.failed_sign_ins, User.locked_until)
        row = await tx.first(select(*columns).where(User.id == found.user_id).with_for_update())
        if row is None:
            return None
        _check_lock(row.locked_until)
        failures = rules.failures_after(row.failed_sign_ins, row.locked_until, now=clock.now())
        counted = {"failed_sign_ins": failures, "locked_until": rules.locked_until(failures, now=clock.now())}
        await tx.execute(update(User).where(User.id == found.user_id).values(**counted))
        return row.password_hash if row.is_active else None


async def _note_lock(database: Database, found: _Found | None, browser: Browser) -> None:
    if found is None:
        return
    async with database.transaction(found.tenant_id) as tx:
        row = await tx.first(select(User.failed_sign_ins, User.locked_until).where(User.id == found.user_id))
        if row and row.locked_until and row.locked_until > clock.now():
            tx.publish(events.UserLocked(user_id=found.user_id, failures=row.failed_sign_ins, ip=browser.ip))


def _check_lock(locked_until: datetime | None) -> None:
    if locked_until and locked_until > clock.now():
        raise SignInLocked(retry_after_seconds=ceil((locked_until - clock.now()).total_seconds()))


class _Strangers:
    """Addresses that nobody has are locked as users are: a lock must not tell that an address exists."""

    def __init__(self) -> None:
        self._counts: OrderedDict[str, tuple[int, datetime | None]] = OrderedDict()

    def count_attempt(self, email: str) -> str | None:
        """None, the hash of nobody."""
        address = email.strip().lower()
        failures, locked_until = self._counts.pop(address, (0, None))
        self._counts[address] = (failures, locked_until)
        _check_lock(locked_until)
        failures = rules.failures_after(failures, locked_until, now=clock.now())
        self._counts[address] = (failures, rules.locked_until(failures, now=clock.now()))
        if len(self._counts) > _MAX_STRANGERS:
            self._counts.popitem(last=False)
        return None


_strangers = _Strangers()
