"""Table of bots."""

from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from attendance.kernel.columns import Stamp, TenantId
from attendance.kernel.database import Base


class Bot(Base):
    """A bot of a tenant. `settings` holds the keys of config.csv as written; `bots.config` types them."""

    __tablename__ = "bots"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    name: Mapped[str]
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    settings: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    created_at: Mapped[Stamp]
    updated_at: Mapped[Stamp]
