"""Writes of channels: inboxes as administrators edit them, and the raw store of deliveries with its group commit."""

import asyncio
import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import delete, insert, select, update

from attendance.channels import events, queries, schemas
from attendance.channels.base import InboxConfig
from attendance.channels.models import Inbox
from attendance.kernel import clock
from attendance.kernel.crypto import Vault, new_token
from attendance.kernel.database import Database, Tx
from attendance.kernel.errors import Conflict, InvalidInput, NotFound
from attendance.kernel.ids import new_id
from attendance.kernel.json_text import storable

_MOST_PER_COMMIT = 128


@dataclass(slots=True)
class _Delivery:
    inbox: InboxConfig
    body: bytes
    lanes: Sequence[str]
    id: UUID = field(default_factory=new_id)
    committed: "asyncio.Future[bool]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class InboundStore:
    """Stores raw deliveries; those that arrive while a commit runs share the next one.

    `record` returns after the commit: only then may the webhook say 200.
    """

    def __init__(self, database: Database, *, commits_at_once: int = 2) -> None:
        self._database = database
        self._waiting: list[_Delivery] = []
        self._due = asyncio.Event()
        self._commits = commits_at_once
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        self._tasks = [
            asyncio.create_task(self._commit_forever(), name="inbound-store") for _ in range(self._commits)
        ]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def record(self, inbox: InboxConfig, body: bytes, lanes: Sequence[str]) -> bool:
        """Commit the body and the jobs that will handle its lanes. False: it was known already."""
        delivery = _Delivery(inbox, body, lanes)
        self._waiting.append(delivery)
        self._due.set()
        return await delivery.committed

    async def _commit_forever(self) -> None:
        while True:
            await self._due.wait()
            batch, self._waiting = self._waiting[:_MOST_PER_COMMIT], self._waiting[_MOST_PER_COMMIT:]
            if not self._waiting:
                self._due.clear()
            if batch:
                await self._commit(batch)

    async def _commit(self, batch: Sequence[_Delivery]) -> None:
        try:
            new = await self._insert(batch)
        except Exception as error:  # each waiting webhook must hear of it, whatever it was
            if len(batch) > 1 and isinstance(error, asyncpg.IntegrityConstraintViolationError):
                for delivery in batch:  # an inbox was deleted a moment ago: that is no matter of the others
                    await self._commit([delivery])
                return
            for delivery in batch:
                with suppress(asyncio.InvalidStateError):
                    delivery.committed.set_exception(error)
            return
        await self._database.bus.publish("jobs")
        for delivery in batch:
            with suppress(asyncio.InvalidStateError):
                delivery.committed.set_result(delivery.id in new)

    async def _insert(self, batch: Sequence[_Delivery]) -> set[UUID]:
        async with self._database.alone() as driver:
            rows = await driver.fetch(_RECORD, *_columns(batch))
        return {row[0] for row in rows}


_RECORD = "select * from record_inbound($1, $2, $3, $4, $5, $6, $7)"


def _columns(batch: Sequence[_Delivery]) -> tuple[Any, ...]:
    return (
        [d.id for d in batch],
        [d.inbox.tenant_id for d in batch],
        [d.inbox.id for d in batch],
        [hashlib.sha256(d.body).digest() for d in batch],
        [d.body for d in batch],
        [storable(list(d.lanes)) for d in batch],
        clock.now(),
    )


async def create_inbox(tx: Tx, vault: Vault, new: schemas.NewInbox, *, key: str | None = None) -> UUID:
    """Add an inbox. `key` is the public part of its webhook address, random unless given."""
    inbox_id = new_id()
    await _check_bot(tx, new.bot_id)
    await tx.execute(
        insert(Inbox).values(
            id=inbox_id, tenant_id=tx.tenant_id, channel=new.channel, name=new.name, key=key or new_token(),
            credentials=vault.encrypt(new.credentials, owner=queries.owner_of(inbox_id)),
            settings=new.settings, bot_id=new.bot_id,
        )
    )  # fmt: skip
    tx.publish(events.InboxCreated(inbox_id=inbox_id, channel=new.channel, name=new.name))
    return inbox_id


