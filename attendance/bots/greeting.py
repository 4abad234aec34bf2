"""The greeting of a bot that has no scripts. It was asked under an epoch and is dropped when that is over."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from attendance.bots import queries
from attendance.bots.scripts.jobs import Greet
from attendance.channels.base import Channel
from attendance.conversations import actions, posting
from attendance.conversations.posting import Draft
from attendance.conversations.rules import ConversationClosed, OptedOut, OwnerChanged, Sender, WindowClosed
from attendance.kernel import jobs
from attendance.kernel.database import Tx
from attendance.kernel.jobs import Job
from attendance.kernel.log import get

_log = get("bots")


class Services(Protocol):
    @property
    def channels(self) -> Mapping[str, Channel]: ...


async def greet(tx: Tx, services: Services, batch: Sequence[Job]) -> None:
    """Say it once per stretch of the bot, or once per message that asks."""
    wanted = [jobs.decode(job, Greet) for job in batch]
    await actions.lock_together(tx, [one.conversation_id for one in wanted])
    for one in wanted:
        await _greet(tx, services, one)


async def _greet(tx: Tx, services: Services, wanted: Greet) -> None:
    found = await actions.lock(tx, wanted.conversation_id)
    config = (await queries.configs(tx, [found.bot_id]))[found.bot_id]
    text = wanted.text or config.attendance_greeting
    if not text:
        return
    asked = "" if wanted.asked_seq is None else f":{wanted.asked_seq}"
    draft = Draft(text, client_id=f"greeting:{wanted.epoch}{asked}")
    limit = services.channels[found.channel].capabilities.reply_window
    sender, name = Sender("bot", epoch=wanted.epoch), await queries.name(tx, found.bot_id)
    try:
        await posting.post_reply(tx, found, draft, sender, author_name=name, limit=limit)
    except (OwnerChanged, ConversationClosed, WindowClosed, OptedOut) as reason:
        _log.info("greeting_dropped", conversation=str(found.id), reason=reason.code)
