"""What attendants do with who has a conversation: take, assign, transfer. One set of actions for every destination."""

from uuid import UUID

from attendance.attendants import actions as presence
from attendance.attendants import queries as attendants
from attendance.attendants.schemas import Attendant, AttendantStatus
from attendance.conversations import actions
from attendance.conversations.rules import Viewer
from attendance.identity.who import Who
from attendance.kernel.database import Tx
from attendance.kernel.errors import Conflict, InvalidInput, NotAllowed
from attendance.queues import actions as queues
from attendance.queues.actions import Wanted
from attendance.queues.assigning import lock_routing


class AttendantAtCapacity(Conflict):
    code = "attendant_at_capacity"
    message = (
        "{name} has {load} conversations already, which is the limit. Resolve one first, or choose a queue."
    )


class AttendantOffline(Conflict):
    code = "attendant_offline"
    message = "{name} is offline. Choose somebody else, or a queue."


class NotYoursToGive(NotAllowed):
    code = "not_yours_to_give"
    message = "You may pass on your own conversations. A supervisor can assign any."


async def take(tx: Tx, who: Who, viewer: Viewer, conversation_id: UUID) -> None:
    """Accept it. Raises NotFound, AlreadyTaken, AttendantAtCapacity."""
    await lock_routing(tx)
    found = await actions.lock(tx, conversation_id, viewer)
    if found.assigned_to != who.user_id and not who.may("conversations.assign"):
        await _require_room(tx, who.user_id)
    await actions.accept(tx, found, who.user_id)
    await _be_present(tx, who)


async def assign(tx: Tx, who: Who, viewer: Viewer, conversation_id: UUID, attendant_id: str | None) -> None:
    """Give it to somebody (None: to oneself). Others' conversations are for those who may assign."""
    user_id = await attendants.user_id_of(tx, attendant_id) if attendant_id else who.user_id
    if user_id == who.user_id and not who.may("conversations.assign"):
        await take(tx, who, viewer, conversation_id)
        return
    who.require("conversations.assign")
    await lock_routing(tx)
    found = await actions.lock(tx, conversation_id, viewer)
    if user_id == who.user_id:
        await _take_over(tx, who, found)
        return
    await _require_present(tx, user_id)
    await actions.assign(tx, found, user_id, how="assigned")


async def _take_over(tx: Tx, who: Who, found: actions.Locked) -> None:
    """A supervisor steps in, whoever had it."""
    if found.assigned_to not in (None, who.user_id):
        await actions.assign(tx, found, who.user_id, how="assigned")
        found = await actions.lock(tx, found.id)
    await actions.accept(tx, found, who.user_id)
    await _be_present(tx, who)


async def transfer(
    tx: Tx,
    who: Who,
    viewer: Viewer,
    conversation_id: UUID,
    *,
    attendant_id: str | None,
    queue_id: UUID | None,
    note: str | None,
) -> None:
    """To a person, who has to accept, or to a queue; exactly one. The note is for colleagues."""
    if (attendant_id is None) == (queue_id is None):
        raise InvalidInput("Name either attendant_id or queue_id.")
    await lock_routing(tx)
    found = await actions.lock(tx, conversation_id, viewer)
    if found.assigned_to not in (None, who.user_id) and not who.may("conversations.assign"):
        raise NotYoursToGive
    if queue_id is not None:
        await queues.enter(tx, found.id, Wanted("transfer", queue_id=queue_id, note=note))
    elif attendant_id is not None:
        user_id = await attendants.user_id_of(tx, attendant_id)
        if user_id != who.user_id:
            await _require_present(tx, user_id)
            if not who.may("conversations.assign"):
                await _require_room(tx, user_id)
        await actions.assign(tx, found, user_id, how="transfer", note=note)


async def _be_present(tx: Tx, who: Who) -> None:
    """Who takes a conversation while offline is at work, though not asking for more: busy, lest they lose it."""
    known = await _attendant(tx, who.user_id)
    if known is not None and known.status is AttendantStatus.OFFLINE:
        is_browser = who.login_id is not None
        await presence.set_status(tx, who.user_id, AttendantStatus.BUSY, is_leased=is_browser)


async def _require_present(tx: Tx, user_id: UUID) -> None:
    """Nobody offline is given a conversation: it would wait for nobody."""
    known = await _attendant(tx, user_id)
    if known is not None and known.status is AttendantStatus.OFFLINE:
        raise AttendantOffline(name=known.name)


async def _require_room(tx: Tx, user_id: UUID) -> None:
    """Under the routing lock, so that the limit holds against everything that happens at the same time."""
    known = await _attendant(tx, user_id)
    if known is not None and 0 < known.capacity <= known.active_conversations:
        raise AttendantAtCapacity(name=known.name, load=known.active_conversations)


async def _attendant(tx: Tx, user_id: UUID) -> Attendant | None:
    return (await attendants.by_user_ids(tx, [user_id])).get(user_id)
