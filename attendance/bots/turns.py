"""The bot's turn in a conversation. Whatever it says was computed under an epoch and is dropped when that is over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from attendance.bots import queries
from attendance.channels.base import Channel
from attendance.conversations import actions, posting
from attendance.conversations.posting import Draft
from attendance.conversations.rules import ConversationClosed, OwnerChanged, Sender, WindowClosed
from attendance.kernel import jobs
from attendance.kernel.database import Tx
from attendance.kernel.jobs import Job
from attendance.kernel.log import get

_log = get("bots")

BOT_NAME = "Assistente"


class Services(Protocol):
    @property
    def channels(self) -> Mapping[str, Channel]: ...


@dataclass(frozen=True, slots=True)
class Turn:
    """Payload of `bot.turn`: the conversation, and the owner epoch in which the bot was asked."""

    conversation_id: UUID
    epoch: int


async def take_turn(tx: Tx, services: Services, batch: Sequence[Job]) -> None:
    """Greet, once per stretch of the bot."""
    turns = [jobs.decode(job, Turn) for job in batch]
    await actions.lock_together(tx, [turn.conversation_id for turn in turns])
    for turn in turns:
        await _greet(tx, services, turn)


async def _greet(tx: Tx, services: Services, turn: Turn) -> None:
    found = await actions.lock(tx, turn.conversation_id)
    config = (await queries.configs(tx, [found.bot_id]))[found.bot_id]
    if not config.attendance_greeting:
        return
    draft = Draft(config.attendance_greeting, client_id=f"greeting:{turn.epoch}")
    limit = services.channels[found.channel].capabilities.reply_window
    try:
        await posting.post_reply(
            tx, found, draft, Sender("bot", epoch=turn.epoch), author_name=BOT_NAME, limit=limit
        )
    except (OwnerChanged, ConversationClosed, WindowClosed) as reason:
        _log.info("bot_turn_dropped", conversation=str(found.id), reason=reason.code)
