"""Writes of deals. A place in a column is taken under the lock of its stage, which comes after that of the deal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, insert, select, update

from attendance.crm import companies
from attendance.crm.models import Contact
from attendance.deals import events, stages
from attendance.deals.events import Cause
from attendance.deals.models import Deal, Stage
from attendance.deals.rules import DealMoved, Kind, between, money, positions
from attendance.identity.models import User
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.errors import InvalidInput, NotFound
from attendance.kernel.ids import new_id
from attendance.kernel.text import fold


@dataclass(frozen=True, slots=True)
class Locked:
    """A deal under its row lock, as it was when the lock was taken."""

    id: UUID
    name: str
    value: Decimal
    stage: str
    status: Kind
    reason: str | None
    position: float
    contact_id: UUID | None
    company_id: UUID | None
    owner_id: UUID | None
    expected_close: date | None
    session_id: UUID | None
    ticket_id: UUID | None
    custom_fields: dict[str, Any]
    closed_at: datetime | None
    deleted_at: datetime | None


_LOCKED: Final = tuple(getattr(Deal, name) for name in Locked.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Draft:
    """A deal to be made. `stage`: key or name; None: where deals begin."""

    name: str
    value: Decimal = Decimal(0)
    stage: str | None = None
    contact_id: UUID | None = None
    company: str | None = None
    owner_id: UUID | None = None
    expected_close: date | None = None
    session_id: UUID | None = None
    ticket_id: UUID | None = None
    reason: str | None = None
    custom_fields: Mapping[str, Any] | None = None
    created_by: UUID | None = None


async def lock(tx: Tx, deal_id: UUID, *, even_deleted: bool = False) -> Locked:
    """Take the row lock. Raises NotFound."""
    rows = await tx.mappings(select(*_LOCKED).where(Deal.id == deal_id).with_for_update(of=Deal))
    if not rows or (rows[0]["deleted_at"] is not None and not even_deleted):
        raise NotFound("deal")
    return Locked(**rows[0])


async def create(tx: Tx, draft: Draft, *, by: Cause) -> UUID:
    """On top of its stage. Raises InvalidInput, NotFound for a stage, contact or owner that isn't there."""
    stage = await stages.named(tx, draft.stage) if draft.stage else await stages.first(tx)
    await _check_people(tx, contact_id=draft.contact_id, owner_id=draft.owner_id)
    await _check_ticket(tx, draft.ticket_id)
    await _lock_stage(tx, stage.key)
    deal_id, now, value = new_id(), clock.now(), money(draft.value)
    await tx.execute(
        insert(Deal).values(
            id=deal_id, tenant_id=tx.tenant_id, name=_named(draft.name), value=value, stage=stage.key,
            status=stage.kind, position=await _place(tx, stage.key, after=None), contact_id=draft.contact_id,
            company_id=await companies.named(tx, draft.company), owner_id=draft.owner_id, reason=draft.reason,
            expected_close=draft.expected_close, session_id=draft.session_id, ticket_id=draft.ticket_id,
            custom_fields=dict(draft.custom_fields or {}), created_by=draft.created_by, created_at=now,
            updated_at=now, stage_changed_at=now, closed_at=None if stage.kind == "open" else now,
        )
    )  # fmt: skip
    tx.publish(
        events.DealCreated(
            deal_id=deal_id, stage=stage.key, value=str(value), by=by, ticket_id=draft.ticket_id,
            contact_id=draft.contact_id,
        )
    )  # fmt: skip
    return deal_id


async def change(tx: Tx, found: Locked, wanted: Mapping[str, Any]) -> None:
    """Change name, value, contact, company (by name), owner, expected close, reason, ticket and custom fields.

    Raises InvalidInput, NotFound."""
    values = await _changes(tx, found, wanted)
    if not values:
        return
    await tx.execute(update(Deal).where(Deal.id == found.id).values(**values, updated_at=clock.now()))
    changed = {name: [_plain(getattr(found, name)), _plain(value)] for name, value in values.items()}
    tx.publish(events.DealChanged(deal_id=found.id, changed=changed))


_CHANGEABLE: Final = ("name", "value", "contact_id", "owner_id", "expected_close", "reason", "ticket_id")


async def _changes(tx: Tx, found: Locked, wanted: Mapping[str, Any]) -> dict[str, Any]:
    values = {name: wanted[name] for name in _CHANGEABLE if name in wanted}
    if "name" in values:
        values["name"] = _named(values["name"] or "")
    if "value" in values:
        values["value"] = money(values["value"] or Decimal(0))
    if "company" in wanted:
        values["company_id"] = await companies.named(tx, wanted["company"])
    if wanted.get("custom_fields"):
        given = found.custom_fields | dict(wanted["custom_fields"])
        values["custom_fields"] = {key: value for key, value in given.items() if value is not None}
    values = {name: value for name, value in values.items() if value != getattr(found, name)}
    await _check_people(tx, contact_id=values.get("contact_id"), owner_id=values.get("owner_id"))
    await _check_ticket(tx, values.get("ticket_id"))
    return values


