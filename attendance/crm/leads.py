"""Writes of leads. Making customers and deals out of them is done above (`customers`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal, get_args
from uuid import UUID

from sqlalchemy import insert, select, update

from attendance.crm.leads_events import LeadChanged, What
from attendance.crm.leads_models import Lead
from attendance.crm.models import Contact
from attendance.identity.models import User
from attendance.kernel import clock, phones
from attendance.kernel.database import Tx
from attendance.kernel.errors import InvalidInput, NotFound
from attendance.kernel.ids import new_id

Status = Literal["new", "contacted", "qualified", "converted", "lost"]
STATUSES: Final[tuple[Status, ...]] = get_args(Status)
CAMPAIGN: Final = ("campaign_id", "campaign_name", "utm_source", "utm_medium", "ad_id", "segment")
"""Where a lead came from, in the words of marketing."""

_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Locked:
    """A lead under its row lock, as it was when the lock was taken."""

    id: UUID
    name: str
    phone: str | None
    email: str | None
    source: str | None
    status: Status
    attendant_id: UUID | None
    notes: str | None
    contact_id: UUID | None
    deal_id: UUID | None
    session_id: UUID | None
    campaign_id: str | None
    campaign_name: str | None
    utm_source: str | None
    utm_medium: str | None
    ad_id: str | None
    segment: str | None
    custom_fields: dict[str, Any]
    converted_at: datetime | None
    deleted_at: datetime | None


_LOCKED: Final = tuple(getattr(Lead, name) for name in Locked.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Draft:
    """A lead to be made. `country`: of phones that are written without one."""

    name: str
    phone: str | None = None
    email: str | None = None
    source: str | None = None
    status: Status = "new"
    attendant_id: UUID | None = None
    notes: str | None = None
    contact_id: UUID | None = None
    session_id: UUID | None = None
    campaign_id: str | None = None
    campaign_name: str | None = None
    utm_source: str | None = None
    utm_medium: str | None = None
    ad_id: str | None = None
    segment: str | None = None
    custom_fields: Mapping[str, Any] = field(default_factory=dict)
    created_by: UUID | None = None


async def create(tx: Tx, draft: Draft, *, country: str = "BR") -> UUID:
    """Raises InvalidInput, NotFound for an attendant or contact that isn't there."""
    values = {name: getattr(draft, name) for name in Draft.__dataclass_fields__}
    values |= {"custom_fields": dict(draft.custom_fields)} | _checked(values, country)
    await _check_things(tx, values)
    lead_id, now = new_id(), clock.now()
    await tx.execute(
        insert(Lead).values(id=lead_id, tenant_id=tx.tenant_id, created_at=now, updated_at=now, **values)
    )
    tx.publish(LeadChanged(lead_id=lead_id, what="created", status=draft.status, contact_id=draft.contact_id))
    return lead_id


async def lock(tx: Tx, lead_id: UUID, *, even_deleted: bool = False) -> Locked:
    """Take the row lock. Raises NotFound."""
    rows = await tx.mappings(select(*_LOCKED).where(Lead.id == lead_id).with_for_update(of=Lead))
    if not rows or (rows[0]["deleted_at"] is not None and not even_deleted):
        raise NotFound("lead")
    return Locked(**rows[0])


_CHANGEABLE: Final = (
    "name", "phone", "email", "source", "status", "attendant_id", "notes", "contact_id", "session_id", *CAMPAIGN,
)  # fmt: skip


async def change(tx: Tx, found: Locked, wanted: Mapping[str, Any], *, country: str = "BR") -> None:
    """Change what is named and differs; `custom_fields` are merged, null empties one. Raises InvalidInput, NotFound."""
    values = {name: wanted[name] for name in _CHANGEABLE if name in wanted}
    values |= _checked(values, country)
    if wanted.get("custom_fields"):
        given = found.custom_fields | dict(wanted["custom_fields"])
        values["custom_fields"] = {key: value for key, value in given.items() if value is not None}
    values = {name: value for name, value in values.items() if value != getattr(found, name)}
    if not values:
        return
    await _check_things(tx, values)
    await _write(tx, found, values, "changed")


async def mark_converted(tx: Tx, found: Locked, *, contact_id: UUID, deal_id: UUID | None) -> None:
    """It became a customer, perhaps with a deal."""
    values = {
        "status": "converted", "converted_at": clock.now(), "contact_id": contact_id, "deal_id": deal_id,
    }  # fmt: skip
    await _write(tx, found, values, "converted")


async def delete(tx: Tx, found: Locked) -> None:
    """Out of sight; `restore` brings it back."""
    await _write(tx, found, {"deleted_at": clock.now()}, "deleted")


async def restore(tx: Tx, found: Locked) -> None:
    """Of one that was locked though deleted; one that wasn't stays as it is."""
    if found.deleted_at is not None:
        await _write(tx, found, {"deleted_at": None}, "restored")


async def _write(tx: Tx, found: Locked, values: Mapping[str, Any], what: What) -> None:
    await tx.execute(update(Lead).where(Lead.id == found.id).values(**values, updated_at=clock.now()))
    tx.publish(
        LeadChanged(
            lead_id=found.id, what=what, status=values.get("status", found.status),
            contact_id=values.get("contact_id", found.contact_id), deal_id=values.get("deal_id", found.deal_id),
            fields=sorted(values),
        )
    )  # fmt: skip


def _checked(values: Mapping[str, Any], country: str) -> dict[str, Any]:
    """What of them is kept in another form. Raises InvalidInput."""
    kept: dict[str, Any] = {}
    if "name" in values:
        kept["name"] = " ".join((values["name"] or "").split())[:_LONGEST]
        if not kept["name"]:
            raise InvalidInput("A lead needs a name.", fields={"name": "empty"})
    if values.get("phone"):
        kept["phone"] = phones.normalise(values["phone"], country)
        if kept["phone"] is None:
            raise InvalidInput(
                "This is no phone number. Write it with area code, for example +55 11 98888-7777.",
                fields={"phone": "unknown"},
            )
    for name in ("email", "source", "notes", *CAMPAIGN):
        if name in values:
            kept[name] = (values[name] or "").strip() or None
    return kept


async def _check_things(tx: Tx, values: Mapping[str, Any]) -> None:
    """Raises NotFound."""
    contact_id, user_id = values.get("contact_id"), values.get("attendant_id")
    if contact_id is not None and await tx.scalar(select(Contact.id).where(Contact.id == contact_id)) is None:
        raise NotFound("contact")
    if user_id is None:
        return
    if await tx.scalar(select(User.id).where(User.id == user_id, User.is_active)) is None:
        raise NotFound("user")
