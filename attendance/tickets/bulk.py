"""The same for many tickets at once, with a result for each, and the way back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from attendance.conversations.rules import Viewer
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.errors import AttendanceError, Conflict, NotFound
from attendance.kernel.ids import new_id
from attendance.tickets import actions, schemas
from attendance.tickets.actions import Locked
from attendance.tickets.models import TicketBulk
from attendance.tickets.rules import tags_of


class AlreadyUndone(Conflict):
    code = "already_undone"
    message = "This was undone already."


class ChangedSince(Conflict):
    code = "changed_since"
    message = "Somebody changed this ticket afterwards; it stays as it is."


@dataclass(frozen=True, slots=True)
class Change:
    """What to do to each; None and empty lists leave things as they are. `assign`: to whom, when `is_assigning`."""

    values: Mapping[str, Any] = field(default_factory=dict)
    add_tags: list[str] = field(default_factory=list)
    remove_tags: list[str] = field(default_factory=list)
    is_assigning: bool = False
    assign_to: UUID | None = None
    is_deleting: bool = False


async def apply(
    tx: Tx, viewer: Viewer, ticket_ids: list[UUID], change: Change, *, user_id: UUID
) -> schemas.TicketBulkDone:
    """Each ticket by itself: what one refuses doesn't hold the others back. Refusals come before any write."""
    found = await actions.lock_together(tx, ticket_ids, viewer)
    results, done = [], {}
    for ticket_id in dict.fromkeys(ticket_ids):
        try:
            changed = await _apply(tx, found.get(ticket_id), change)
        except AttendanceError as refused:
            results.append(_refused(ticket_id, refused))
            continue
        results.append(schemas.TicketBulkResult(ticket_id=ticket_id, ok=True))
        if changed:
            done[str(ticket_id)] = changed
    bulk_id = await keep(tx, done, user_id) if done else None
    return schemas.TicketBulkDone(bulk_id=bulk_id, results=results)


async def _apply(tx: Tx, found: Locked | None, change: Change) -> dict[str, list[Any]]:
    """What changed: by field the value before and after. Raises the reasons of `actions`."""
    if found is None:
        raise NotFound("ticket")
    if change.is_deleting:
        await actions.delete(tx, found)
        return {"deleted": [False, True]}
    values = dict(change.values)
    if change.add_tags or change.remove_tags:
        gone = set(change.remove_tags)
        values["tags"] = tags_of([tag for tag in [*found.tags, *change.add_tags] if tag not in gone])
    changed = {
        name: [getattr(found, name), value] for name, value in values.items() if getattr(found, name) != value
    }
    await actions.change(tx, found, values)
    if change.is_assigning and change.assign_to != found.assigned_to:
        await actions.assign(tx, found, change.assign_to)
        changed["assigned_to"] = [_text(found.assigned_to), _text(change.assign_to)]
    return changed


async def keep(tx: Tx, done: Mapping[str, Any], user_id: UUID) -> UUID:
    """Note what was done, by ticket `{field: [before, after]}`; `deleted` before: it was made. The id undoes it."""
    bulk_id = new_id()
    row = {"id": bulk_id, "tenant_id": tx.tenant_id, "user_id": user_id, "done": done}
    await tx.execute(insert(TicketBulk).values(**row, created_at=clock.now()))
    return bulk_id


async def undo(tx: Tx, viewer: Viewer, bulk_id: UUID, *, user_id: UUID) -> schemas.TicketBulkDone:
    """Each field back to what it was, where it still is what the action made of it. Only whoever did it undoes it.

    Raises: NotFound, AlreadyUndone.
    """
    row = await tx.first(
        select(TicketBulk.done, TicketBulk.undone_at)
        .where(TicketBulk.id == bulk_id, TicketBulk.user_id == user_id)
        .with_for_update()
    )
    if row is None:
        raise NotFound("action")
    if row.undone_at is not None:
        raise AlreadyUndone
    results = []
    for written in sorted(row.done):
        ticket_id = UUID(written)
        try:
            await _undo(tx, viewer, ticket_id, row.done[written])
        except AttendanceError as refused:
            results.append(_refused(ticket_id, refused))
            continue
        results.append(schemas.TicketBulkResult(ticket_id=ticket_id, ok=True))
    await tx.execute(update(TicketBulk).where(TicketBulk.id == bulk_id).values(undone_at=clock.now()))
    return schemas.TicketBulkDone(bulk_id=None, results=results)


async def _undo(tx: Tx, viewer: Viewer, ticket_id: UUID, changed: Mapping[str, list[Any]]) -> None:
    """Without the viewer's eyes for what the action itself took out of their sight: it was theirs to do."""
    if changed.get("deleted") == [False, True]:
        await actions.restore(tx, await actions.lock(tx, ticket_id, viewer, even_deleted=True))
        return
    if "deleted" in changed:
        await actions.delete(tx, await actions.lock(tx, ticket_id))
        return
    sight = None if "assigned_to" in changed else viewer
    found = await actions.lock(tx, ticket_id, sight)
    if any(_plain(getattr(found, name)) != after for name, (_, after) in changed.items()):
        raise ChangedSince
    before = {name: was for name, (was, _) in changed.items()}
    if before.get("assigned_to"):
        before["assigned_to"] = UUID(before["assigned_to"])
    await actions.put_back(tx, found, before)


def _refused(ticket_id: UUID, refused: AttendanceError) -> schemas.TicketBulkResult:
    return schemas.TicketBulkResult(ticket_id=ticket_id, ok=False, code=refused.code, detail=refused.detail)


def _text(value: UUID | None) -> str | None:
    return str(value) if value else None


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value
