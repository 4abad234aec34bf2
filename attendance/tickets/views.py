"""Lists that people saved: their own, and those that are shared."""

from uuid import UUID

from sqlalchemy import Select, delete, insert, or_, select, update

from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotAllowed, NotFound
from attendance.kernel.ids import new_id
from attendance.tickets import events, schemas
from attendance.tickets.models import TicketView


class ViewNotYours(NotAllowed):
    code = "ticket_view_not_yours"
    message = "This list belongs to somebody else. Save it as one of your own."


async def visible(tx: Tx, user_id: UUID) -> list[schemas.TicketView]:
    """Their own and the shared ones, in the order in which they were made."""
    rows = await tx.mappings(_views(user_id).order_by(TicketView.created_at, TicketView.id))
    return [_view(dict(row), user_id) for row in rows]


async def one(tx: Tx, user_id: UUID, view_id: UUID) -> schemas.TicketView:
    """Raises NotFound."""
    rows = await tx.mappings(_views(user_id).where(TicketView.id == view_id))
    if not rows:
        raise NotFound("view")
    return _view(dict(rows[0]), user_id)


def _views(user_id: UUID) -> "Select[tuple[UUID, UUID, str, bool, dict[str, object]]]":
    columns = (
        TicketView.id, TicketView.user_id, TicketView.name, TicketView.is_shared, TicketView.wanted,
    )  # fmt: skip
    return select(*columns).where(or_(TicketView.user_id == user_id, TicketView.is_shared))


def _view(row: dict[str, object], user_id: UUID) -> schemas.TicketView:
    return schemas.TicketView.model_validate(
        {name: row[name] for name in ("id", "name", "is_shared", "wanted")}
        | {"is_mine": row["user_id"] == user_id}
    )


async def create(tx: Tx, user_id: UUID, new: schemas.NewTicketView) -> UUID:
    view_id = new_id()
    await tx.execute(
        insert(TicketView).values(
            id=view_id, tenant_id=tx.tenant_id, user_id=user_id, name=new.name.strip(), is_shared=new.is_shared,
            wanted=new.wanted.model_dump(mode="json", exclude_defaults=True), created_at=clock.now(),
        )
    )  # fmt: skip
    _tell(tx, is_shared=new.is_shared)
    return view_id


async def change(
    tx: Tx, user_id: UUID, view_id: UUID, patch: schemas.TicketViewPatch, *, may_any: bool
) -> None:
    """Raises: NotFound, ViewNotYours."""
    known = await _own(tx, user_id, view_id, may_any=may_any)
    values = patch.model_dump(exclude_none=True, exclude={"wanted"})
    if patch.wanted is not None:
        values["wanted"] = patch.wanted.model_dump(mode="json", exclude_defaults=True)
    if values:
        await tx.execute(update(TicketView).where(TicketView.id == view_id).values(**values))
        _tell(tx, is_shared=known.is_shared or bool(patch.is_shared))


async def remove(tx: Tx, user_id: UUID, view_id: UUID, *, may_any: bool) -> None:
    """Raises: NotFound, ViewNotYours."""
    known = await _own(tx, user_id, view_id, may_any=may_any)
    await tx.execute(delete(TicketView).where(TicketView.id == view_id))
    _tell(tx, is_shared=known.is_shared)


async def _own(tx: Tx, user_id: UUID, view_id: UUID, *, may_any: bool) -> schemas.TicketView:
    """Shared ones also belong to whoever may set up how others work."""
    known = await one(tx, user_id, view_id)
    if not known.is_mine and not may_any:
        raise ViewNotYours
    return known


def _tell(tx: Tx, *, is_shared: bool) -> None:
    if is_shared:
        tx.publish(events.TicketSettingsChanged(what="views"))
