"""Writes about the accounts behind inboxes: their templates, their health, their renewed credentials."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from attendance.channels import actions, circuits, queries
from attendance.channels.abilities import Renewal, VendorTemplate
from attendance.channels.base import IncomingNotice, IncomingTemplate
from attendance.channels.health import template_counts
from attendance.channels.models import Inbox, MessageTemplate
from attendance.kernel import clock
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound
from attendance.kernel.ids import new_id


async def save_templates(tx: Tx, inbox_id: UUID, found: Sequence[VendorTemplate]) -> None:
    """These are all that the account has: add, change, and forget the others. Ids of those that stay, stay."""
    now = clock.now()
    await _lock(tx, inbox_id)
    for one in found:
        await tx.execute(_upsert(tx, inbox_id, one, now))
    kept = [(one.name, one.language) for one in found]
    theirs = tuple_(MessageTemplate.name, MessageTemplate.language)
    gone = delete(MessageTemplate).where(MessageTemplate.inbox_id == inbox_id)
    await tx.execute(gone.where(theirs.not_in(kept)) if kept else gone)
    await _count_templates(tx, inbox_id, {"templates_synced_at": now.isoformat()})


def _upsert(tx: Tx, inbox_id: UUID, one: VendorTemplate, now: datetime) -> Any:
    values: dict[str, Any] = {
        "external_id": one.external_id,
        "category": one.category,
        "status": one.status,
        "quality": one.quality,
        "rejected_reason": one.rejected_reason,
        "components": [dict(component) for component in one.components],
        "synced_at": now,
    }
    key = {"tenant_id": tx.tenant_id, "inbox_id": inbox_id, "name": one.name, "language": one.language}
    return (
        insert(MessageTemplate)
        .values(id=new_id(), **key, **values)
        .on_conflict_do_update(
            index_elements=[MessageTemplate.inbox_id, MessageTemplate.name, MessageTemplate.language],
            set_=values,
        )
    )


async def apply_template_news(tx: Tx, inbox_id: UUID, news: Sequence[IncomingTemplate]) -> None:
    """What the vendor decided meanwhile. A template that we don't know comes with the next sync."""
    for one in news:
        told = {
            "status": one.status, "quality": one.quality, "category": one.category,
            "rejected_reason": one.reason if one.status is not None else None,
        }  # fmt: skip
        values = {name: value for name, value in told.items() if value is not None}
        if values:
            await tx.execute(
                update(MessageTemplate)
                .where(
                    MessageTemplate.inbox_id == inbox_id,
                    MessageTemplate.name == one.name,
                    MessageTemplate.language == one.language,
                )
                .values(**values)
            )
    if news:
        await _count_templates(tx, inbox_id, {})


async def apply_notices(tx: Tx, inbox_id: UUID, notices: Sequence[IncomingNotice]) -> None:
    for notice in notices:
        await note_health(tx, inbox_id, notice.facts)
        if notice.problem is not None:
            await actions.note_error(tx, inbox_id, notice.problem)


async def note_health(tx: Tx, inbox_id: UUID, facts: Mapping[str, Any]) -> None:
    """Keep these facts of the inbox's health (the keys of `channels.health`); None forgets one."""
    kept = {name: value for name, value in facts.items() if value is not None}
    changed = Inbox.health.op("||")(kept)
    for name in facts.keys() - kept.keys():
        changed = changed.op("-")(name)
    await tx.execute(update(Inbox).where(Inbox.id == inbox_id).values(health=changed))


async def take_renewal(
    tx: Tx, vault: Vault, inbox_id: UUID, renewal: Renewal, *, of: Mapping[str, str]
) -> bool:
    """Put the new credentials in the place of those that were renewed. False: somebody entered others meanwhile."""
    sealed = await tx.scalar(select(Inbox.credentials).where(Inbox.id == inbox_id).with_for_update())
    if sealed is None:
        return False
    owner = queries.owner_of(inbox_id)
    known = vault.decrypt(sealed, owner=owner)
    if any(known.get(name) != of.get(name) for name in renewal.credentials):
        return False
    fresh = vault.encrypt({**known, **renewal.credentials}, owner=owner)
    await tx.execute(update(Inbox).where(Inbox.id == inbox_id).values(credentials=fresh))
    await circuits.close(tx, inbox_id)
    now = clock.now().isoformat()
    await note_health(
        tx, inbox_id, {"token_expires_at": renewal.expires_at.isoformat(), "token_renewed_at": now}
    )
    return True


async def _count_templates(tx: Tx, inbox_id: UUID, more: Mapping[str, Any]) -> None:
    rows = await tx.rows(select(MessageTemplate.status).where(MessageTemplate.inbox_id == inbox_id))
    counts = template_counts(row.status for row in rows)
    await note_health(tx, inbox_id, {"templates": counts, **more})


async def _lock(tx: Tx, inbox_id: UUID) -> None:
    """Two syncs of one inbox would wait for each other's rows."""
    if await tx.scalar(select(Inbox.id).where(Inbox.id == inbox_id).with_for_update()) is None:
        raise NotFound("inbox")
