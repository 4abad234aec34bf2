"""Files of customers' messages: announced with the message, fetched from the vendor apart from it, one job each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Final, Protocol, cast, get_args
from uuid import UUID

import msgspec
from sqlalchemy import select

from attendance.channels import actions as channel_actions
from attendance.channels import queries as channel_queries
from attendance.channels.abilities import Fetching
from attendance.channels.base import Attachment, Channel, InboxConfig
from attendance.conversations.posting import Arrival, Posted
from attendance.files import actions as files
from attendance.files.actions import FETCH, Announced
from attendance.files.models import MessageFile
from attendance.files.rules import LIMITS
from attendance.files.schemas import FileKind
from attendance.files.storing import Claim, FileRefused, Kept, keep
from attendance.kernel import clock, jobs
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database, Tx
from attendance.kernel.errors import Misconfigured, Rejected, TooLarge
from attendance.kernel.jobs import Entry, Job
from attendance.kernel.schedule import Periodic
from attendance.kernel.storage import Storage

_KINDS: Final = frozenset(get_args(FileKind))
_UNSENT_KEPT: Final = timedelta(hours=24)
_LOOSE_KEPT: Final = timedelta(hours=6)
"""Longer than storing a file can take; what is still loose then was left by a crash."""
_MOST_AT_ONCE: Final = 500

BroughtBy = Mapping[tuple[UUID, str], UUID]
"""(inbox, external id of the message) → the raw delivery that it came with."""


class Services(Protocol):
    """What fetching needs of the composition."""

    @property
    def database(self) -> Database: ...
    @property
    def vault(self) -> Vault: ...
    @property
    def channels(self) -> Mapping[str, Channel]: ...
    @property
    def storage(self) -> Storage: ...


async def announce(
    tx: Tx, arrivals: Sequence[Arrival], posted: Sequence[Posted], brought_by: BroughtBy
) -> None:
    """The files of the messages that are new, in the transaction that posts them."""
    found: list[Announced] = []
    for arrival, outcome in zip(arrivals, posted, strict=True):
        message = arrival.message
        if outcome.opened == "duplicate" or outcome.message_id is None:
            continue
        event_id = brought_by.get((arrival.inbox_id, message.external_id))
        found += announced(
            message.attachments, message_id=outcome.message_id, conversation_id=outcome.conversation_id,
            inbox_id=arrival.inbox_id, event_id=event_id,
        )  # fmt: skip
    await files.announce(tx, found)


def announced(
    attachments: Sequence[Attachment],
    *,
    message_id: UUID,
    conversation_id: UUID,
    inbox_id: UUID,
    event_id: UUID | None,
) -> list[Announced]:
    """The files of one message, in their places."""
    return [
        Announced(
            message_id=message_id, conversation_id=conversation_id, inbox_id=inbox_id, event_id=event_id,
            position=position, kind=_kind(attachment), source=asdict(attachment), filename=attachment.filename,
            mime_type=attachment.mime_type, size_bytes=attachment.size_bytes, is_voice=attachment.is_voice,
            is_inline=attachment.content_id is not None, content_id=attachment.content_id,
        )
        for position, attachment in enumerate(attachments)
    ]  # fmt: skip


def _kind(attachment: Attachment) -> FileKind:
    """Until its content tells."""
    return cast(FileKind, attachment.kind.value) if attachment.kind.value in _KINDS else "document"


@dataclass(frozen=True, slots=True)
class Fetch:
    """Payload of `file.fetch`."""

    file_id: UUID


@dataclass(frozen=True, slots=True)
class _Due:
    inbox: InboxConfig
    attachment: Attachment
    claim: Claim
    event_id: UUID | None


async def fetch(services: Services, job: Job) -> None:
    """Fetch and store one file, unless it is settled. Raises what makes the job try again."""
    file_id = jobs.decode(job, Fetch).file_id
    due = await _load(services, job.tenant_id, file_id)
    if due is None:
        return
    try:
        kept = await _fetch(services, due)
    except Rejected as gone:
        await _give_up(services, job.tenant_id, file_id, reason=gone.reason)
    except FileRefused as refused:
        await _give_up(services, job.tenant_id, file_id, reason=refused.reason, is_refused=True)
    except TooLarge:
        await _give_up(services, job.tenant_id, file_id, reason="too_large", is_refused=True)
    except Misconfigured as failure:
        async with services.database.transaction(job.tenant_id) as tx:
            await channel_actions.note_error(tx, due.inbox.id, failure.detail)
        raise
    else:
        async with services.database.transaction(job.tenant_id) as tx:
            await files.settle(tx, file_id, kept)


async def give_up(tx: Tx, services: Services, batch: Sequence[Job]) -> None:
    """The vendor did not give it in all attempts."""
    for job in batch:
        await files.give_up(tx, jobs.decode(job, Fetch).file_id, reason="vendor_unavailable")


async def _fetch(services: Services, due: _Due) -> Kept:
    channel = services.channels[due.inbox.channel]
    if not isinstance(channel, Fetching):
        raise Rejected("This channel can't fetch files.", reason="not_fetchable")
    body = _body_of(services, due.inbox.tenant_id, due.event_id)
    async with channel.fetch(due.inbox, due.attachment, body) as content:
        return await keep(
            services, due.inbox.tenant_id, content, due.claim, limit_bytes=_most_bytes(due.claim.kind)
        )


def _most_bytes(claimed: FileKind) -> int:
    """While it comes; afterwards its content says which kind's limit counts."""
    return LIMITS[claimed] if claimed in ("video", "document") else LIMITS["document"]


