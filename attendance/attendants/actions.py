"""Writes of attendants: profile, status, and the presence lease.

Whoever changes a status locks the attendant's row first and publishes what others see (`AttendantStatusChanged`).
Nobody who holds that lock waits for another row, so that routing may touch it in any order.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from attendance.attendants import events, rules, schemas
from attendance.attendants.csv_format import split
from attendance.attendants.models import Attendant, AttendantSkill
from attendance.attendants.rules import Presence
from attendance.attendants.schemas import AttendantStatus
from attendance.identity.models import User
from attendance.kernel import clock, jobs
from attendance.kernel.database import Tx
from attendance.kernel.errors import InvalidInput, NotFound
from attendance.kernel.phones import normalise
from attendance.kernel.text import fold

LEASE_JOB = "attendant.lease"
CONNECTION_LOST = "connection_lost"
OFFLINE = AttendantStatus.OFFLINE


async def ensure_profile(tx: Tx, user_id: UUID) -> None:
    """Make the user an attendant, unless they are one; the external id is the next free `att-001`."""
    known = await tx.first(select(Attendant.user_id).where(Attendant.user_id == user_id))
    if known is not None:
        return
    if await tx.first(select(User.id).where(User.id == user_id)) is None:
        raise NotFound("user")
    await create_profile(tx, user_id, external_id=await _next_external_id(tx))


async def create_profile(tx: Tx, user_id: UUID, *, external_id: str, **values: Any) -> None:
    """A new profile, offline. A second one for the same user, made at the same time, is a no-op."""
    now = clock.now()
    added = await tx.execute(
        upsert(Attendant)
        .values(
            user_id=user_id, tenant_id=tx.tenant_id, external_id=external_id, status_since=now,
            created_at=now, updated_at=now, **values,
        )
        .on_conflict_do_nothing(index_elements=["user_id"])
    )  # fmt: skip
    if added:
        tx.publish(events.AttendantChanged(user_id=user_id, changed=["profile"]))


async def set_status(
    tx: Tx, user_id: UUID, status: AttendantStatus, *, reason: str | None = None, is_leased: bool = True
) -> None:
    """What the attendant chose; it starts a lease that heartbeats renew.

    `is_leased` False: somebody reachable without a browser, whose status holds until it is changed."""
    await ensure_profile(tx, user_id)
    now = clock.now()
    before = await _lock(tx, user_id)
    lease = rules.renewed(now) if is_leased else None
    counted = _counts(before, now)
    since = now if status is not counted else before["status_since"]
    await _write(
        tx, user_id,
        status=status, status_reason=reason, status_since=since, lease_expires_at=lease, is_present=True,
    )  # fmt: skip
    await _plan_lease_end(tx, user_id, lease if status is not OFFLINE else None)
    _publish(tx, user_id, status, counted, reason=reason)


async def renew_leases(tx: Tx, user_ids: Iterable[UUID]) -> None:
    """Heartbeats of these users. Who is no attendant is passed over.

    Who had lost the lease comes back with the status they had, unless they were gone for long."""
    now = clock.now()
    rows = await tx.fetch(_RENEW, list(user_ids), now, rules.renewed(now))
    for row in rows:
        await _come_back(tx, row["user_id"], AttendantStatus(row["status"]), row["lease_expires_at"])


# One statement for everybody connected to a process; returns those whose lease had run out, as they were.
_RENEW = """
with before as (
  select user_id, status, lease_expires_at from attendants
  where user_id = any($1::uuid[]) and lease_expires_at is not null
  order by user_id for update
), renewed as (
  update attendants a set lease_expires_at = greatest($3, a.lease_expires_at), is_present = true
  from before b where a.user_id = b.user_id
)
select * from before where lease_expires_at <= $2 and status <> 'offline'
"""


async def shorten_lease(tx: Tx, user_id: UUID) -> None:
    """Their last socket closed: unless they come back within moments, they are gone."""
    before = await _find(tx, user_id)
    if before is None or before["status"] == OFFLINE:
        return
    lease = rules.shortened(before["lease_expires_at"], clock.now())
    await _write(tx, user_id, lease_expires_at=lease)
    await _plan_lease_end(tx, user_id, lease)


async def end_lease(tx: Tx, user_id: UUID) -> None:
    """The timer of a lease: tell the world when it ran out, wait on when it was renewed."""
    before = await _find(tx, user_id)
    if before is None or before["status"] == OFFLINE or not before["is_present"]:
        return
    now, lease = clock.now(), before["lease_expires_at"]
    if rules.holds_lease(Presence(AttendantStatus(before["status"]), lease), now):
        await _plan_lease_end(tx, user_id, lease)
        return
    await _write(tx, user_id, is_present=False, status_since=now)
    tx.publish(
        events.AttendantStatusChanged(
            user_id=user_id, status=OFFLINE, previous=before["status"], reason=CONNECTION_LOST, is_lost=True
        )
    )


async def note_assignments(tx: Tx, assigned: Mapping[UUID, datetime]) -> None:
    """Remember when somebody was last given a conversation; never moves back."""
    await tx.fetch(_NOTE_ASSIGNMENTS, list(assigned), list(assigned.values()))


async def note_turn(tx: Tx, user_id: UUID, at: datetime) -> None:
    """The same for one who was given something by hand, and tells it: nothing else does."""
    await note_assignments(tx, {user_id: at})
    tx.publish(events.AttendantTurnNoted(user_id=user_id))


# Rows are locked in the order of `_RENEW`, so that the two never wait for each other in a circle.
_NOTE_ASSIGNMENTS = """
with locked as (
  select user_id from attendants where user_id = any($1::uuid[]) order by user_id for update
)
update attendants a set last_assigned_at = greatest(a.last_assigned_at, n.at)
from locked l join unnest($1::uuid[], $2::timestamptz[]) as n (user_id, at) on n.user_id = l.user_id
where a.user_id = l.user_id
"""


async def change_profile(tx: Tx, user_id: UUID, patch: schemas.AttendantPatch) -> None:
    """Change what the patch names. Raises: NotFound, InvalidInput."""
    await ensure_profile(tx, user_id)
    before = await _lock(tx, user_id)
    values = _profile_values(patch)
    changed = [name for name, value in values.items() if before[name] != value]
    if changed:
        await _write(tx, user_id, updated_at=clock.now(), **{name: values[name] for name in changed})
    if patch.skills is not None and await _replace_skills(tx, user_id, patch.skills):
        changed.append("skills")
    if changed:
        tx.publish(events.AttendantChanged(user_id=user_id, changed=changed))


def _profile_values(patch: schemas.AttendantPatch) -> dict[str, Any]:
    """Columns for the fields that the patch names; an empty text clears a field that may be empty."""
    values: dict[str, Any] = {}
    if patch.channel is not None:
        values["channels"] = [name.casefold() for name in split(patch.channel)] or [rules.EVERY_CHANNEL]
    if patch.preferences is not None:
        values["preferences"] = [topic.casefold() for topic in split(patch.preferences)]
    if patch.department is not None:
        values["department"] = patch.department.strip() or None
    if patch.aliases is not None:
        values["aliases"] = list(
            dict.fromkeys(alias.strip().casefold() for alias in patch.aliases if alias.strip())
        )
    if patch.phone is not None:
        values["phone"] = _phone(patch.phone)
    return values


def _phone(written: str) -> str | None:
    if not written.strip():
        return None
    phone = normalise(written)
    if phone is None:
        raise InvalidInput("This can't be a phone number.", fields={"phone": written})
    return phone


async def _replace_skills(tx: Tx, user_id: UUID, wanted: Mapping[str, int]) -> bool:
    skills = {fold(name.strip()): level for name, level in wanted.items() if name.strip()}
    if any(not 1 <= level <= 5 for level in skills.values()):
        raise InvalidInput("A proficiency is a number from 1 to 5.", fields={"skills": "1-5"})
    rows = await tx.rows(
        select(AttendantSkill.skill, AttendantSkill.proficiency).where(AttendantSkill.user_id == user_id)
    )
    if {row.skill: row.proficiency for row in rows} == skills:
        return False
    await tx.execute(delete(AttendantSkill).where(AttendantSkill.user_id == user_id))
    if skills:
        await tx.execute(
            insert(AttendantSkill),
            [
                {"user_id": user_id, "skill": skill, "tenant_id": tx.tenant_id, "proficiency": level}
                for skill, level in skills.items()
            ],
        )
    return True


async def _come_back(tx: Tx, user_id: UUID, status: AttendantStatus, lost_at: datetime) -> None:
    """A heartbeat after the lease was lost: as before after a short gap, offline by their own choice after a long."""
    now = clock.now()
    if now - lost_at > rules.RETURNS_WITHIN:
        await _write(tx, user_id, status=OFFLINE, status_reason=CONNECTION_LOST)
        return
    await _write(tx, user_id, status_since=now)
    await _plan_lease_end(tx, user_id, rules.renewed(now))
    _publish(tx, user_id, status, OFFLINE, reason=None)


async def _plan_lease_end(tx: Tx, user_id: UUID, at: datetime | None) -> None:
    """One timer per attendant; None when there is nothing to watch."""
    key = f"lease:{user_id}"
    await jobs.cancel(tx, key)
    if at is not None:
        await jobs.enqueue(tx, LEASE_JOB, {"user_id": user_id}, run_at=at, dedupe_key=key)


def _publish(
    tx: Tx, user_id: UUID, status: AttendantStatus, previous: AttendantStatus, *, reason: str | None
) -> None:
    if status is not previous:
        tx.publish(
            events.AttendantStatusChanged(user_id=user_id, status=status, previous=previous, reason=reason)
        )


def _counts(before: Mapping[str, Any], now: datetime) -> AttendantStatus:
    presence = Presence(AttendantStatus(before["status"]), before["lease_expires_at"])
    return rules.effective_status(presence, load=0, capacity=0, now=now)


async def _find(tx: Tx, user_id: UUID) -> Mapping[str, Any] | None:
    rows = await tx.mappings(
        select(Attendant.__table__).where(Attendant.user_id == user_id).with_for_update()
    )
    return dict(rows[0]) if rows else None


async def _lock(tx: Tx, user_id: UUID) -> Mapping[str, Any]:
    found = await _find(tx, user_id)
    if found is None:
        raise NotFound("attendant")
    return found


async def _write(tx: Tx, user_id: UUID, **values: Any) -> None:
    await tx.execute(update(Attendant).where(Attendant.user_id == user_id).values(**values))


async def _next_external_id(tx: Tx) -> str:
    """The next number whose id no imported file has taken."""
    while True:
        number = (await tx.fetch("select next_number($1, 'attendant') as n", tx.tenant_id))[0]["n"]
        candidate = f"att-{number:03}"
        taken: Sequence[object] = await tx.rows(
            select(Attendant.user_id).where(Attendant.external_id == candidate)
        )
        if not taken:
            return candidate
