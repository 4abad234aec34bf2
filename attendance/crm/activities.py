"""Writes of activities, and the reminder that their owners get. Who may see one is decided above (`customers`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal, get_args
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert as insert_or_not

from attendance.crm.activities_events import ActivityChanged, ActivityReminded, What
from attendance.crm.activities_models import Activity
from attendance.crm.leads_models import Lead
from attendance.crm.models import Contact
from attendance.identity.models import User
from attendance.kernel import clock, jobs
from attendance.kernel.database import Tx
from attendance.kernel.errors import InvalidInput, NotFound
from attendance.kernel.ids import new_id
from attendance.kernel.jobs import Entry, Job

Kind = Literal["call", "meeting", "task", "note", "email", "conversation"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
LINKS: Final = ("contact_id", "deal_id", "ticket_id", "conversation_id", "lead_id")
"""What an activity may be about."""

_LONGEST_TITLE: Final = 200


@dataclass(frozen=True, slots=True)
class Locked:
    """An activity under its row lock, as it was when the lock was taken."""

    id: UUID
    kind: Kind
    title: str
    notes: str | None
    due_at: datetime | None
    done_at: datetime | None
    reminder_at: datetime | None
    owner_id: UUID | None
    contact_id: UUID | None
    deal_id: UUID | None
    ticket_id: UUID | None
    conversation_id: UUID | None
    lead_id: UUID | None
    data: dict[str, Any]
    created_by: UUID | None
    deleted_at: datetime | None


_LOCKED: Final = tuple(getattr(Activity, name) for name in Locked.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Draft:
    """An activity to be made. `origin_key`: what makes it by itself, so that a repeat makes no second one."""

    title: str
    kind: Kind = "task"
    notes: str | None = None
    due_at: datetime | None = None
    done_at: datetime | None = None
    reminder_at: datetime | None = None
    owner_id: UUID | None = None
    contact_id: UUID | None = None
    deal_id: UUID | None = None
    ticket_id: UUID | None = None
    conversation_id: UUID | None = None
    lead_id: UUID | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    origin_key: str | None = None
    created_by: UUID | None = None


async def create(tx: Tx, draft: Draft) -> UUID | None:
    """A note is done as soon as it is written. None: what has this origin was made before.

    Raises InvalidInput, NotFound for a person or a thing that isn't there."""
    now, activity_id = clock.now(), new_id()
    title = _titled(draft.title)
    await _check_things(tx, {name: getattr(draft, name) for name in (*LINKS, "owner_id")})
    values = {
        "id": activity_id, "tenant_id": tx.tenant_id, "kind": draft.kind, "title": title,
        "notes": _written(draft.notes),
        "due_at": draft.due_at, "done_at": draft.done_at or (now if draft.kind == "note" else None),
        "reminder_at": draft.reminder_at, "owner_id": draft.owner_id, "data": dict(draft.data),
        "origin_key": draft.origin_key, "created_by": draft.created_by, "created_at": now, "updated_at": now,
        **{name: getattr(draft, name) for name in LINKS},
    }  # fmt: skip
    statement = insert_or_not(Activity).values(**values)
    made = await tx.execute(statement.on_conflict_do_nothing(index_elements=["tenant_id", "origin_key"]))
    if not made:
        return None
    await _plan_reminder(tx, activity_id, draft.reminder_at)
    await _tell(tx, activity_id, "created")
    return activity_id


async def lock(tx: Tx, activity_id: UUID, *, even_deleted: bool = False) -> Locked:
    """Take the row lock. Raises NotFound."""
    rows = await tx.mappings(select(*_LOCKED).where(Activity.id == activity_id).with_for_update(of=Activity))
    if not rows or (rows[0]["deleted_at"] is not None and not even_deleted):
        raise NotFound("activity")
    return Locked(**rows[0])


_CHANGEABLE: Final = ("kind", "title", "notes", "due_at", "reminder_at", "owner_id", "data", *LINKS)


async def change(tx: Tx, found: Locked, wanted: Mapping[str, Any]) -> None:
    """Change what is named and differs. A reminder that is moved is told again. Raises InvalidInput, NotFound."""
    values = {name: wanted[name] for name in _CHANGEABLE if name in wanted}
    if "title" in values:
        values["title"] = _titled(values["title"] or "")
    if "notes" in values:
        values["notes"] = _written(values["notes"])
    values = {name: value for name, value in values.items() if value != getattr(found, name)}
    if not values:
        return
    await _check_things(tx, values)
    if "reminder_at" in values:
        values["reminded_at"] = None
        await _plan_reminder(tx, found.id, values["reminder_at"])
    await _write(tx, found.id, values)
    await _tell(tx, found.id, "changed", former=found)


