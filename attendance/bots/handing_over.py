"""From the bot to people: enter a queue, and tell the customer where they stand."""

from collections.abc import Mapping
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from attendance.bots import notices
from attendance.bots import queries as bots
from attendance.bots.config.keys import BotConfig
from attendance.channels.base import Channel
from attendance.conversations import actions, posting
from attendance.conversations.posting import Draft
from attendance.conversations.rules import ConversationClosed, OptedOut, Sender, WindowClosed
from attendance.identity import company
from attendance.identity.schemas import Company
from attendance.kernel import log
from attendance.kernel.database import Tx
from attendance.queues import actions as queues
from attendance.queues import queries as queue_queries
from attendance.queues.actions import Wanted
from attendance.queues.line import Refused
from attendance.queues.standing import Standing

_log = log.get("bots")


class Services(Protocol):
    @property
    def channels(self) -> Mapping[str, Channel]: ...


async def hand_over(
    tx: Tx,
    services: Services,
    conversation_id: UUID,
    wanted: Wanted,
    *,
    notice_id: str,
    message: str | None = None,
) -> Standing | Refused:
    """Let a bot's conversation wait for a person. `message` are the words that open the notice to the customer, those
    of the configuration when None; an empty text sends no notice at all. `notice_id` makes repeating it harmless."""
    found = await actions.lock(tx, conversation_id)
    config = (await bots.configs(tx, [found.bot_id]))[found.bot_id]
    standing = await queues.enter(tx, conversation_id, wanted)
    about = await company.read(tx)
    if isinstance(standing, Standing):
        destination = await destination_of(tx, standing, config)
        facts = {"queue_position": standing.position, "destination": destination}
        await actions.remember(tx, conversation_id, facts)
    words = notice(standing, config.attendance_transfer_message if message is None else message, about)
    if message != "":
        await _tell(tx, services, conversation_id, Draft(words, client_id=notice_id))
    return standing


async def destination_of(tx: Tx, standing: Standing | Refused, config: BotConfig) -> str:
    """Where attendants receive it when nobody said: where its queue says, else the bot's
    `attendance-default-destination`."""
    own = None
    if isinstance(standing, Standing) and standing.queue_id is not None:
        own = await queue_queries.destination_of(tx, standing.queue_id)
    return own or config.attendance_default_destination.replace("-", "_")


def notice(standing: Standing | Refused, opening: str, about: Company) -> str:
    """What the customer reads about where they stand; `opening` are the company's own words."""
    if isinstance(standing, Refused):
        return notices.full(about.locale)
    return notices.waiting(standing, opening=opening, locale=about.locale, zone=ZoneInfo(about.timezone))


async def _tell(tx: Tx, services: Services, conversation_id: UUID, draft: Draft) -> None:
    found = await actions.lock(tx, conversation_id)
    limit = services.channels[found.channel].capabilities.reply_window
    name = await bots.name(tx, found.bot_id)
    try:
        await posting.post_reply(tx, found, draft, Sender("system"), author_name=name, limit=limit)
    except (WindowClosed, ConversationClosed, OptedOut) as reason:
        _log.info("notice_dropped", conversation=str(found.id), reason=reason.code)
