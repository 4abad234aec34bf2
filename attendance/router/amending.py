"""Has the vendor change what was sent, in the order of the conversation's sends: no edit overtakes its message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, assert_never
from uuid import UUID

from sqlalchemy import RowMapping, select

from attendance.channels import queries as channel_queries
from attendance.channels.abilities import Amending
from attendance.channels.base import ChangeKind, Channel, InboxConfig
from attendance.channels.queries import SendingInbox
from attendance.conversations import actions, amending
from attendance.conversations.amending import Wish
from attendance.conversations.models import Conversation, Message
from attendance.kernel import jobs
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database, Tx
from attendance.kernel.errors import Misconfigured, Rejected, Temporary
from attendance.kernel.jobs import Job
from attendance.router import gate

_GONE: Final = ("unknown_message", "unknown_recipient", "media_unavailable")
"""How channels say that the vendor has no such message; some vendors say the same of a place."""


class Services(Protocol):
    """What amending needs of the composition."""

    @property
    def database(self) -> Database: ...
    @property
    def vault(self) -> Vault: ...
    @property
    def channels(self) -> Mapping[str, Channel]: ...


@dataclass(frozen=True, slots=True)
class Amend:
    """Payload of `message.amend`."""

    message_id: UUID
    amendment_id: UUID
    wish: Wish


@dataclass(frozen=True, slots=True)
class _Due:
    """The message, and the inbox through which it is changed."""

    row: RowMapping
    sending: SendingInbox

    @property
    def inbox(self) -> InboxConfig:
        return self.sending.config


async def amend(services: Services, job: Job) -> None:
    """Call the vendor, with no transaction open, then note the outcome. Repeating a call does no harm."""
    wanted = jobs.decode(job, Amend)
    due = await _load(services, job.tenant_id, wanted.message_id)
    if due is None:
        return
    if due.row["external_id"] is None:
        await _never_sent(services, job.tenant_id, wanted)
        return
    passage = gate.enter(due.sending)
    if passage == "probe":
        async with services.database.transaction(job.tenant_id) as tx:
            await gate.claim_probe(tx, due.inbox.id)
    try:
        await _call(services.channels[due.inbox.channel], due.inbox, due.row, wanted.wish)
    except (Temporary, Misconfigured) as failure:
        is_held = await gate.note_failure(
            services.database, due.inbox, due.row["recipient"], failure, was_probe=passage == "probe"
        )
        if isinstance(failure, Temporary) or is_held:
            raise
        await _refused(services, job, due, wanted, failure)
    except Rejected as failure:
        await _refused(services, job, due, wanted, failure)
    else:
        await _done(services, job.tenant_id, due, wanted)


async def _refused(
    services: Services, job: Job, due: _Due, wanted: Amend, failure: Rejected | Misconfigured
) -> None:
    if _was_done_before(job, wanted.wish, failure):
        await _done(services, job.tenant_id, due, wanted)
        return
    async with services.database.transaction(job.tenant_id) as tx:
        await _refuse(tx, wanted, failure.reason, failure.detail)
        if isinstance(failure, Rejected):
            await gate.note_success(tx, due.sending)


def _was_done_before(job: Job, wish: Wish, failure: Rejected | Misconfigured) -> bool:
    """Whether an earlier attempt took it back and only the answer was lost: then the vendor knows it no more."""
    return wish.kind is ChangeKind.DELETED and job.attempts > 1 and failure.reason in _GONE


async def _done(services: Services, tenant_id: UUID, due: _Due, wanted: Amend) -> None:
    async with services.database.transaction(tenant_id) as tx:
        locked = await actions.lock(tx, due.row["conversation_id"])
        await amending.done(tx, locked, wanted.message_id, wanted.amendment_id, wanted.wish)
        await gate.note_success(tx, due.sending)


async def give_up(tx: Tx, services: Any, batch: Sequence[Job]) -> None:
    """The vendor did not answer, however often it was asked."""
    for job in batch:
        detail = "The channel did not answer for a long time. Check its status, then try again."
        await _refuse(tx, jobs.decode(job, Amend), "vendor_unavailable", detail)


async def _load(services: Services, tenant_id: UUID, message_id: UUID) -> _Due | None:
    async with services.database.transaction(tenant_id) as tx:
        rows = await tx.mappings(
            select(Message.conversation_id, Message.external_id, Message.inbox_id, Conversation.recipient)
            .join(Conversation, Conversation.id == Message.conversation_id)
            .where(Message.id == message_id, Message.deleted_at.is_(None))
        )
        if not rows:
            return None
        return _Due(rows[0], await channel_queries.sending_inbox(tx, services.vault, rows[0]["inbox_id"]))


async def _call(channel: Channel, inbox: InboxConfig, row: RowMapping, wish: Wish) -> None:
    if not isinstance(channel, Amending):
        raise Rejected("This channel can't change messages.", reason="change_not_supported")
    recipient, external_id = row["recipient"], row["external_id"]
    match wish.kind:
        case ChangeKind.REACTED:
            await channel.react(inbox, recipient, external_id, wish.text or None)
        case ChangeKind.EDITED:
            await channel.edit(inbox, recipient, external_id, wish.text)
        case ChangeKind.DELETED:
            await channel.delete(inbox, recipient, external_id)
        case _:
            assert_never(wish.kind)


async def _never_sent(services: Services, tenant_id: UUID, wanted: Amend) -> None:
    """Its send failed before this came to its turn."""
    async with services.database.transaction(tenant_id) as tx:
        if wanted.wish.kind is ChangeKind.DELETED:
            await actions.lock(tx, await _conversation_of(tx, wanted.message_id))
            await amending.withdraw(tx, wanted.message_id, wanted.wish)
        else:
            await _refuse(tx, wanted, "not_sent", "The message was not sent.")


async def _refuse(tx: Tx, wanted: Amend, code: str, detail: str) -> None:
    locked = await actions.lock(tx, await _conversation_of(tx, wanted.message_id))
    await amending.refused(
        tx, locked, wanted.message_id, wanted.amendment_id, wanted.wish, code=code, message=detail
    )


async def _conversation_of(tx: Tx, message_id: UUID) -> UUID:
    found: UUID = await tx.scalar(select(Message.conversation_id).where(Message.id == message_id))
    return found
