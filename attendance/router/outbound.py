"""From a queued message to the vendor. Runs one at a time per conversation, with no transaction open while it calls.

Before the call `send_started_at` is committed. A worker that finds it set without an outcome knows that another died
in between, or that the answer was lost: where the vendor's statuses name our message, it waits for one before it sends
again.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from sqlalchemy import RowMapping, exists, func, select, update
from sqlalchemy.orm import aliased

from attendance.channels import actions as channel_actions
from attendance.channels import queries as channel_queries
from attendance.channels.base import Channel, InboxConfig, MessageKind, Outgoing, SendReceipt
from attendance.channels.queries import SendingInbox
from attendance.channels.rules import Passage
from attendance.conversations import posting
from attendance.conversations.limits import limits_of
from attendance.conversations.models import Conversation, Message
from attendance.crm.models import Contact, ContactIdentity
from attendance.files.models import MessageFile
from attendance.kernel import clock, jobs
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database, Tx
from attendance.kernel.errors import Misconfigured, Rejected, Temporary
from attendance.kernel.jobs import Job, Later
from attendance.kernel.settings import Settings
from attendance.kernel.storage import Storage
from attendance.router import automatic, gate, pacing, quoting, refusals, sending_files

CONFIRMATION_GRACE = timedelta(seconds=25)
"""Longer than a call to a vendor can take, so that nobody sends again what another worker is still sending."""
_LONGEST_NAP = timedelta(seconds=1)
_TRIES_OF_A_REFUSED = 3
"""A message whose account is refused fails only when others of the inbox get through meanwhile."""


class Services(Protocol):
    """What delivering needs of the composition."""

    @property
    def database(self) -> Database: ...
    @property
    def vault(self) -> Vault: ...
    @property
    def channels(self) -> Mapping[str, Channel]: ...
    @property
    def storage(self) -> Storage: ...
    @property
    def settings(self) -> Settings: ...


@dataclass(frozen=True, slots=True)
class Deliver:
    """Payload of `message.deliver`."""

    message_id: UUID


@dataclass(frozen=True, slots=True)
class _Due:
    sending: SendingInbox
    outgoing: Outgoing
    started_at: datetime | None
    has_files: bool

    @property
    def inbox(self) -> InboxConfig:
        return self.sending.config


async def deliver(services: Services, job: Job) -> None:
    """Send the message unless it was sent. Raises what makes the job try again; its key holds the later ones back."""
    message_id = jobs.decode(job, Deliver).message_id
    due = await _load(services, job.tenant_id, message_id)
    if due is None:
        return
    channel = services.channels[due.inbox.channel]
    passage = gate.enter(due.sending)
    try:
        due = await _with_files(services, due, channel)
    except Rejected as failure:
        await _fail(services, due, failure, channel)
        return
    if due.started_at and channel.capabilities.confirms_by_reference:
        await _await_confirmation(services, job.tenant_id, due.inbox.id, due.started_at)
    await _wait_for_place(services, due, channel)
    if not await _claim(services, due, channel, passage):
        return
    receipt = await _send(
        services, due, channel, is_last_try=job.attempts >= _TRIES_OF_A_REFUSED, passage=passage
    )
    if receipt is None:
        return
    async with services.database.transaction(job.tenant_id) as tx:
        await posting.mark_sent(tx, message_id, external_id=receipt.external_id, state=receipt.state)
        await channel_actions.note_sent(tx, due.inbox.id, clock.now())
        await gate.note_success(tx, due.sending)


async def _send(
    services: Services, due: _Due, channel: Channel, *, is_last_try: bool, passage: Passage
) -> SendReceipt | None:
    """The call. None: it failed for good. Raises what makes the job try again."""
    try:
        return await channel.send(due.inbox, due.outgoing)
    except (Temporary, Misconfigured) as failure:
        in_doubt = isinstance(failure, Temporary) and failure.may_have_arrived
        await _note_start(services, due, clock.now() if in_doubt else None)
        is_held = await gate.note_failure(
            services.database, due.inbox, due.outgoing.recipient, failure, was_probe=passage == "probe"
        )
        if isinstance(failure, Temporary) or is_held or not is_last_try:
            raise
        await _fail(services, due, failure, channel)
    except Rejected as failure:
        await _fail(services, due, failure, channel)
    return None


async def give_up(tx: Tx, services: Services, batch: Sequence[Job]) -> None:
    """The last attempt failed: show it at the message, where it can be retried by hand."""
    for job in batch:
        message_id = jobs.decode(job, Deliver).message_id
        trouble = await gate.trouble_of(tx, message_id)
        code, message = (trouble.reason, trouble.detail) if trouble else _UNANSWERED
        await posting.mark_failed(tx, message_id, code=code, message=message, may_retry=True)


_UNANSWERED = (
    "vendor_unavailable",
    "The channel did not answer for a long time. Check its status, then send again.",
)


async def _with_files(services: Services, due: _Due, channel: Channel) -> _Due:
    """Its files in the form that the channel takes. Raises Rejected."""
    if not due.has_files:
        return due
    tenant_id, message_id = due.inbox.tenant_id, due.outgoing.message_id
    files = await sending_files.files_of(services, tenant_id, message_id, channel.capabilities)
    return replace(due, outgoing=replace(due.outgoing, files=files))


async def _load(services: Services, tenant_id: UUID, message_id: UUID) -> _Due | None:
    """None when there is nothing to do: gone, or sent before."""
    async with services.database.transaction(tenant_id) as tx:
        rows = await tx.mappings(
            select(*_WANTED)
            .join(Conversation, Conversation.id == Message.conversation_id)
            .join(Contact, Contact.id == Conversation.contact_id)
            .where(Message.id == message_id, Message.state == "queued", Message.external_id.is_(None))
        )
        if not rows:
            return None
        row = rows[0]
        inbox = await channel_queries.sending_inbox(tx, services.vault, row["inbox_id"])
        references = await _references(tx, row) if row["thread"] is not None else ()
        has_copies = services.channels[row["channel"]].capabilities.has_copies
        original = await quoting.original_of(tx, row) if has_copies else None
    outgoing = replace(_outgoing(row, references), original=original)
    return _Due(inbox, outgoing, row["send_started_at"], row["has_files"])


_Quoted = aliased(Message)
_ALIASES = (
    select(func.array_agg(ContactIdentity.external_id))
    .where(
        ContactIdentity.contact_id == Conversation.contact_id,
        ContactIdentity.channel == Conversation.channel,
        ContactIdentity.external_id != Conversation.recipient,
    )
    .correlate(Conversation)
    .scalar_subquery()
)
_QUOTED = (
    select(_Quoted.external_id).where(_Quoted.id == Message.reply_to).correlate(Message).scalar_subquery()
)
_WANTED = (
    Message.id, Message.conversation_id, Message.inbox_id, Message.kind, Message.text, Message.content,
    Message.reply_to, Message.author_name, Message.send_started_at, Message.author_kind, Message.seq,
    Conversation.recipient, Conversation.contact_id, Conversation.channel, Conversation.thread, Conversation.subject,
    Conversation.last_inbound_at, Contact.name.label("recipient_name"),
    exists().where(MessageFile.message_id == Message.id).label("has_files"),
    _ALIASES.label("aliases"), _QUOTED.label("quoted"),
)  # fmt: skip
_MOST_REFERENCES = 20


async def _references(tx: Tx, row: RowMapping) -> tuple[str, ...]:
    """The vendor's ids of the conversation's latest messages before this one, nearest last."""
    latest = await tx.rows(
        select(Message.external_id)
        .where(
            Message.conversation_id == row["conversation_id"],
            Message.seq < row["seq"],
            Message.external_id.is_not(None),
        )
        .order_by(Message.seq.desc())
        .limit(_MOST_REFERENCES)
    )
    return tuple(found.external_id for found in reversed(latest) if found.external_id is not None)


def _outgoing(row: RowMapping, references: tuple[str, ...]) -> Outgoing:
    return Outgoing(
        message_id=row["id"],
        conversation_id=row["conversation_id"],
        recipient=row["recipient"],
        kind=MessageKind(row["kind"]),
        text=row["text"],
        content=row["content"],
        reply_to=row["quoted"],
        author_name=row["author_name"],
        recipient_aliases=tuple(row["aliases"] or ()),
        thread=row["thread"],
        subject=row["subject"],
        references=references,
        author_kind=row["author_kind"],
        last_inbound_at=row["last_inbound_at"],
        recipient_name=row["recipient_name"],
    )


async def _await_confirmation(
    services: Services, tenant_id: UUID, inbox_id: UUID, started_at: datetime
) -> None:
    """Raises Later while a status may still tell that the message was sent: it may be on its way, or wait unread."""
    last_moment = started_at + CONFIRMATION_GRACE
    if clock.now() >= last_moment:
        async with services.database.transaction(tenant_id) as tx:
            if not await channel_queries.has_unread(tx, inbox_id, until=last_moment):
                return
    raise Later(_LONGEST_NAP)


async def _wait_for_place(services: Services, due: _Due, channel: Channel) -> None:
    """Short waits are slept here; a longer one gives the worker back."""
    wait = await pacing.reserve(
        services.database, due.inbox.tenant_id, due.inbox.id, due.outgoing.recipient, channel.capabilities,
        now=clock.now(), patience=_LONGEST_NAP,
    )  # fmt: skip
    if wait > _LONGEST_NAP:
        raise Later(wait)
    if wait:
        await asyncio.sleep(wait.total_seconds())


async def _claim(services: Services, due: _Due, channel: Channel, passage: Passage) -> bool:
    """Raises Later when another message is the probe."""
    async with services.database.transaction(due.inbox.tenant_id) as tx:
        is_ours = await posting.claim_sending(
            tx, due.outgoing.message_id, due.outgoing.conversation_id, limit=limits_of(channel)
        )
        is_automatic = due.outgoing.author_kind != "attendant"
        if (
            is_ours
            and is_automatic
            and (barred := await automatic.refusal(tx, due.outgoing.message_id, channel.capabilities))
        ):
            await posting.mark_failed(
                tx, due.outgoing.message_id, code=barred.reason, message=barred.detail, may_retry=False
            )
            return False
        if is_ours and passage == "probe":
            await gate.claim_probe(tx, due.inbox.id)
        return is_ours


async def _note_start(services: Services, due: _Due, at: datetime | None) -> None:
    async with services.database.transaction(due.inbox.tenant_id) as tx:
        mine = Message.id == due.outgoing.message_id
        await tx.execute(update(Message).where(mine).values(send_started_at=at))


async def _fail(services: Services, due: _Due, failure: Rejected | Misconfigured, channel: Channel) -> None:
    is_ours_to_mend = isinstance(failure, Misconfigured)
    message_id = due.outgoing.message_id
    async with services.database.transaction(due.inbox.tenant_id) as tx:
        await posting.mark_failed(
            tx, message_id, code=failure.reason, message=failure.detail, may_retry=is_ours_to_mend
        )
        if not is_ours_to_mend:
            await gate.note_success(tx, due.sending)
        if failure.reason == refusals.REASON:
            await refusals.of_failure(tx, message_id, channel.capabilities)
