"""The router's verdict that people are wanted, carried out after the message was stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from attendance.bots import handing_over
from attendance.bots import queries as bots
from attendance.bots.handing_over import Services
from attendance.conversations import actions
from attendance.kernel import jobs
from attendance.kernel.database import Tx
from attendance.kernel.jobs import Job
from attendance.queues.actions import Wanted


@dataclass(frozen=True, slots=True)
class HandOver:
    """Payload of `conversation.hand_over`; `preferred` is asked first, when available."""

    conversation_id: UUID
    reason: str
    preferred: UUID | None = None


async def hand_over(tx: Tx, services: Services, batch: Sequence[Job]) -> None:
    """Let each conversation wait for a person, unless one has it already."""
    for job in batch:
        await _hand_over(tx, services, jobs.decode(job, HandOver), notice_id=f"notice:{job.id}")


async def _hand_over(tx: Tx, services: Services, asked: HandOver, *, notice_id: str) -> None:
    found = await actions.lock(tx, asked.conversation_id)
    if found.status != "bot":
        return
    config = (await bots.configs(tx, [found.bot_id]))[found.bot_id]
    priority = config.attendance_priority_default if config.attendance_priority_default != 1 else None
    wanted = Wanted(asked.reason, preferred=asked.preferred, priority=priority)
    await handing_over.hand_over(tx, services, found.id, wanted, notice_id=notice_id)