async def _load(services: Services, tenant_id: UUID, file_id: UUID) -> _Due | None:
    """None when there is nothing to do: settled before, or gone with its message."""
    async with services.database.transaction(tenant_id) as tx:
        row = await tx.first(
            select(MessageFile.inbox_id, MessageFile.source, MessageFile.event_id).where(
                MessageFile.id == file_id, MessageFile.state == "pending"
            )
        )
        if row is None or row.inbox_id is None:
            return None
        inboxes = await channel_queries.inbox_configs(tx, services.vault, [row.inbox_id])
    if row.inbox_id not in inboxes:
        return None
    attachment = msgspec.convert(row.source, Attachment)
    claim = Claim(_kind(attachment), attachment.filename, attachment.is_voice)
    return _Due(inboxes[row.inbox_id], attachment, claim, row.event_id)


def _body_of(services: Services, tenant_id: UUID, event_id: UUID | None) -> Callable[[], Any]:
    async def body() -> bytes:
        async with services.database.transaction(tenant_id) as tx:
            found = await channel_queries.bodies(tx, [event_id] if event_id else [])
        if event_id not in found:
            raise Rejected("The delivery that brought this file is no longer kept.", reason="delivery_gone")
        return found[event_id][1]

    return body


async def _give_up(
    services: Services, tenant_id: UUID, file_id: UUID, *, reason: str, is_refused: bool = False
) -> None:
    async with services.database.transaction(tenant_id) as tx:
        await files.give_up(tx, file_id, reason=reason, is_refused=is_refused)


async def discard_unsent(tx: Tx, services: Services, batch: Sequence[Job]) -> None:
    """Uploads that became no message within a day."""
    await files.discard_unsent(tx, older_than=clock.now() - _UNSENT_KEPT)


async def remove_loose(services: Services, job: Job) -> None:
    """Remove contents that nothing names from the storage, some at a time."""
    async with services.database.transaction(job.tenant_id) as tx:
        keys = await files.loose_keys(tx, older_than=clock.now() - _LOOSE_KEPT, limit=_MOST_AT_ONCE)
    for key in keys:
        await services.storage.delete(job.tenant_id, key)
    async with services.database.transaction(job.tenant_id) as tx:
        await files.forget_loose(tx, keys)


ENTRIES: Final = (
    Entry(FETCH, free=fetch, on_dead=give_up),
    Entry("file.discard_unsent", in_transaction=discard_unsent),
    Entry("file.remove_loose", free=remove_loose),
)
PERIODIC: Final = (
    Periodic("file.discard_unsent", timedelta(hours=1)),
    Periodic("file.remove_loose", timedelta(minutes=15)),
)
