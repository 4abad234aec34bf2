"""Decisions about people: who may give which role, how long a sign-in is locked, what a user is called."""

import re
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from attendance.identity.schemas import Role
from attendance.kernel.errors import Conflict, InvalidInput, NotAllowed
from attendance.kernel.text import fold

LINK_LIFETIME: Final = timedelta(hours=24)
FREE_FAILURES: Final = 10
_FIRST_LOCK: Final = timedelta(minutes=1)
_LONGEST_LOCK: Final = timedelta(hours=1)
_FORGIVEN_AFTER: Final = timedelta(hours=24)
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)*")


class LastOwner(Conflict):
    code = "last_owner"
    message = "This is the last active owner. Make somebody else an owner first."


class CantGrant(NotAllowed):
    code = "cant_grant"
    message = "Only an owner can make, change or deactivate an owner."


def check_may_manage(actor: Role, *roles: Role) -> None:
    """Raises CantGrant when one of `roles` (the user's own, the one to give) is above the actor's."""
    if actor is not Role.OWNER and Role.OWNER in roles:
        raise CantGrant


def check_keeps_an_owner(active_owners: int, *, was_owner: bool, stays_owner: bool) -> None:
    """Raises LastOwner when a tenant would be left without anybody who may do everything."""
    if was_owner and not stays_owner and active_owners <= 1:
        raise LastOwner


def is_administrator(role: Role) -> bool:
    return role in (Role.OWNER, Role.ADMIN)


def failures_after(previous: int, locked_until: datetime | None, *, now: datetime) -> int:
    """The count with one more failure; a lock that ended a day ago is forgiven."""
    is_forgiven = locked_until is not None and locked_until + _FORGIVEN_AFTER < now
    return 1 if is_forgiven else previous + 1


def locked_until(failures: int, *, now: datetime) -> datetime | None:
    """From the tenth failure on each locks twice as long as the one before: 1 minute, 2, 4 … at most an hour."""
    if failures < FREE_FAILURES:
        return None
    doublings = min(failures - FREE_FAILURES, 10)
    return now + min(_FIRST_LOCK * (1 << doublings), _LONGEST_LOCK)


def clean_email(written: str) -> str:
    """The address without spaces around it. Raises InvalidInput when it can't be one."""
    email = written.strip()
    if not _EMAIL.fullmatch(email):
        raise InvalidInput(
            "The e-mail address makes no sense.", fields={"email": "needs a name, @ and a domain"}
        )
    return email


def username_for(email: str, taken: Collection[str]) -> str:
    """A free username from the address: `ana.souza`, `ana.souza2`, …"""
    base = re.sub(r"[^a-z0-9._-]+", "", fold(email.partition("@")[0])) or "user"
    number, name = 1, base
    while name in taken:
        number += 1
        name = f"{base}{number}"
    return name
