"""Tells the customer, where the channel can, that their messages were read by who takes care of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from sqlalchemy import select

from attendance.channels import queries as channel_queries
from attendance.channels.base import Channel
from attendance.channels.queries import SendingInbox
from attendance.conversations.models import Conversation, Message
from attendance.kernel import jobs, log
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database, Tx
from attendance.kernel.errors import Misconfigured, Rejected, Temporary
from attendance.kernel.jobs import Job, Priority
from attendance.kernel.reactions import Happened
from attendance.router import gate

_log = log.get("router")


class Services(Protocol):
    """What showing a receipt needs of the composition."""

    @property
    def database(self) -> Database: ...
    @property
    def vault(self) -> Vault: ...
    @property
    def channels(self) -> Mapping[str, Channel]: ...


@dataclass(frozen=True, slots=True)
class ShowRead:
    """Payload of `message.show_read`: the newest message that was read."""

    conversation_id: UUID
    seq: int


async def plan_receipt(tx: Tx, happened: Happened) -> None:
    """conversation.read: only the eyes of the attendant who has the conversation count."""
    reader, seq = UUID(happened.payload["user_id"]), happened.payload["seq"]
    owner = await tx.scalar(
        select(Conversation.assigned_to).where(Conversation.id == happened.conversation_id)
    )
    if owner == reader:
        await jobs.enqueue(
            tx, "message.show_read", {"conversation_id": happened.conversation_id, "seq": seq},
            dedupe_key=f"read:{happened.conversation_id}:{seq}", priority=Priority.BULK, max_attempts=3,
        )  # fmt: skip


async def show_read(services: Services, job: Job) -> None:
    """Ask the vendor; a refusal is of no consequence, and so is an inbox through which nothing goes at the moment."""
    wanted = jobs.decode(job, ShowRead)
    found = await _newest_read(services, job.tenant_id, wanted)
    if found is None:
        return
    sending, external_id, recipient = found
    inbox, channel = sending.config, services.channels[sending.config.channel]
    if not channel.capabilities.supports_read_receipts or not gate.is_open(sending):
        return
    try:
        await channel.mark_read(inbox, external_id, recipient=recipient)
    except Rejected as refusal:
        _log.info("receipt_refused", inbox=str(inbox.id), reason=refusal.reason)
    except (Temporary, Misconfigured) as failure:
        await gate.note_failure(services.database, inbox, recipient, failure, was_probe=False)
        if isinstance(failure, Temporary):
            raise
        _log.info("receipt_refused", inbox=str(inbox.id), reason=failure.reason)


async def _newest_read(
    services: Services, tenant_id: UUID, wanted: ShowRead
) -> tuple[SendingInbox, str, str] | None:
    async with services.database.transaction(tenant_id) as tx:
        row = await tx.first(
            select(Message.inbox_id, Message.external_id, Conversation.recipient)
            .join(Conversation, Conversation.id == Message.conversation_id)
            .where(
                Message.conversation_id == wanted.conversation_id,
                Message.direction == "in",
                Message.seq <= wanted.seq,
            )
            .order_by(Message.seq.desc())
            .limit(1)
        )
        if row is None or row.external_id is None:
            return None
        sending = await channel_queries.sending_inbox(tx, services.vault, row.inbox_id)
    return sending, row.external_id, row.recipient
