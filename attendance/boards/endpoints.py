"""REST of the kanban."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Depends

from attendance.boards import actions, queries, schemas
from attendance.boards.actions import CardHasNoQueue, CardMovedMeanwhile
from attendance.boards.queries import Filter
from attendance.boards.rules import Column
from attendance.conversations.rules import AlreadyTaken
from attendance.conversations.web import Seeing
from attendance.identity.guards import Allowed, InTransaction, Who
from attendance.identity.idempotency import api_router
from attendance.kernel.errors import InvalidInput, NotFound
from attendance.kernel.pages import Slice, asked_slice
from attendance.kernel.problems import documented
from attendance.router.commands import AttendantAtCapacity, NotYoursToGive

router = api_router("kanban", "/api/attendance")

Reader = Annotated[Who, Allowed("conversations.read")]
Mover = Annotated[Who, Allowed("conversations.reply")]
Asked = Annotated[Slice, Depends(asked_slice)]
Which = UUID | Literal["none"] | None


@router.get("/kanban", responses=documented(InvalidInput))
async def read_kanban(
    who: Reader,
    tx: InTransaction,
    viewer: Seeing,
    asked: Asked,
    bot_id: UUID | None = None,
    queue_id: Which = None,
    assigned_to: Which = None,
    channel: str | None = None,
    status: Column | None = None,
    lanes: schemas.LaneKind | None = None,
) -> schemas.Kanban:
    """The cards grouped by status: highest priority and longest wait first, resolved ones the latest first.

    Further cards of a column with its `status` and its `next_cursor`. `none`: those without a queue, or an attendant.
    """
    if asked.cursor and status is None:
        raise InvalidInput("Name the column (status) that the cursor is of.", fields={"status": "missing"})
    wanted = Filter(bot_id, queue_id, assigned_to, channel)
    return await queries.board(tx, viewer, wanted, asked, column=status, lanes=lanes)


@router.put(
    "/kanban/move",
    responses=documented(
        NotFound, CardMovedMeanwhile, CardHasNoQueue, AlreadyTaken, AttendantAtCapacity, NotYoursToGive
    ),
)
async def move_card(
    who: Mover, tx: InTransaction, viewer: Seeing, wanted: schemas.KanbanMove
) -> schemas.KanbanMoved:
    """new → active is accepting it, → pending waits for the customer, → resolved resolves, → new queues it again.

    409 `card_moved` when it isn't in `from_status` any more."""
    move_id = await actions.move(tx, who, viewer, wanted)
    return schemas.KanbanMoved(card=await queries.card(tx, wanted.session_id), move_id=move_id)


@router.post("/kanban/undo", responses=documented(NotFound, CardMovedMeanwhile, CardHasNoQueue))
async def undo_move(
    who: Mover, tx: InTransaction, viewer: Seeing, wanted: schemas.KanbanUndo
) -> schemas.KanbanCard:
    """Take a move of yours back, as long as nothing else happened to the card."""
    await actions.undo(tx, who, viewer, wanted.session_id, wanted.move_id)
    return await queries.card(tx, wanted.session_id)
