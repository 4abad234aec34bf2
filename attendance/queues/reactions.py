"""What queues do when others' events happen: places that got free are given away, people who left are replaced."""

from uuid import UUID

from attendance.attendants import actions as attendants
from attendance.attendants.rules import ACTIVE_GRACE
from attendance.attendants.schemas import AttendantStatus
from attendance.kernel import jobs
from attendance.kernel.database import Tx
from attendance.kernel.reactions import Happened
from attendance.queues import actions, administration, choosing, queries, snapshots

UNANSWERED = ("assigned",)
ANSWERED = ("active",)


async def fill_places(tx: Tx, happened: Happened) -> None:
    """Whatever may have freed a place or brought somebody to serve: their queues are looked at again.

    conversation.resolved, .abandoned, .released, .pended, .snoozed, .woken, .queued, .priority_changed, .assigned,
    attendant.status_changed, attendant.changed, user.reactivated."""
    facts = happened.payload
    if happened.kind == "conversation.assigned":  # one more for its owner; a place only for who had it before
        people = {_id(facts.get("previous_assigned_to"))}
    else:
        people = {_id(facts.get(name)) for name in ("assigned_to", "previous_assigned_to", "user_id")}
    wanted = await queries.queue_ids_of(tx, {id for id in people if id is not None})
    if happened.conversation_id is not None and happened.kind != "conversation.assigned":
        wanted |= await queries.queues_touched(tx, happened.conversation_id)
    await actions.fill_places(tx, wanted)


async def note_assignment(tx: Tx, happened: Happened) -> None:
    """conversation.assigned: by whatever way somebody got a conversation, their turn is over."""
    if happened.payload["how"] != "routing":  # which noted it itself
        await attendants.note_turn(tx, UUID(happened.payload["assigned_to"]), happened.at)


async def replace_absent(tx: Tx, happened: Happened) -> None:
    """attendant.status_changed to offline: what they have not answered moves at once, the rest after a grace."""
    if happened.payload["status"] != AttendantStatus.OFFLINE:
        return
    user_id, reason = UUID(happened.payload["user_id"]), "attendant_offline"
    await actions.leave(tx, user_id, UNANSWERED, reason=reason)
    rest = {"user_id": user_id, "statuses": [*UNANSWERED, *ANSWERED], "reason": reason, "only_if_gone": True}
    await jobs.enqueue(tx, actions.REROUTE, rest, run_at=happened.at + ACTIVE_GRACE)


async def replace_deactivated(tx: Tx, happened: Happened) -> None:
    """user.deactivated: they won't come back."""
    user_id = UUID(happened.payload["user_id"])
    await actions.leave(tx, user_id, [*UNANSWERED, *ANSWERED], reason="attendant_deactivated")


async def seat_imported(tx: Tx, happened: Happened) -> None:
    """attendant.imported: into the queues that are called like their department or topics, else into the first."""
    queues = [queue for queue in await snapshots.queues(tx) if queue.is_active]
    hints, channels = happened.payload["departments"], happened.payload["channels"]
    wanted = choosing.queues_of_departments(queues, hints) or choosing.queues_serving(queues, channels)[:1]
    for queue in wanted:
        await administration.join(tx, queue.id, [UUID(happened.payload["user_id"])])


def _id(written: str | None) -> UUID | None:
    return UUID(written) if written else None
