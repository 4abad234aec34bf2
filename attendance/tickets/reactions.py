"""What tickets do when something happens to their conversations."""

from uuid import UUID

from attendance.kernel.database import Tx
from attendance.kernel.reactions import Happened
from attendance.tickets import notices, opening


async def open_by_rule(tx: Tx, happened: Happened) -> None:
    """conversation.handed_over: a ticket, where the queue wants one for everything that people get."""
    if happened.conversation_id is not None:
        await opening.on_hand_over(tx, happened.conversation_id)


async def follow_assignment(tx: Tx, happened: Happened) -> None:
    """conversation.assigned: its tickets go with it."""
    if happened.conversation_id is not None:
        before = happened.payload.get("previous_assigned_to")
        await opening.follow_assignment(
            tx,
            happened.conversation_id,
            UUID(happened.payload["assigned_to"]),
            UUID(before) if before else None,
        )


async def start_work(tx: Tx, happened: Happened) -> None:
    """conversation.accepted: its tickets are being worked on."""
    if happened.conversation_id is not None:
        await opening.start_work(tx, happened.conversation_id, UUID(happened.payload["assigned_to"]))


async def resolve_with_conversation(tx: Tx, happened: Happened) -> None:
    """conversation.resolved: its tickets are, too; what a bot ended by itself gets none."""
    if happened.conversation_id is None:
        return
    if not happened.payload["was_human"]:
        await opening.resolve_all(tx, happened.conversation_id)
        return
    assigned_to = happened.payload.get("assigned_to")
    await opening.on_resolve(
        tx, happened.conversation_id, UUID(assigned_to) if assigned_to else None, happened.at
    )


async def reopen_with_conversation(tx: Tx, happened: Happened) -> None:
    """conversation.reopened by an attendant. When the customer only writes again, it waits until a person is wanted:
    a "thank you" is no new work."""
    if happened.conversation_id is not None and happened.actor.kind == "attendant":
        await opening.reopen_resolved(tx, happened.conversation_id)


async def follow_queue_name(tx: Tx, happened: Happened) -> None:
    """queue.changed: tickets show the name that their queue has now."""
    if "name" in happened.payload["changed"]:
        await opening.name_queue(tx, UUID(happened.payload["queue_id"]))


async def give_notice(tx: Tx, happened: Happened) -> None:
    """Comments, moves, assignments and transfers: those concerned hear of them."""
    await notices.give(tx, happened)


async def note_deal(tx: Tx, happened: Happened) -> None:
    """deal.created out of a ticket: the ticket names it."""
    ticket_id = happened.payload.get("ticket_id")
    if ticket_id:
        await opening.note_deal(tx, UUID(ticket_id), UUID(happened.payload["deal_id"]))
