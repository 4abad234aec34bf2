"""What a bot remembers between turns: of everybody, of one customer, for a while, or for one execution."""

from datetime import datetime
from typing import Final
from uuid import UUID

from attendance.bots.queries import BotFacts
from attendance.kernel import clock
from attendance.kernel.database import Tx

CACHE: Final = "cache\x1f"
HEADERS: Final = "headers\x1f"
"""How keys begin that are ours: no script can write such a one."""

_SWEPT_AT_ONCE: Final = 100


async def recall(tx: Tx, bot: BotFacts, contact_id: UUID | None, key: str) -> str | None:
    """The JSON that was remembered; None when nothing was, or it is too old."""
    rows = await tx.fetch(
        "select value::text as value from bot_memory where tenant_id = $1 and bot_id = $2 "
        "and contact_id is not distinct from $3 and key = $4 and (expires_at is null or expires_at > $5)",
        tx.tenant_id,
        bot.id,
        contact_id,
        key,
        clock.now(),
    )
    return rows[0]["value"] if rows else None


async def remember(
    tx: Tx, bot: BotFacts, contact_id: UUID | None, key: str, value: str, *, until: datetime | None = None
) -> None:
    """`value` is JSON; two who write at the same time leave that of the later one."""
    await tx.fetch(
        "insert into bot_memory (bot_id, contact_id, key, tenant_id, value, expires_at, updated_at) "
        "values ($1, $2, $3, $4, $5::jsonb, $6, $7) on conflict (bot_id, contact_id, key) "
        "do update set value = excluded.value, expires_at = excluded.expires_at, updated_at = excluded.updated_at",
        bot.id,
        contact_id,
        key,
        tx.tenant_id,
        value,
        until,
        clock.now(),
    )
    if until is not None:
        await _sweep(tx, bot)


async def forget(tx: Tx, bot: BotFacts, contact_id: UUID | None, key: str) -> None:
    await tx.fetch(
        "delete from bot_memory where tenant_id = $1 and bot_id = $2 and contact_id is not distinct from $3 "
        "and key = $4",
        tx.tenant_id,
        bot.id,
        contact_id,
        key,
    )


async def _sweep(tx: Tx, bot: BotFacts) -> None:
    """Whoever adds something that expires takes away what has: no row that another turn holds."""
    await tx.fetch(
        "delete from bot_memory where ctid = any(array(select ctid from bot_memory where tenant_id = $1 "
        "and bot_id = $2 and expires_at < $3 limit $4 for update skip locked))",
        tx.tenant_id,
        bot.id,
        clock.now(),
        _SWEPT_AT_ONCE,
    )
