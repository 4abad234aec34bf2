"""What happens to tenants and people. Payloads carry ids and facts, never secrets."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from attendance.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantCreated(Event):
    kind: ClassVar[str] = "tenant.created"
    name: str
    slug: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantChanged(Event):
    """`changed` names the fields."""

    kind: ClassVar[str] = "tenant.changed"
    changed: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class UserCreated(Event):
    kind: ClassVar[str] = "user.created"
    user_id: UUID
    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UserChanged(Event):
    """Name, role, language or what the user sees. `changed` names the fields."""

    kind: ClassVar[str] = "user.changed"
    user_id: UUID
    changed: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class UserDeactivated(Event):
    """Every login, token and link of the user ended with it."""

    kind: ClassVar[str] = "user.deactivated"
    user_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class UserReactivated(Event):
    kind: ClassVar[str] = "user.reactivated"
    user_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class UserSignedIn(Event):
    kind: ClassVar[str] = "user.signed_in"
    user_id: UUID
    login_id: UUID
    by: str
    """`password` or `link`."""
    ip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UserSignedOut(Event):
    """A login ended: by its owner here, or from another browser of theirs."""

    kind: ClassVar[str] = "user.signed_out"
    user_id: UUID
    login_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class UserLocked(Event):
    """Too many wrong passwords."""

    kind: ClassVar[str] = "user.locked"
    user_id: UUID
    failures: int
    ip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCreated(Event):
    kind: ClassVar[str] = "link.created"
    user_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenCreated(Event):
    kind: ClassVar[str] = "token.created"
    user_id: UUID
    token_id: UUID
    name: str
    scopes: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRevoked(Event):
    kind: ClassVar[str] = "token.revoked"
    user_id: UUID
    token_id: UUID
