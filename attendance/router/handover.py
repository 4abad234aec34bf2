"""From the bot to people: enter a queue, and tell the customer where they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from attendance.bots import queries as bots
from attendance.bots.turns import BOT_NAME
from attendance.channels.base import Channel
from attendance.conversations import actions, posting
from attendance.conversations.actions import Locked
from attendance.conversations.posting import Draft
from attendance.conversations.rules import ConversationClosed, Sender, WindowClosed
from attendance.identity.models import Tenant
from attendance.kernel import jobs, log
from attendance.kernel.database import Tx
from attendance.kernel.jobs import Job
from attendance.queues import actions as queues
from attendance.queues.actions import Wanted
from attendance.queues.line import Refused
from attendance.router import notices

_log = log.get("router")


class Services(Protocol):
    @property
    def channels(self) -> Mapping[str, Channel]: ...


@dataclass(frozen=True, slots=True)
class HandOver:
    """Payload of `conversation.hand_over`; `preferred` is asked first, when available."""

    conversation_id: UUID
    reason: str
    preferred: UUID | None = None


async def hand_over(tx: Tx, services: Services, batch: Sequence[Job]) -> None:
    """Let each conversation wait for a person, unless one has it already."""
    for job in batch:
        await _hand_over(tx, services, jobs.decode(job, HandOver), notice=f"notice:{job.id}")


async def _hand_over(tx: Tx, services: Services, wanted: HandOver, *, notice: str) -> None:
    found = await actions.lock(tx, wanted.conversation_id)
    if found.status != "bot":
        return
    config = (await bots.configs(tx, [found.bot_id]))[found.bot_id]
    priority = config.attendance_priority_default if config.attendance_priority_default != 1 else None
    standing = await queues.enter(
        tx, found.id, Wanted(wanted.reason, preferred=wanted.preferred, priority=priority)
    )
    tenant = await tx.first(select(Tenant.locale, Tenant.timezone).where(Tenant.id == tx.tenant_id))
    locale, zone = (tenant.locale, tenant.timezone) if tenant else ("pt-BR", "America/Sao_Paulo")
    if isinstance(standing, Refused):
        words = notices.full(locale)
    else:
        opening = config.attendance_transfer_message
        words = notices.waiting(standing, opening=opening, locale=locale, zone=ZoneInfo(zone))
        await actions.remember(tx, found.id, {"queue_position": standing.position})
    await _tell(tx, services, found.id, Draft(words, client_id=notice))


async def _tell(tx: Tx, services: Services, conversation_id: UUID, draft: Draft) -> None:
    found: Locked = await actions.lock(tx, conversation_id)
    limit = services.channels[found.channel].capabilities.reply_window
    try:
        await posting.post_reply(tx, found, draft, Sender("system"), author_name=BOT_NAME, limit=limit)
    except (WindowClosed, ConversationClosed) as reason:
        _log.info("notice_dropped", conversation=str(found.id), reason=reason.code)
