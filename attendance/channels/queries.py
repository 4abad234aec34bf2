"""Reads of inboxes and of what vendors delivered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import RowMapping, select

from attendance.channels import health, schemas
from attendance.channels.base import InboxConfig
from attendance.channels.models import InboundEvent, Inbox
from attendance.channels.rules import Circuit, circuit_of, refused_within_a_day
from attendance.kernel import clock
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database, Tx
from attendance.kernel.errors import NotFound


def owner_of(inbox_id: UUID) -> str:
    """What the inbox's sealed credentials are bound to."""
    return f"inbox:{inbox_id}"


async def inbox_by_key(database: Database, vault: Vault, channel: str, key: str) -> InboxConfig | None:
    """The inbox behind a webhook address, before any tenant is known; also one that is paused."""
    async with database.system() as driver:
        rows = await driver.fetch("select * from inbox_for_key($1, $2)", channel, key)
    if not rows:
        return None
    row = rows[0]
    return InboxConfig(
        id=row["inbox_id"],
        tenant_id=row["tenant_id"],
        channel=row["channel"],
        name=row["name"],
        credentials=vault.decrypt(row["credentials"], owner=owner_of(row["inbox_id"])),
        settings=msgspec.json.decode(row["settings"]),
        key=key,
        is_active=row["is_active"],
    )


async def inbox_configs(tx: Tx, vault: Vault, ids: Iterable[UUID]) -> dict[UUID, InboxConfig]:
    """The inboxes with their credentials opened."""
    rows = await tx.mappings(select(*_CONFIG).where(Inbox.id.in_(list(ids))))
    return {row["id"]: _config(row, vault) for row in rows}


@dataclass(frozen=True, slots=True)
class SendingInbox:
    """An inbox that has something to send, and whether calls for it get through."""

    config: InboxConfig
    circuit: Circuit | None


async def sending_inbox(tx: Tx, vault: Vault, inbox_id: UUID) -> SendingInbox:
    rows = await tx.mappings(select(*_CONFIG, Inbox.circuit).where(Inbox.id == inbox_id))
    return SendingInbox(_config(rows[0], vault), circuit_of(rows[0]["circuit"]))


_PLAIN = ("id", "tenant_id", "channel", "name", "settings", "key", "is_active")
_CONFIG = (*(getattr(Inbox, name) for name in _PLAIN), Inbox.credentials)


def _config(row: RowMapping, vault: Vault) -> InboxConfig:
    credentials = vault.decrypt(row["credentials"], owner=owner_of(row["id"]))
    return InboxConfig(**{name: row[name] for name in _PLAIN}, credentials=credentials)


async def inbox_facts(tx: Tx, ids: Iterable[UUID]) -> Mapping[UUID, RowMapping]:
    """What routing needs of the inboxes: channel, bot_id, settings."""
    rows = await tx.mappings(
        select(Inbox.id, Inbox.channel, Inbox.bot_id, Inbox.settings).where(Inbox.id.in_(list(ids)))
    )
    return {row["id"]: row for row in rows}


async def bodies(tx: Tx, ids: Iterable[UUID]) -> dict[UUID, tuple[UUID, bytes]]:
    """Raw deliveries: event id → (inbox id, body)."""
    rows = await tx.mappings(
        select(InboundEvent.id, InboundEvent.inbox_id, InboundEvent.body).where(
            InboundEvent.id.in_(list(ids))
        )
    )
    return {row["id"]: (row["inbox_id"], row["body"]) for row in rows}


async def received_at(tx: Tx, ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """When these deliveries came."""
    rows = await tx.rows(
        select(InboundEvent.id, InboundEvent.received_at).where(InboundEvent.id.in_(list(ids)))
    )
    return {row.id: row.received_at for row in rows}


async def has_unread(tx: Tx, inbox_id: UUID, *, until: datetime) -> bool:
    """Whether deliveries that came before `until` still wait to be read."""
    rows = await tx.fetch(
        "select 1 from jobs where tenant_id = $1 and key like $2 and state <> 'dead' and run_at <= $3 limit 1",
        tx.tenant_id, f"in:{inbox_id}:%", until,
    )  # fmt: skip
    return bool(rows)


_LISTED = (
    Inbox.id, Inbox.channel, Inbox.name, Inbox.key, Inbox.is_active, Inbox.bot_id, Inbox.settings, Inbox.credentials,
    Inbox.last_webhook_at, Inbox.last_sent_at, Inbox.last_error_at, Inbox.last_error, Inbox.health, Inbox.created_at,
    Inbox.circuit, Inbox.refused,
)  # fmt: skip


async def inboxes(tx: Tx, vault: Vault) -> list[schemas.Inbox]:
    rows = await tx.mappings(select(*_LISTED).order_by(Inbox.created_at))
    return [_inbox(row, vault) for row in rows]


async def inbox(tx: Tx, vault: Vault, inbox_id: UUID) -> schemas.Inbox:
    """Raises NotFound."""
    rows = await tx.mappings(select(*_LISTED).where(Inbox.id == inbox_id))
    if not rows:
        raise NotFound("inbox")
    return _inbox(rows[0], vault)


def _inbox(row: Mapping[str, Any] | RowMapping, vault: Vault) -> schemas.Inbox:
    return schemas.Inbox(
        id=row["id"],
        channel=row["channel"],
        name=row["name"],
        is_active=row["is_active"],
        bot_id=row["bot_id"],
        webhook_path=f"/webhooks/{row['channel']}/{row['key']}",
        credential_names=sorted(vault.decrypt(row["credentials"], owner=owner_of(row["id"]))),
        settings=row["settings"],
        health=_health(row),
        created_at=row["created_at"],
    )


_TRAFFIC = ("last_webhook_at", "last_sent_at", "last_error_at", "last_error")


def _health(row: Mapping[str, Any] | RowMapping) -> schemas.InboxHealth:
    """What our traffic shows, and what the vendor told."""
    kept, now = row["health"], clock.now()
    told = {name: value for name, value in kept.items() if name in schemas.InboxHealth.model_fields}
    traffic = {name: row[name] for name in _TRAFFIC}
    circuit = circuit_of(row["circuit"])
    ours = {
        "circuit": "open" if circuit is not None and circuit.opened_at is not None else "closed",
        "held": _held(circuit),
        "refused_24h": refused_within_a_day(row["refused"], now),
        "warnings": list(health.warnings_of(kept, now)),
    }
    return schemas.InboxHealth(**{**told, **traffic, **ours})


def _held(circuit: Circuit | None) -> schemas.Held | None:
    if circuit is None or circuit.opened_at is None:
        return None
    return schemas.Held(
        cause=circuit.trouble.cause,
        reason=circuit.trouble.reason,
        detail=circuit.trouble.detail,
        since=circuit.opened_at,
        retry_at=circuit.retry_at,
    )
