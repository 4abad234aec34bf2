"""Tables of bots: what counts now, the draft's files, and what was published."""

from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from attendance.kernel.columns import Moment, Stamp, TenantId
from attendance.kernel.database import Base


class Bot(Base):
    """A bot of a tenant. `settings` holds the keys of config.csv as written; `bots.config` types them.

    `version` is the one that is published. `secrets` are those that count, `draft_secrets` what was written since.
    """

    __tablename__ = "bots"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    name: Mapped[str]
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    settings: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    version: Mapped[int | None]
    draft_revision: Mapped[int] = mapped_column(server_default=text("0"))
    secrets: Mapped[bytes | None]
    draft_secrets: Mapped[bytes | None]
    created_at: Mapped[Stamp]
    updated_at: Mapped[Stamp]


class BotFile(Base):
    """A file of a bot's draft. `revision` changes with every write and never comes twice."""

    __tablename__ = "bot_files"

    bot_id: Mapped[UUID] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    content: Mapped[bytes]
    hash: Mapped[str]
    revision: Mapped[int]
    updated_at: Mapped[Moment]
    updated_by: Mapped[UUID | None]


class BotSource(Base):
    """The content of files of published versions, once for each content."""

    __tablename__ = "bot_sources"

    tenant_id: Mapped[TenantId] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes]
    created_at: Mapped[Stamp]


class BotVersion(Base):
    """What was published once; `files` maps paths to hashes. Never changed."""

    __tablename__ = "bot_versions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    bot_id: Mapped[UUID]
    number: Mapped[int]
    tenant_id: Mapped[TenantId]
    files: Mapped[dict[str, str]] = mapped_column(JSONB)
    note: Mapped[str | None]
    restored_from: Mapped[int | None]
    published_at: Mapped[Moment]
    published_by: Mapped[UUID | None]