async def move(
    tx: Tx, deal_id: UUID, stage: str, *, after: UUID | None = None, from_stage: str | None = None,
    reason: str | None = None, by: Cause = "person",
) -> None:  # fmt: skip
    """Into a stage (key or name), right under `after`, else to the top. An open deal has no reason.

    Raises NotFound, DealMoved when it isn't in `from_stage` any more."""
    target = await stages.named(tx, stage)
    found = await lock(tx, deal_id)
    await _lock_stage(tx, target.key)
    if from_stage is not None and from_stage != found.stage:
        raise DealMoved(stage=(await stages.named(tx, found.stage)).name)
    is_elsewhere = target.key != found.stage
    now, is_open = clock.now(), target.kind == "open"
    values: dict[str, Any] = {
        "stage": target.key, "status": target.kind, "updated_at": now,
        "position": await _place(tx, target.key, after=after, moved=deal_id),
        "reason": None if is_open else reason or (found.reason if found.status == target.kind else None),
    }  # fmt: skip
    if is_elsewhere:
        values |= {"stage_changed_at": now, "closed_at": None if is_open else found.closed_at or now}
    await tx.execute(update(Deal).where(Deal.id == deal_id).values(**values))
    tx.publish(
        events.DealMoved(
            deal_id=deal_id, stage=target.key, previous=found.stage, status=target.kind, value=str(found.value),
            reason=values["reason"], by=by,
        )
    )  # fmt: skip


async def delete(tx: Tx, found: Locked) -> None:
    """Off the board; `restore` brings it back."""
    await _mark_deleted(tx, found, clock.now())
    tx.publish(events.DealDeleted(deal_id=found.id))


async def restore(tx: Tx, found: Locked) -> None:
    """Of one that was locked though deleted; one that wasn't stays as it is."""
    if found.deleted_at is not None:
        await _mark_deleted(tx, found, None)
        tx.publish(events.DealRestored(deal_id=found.id))


async def _mark_deleted(tx: Tx, found: Locked, at: datetime | None) -> None:
    values = {"deleted_at": at, "updated_at": clock.now()}
    await tx.execute(update(Deal).where(Deal.id == found.id).values(**values))


async def _lock_stage(tx: Tx, key: str) -> None:
    """Nobody else takes a place in it until the commit. Deals that stand in it can be changed meanwhile."""
    found = await tx.scalar(select(Stage.id).where(Stage.key == key).with_for_update(key_share=True))
    if found is None:
        raise NotFound("stage")


async def _place(tx: Tx, stage: str, *, after: UUID | None, moved: UUID | None = None) -> float:
    """A free position under `after`, or on top when it isn't in this stage any more; `moved` doesn't count."""
    others = (Deal.stage == stage, Deal.deleted_at.is_(None), Deal.id.is_distinct_from(moved))
    above = await tx.scalar(select(Deal.position).where(Deal.id == after, *others)) if after else None
    beyond = Deal.position > above if above is not None else Deal.position.is_not(None)
    below = await tx.scalar(select(func.min(Deal.position)).where(beyond, *others))
    found = between(above, below)
    if found is not None:
        return found
    await _number_anew(tx, stage)
    return await _place(tx, stage, after=after, moved=moved)


async def _number_anew(tx: Tx, stage: str) -> None:
    """Rows are locked in the order of their ids: two moves don't wait for each other."""
    rows = await tx.rows(
        select(Deal.id, Deal.position).where(Deal.stage == stage).order_by(Deal.id).with_for_update()
    )
    ordered = sorted(rows, key=lambda row: (row.position, row.id))
    for row, position in zip(ordered, positions(len(ordered)), strict=True):
        await tx.execute(update(Deal).where(Deal.id == row.id).values(position=position))
    tx.publish(events.PipelineChanged())


async def _check_people(tx: Tx, *, contact_id: UUID | None, owner_id: UUID | None) -> None:
    """Raises NotFound."""
    if contact_id is not None and await tx.scalar(select(Contact.id).where(Contact.id == contact_id)) is None:
        raise NotFound("contact")
    if owner_id is None:
        return
    if await tx.scalar(select(User.id).where(User.id == owner_id, User.is_active)) is None:
        raise NotFound("user")


async def _check_ticket(tx: Tx, ticket_id: UUID | None) -> None:
    """Raises NotFound."""
    if ticket_id is None:
        return
    if not await tx.fetch("select 1 from attendance_tickets where id = $1 and deleted_at is null", ticket_id):
        raise NotFound("ticket")


def _named(name: str) -> str:
    written = name.strip()
    if not written or not fold(written):
        raise InvalidInput("A deal needs a name.", fields={"name": "empty"})
    return written[:200]


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID | Decimal | date) else value
