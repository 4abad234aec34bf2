"""Wire shapes of people: who am I, users, roles, tokens."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field

from attendance.kernel.wire import Wire


class Role(StrEnum):
    OWNER = "owner"
    ADMIN = "admin"
    SUPERVISOR = "supervisor"
    ATTENDANT = "attendant"
    AUDITOR = "auditor"


class Visibility(StrEnum):
    """Which conversations a role sees."""

    ALL = "all"
    QUEUES = "queues"
    MINE = "mine"


Locale = Literal["pt-BR", "en", "es"]
Scope = Literal["read", "write", "admin"]
"""What an API token may do of what its user may: look, work, administer. None contains another."""


class SignIn(Wire):
    email: str
    password: str


class Me(Wire):
    """The signed-in user. Send `csrf_token` as `X-CSRF-Token` with every write made under the cookie."""

    id: UUID
    tenant_id: UUID
    tenant_name: str
    name: str
    username: str
    email: str
    role: Role
    visibility: Visibility
    permissions: list[str]
    locale: Locale
    timezone: str
    currency: str
    csrf_token: str | None


class MePatch(Wire):
    name: str | None = Field(None, min_length=1, max_length=200)
    locale: Locale | None = None


class User(Wire):
    id: UUID
    username: str
    name: str
    email: str
    role: Role
    is_active: bool
    is_admin: bool
    created_at: datetime
    updated_at: datetime


class NewUser(Wire):
    email: str = Field(min_length=3, max_length=320)
    name: str = Field(min_length=1, max_length=200)
    username: str | None = Field(None, pattern=r"^[A-Za-z0-9._-]{1,64}$")
    role: Role = Role.ATTENDANT
    password: str | None = Field(None, min_length=10, max_length=200)
    """Absent: the answer carries a one-time link for the new user instead."""


class UserPatch(Wire):
    name: str | None = Field(None, min_length=1, max_length=200)
    role: Role | None = None
    is_active: bool | None = None
    visibility: Visibility | None = None
    """Which conversations this user sees, whatever the role's default is."""


_DAY_SECONDS = 24 * 3600
_SHORTEST_SILENCE_SECONDS = 300


BoardColumn = Literal["new", "active", "pending"]


class Company(Wire):
    """The tenant and what its administrators set."""

    name: str
    locale: Locale
    timezone: str
    country: str
    """Two letters; phone numbers of this country need no prefix."""
    currency: str
    """Three letters (ISO 4217), of everything that is counted in money: deals, purchases."""
    release_after_seconds: int | None
    """A conversation that a person has, without a word from either side for so long, returns to the bot; null: never"""
    abandon_after_seconds: int
    """A conversation without a word from either side for so long is closed; 0: never."""
    keep_records_days: int
    """How long raw deliveries, routing decisions and steps of scripts are kept. Messages and events always are."""
    kanban_limits: dict[BoardColumn, int]
    """How many cards a column of the kanban should hold at most; more are shown as too many, never refused."""
    deal_of_resolved_ticket: bool
    """Whether a ticket that is resolved, and out of which nobody made a deal, becomes one that is won."""


def _never_or_a_while(seconds: int) -> int:
    if seconds != 0 and not _SHORTEST_SILENCE_SECONDS <= seconds <= 365 * _DAY_SECONDS:
        raise ValueError("must be 0 (never), or 300 to 31536000 seconds")
    return seconds


class CompanyPatch(Wire):
    """Changes what it names; null makes a time follow the product's default again."""

    name: str | None = Field(None, min_length=1, max_length=200)
    locale: Locale | None = None
    timezone: str | None = Field(None, max_length=64, examples=["America/Sao_Paulo"])
    country: str | None = Field(None, pattern="^[A-Z]{2}$", examples=["BR"])
    currency: str | None = Field(None, pattern="^[A-Z]{3}$", examples=["BRL"])
    release_after_seconds: int | None = Field(None, ge=60, le=365 * _DAY_SECONDS)
    abandon_after_seconds: Annotated[int, AfterValidator(_never_or_a_while)] | None = None
    keep_records_days: int | None = Field(None, ge=1, le=3650)
    kanban_limits: dict[BoardColumn, Annotated[int, Field(ge=1, le=10_000)]] | None = None
    deal_of_resolved_ticket: bool | None = None


class SignInByLink(Wire):
    """What a one-time link carries after `?token=`."""

    token: str


class CreatedLink(Wire):
    sign_in_link: str
    """Works once, for 24 hours."""


class CreatedUser(Wire):
    user: User
    sign_in_link: str | None


class ApiToken(Wire):
    id: UUID
    name: str
    scopes: list[str]
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None


class NewApiToken(Wire):
    name: str = Field(min_length=1, max_length=100)
    scopes: list[Scope] = Field(default=["read", "write"], min_length=1)
    expires_at: AwareDatetime | None = None


class CreatedApiToken(Wire):
    token: ApiToken
    secret: str
    """Shown once."""


class LoginSession(Wire):
    id: UUID
    created_at: datetime
    last_seen_at: datetime
    user_agent: str
    ip: str
    is_current: bool