async def mark_done(tx: Tx, found: Locked, is_done: bool, *, at: datetime | None = None) -> None:
    """Done now (or `at`), or open again. What already is so stays as it is."""
    if (found.done_at is not None) is not is_done:
        await _write(tx, found.id, {"done_at": (at or clock.now()) if is_done else None})
        await _tell(tx, found.id, "done" if is_done else "undone")


async def delete(tx: Tx, found: Locked) -> None:
    """Out of sight; `restore` brings it back."""
    await _write(tx, found.id, {"deleted_at": clock.now()})
    await _tell(tx, found.id, "deleted")


async def restore(tx: Tx, found: Locked) -> None:
    """Of one that was locked though deleted; one that wasn't stays as it is."""
    if found.deleted_at is not None:
        await _write(tx, found.id, {"deleted_at": None})
        await _tell(tx, found.id, "restored")


@dataclass(frozen=True, slots=True)
class Remind:
    """Payload of `activity.remind`."""

    activity_id: UUID


async def remind(tx: Tx, services: Any, batch: Sequence[Job]) -> None:
    """Tell the owner, once: not when it is done, deleted, or was moved to later."""
    now = clock.now()
    for job in batch:
        due = (
            update(Activity)
            .where(
                Activity.id == jobs.decode(job, Remind).activity_id, Activity.reminder_at <= now,
                Activity.reminded_at.is_(None), Activity.done_at.is_(None), Activity.deleted_at.is_(None),
                Activity.owner_id.is_not(None),
            )
            .values(reminded_at=now)
            .returning(Activity.id, Activity.owner_id)
        )  # fmt: skip
        for row in await tx.mappings(due):
            tx.publish(ActivityReminded(activity_id=row["id"], owner_id=row["owner_id"]))


ENTRIES: Final = (Entry("activity.remind", in_transaction=remind, batch=64),)


async def _plan_reminder(tx: Tx, activity_id: UUID, at: datetime | None) -> None:
    key = f"remind:{activity_id}"
    await jobs.cancel(tx, key)
    if at is not None:
        await jobs.enqueue(tx, "activity.remind", {"activity_id": activity_id}, run_at=at, dedupe_key=key)


async def _write(tx: Tx, activity_id: UUID, values: Mapping[str, Any]) -> None:
    await tx.execute(
        update(Activity).where(Activity.id == activity_id).values(**values, updated_at=clock.now())
    )


_TOLD: Final = ("owner_id", "contact_id", "deal_id", "ticket_id", "lead_id")


async def _tell(tx: Tx, activity_id: UUID, what: What, *, former: Locked | None = None) -> None:
    """Of what was moved from one thing to another, the former one hears too."""
    now = await lock(tx, activity_id, even_deleted=True)
    states = [former, now] if former and any(getattr(former, x) != getattr(now, x) for x in _TOLD) else [now]
    for one in states:
        things = {name: getattr(one, name) for name in _TOLD}
        tx.publish(
            ActivityChanged(activity_id=activity_id, what=what, session_id=one.conversation_id, **things)
        )


async def _check_things(tx: Tx, values: Mapping[str, Any]) -> None:
    """Raises NotFound. Deals, tickets and conversations are checked by those who know them."""
    contact_id, owner_id = values.get("contact_id"), values.get("owner_id")
    if contact_id is not None and await tx.scalar(select(Contact.id).where(Contact.id == contact_id)) is None:
        raise NotFound("contact")
    lead_id = values.get("lead_id")
    if lead_id is not None and await tx.scalar(select(Lead.id).where(Lead.id == lead_id)) is None:
        raise NotFound("lead")
    if owner_id is not None:
        known = await tx.scalar(select(User.id).where(User.id == owner_id, User.is_active))
        if known is None:
            raise NotFound("user")


def _titled(title: str) -> str:
    written = " ".join(title.split())
    if not written:
        raise InvalidInput("An activity needs a title.", fields={"title": "empty"})
    return written[:_LONGEST_TITLE]


def _written(notes: str | None) -> str | None:
    return (notes or "").strip() or None
