"""What dragging a card does: the commands of the console, under the same locks, and their way back."""

from uuid import UUID

from attendance.boards import events, queries
from attendance.boards.rules import Column, Place, column_of, may_return
from attendance.boards.schemas import KanbanMove
from attendance.conversations import actions as conversations
from attendance.conversations.actions import Locked
from attendance.conversations.rules import Viewer
from attendance.identity.who import Who
from attendance.kernel.database import Tx
from attendance.kernel.errors import Conflict
from attendance.kernel.ids import new_id
from attendance.queues import actions as queues
from attendance.queues.actions import Wanted
from attendance.queues.assigning import lock_routing
from attendance.router import commands


class CardMovedMeanwhile(Conflict):
    """`column` None: it left the board."""

    code = "card_moved"
    message = "This card isn't in {expected} any more: somebody moved it to {column} meanwhile."


class CardHasNoQueue(Conflict):
    code = "card_has_no_queue"
    message = (
        "This conversation came through no queue, so it can't wait in one again. Transfer it to a queue."
    )


async def move(tx: Tx, who: Who, viewer: Viewer, wanted: KanbanMove) -> UUID | None:
    """Do what the column says. The id of the move, for who wants it back; None: there is no way back.

    Raises: NotFound, CardMovedMeanwhile, CardHasNoQueue, and what the console's commands raise."""
    await lock_routing(tx)
    found = await conversations.lock(tx, wanted.session_id, viewer)
    _require(found, wanted.from_status)
    if wanted.to_status == wanted.from_status:
        return None
    await _carry_out(tx, who, viewer, found, wanted.to_status)
    before, after = _place(found), _place(await conversations.lock(tx, found.id))
    if not may_return(before, after):
        return None
    move_id = new_id()
    tx.publish(_moved(found.id, move_id, before, after))
    return move_id


async def undo(tx: Tx, who: Who, viewer: Viewer, conversation_id: UUID, move_id: UUID) -> None:
    """Back to where the mover took it from, unless anything happened to it since.

    Raises: NotFound, CardMovedMeanwhile, CardHasNoQueue."""
    await lock_routing(tx)
    found = await conversations.lock(tx, conversation_id)
    before, after = await queries.places_of(tx, conversation_id, move_id, who.user_id)
    if _place(found) != after:
        raise CardMovedMeanwhile(expected=column_of(after.status), column=column_of(found.status))
    await _lead_back(tx, who, found, before)


def _require(found: Locked, expected: Column) -> None:
    if column_of(found.status) != expected:
        raise CardMovedMeanwhile(expected=expected, column=column_of(found.status))


def _place(found: Locked) -> Place:
    return Place(found.status, found.assigned_to, found.queue_id)


async def _carry_out(tx: Tx, who: Who, viewer: Viewer, found: Locked, to: Column) -> None:
    match to:
        case "active":
            await _work_on(tx, who, viewer, found)
        case "pending":
            await _work_on(tx, who, viewer, found)
            await conversations.pend(tx, await conversations.lock(tx, found.id), is_pending=True)
        case "resolved":
            who.require("conversations.resolve")
            await conversations.resolve(tx, found)
        case "new":
            await _put_back(tx, who, viewer, found)


async def _work_on(tx: Tx, who: Who, viewer: Viewer, found: Locked) -> None:
    """Whoever drags a new or an ended one has it then; one that is being served keeps its attendant."""
    match column_of(found.status):
        case "new":
            await commands.assign(tx, who, viewer, found.id, None)
        case "pending":
            await conversations.pend(tx, found, is_pending=False)
        case "resolved":
            await conversations.reopen(tx, found, who.user_id)


async def _put_back(tx: Tx, who: Who, viewer: Viewer, found: Locked) -> None:
    who.require("conversations.transfer")
    if found.queue_id is None:
        raise CardHasNoQueue
    if column_of(found.status) == "resolved":
        await conversations.reopen(tx, found, who.user_id)
    await commands.transfer(tx, who, viewer, found.id, attendant_id=None, queue_id=found.queue_id, note=None)


async def _lead_back(tx: Tx, who: Who, found: Locked, before: Place) -> None:
    if column_of(before.status) == "resolved":
        if before.assigned_to not in (None, found.assigned_to):
            await conversations.assign(tx, found, before.assigned_to, how="assigned")
        await conversations.resolve(tx, await conversations.lock(tx, found.id))
        return
    holder = before.assigned_to or who.user_id
    if column_of(found.status) == "resolved":
        await conversations.reopen(tx, found, holder)
    elif before.assigned_to not in (None, found.assigned_to):
        await conversations.assign(tx, found, holder, how="assigned")
    if before.status == "waiting":
        await queues.enter(tx, found.id, Wanted("undone", queue_id=before.queue_id))
        return
    found = await conversations.lock(tx, found.id)
    if before.status == "assigned":
        await conversations.assign(tx, found, holder, how="assigned")
        return
    await conversations.accept(tx, found, holder)
    if before.status == "pending":
        await conversations.pend(tx, await conversations.lock(tx, found.id), is_pending=True)


def _moved(conversation_id: UUID, move_id: UUID, before: Place, after: Place) -> events.CardMoved:
    return events.CardMoved(
        conversation_id=conversation_id, move_id=move_id,
        status_before=before.status, assigned_to_before=before.assigned_to, queue_id_before=before.queue_id,
        status_after=after.status, assigned_to_after=after.assigned_to, queue_id_after=after.queue_id,
    )  # fmt: skip
