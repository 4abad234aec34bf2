"""attendant.csv into users and profiles: the table of users stays the truth, and importing twice is importing once.

A row belongs to the attendant with its id, else to the user with its e-mail, else it makes a new user. Its queues are
found afterwards, by whoever reacts to `AttendantImported`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update

from attendance.attendants import actions, events
from attendance.attendants.csv_format import AttendantRow, parse
from attendance.attendants.models import Attendant
from attendance.attendants.schemas import ImportReport, RowError
from attendance.identity import actions as identity
from attendance.identity.models import User
from attendance.identity.schemas import NewUser, Role, UserPatch
from attendance.kernel import clock
from attendance.kernel.database import Tx


class Outcome(Enum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class _Known:
    """Who a row is about; `external_id` None: a user without a profile."""

    user_id: UUID
    name: str
    external_id: str | None


async def import_file(tx: Tx, text: str, *, dry_run: bool) -> ImportReport:
    """Sync every row that can be read; rows with mistakes are reported and left out.

    With `dry_run` nothing is written, and the report says what would be."""
    file = parse(text)
    outcomes, errors = list[Outcome](), list(file.errors)
    for row in file.rows:
        outcome = await _sync(tx, row, dry_run=dry_run)
        if isinstance(outcome, RowError):
            errors.append(outcome)
        else:
            outcomes.append(outcome)
    counts = {outcome.value: outcomes.count(outcome) for outcome in Outcome}
    return ImportReport(**counts, errors=sorted(errors, key=lambda error: error.line))


async def _sync(tx: Tx, row: AttendantRow, *, dry_run: bool) -> Outcome | RowError:
    known = await _find(tx, row)
    if isinstance(known, RowError):
        return known
    if known is None:
        return await _create(tx, row, dry_run=dry_run)
    changed = await _differences(tx, row, known)
    if not changed and known.external_id is not None:
        return Outcome.UNCHANGED
    if not dry_run:
        await _write(tx, row, known, changed)
    return Outcome.UPDATED


async def _find(tx: Tx, row: AttendantRow) -> _Known | RowError | None:
    by_id = await _one(tx, Attendant.external_id == row.id)
    by_email = await _one(tx, func.lower(User.email) == row.email) if row.email else None
    if by_id and by_email and by_id.user_id != by_email.user_id:
        return RowError(line=row.line, column="email", message=f"`{row.email}` belongs to another user.")
    if by_email and by_email.external_id not in (None, row.id):
        fact = f"`{row.email}` is the attendant `{by_email.external_id}`."
        return RowError(line=row.line, column="id", message=fact)
    return by_id or by_email


async def _one(tx: Tx, condition: Any) -> _Known | None:
    row = await tx.first(
        select(User.id, User.name, Attendant.external_id)
        .outerjoin(Attendant, Attendant.user_id == User.id)
        .where(User.tenant_id == tx.tenant_id, condition)
    )
    return _Known(*row) if row is not None else None


async def _create(tx: Tx, row: AttendantRow, *, dry_run: bool) -> Outcome | RowError:
    if row.email is None:
        return RowError(line=row.line, column="email", message="A new attendant needs an e-mail to sign in.")
    if await _is_taken_elsewhere(tx, row.email):
        return RowError(line=row.line, column="email", message=f"`{row.email}` can't be used here.")
    if not dry_run:
        new = NewUser(email=row.email, name=row.name, role=Role.ATTENDANT)
        user = await identity.create_user(tx, new)
        await actions.create_profile(tx, user.id, external_id=row.id, **_profile(row))
        _publish(tx, user.id, row)
    return Outcome.CREATED


async def _is_taken_elsewhere(tx: Tx, email: str) -> bool:
    """Addresses are unique over all tenants, and other tenants' users are invisible here."""
    rows = await tx.fetch("select 1 from user_for_sign_in($1)", email)
    return bool(rows)


async def _differences(tx: Tx, row: AttendantRow, known: _Known) -> dict[str, Any]:
    """Columns of the profile that the row changes; a name that differs counts, too."""
    wanted = _profile(row)
    found = await tx.mappings(select(Attendant.__table__).where(Attendant.user_id == known.user_id))
    before = dict(found[0]) if found else {}
    changed = {name: value for name, value in wanted.items() if before.get(name) != value}
    return changed | ({"name": row.name} if row.name != known.name else {})


async def _write(tx: Tx, row: AttendantRow, known: _Known, changed: dict[str, Any]) -> None:
    profile = {name: value for name, value in changed.items() if name != "name"}
    if known.external_id is None:
        await actions.create_profile(tx, known.user_id, external_id=row.id, **_profile(row))
    elif profile:
        await tx.execute(
            update(Attendant)
            .where(Attendant.user_id == known.user_id)
            .values(**profile, updated_at=clock.now())
        )
        tx.publish(events.AttendantChanged(user_id=known.user_id, changed=sorted(profile)))
    if "name" in changed:
        await identity.change_user(tx, known.user_id, UserPatch(name=row.name))
    _publish(tx, known.user_id, row)


def _profile(row: AttendantRow) -> dict[str, Any]:
    return {
        "channels": list(row.channels),
        "preferences": list(row.preferences),
        "department": row.department,
        "aliases": list(row.aliases),
        "phone": row.phone,
    }


def _publish(tx: Tx, user_id: UUID, row: AttendantRow) -> None:
    hints: Sequence[str | None] = (row.department, *row.preferences)
    departments = list(dict.fromkeys(hint for hint in hints if hint))
    tx.publish(
        events.AttendantImported(user_id=user_id, departments=departments, channels=list(row.channels))
    )