async def change_inbox(tx: Tx, vault: Vault, inbox_id: UUID, patch: schemas.InboxPatch) -> None:
    """Change the fields that the patch names; credentials are merged field by field."""
    sealed = await tx.scalar(select(Inbox.credentials).where(Inbox.id == inbox_id).with_for_update())
    if sealed is None:
        raise NotFound("inbox")
    await _check_bot(tx, patch.bot_id)
    given = patch.model_dump(exclude_unset=True)
    values = {name: value for name, value in given.items() if value is not None or name == "bot_id"}
    if patch.credentials is not None:
        opened = vault.decrypt(sealed, owner=queries.owner_of(inbox_id)) | patch.credentials
        values["credentials"] = vault.encrypt(opened, owner=queries.owner_of(inbox_id))
    await tx.execute(update(Inbox).where(Inbox.id == inbox_id).values(**values, updated_at=clock.now()))
    tx.publish(events.InboxChanged(inbox_id=inbox_id, fields=sorted(values)))


async def _check_bot(tx: Tx, bot_id: UUID | None) -> None:
    """A bot of this tenant: nothing in the schema says so."""
    if bot_id is not None and not await tx.fetch("select from bots where id = $1", bot_id):
        raise InvalidInput("There is no such bot.", fields={"bot_id": "unknown"})


class InboxInUse(Conflict):
    code = "inbox_in_use"
    message = "This inbox has conversations. Pause it instead: its history stays readable."


async def delete_inbox(tx: Tx, inbox_id: UUID) -> None:
    """Remove an inbox that never had a conversation."""
    in_use = await tx.fetch("select 1 from conversations where inbox_id = $1 limit 1", inbox_id)
    if in_use:
        raise InboxInUse
    if not await tx.execute(delete(Inbox).where(Inbox.id == inbox_id)):
        raise NotFound("inbox")
    tx.publish(events.InboxDeleted(inbox_id=inbox_id))


async def note_ignored(tx: Tx, kinds: dict[UUID, list[str]]) -> None:
    """Remember which entries of a delivery we did not act on."""
    for event_id, names in kinds.items():
        await tx.fetch(
            "update inbound_events set ignored = $2::jsonb where id = $1",
            event_id,
            storable(names),
        )


async def record_polled(
    tx: Tx,
    inbox: InboxConfig,
    body: bytes | None,
    lanes: Sequence[str],
    *,
    before: str | None,
    after: str,
    set_aside: str | None = None,
) -> bool:
    """Store what a mailbox held, as a webhook's delivery is, together with how far it was read. `set_aside`: why
    nothing can be made of it; it is kept among the deliveries that need a look, and handled again once that is mended.

    False, and nothing stored, when somebody else read on from `before` meanwhile, or the inbox is gone.
    """
    moved = await tx.fetch(
        "update inboxes set cursor = $3 where id = $1 and cursor is not distinct from $2 returning id",
        inbox.id, before, after,
    )  # fmt: skip
    if not moved:
        return False
    if body is not None:
        new = await tx.fetch(_RECORD, *_columns([_Delivery(inbox, body, lanes)]))
        if set_aside is not None:
            await note_ignored(tx, {row[0]: [set_aside] for row in new})
        tx.wake("jobs")
    return True


async def forget_error(tx: Tx, inbox_id: UUID) -> None:
    """It works again."""
    await tx.execute(update(Inbox).where(Inbox.id == inbox_id).values(last_error_at=None, last_error=None))


async def note_sent(tx: Tx, inbox_id: UUID, at: datetime) -> None:
    """For the inbox's health: when it last delivered. At most one write in ten seconds."""
    await tx.fetch(
        "update inboxes set last_sent_at = $2::timestamptz where id = $1 "
        "and (last_sent_at is null or last_sent_at < $2::timestamptz - interval '10 seconds')",
        inbox_id,
        at,
    )


async def note_error(tx: Tx, inbox_id: UUID, error: str) -> None:
    """For the inbox's health: what the vendor complained about."""
    await tx.execute(
        update(Inbox).where(Inbox.id == inbox_id).values(last_error_at=clock.now(), last_error=error[:500])
    )


async def replay(tx: Tx, event_ids: Sequence[UUID]) -> int:
    """Run stored deliveries again; what they brought already stays as it is. Returns how many were found."""
    rows = await tx.fetch(
        "select inbound_replay($1, $2::uuid[], $3)", tx.tenant_id, list(event_ids), clock.now()
    )
    tx.wake("jobs")
    return int(rows[0][0])
