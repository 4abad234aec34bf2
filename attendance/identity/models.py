"""Tables of tenants and people."""

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import BYTEA, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from attendance.kernel.columns import Moment, Stamp, TenantId
from attendance.kernel.database import Base


class Tenant(Base):
    """A company. `settings` holds what administrators change (`schemas.Company`), only what they said."""

    __tablename__ = "tenants"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    slug: Mapped[str] = mapped_column(unique=True)
    locale: Mapped[str] = mapped_column(server_default="pt-BR")
    timezone: Mapped[str] = mapped_column(server_default="America/Sao_Paulo")
    settings: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    created_at: Mapped[Stamp]


class User(Base):
    """A person who signs in. Attendants are users with a profile in `attendants`."""

    __tablename__ = "users"
    __table_args__ = (
        UniqueConstraint("tenant_id", "username"),
        Index("uq_users_email", func.lower(text("email")), unique=True),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    username: Mapped[str]
    name: Mapped[str]
    email: Mapped[str]
    password_hash: Mapped[str | None]
    """None: this user signs in by one-time links only, until a password is set."""
    role: Mapped[str]
    visibility: Mapped[str | None]
    """None: the role's default."""
    locale: Mapped[str] = mapped_column(server_default="pt-BR")
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    is_admin: Mapped[bool] = mapped_column(server_default=text("false"))
    failed_sign_ins: Mapped[int] = mapped_column(server_default="0")
    locked_until: Mapped[Moment | None]
    created_at: Mapped[Stamp]
    updated_at: Mapped[Stamp]


class Login(Base):
    """A browser that is signed in; the cookie carries the token of which we keep the hash."""

    __tablename__ = "logins"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[bytes] = mapped_column(BYTEA, unique=True)
    csrf_token: Mapped[str]
    user_agent: Mapped[str]
    ip: Mapped[str]
    created_at: Mapped[Stamp]
    last_seen_at: Mapped[Stamp]
    expires_at: Mapped[Moment]


class OneTimeLink(Base):
    """A sign-in link that works once."""

    __tablename__ = "one_time_links"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[bytes] = mapped_column(BYTEA, unique=True)
    expires_at: Mapped[Moment]
    used_at: Mapped[Moment | None]
    created_at: Mapped[Stamp]


class ApiToken(Base):
    """A token for scripts: the user's rights, narrowed by its scopes."""

    __tablename__ = "api_tokens"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    token_hash: Mapped[bytes] = mapped_column(BYTEA, unique=True)
    scopes: Mapped[list[str]] = mapped_column(JSONB)
    created_at: Mapped[Stamp]
    last_used_at: Mapped[Moment | None]
    expires_at: Mapped[Moment | None]


class IdempotencyKey(Base):
    """The answer to a POST that may be repeated with the same `Idempotency-Key`."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (UniqueConstraint("tenant_id", "user_id", "key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    user_id: Mapped[UUID]
    key: Mapped[str]
    request_hash: Mapped[bytes] = mapped_column(BYTEA)
    status: Mapped[int]
    body: Mapped[bytes] = mapped_column(BYTEA)
    created_at: Mapped[Stamp]
