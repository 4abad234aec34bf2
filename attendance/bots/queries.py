"""Reads of bots."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.engine import RowMapping

from attendance.bots import schemas, secrets
from attendance.bots.config import KEYS, BotConfig, read, shown, written
from attendance.bots.models import Bot
from attendance.conversations.models import Conversation
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound

_FACTS = ("id", "name", "is_active", "version", "created_at", "updated_at")


UNNAMED: Final = "Assistente"


@dataclass(frozen=True, slots=True)
class BotFacts:
    """What a run needs to know of a bot. `version` is None while nothing was published."""

    id: UUID
    name: str
    version: int | None
    settings: Mapping[str, Any]
    config: BotConfig


async def facts(tx: Tx, bot_id: UUID) -> BotFacts:
    """Raises NotFound."""
    row = await tx.first(select(Bot.name, Bot.version, Bot.settings).where(Bot.id == bot_id))
    if row is None:
        raise NotFound("bot")
    return BotFacts(bot_id, row.name, row.version, row.settings, read(row.settings))


async def of_conversation(tx: Tx, conversation_id: UUID) -> UUID | None:
    """The bot of a conversation, whoever has it now."""
    found: UUID | None = await tx.scalar(
        select(Conversation.bot_id).where(Conversation.id == conversation_id)
    )
    return found


async def name(tx: Tx, bot_id: UUID | None) -> str:
    """How the bot signs; a conversation without a bot has notices all the same."""
    found = await tx.scalar(select(Bot.name).where(Bot.id == bot_id)) if bot_id else None
    return found or UNNAMED


async def with_scripts(tx: Tx, ids: Iterable[UUID | None]) -> set[UUID]:
    """Those of these bots that have something published to run."""
    wanted = [bot_id for bot_id in set(ids) if bot_id]
    published = (Bot.version.is_not(None), Bot.is_active)
    return {row.id for row in await tx.rows(select(Bot.id).where(Bot.id.in_(wanted), *published))}


async def configs(tx: Tx, ids: Iterable[UUID | None]) -> dict[UUID | None, BotConfig]:
    """Settings of these bots; an unknown or absent bot (None included) has the product's defaults."""
    wanted = set(ids)
    rows = await tx.rows(select(Bot.id, Bot.settings).where(Bot.id.in_([i for i in wanted if i])))
    found: dict[UUID | None, BotConfig] = {row.id: read(row.settings) for row in rows}
    return {bot_id: found.get(bot_id, BotConfig()) for bot_id in wanted}


async def everything(tx: Tx, vault: Vault) -> list[schemas.Bot]:
    """All bots, by name."""
    return [_bot(row, vault) for row in await tx.mappings(_bots().order_by(Bot.name, Bot.id))]


async def one(tx: Tx, vault: Vault, bot_id: UUID) -> schemas.Bot:
    """Raises NotFound."""
    rows = await tx.mappings(_bots().where(Bot.id == bot_id))
    if not rows:
        raise NotFound("bot")
    return _bot(rows[0], vault)


def _bots() -> Select[Any]:
    return select(
        Bot.id,
        Bot.name,
        Bot.is_active,
        Bot.settings,
        Bot.secrets,
        Bot.version,
        Bot.created_at,
        Bot.updated_at,
    )


def _bot(row: RowMapping, vault: Vault) -> schemas.Bot:
    said = written(row["settings"])
    return schemas.Bot(
        **{name: row[name] for name in _FACTS},
        settings=shown(read(row["settings"])),
        written=[name for name, key in KEYS.items() if key.field in said],
        secrets=sorted(secrets.unseal(vault, row["id"], row["secrets"])),
    )
