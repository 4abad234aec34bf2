"""The rows of the tables that bots have for themselves."""

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from attendance.kernel.columns import Moment, TenantId
from attendance.kernel.database import Base


class BotRow(Base):
    """One row of any such table; `data` holds its columns, typed by the table's declaration if it has one.

    An `id` that the script chose itself is in `data`; otherwise the row's own counts.
    """

    __tablename__ = "bot_rows"
    __table_args__ = (
        Index("ix_bot_rows_table", "tenant_id", "bot_id", "table_name", "id"),
        Index("ix_bot_rows_chosen_id", "bot_id", "table_name", sql("(data ->> 'id')")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    bot_id: Mapped[UUID] = mapped_column(ForeignKey("bots.id", ondelete="CASCADE"))
    table_name: Mapped[str]
    data: Mapped[dict[str, Any]] = mapped_column(JSONB)
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]
