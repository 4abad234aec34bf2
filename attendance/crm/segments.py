"""Saved filters over contacts: somebody's own, and those that are shared."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, insert, or_, select, update
from sqlalchemy.engine import RowMapping

from attendance.crm import events, schemas
from attendance.crm.models import Segment
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotAllowed, NotFound
from attendance.kernel.ids import new_id


class SegmentNotYours(NotAllowed):
    code = "segment_not_yours"
    message = "This segment belongs to somebody else. Save it as one of your own."


async def visible(tx: Tx, user_id: UUID) -> list[schemas.Segment]:
    """Their own and the shared ones, in the order in which they were made."""
    rows = await tx.mappings(_segments(user_id).order_by(Segment.created_at, Segment.id))
    return [_segment(row, user_id) for row in rows]


async def one(tx: Tx, user_id: UUID, segment_id: UUID) -> schemas.Segment:
    """Raises NotFound."""
    rows = await tx.mappings(_segments(user_id).where(Segment.id == segment_id))
    if not rows:
        raise NotFound("segment")
    return _segment(rows[0], user_id)


def _segments(user_id: UUID) -> Select[Any]:
    columns = (Segment.id, Segment.user_id, Segment.name, Segment.is_shared, Segment.filter)
    return select(*columns).where(or_(Segment.user_id == user_id, Segment.is_shared))


def _segment(row: RowMapping, user_id: UUID) -> schemas.Segment:
    shown = {name: row[name] for name in ("id", "name", "is_shared", "filter")}
    return schemas.Segment.model_validate(shown | {"is_mine": row["user_id"] == user_id})


async def create(tx: Tx, user_id: UUID, new: schemas.NewSegment) -> UUID:
    segment_id, now = new_id(), clock.now()
    await tx.execute(
        insert(Segment).values(
            id=segment_id, tenant_id=tx.tenant_id, user_id=user_id, name=new.name, is_shared=new.is_shared,
            filter=_stored(new.filter), created_at=now, updated_at=now,
        )
    )  # fmt: skip
    tx.publish(events.ContactSettingsChanged(what="segments"))
    return segment_id


async def change(
    tx: Tx, user_id: UUID, segment_id: UUID, patch: schemas.SegmentPatch, *, may_any: bool
) -> None:
    """Raises NotFound, SegmentNotYours."""
    await _own(tx, user_id, segment_id, may_any=may_any)
    values = patch.model_dump(exclude_none=True, exclude={"filter"})
    if patch.filter is not None:
        values["filter"] = _stored(patch.filter)
    await tx.execute(update(Segment).where(Segment.id == segment_id).values(**values, updated_at=clock.now()))
    tx.publish(events.ContactSettingsChanged(what="segments"))


async def remove(tx: Tx, user_id: UUID, segment_id: UUID, *, may_any: bool) -> None:
    """Raises NotFound, SegmentNotYours."""
    await _own(tx, user_id, segment_id, may_any=may_any)
    await tx.execute(delete(Segment).where(Segment.id == segment_id))
    tx.publish(events.ContactSettingsChanged(what="segments"))


async def _own(tx: Tx, user_id: UUID, segment_id: UUID, *, may_any: bool) -> None:
    """Shared ones also belong to whoever may set up how others work."""
    known = await one(tx, user_id, segment_id)
    if not known.is_mine and not may_any:
        raise SegmentNotYours


def _stored(wanted: schemas.ContactFilter) -> dict[str, Any]:
    return wanted.model_dump(mode="json", exclude_defaults=True)
