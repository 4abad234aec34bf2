"""Reads mailboxes that have no webhooks: one reader per inbox, in whichever worker; each item once, none lost.

An inbox is a chain of jobs: each round plans the next. Their common key lets one run at a time, the lease of a worker
that dies frees it, and the cursor, committed with each item, says where to go on. `poll_all` mends a broken chain.
"""

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, Protocol
from uuid import UUID

from sqlalchemy import select

from attendance.channels import actions, queries
from attendance.channels.abilities import Polled, Polling
from attendance.channels.base import Channel, InboxConfig
from attendance.channels.models import Inbox
from attendance.kernel import clock, jobs, log
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database, Tx
from attendance.kernel.errors import VendorFailure
from attendance.kernel.jobs import Entry, Job
from attendance.kernel.reactions import Happened
from attendance.kernel.schedule import Periodic

POLL: Final = "inbox.poll"
POLL_ALL: Final = "inbox.poll_all"
_LONGEST_PAUSE: Final = timedelta(minutes=10)
_SHORTEST_PAUSE_SECONDS: Final = 5.0

_LONGEST_READING: Final = timedelta(seconds=60)
_READERS: Final = ThreadPoolExecutor(max_workers=2, thread_name_prefix="polled")
"""So many bodies of a process are taken apart at once: each may be as large as a mail can be."""

_log = log.get("polling")


class Services(Protocol):
    """What polling needs of the composition."""

    @property
    def database(self) -> Database: ...
    @property
    def vault(self) -> Vault: ...
    @property
    def channels(self) -> Mapping[str, Channel]: ...


@dataclass(frozen=True, slots=True)
class Poll:
    """Payload of `inbox.poll`. `failures`: how many rounds failed just before."""

    inbox_id: UUID
    failures: int = 0


async def poll_all(tx: Tx, services: Services, batch: Sequence[Job]) -> None:
    """Every inbox that must be polled has a round planned."""
    names = [name for name, channel in services.channels.items() if isinstance(channel, Polling)]
    rows = await tx.rows(select(Inbox.id).where(Inbox.channel.in_(names), Inbox.is_active))
    for row in rows:
        await _plan(tx, Poll(row.id), timedelta(0))


async def begin(tx: Tx, happened: Happened) -> None:
    """inbox.created, inbox.changed: a new or resumed inbox is read at once."""
    await _plan(tx, Poll(UUID(happened.payload["inbox_id"])), timedelta(0))


async def _plan(tx: Tx, poll: Poll, pause: timedelta) -> None:
    """One round at most waits for an inbox, whoever plans it."""
    await jobs.enqueue(
        tx, POLL, {"inbox_id": poll.inbox_id, "failures": poll.failures},
        key=f"poll:{poll.inbox_id}", dedupe_key=f"poll:{poll.inbox_id}", run_at=clock.now() + pause,
    )  # fmt: skip


async def poll(services: Services, job: Job) -> None:
    """One round. What fails is shown at the inbox and tried again, ever more slowly."""
    wanted = jobs.decode(job, Poll)
    found = await _load(services, job.tenant_id, wanted.inbox_id)
    if found is None:
        return
    inbox, cursor = found
    channel = services.channels.get(inbox.channel)
    if channel is None or not isinstance(channel, Polling):
        return
    try:
        await _read_on(services, inbox, channel, cursor)
    except VendorFailure as failure:
        await _note(services, inbox, channel, Poll(inbox.id, wanted.failures + 1), failure)
        return
    async with services.database.transaction(job.tenant_id) as tx:
        if wanted.failures:
            await actions.forget_error(tx, inbox.id)
        await _plan(tx, Poll(inbox.id), _pause(inbox, channel))


async def _load(services: Services, tenant_id: UUID, inbox_id: UUID) -> tuple[InboxConfig, str | None] | None:
    """The inbox and how far it was read; None when it is paused or gone."""
    async with services.database.transaction(tenant_id) as tx:
        row = await tx.first(select(Inbox.is_active, Inbox.cursor).where(Inbox.id == inbox_id))
        if row is None or not row.is_active:
            return None
        configs = await queries.inbox_configs(tx, services.vault, [inbox_id])
    return configs[inbox_id], row.cursor


async def _read_on(services: Services, inbox: InboxConfig, channel: Any, cursor: str | None) -> None:
    """Store item by item; the channel goes on after each commit."""
    async with aclosing(channel.poll(inbox, cursor)) as items:
        async for item in items:
            if item.cursor == cursor and item.body is None:
                continue
            if not await _store(services, inbox, channel, item, cursor):
                _log.info("poll_overtaken", inbox=str(inbox.id))
                return
            cursor = item.cursor


async def _store(
    services: Services, inbox: InboxConfig, channel: Channel, item: Polled, before: str | None
) -> bool:
    lanes, reason = await _lanes(channel, item.body) if item.body is not None else ((), None)
    if reason is not None:
        _log.error("polled_unreadable", inbox=str(inbox.id), reason=reason, size_bytes=len(item.body or b""))
    async with services.database.transaction(inbox.tenant_id) as tx:
        return await actions.record_polled(
            tx, inbox, item.body, lanes, before=before, after=item.cursor, set_aside=reason
        )


async def _lanes(channel: Channel, body: bytes) -> tuple[Sequence[str], str | None]:
    """The lanes, or none and why the body can't be read. In a thread: large mails take a while to take apart."""
    try:
        async with asyncio.timeout(_LONGEST_READING.total_seconds()):
            return await asyncio.get_running_loop().run_in_executor(_READERS, channel.lanes, body), None
    except TimeoutError:
        return (), "unreadable:too_slow"
    except Exception as error:  # whatever one item holds, those behind it must not wait for it
        return (), f"unreadable:{type(error).__name__}"


async def _note(
    services: Services, inbox: InboxConfig, channel: Polling, next_round: Poll, failure: VendorFailure
) -> None:
    """Told at the inbox from the second failure on when it may pass by itself, and at once when it won't."""
    wait = _pause(inbox, channel) * 2 ** min(next_round.failures - 1, 10)
    asked = timedelta(seconds=failure.retry_after_seconds or 0)
    _log.info("poll_failed", inbox=str(inbox.id), reason=failure.reason, failures=next_round.failures)
    async with services.database.transaction(inbox.tenant_id) as tx:
        if failure.code == "vendor_misconfigured" or next_round.failures > 1:
            await actions.note_error(tx, inbox.id, failure.detail)
        await _plan(tx, next_round, max(min(wait, _LONGEST_PAUSE), asked))


def _pause(inbox: InboxConfig, channel: Polling) -> timedelta:
    """Between two rounds: the inbox's own setting `poll_seconds`, else the channel's."""
    asked = inbox.settings.get("poll_seconds")
    is_number = isinstance(asked, int | float) and not isinstance(asked, bool)
    seconds = float(asked) if is_number and asked is not None else channel.poll_seconds
    return timedelta(seconds=min(max(seconds, _SHORTEST_PAUSE_SECONDS), 3600.0))


ENTRIES: Final = (Entry(POLL, free=poll), Entry(POLL_ALL, in_transaction=poll_all))
PERIODIC: Final = (Periodic(POLL_ALL, timedelta(minutes=1)),)
