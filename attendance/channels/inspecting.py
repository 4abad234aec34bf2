"""Asks vendors how their accounts are: templates, tokens, quality. Each hour, and when somebody wants to know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Protocol
from uuid import UUID

from sqlalchemy import select

from attendance.channels import accounts, actions, health, queries
from attendance.channels.abilities import Inspecting, Renewing, Templating, VendorTemplate
from attendance.channels.base import Channel, InboxConfig
from attendance.channels.models import Inbox
from attendance.kernel import clock, jobs
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database, Tx
from attendance.kernel.errors import Misconfigured, Rejected
from attendance.kernel.jobs import Entry, Job, Priority
from attendance.kernel.schedule import Periodic

INSPECT: Final = "inbox.inspect"
INSPECT_ALL: Final = "inbox.inspect_all"


class Services(Protocol):
    @property
    def database(self) -> Database: ...
    @property
    def vault(self) -> Vault: ...
    @property
    def channels(self) -> Mapping[str, Channel]: ...


@dataclass(frozen=True, slots=True)
class Inspect:
    """Payload of `inbox.inspect`."""

    inbox_id: UUID


async def inspect_all(tx: Tx, services: Services, batch: Sequence[Job]) -> None:
    """One job for each inbox whose vendor can be asked."""
    able = [name for name, channel in services.channels.items() if _has_news(channel)]
    rows = await tx.rows(select(Inbox.id).where(Inbox.is_active, Inbox.channel.in_(able)))
    for row in rows:
        await plan(tx, row.id)


async def plan_for(tx: Tx, channel: Channel, inbox_id: UUID) -> None:
    """Ask soon, where there is something to ask: after credentials were entered."""
    if _has_news(channel):
        await plan(tx, inbox_id)


async def plan(tx: Tx, inbox_id: UUID) -> None:
    await jobs.enqueue(
        tx,
        INSPECT,
        Inspect(inbox_id),
        dedupe_key=f"{INSPECT}:{inbox_id}",
        priority=Priority.BULK,
        max_attempts=4,
    )


async def inspect(services: Services, job: Job) -> None:
    """Ask, then write. A refusal is shown at the inbox; Temporary tries again."""
    inbox_id = jobs.decode(job, Inspect).inbox_id
    async with services.database.transaction(job.tenant_id) as tx:
        found = await queries.inbox_configs(tx, services.vault, [inbox_id])
        row = await tx.first(select(Inbox.health, Inbox.updated_at).where(Inbox.id == inbox_id))
    if inbox_id not in found or row is None:
        return
    inbox = found[inbox_id]
    try:
        await sync_templates(services, inbox)
        await _inspect(services, inbox)
        await _renew(services, inbox, row.health, row.updated_at)
    except (Misconfigured, Rejected) as refusal:
        async with services.database.transaction(job.tenant_id) as tx:
            await actions.note_error(tx, inbox_id, refusal.detail)
            if refusal.reason == "token_expired":
                await accounts.note_health(tx, inbox_id, {"token_expires_at": clock.now().isoformat()})


async def sync_templates(services: Services, inbox: InboxConfig) -> Sequence[VendorTemplate] | None:
    """The account's templates, read and kept; None where the vendor has none. Raises like the channel."""
    channel = services.channels[inbox.channel]
    if not isinstance(channel, Templating):
        return None
    found = await channel.templates(inbox)
    async with services.database.transaction(inbox.tenant_id) as tx:
        await accounts.save_templates(tx, inbox.id, found)
    return found


async def _inspect(services: Services, inbox: InboxConfig) -> None:
    channel = services.channels[inbox.channel]
    if isinstance(channel, Inspecting):
        facts = await channel.inspect(inbox)
        async with services.database.transaction(inbox.tenant_id) as tx:
            await accounts.note_health(tx, inbox.id, facts)


async def _renew(
    services: Services, inbox: InboxConfig, known: Mapping[str, Any], entered_at: datetime
) -> None:
    channel = services.channels[inbox.channel]
    if not isinstance(channel, Renewing):
        return
    if not health.should_renew(known, entered_at=entered_at, now=clock.now()):
        return
    renewal = await channel.renew(inbox)
    if renewal is not None:
        async with services.database.transaction(inbox.tenant_id) as tx:
            await accounts.take_renewal(tx, services.vault, inbox.id, renewal, of=inbox.credentials)


def _has_news(channel: Channel) -> bool:
    return isinstance(channel, Templating | Inspecting | Renewing)


ENTRIES: Final = (Entry(INSPECT_ALL, in_transaction=inspect_all), Entry(INSPECT, free=inspect))
PERIODIC: Final = (Periodic(INSPECT_ALL, timedelta(hours=1)),)
