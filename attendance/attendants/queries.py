"""Reads of attendants as screens and frames show them."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, DateTime, Integer, Table, Text, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.dialects.postgresql import UUID as Uuid
from sqlalchemy.engine import RowMapping
from sqlalchemy.schema import MetaData

from attendance.attendants import models, rules, schemas
from attendance.attendants.csv_format import AttendantRow, join
from attendance.attendants.schemas import AttendantStatus
from attendance.identity.models import User
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound

overview = Table(
    "attendant_overview",
    MetaData(),
    Column("user_id", Uuid(as_uuid=True)),
    Column("external_id", Text),
    Column("name", Text),
    Column("email", Text),
    Column("is_active", Boolean),
    Column("channels", JSONB),
    Column("preferences", JSONB),
    Column("department", Text),
    Column("aliases", JSONB),
    Column("phone", Text),
    Column("status", Text),
    Column("status_reason", Text),
    Column("status_since", DateTime(timezone=True)),
    Column("lease_expires_at", DateTime(timezone=True)),
    Column("load", Integer),
    Column("capacity", Integer),
    Column("queue_ids", ARRAY(Uuid(as_uuid=True))),
    Column("skills", JSONB),
    Column("last_assigned_at", DateTime(timezone=True)),
)
"""The view of the migration: profile, user, load and memberships in one row, without importing those who know them."""


async def everybody(tx: Tx) -> list[schemas.Attendant]:
    """All attendants who may sign in, by name."""
    rows = await tx.mappings(select(overview).where(overview.c.is_active).order_by(overview.c.name))
    return [_attendant(row) for row in rows]


async def by_user_ids(
    tx: Tx, user_ids: Iterable[UUID], *, only_active: bool = False
) -> dict[UUID, schemas.Attendant]:
    """Those of the users who are attendants; `only_active`: who may sign in, too."""
    statement = select(overview).where(overview.c.user_id.in_(list(user_ids)))
    rows = await tx.mappings(statement.where(overview.c.is_active) if only_active else statement)
    return {row["user_id"]: _attendant(row) for row in rows}


async def one(tx: Tx, user_id: UUID) -> schemas.Attendant:
    """Raises NotFound."""
    found = await by_user_ids(tx, [user_id])
    if user_id not in found:
        raise NotFound("attendant")
    return found[user_id]


async def user_id_of(tx: Tx, attendant_id: str) -> UUID:
    """The user behind users.id or an external id (`att-001`). Raises NotFound."""
    statement = select(User.id).outerjoin(models.Attendant, models.Attendant.user_id == User.id)
    try:
        statement = statement.where(User.id == UUID(attendant_id))
    except ValueError:
        statement = statement.where(models.Attendant.external_id == attendant_id)
    found: UUID | None = await tx.scalar(statement)
    if found is None:
        raise NotFound("attendant")
    return found


async def is_available(tx: Tx, user_id: UUID) -> bool:
    """Online with a lease that holds, whatever the load: may be left with a conversation that is theirs."""
    row = await tx.first(
        select(models.Attendant.status, models.Attendant.lease_expires_at)
        .join(User, User.id == models.Attendant.user_id)
        .where(models.Attendant.user_id == user_id, User.is_active)
    )
    if row is None:
        return False
    presence = rules.Presence(AttendantStatus(row.status), row.lease_expires_at)
    status = rules.effective_status(presence, load=0, capacity=0, now=clock.now())
    return status is not AttendantStatus.OFFLINE


async def is_leased(tx: Tx, user_id: UUID) -> bool:
    """Whether a browser's heartbeats keep this attendant present."""
    lease = select(models.Attendant.lease_expires_at).where(models.Attendant.user_id == user_id)
    return await tx.scalar(lease) is not None


async def gone(tx: Tx, user_ids: Iterable[UUID]) -> set[UUID]:
    """Those of the users who are away from their desk for good: inactive, or offline for longer than the grace."""
    rows = await tx.rows(
        select(
            User.id,
            User.is_active,
            models.Attendant.status,
            models.Attendant.lease_expires_at,
            models.Attendant.status_since,
        )
        .outerjoin(models.Attendant, models.Attendant.user_id == User.id)
        .where(User.id.in_(list(user_ids)))
    )
    now = clock.now()
    return {
        id
        for id, is_active, status, lease, since in rows
        if not is_active
        or (status and rules.is_gone(rules.Presence(AttendantStatus(status), lease), since, now))
    }


async def rows_for_csv(tx: Tx) -> Sequence[AttendantRow]:
    """Everybody as rows of attendant.csv, by external id."""
    found = await tx.mappings(select(overview).where(overview.c.is_active).order_by(overview.c.external_id))
    return [_csv_row(number, row) for number, row in enumerate(found, start=2)]


def _attendant(row: RowMapping) -> schemas.Attendant:
    presence = rules.Presence(AttendantStatus(row["status"]), row["lease_expires_at"])
    status = rules.effective_status(presence, load=row["load"], capacity=row["capacity"], now=clock.now())
    return schemas.Attendant(
        id=row["external_id"],
        status=status,
        channel=join(row["channels"]),
        preferences=join(row["preferences"]),
        active_conversations=row["load"],
        **{name: row[name] for name in _PLAIN},
    )


_PLAIN = (
    "user_id", "name", "email", "department", "aliases", "phone", "status_reason", "status_since", "capacity",
    "queue_ids", "skills", "last_assigned_at",
)  # fmt: skip


def _csv_row(line: int, row: RowMapping) -> AttendantRow:
    facts: dict[str, Any] = {name: tuple(row[name]) for name in ("channels", "preferences", "aliases")}
    return AttendantRow(
        line=line,
        id=row["external_id"],
        name=row["name"],
        department=row["department"],
        phone=row["phone"],
        email=row["email"].lower(),
        **facts,
    )
