"""REST of who has a conversation: take, assign, transfer."""

from typing import Annotated
from uuid import UUID

from attendance.conversations import schemas
from attendance.conversations.rules import AlreadyTaken
from attendance.conversations.web import AtDesk
from attendance.identity.guards import Allowed, Who
from attendance.identity.idempotency import api_router
from attendance.kernel.errors import InvalidInput, NotFound
from attendance.kernel.problems import documented
from attendance.router import commands
from attendance.router.commands import AttendantAtCapacity, AttendantOffline, NotYoursToGive

router = api_router("conversations", "/api/attendance")

Replier = Annotated[Who, Allowed("conversations.reply")]
Giver = Annotated[Who, Allowed("conversations.transfer")]


@router.post(
    "/conversations/{conversation_id}/take", responses=documented(NotFound, AlreadyTaken, AttendantAtCapacity)
)
async def take(who: Replier, desk: AtDesk, conversation_id: UUID) -> schemas.Conversation:
    """Accept it. Of two who do so at once one wins; the other gets 409 `already_taken` with who it was."""
    await commands.take(desk.tx, who, desk.viewer, conversation_id)
    return await desk.show(conversation_id)


@router.post("/assign", responses=documented(NotFound, AlreadyTaken, AttendantOffline, AttendantAtCapacity))
async def assign(who: Replier, desk: AtDesk, wanted: schemas.Assign) -> schemas.Conversation:
    """Give it to an attendant (users.id or external id); without one, to yourself."""
    await commands.assign(desk.tx, who, desk.viewer, wanted.session_id, wanted.attendant_id)
    return await desk.show(wanted.session_id)


@router.post(
    "/transfer",
    responses=documented(NotFound, InvalidInput, NotYoursToGive, AttendantOffline, AttendantAtCapacity),
)
async def transfer(who: Giver, desk: AtDesk, wanted: schemas.Transfer) -> schemas.Conversation:
    """To a person, for whom it shows as new, or to a queue; with a note for colleagues."""
    await commands.transfer(
        desk.tx, who, desk.viewer, wanted.session_id,
        attendant_id=wanted.attendant_id, queue_id=wanted.queue_id, note=wanted.note,
    )  # fmt: skip
    return await desk.show(wanted.session_id)
