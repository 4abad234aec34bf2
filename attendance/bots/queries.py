"""Reads of bots."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from attendance.bots.config import BotConfig, read
from attendance.bots.models import Bot
from attendance.kernel.database import Tx


async def configs(tx: Tx, ids: Iterable[UUID | None]) -> dict[UUID | None, BotConfig]:
    """Settings of these bots; an unknown or absent bot (None included) has the product's defaults."""
    wanted = set(ids)
    rows = await tx.rows(select(Bot.id, Bot.settings).where(Bot.id.in_([i for i in wanted if i])))
    found: dict[UUID | None, BotConfig] = {row.id: read(row.settings) for row in rows}
    return {bot_id: found.get(bot_id, BotConfig()) for bot_id in wanted}
