"""Limits of queues that set none themselves: those of the bot's settings, else the product's.

A queue follows its own bot. One without a bot follows the company's bot, as long as only one bot sets any. A
conversation that waits in no queue follows the bot that handed it over. Bots write here when their settings change:
this layer knows nothing of theirs.
"""

from dataclasses import asdict, dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from attendance.conversations.models import Conversation
from attendance.kernel.database import Tx
from attendance.queues.assigning import plan_rebalance
from attendance.queues.models import Queue, QueueDefault

MAX_SIZE: Final = 50
MAX_WAIT_SECONDS: Final = 600
AUTO_ASSIGN: Final = True


@dataclass(frozen=True, slots=True)
class QueueDefaults:
    """What a bot's settings say; None: nothing."""

    max_size: int | None = None
    max_wait_seconds: int | None = None
    auto_assign: bool | None = None


async def follow(tx: Tx, bot_id: UUID, defaults: QueueDefaults) -> None:
    """From now on the bot's queues follow these; who waits is looked at again, as after a change of the queue."""
    values = asdict(defaults)
    row = insert(QueueDefault).values(bot_id=bot_id, tenant_id=tx.tenant_id, **values)
    await tx.execute(row.on_conflict_do_update(index_elements=["bot_id"], set_=values))
    await plan_rebalance(tx, [row.id for row in await tx.rows(select(Queue.id))])


async def has_room_without_queue(tx: Tx, bot_id: UUID | None) -> bool:
    """Whether the bot may let one more conversation wait in no queue at all."""
    own = await tx.scalar(select(QueueDefault.max_size).where(QueueDefault.bot_id == bot_id))
    waiting = await tx.scalar(
        select(func.count()).where(
            Conversation.status == "waiting",
            Conversation.queue_id.is_(None),
            Conversation.bot_id.is_not_distinct_from(bot_id),
        )
    )
    return bool(waiting < (own or MAX_SIZE))


# Whose defaults the queue `q` follows, as `d`.
FOLLOWED_SQL: Final = """
left join lateral (
  select d.max_size, d.max_wait_seconds, d.auto_assign from queue_defaults d
  where d.bot_id = q.bot_id or q.bot_id is null and not exists (
    select from queue_defaults o
    where o.bot_id <> d.bot_id and coalesce(o.max_size, o.max_wait_seconds, o.auto_assign::int) is not null)
    and coalesce(d.max_size, d.max_wait_seconds, d.auto_assign::int) is not null
) d on true
"""
LIMITS_SQL: Final = f"""
coalesce(p.max_size, d.max_size, {MAX_SIZE}) as max_size,
coalesce(q.max_wait_seconds, d.max_wait_seconds, {MAX_WAIT_SECONDS}) as max_wait_seconds,
coalesce(q.auto_assign, d.auto_assign, {AUTO_ASSIGN}) as auto_assign
"""
