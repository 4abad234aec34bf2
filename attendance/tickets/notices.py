"""Notices: what others did to a ticket, for who has it and those who watch it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, func, select, tuple_, union, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import RowMapping

from attendance.conversations.rules import Viewer
from attendance.identity.models import User
from attendance.kernel import clock
from attendance.kernel.cursors import Slice
from attendance.kernel.database import Tx
from attendance.kernel.ids import new_id
from attendance.kernel.reactions import Happened
from attendance.tickets import events, schemas
from attendance.tickets.models import Ticket, TicketNotice, TicketWatcher
from attendance.tickets.queries import IS_LISTED, visible_to
from attendance.tickets.rules import number_of

_WHAT: Final = {
    "ticket.commented": "commented",
    "ticket.moved": "moved",
    "ticket.assigned": "assigned",
    "ticket.transferred": "transferred",
}


async def give(tx: Tx, happened: Happened) -> None:
    """To everybody concerned but whoever did it. Once per happening, however often it is called."""
    people = await _concerned(tx, UUID(happened.payload["ticket_id"]), but=happened.actor.id)
    if not people:
        return
    rows = [_row(tx, happened, user_id) for user_id in people]
    given = await tx.mappings(
        insert(TicketNotice).values(rows).on_conflict_do_nothing().returning(TicketNotice.user_id)
    )
    if given:
        told = sorted(row["user_id"] for row in given)
        tx.publish(events.TicketNoticesChanged(user_ids=told, is_new=True))


async def _concerned(tx: Tx, ticket_id: UUID, *, but: UUID | None) -> list[UUID]:
    """Who has it now, and those who watch it, in the order of their ids."""
    holder = select(Ticket.assigned_to.label("id")).where(Ticket.id == ticket_id)
    watchers = select(TicketWatcher.user_id.label("id")).where(TicketWatcher.ticket_id == ticket_id)
    people = union(holder, watchers).subquery()
    rows = await tx.rows(
        select(User.id).join(people, people.c.id == User.id).where(User.is_active).order_by(User.id)
    )
    return [row.id for row in rows if row.id != but]


def _row(tx: Tx, happened: Happened, user_id: UUID) -> dict[str, Any]:
    return {
        "id": new_id(), "tenant_id": tx.tenant_id, "user_id": user_id,
        "ticket_id": UUID(happened.payload["ticket_id"]), "event_id": happened.id, "what": _WHAT[happened.kind],
        "actor_name": happened.actor.name or None, "detail": _detail(happened.payload), "at": happened.at,
        "read_at": None,
    }  # fmt: skip


def _detail(facts: Mapping[str, Any]) -> str | None:
    found: str | None = facts.get("status") or facts.get("queue_name") or facts.get("assigned_to_name")
    return found


async def page(tx: Tx, viewer: Viewer, asked: Slice) -> tuple[list[schemas.TicketNotice], str | None]:
    """Of the viewer, the latest first, as far as they may still see the ticket."""
    order = (TicketNotice.at, TicketNotice.id)
    names = ("id", "ticket_id", "what", "actor_name", "detail", "at", "read_at")
    statement = _own(
        viewer, *(getattr(TicketNotice, name) for name in names), Ticket.ticket_number, Ticket.subject
    ).order_by(*(column.desc() for column in order))
    after = asked.after(tuple[datetime, UUID])
    if after is not None:
        statement = statement.where(tuple_(*order) < tuple_(*after))
    rows, cursor = asked.cut(
        await tx.mappings(statement.limit(asked.probe)), lambda row: (row["at"], row["id"])
    )
    return [_notice(row) for row in rows], cursor


async def unread(tx: Tx, viewer: Viewer) -> int:
    counted: int = await tx.scalar(_own(viewer, func.count()).where(TicketNotice.read_at.is_(None))) or 0
    return counted


async def mark_read(tx: Tx, user_id: UUID, ticket_id: UUID | None) -> None:
    """Those of this ticket, or all."""
    mine = [TicketNotice.user_id == user_id, TicketNotice.read_at.is_(None)]
    if ticket_id is not None:
        mine.append(TicketNotice.ticket_id == ticket_id)
    if await tx.execute(update(TicketNotice).where(*mine).values(read_at=clock.now())):
        tx.publish(events.TicketNoticesChanged(user_ids=[user_id], is_new=False))


def _own(viewer: Viewer, *columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(TicketNotice)
        .join(Ticket, Ticket.id == TicketNotice.ticket_id)
        .where(TicketNotice.user_id == viewer.user_id, IS_LISTED, visible_to(viewer))
    )


def _notice(row: RowMapping) -> schemas.TicketNotice:
    return schemas.TicketNotice(
        id=row["id"], ticket_id=row["ticket_id"], number=number_of(row["ticket_number"]), subject=row["subject"],
        what=row["what"], actor_name=row["actor_name"], detail=row["detail"], at=row["at"],
        is_read=row["read_at"] is not None,
    )  # fmt: skip
