"""Two tickets that are one matter, and one that is two. A merge moves nothing, so that undoing it is exact: the
merged ticket keeps its comments, and the other one shows them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, update

from attendance.conversations.rules import Viewer
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.errors import Conflict, InvalidInput, NotFound
from attendance.tickets import actions, events
from attendance.tickets.actions import Draft, Locked, Origin
from attendance.tickets.models import Ticket, TicketComment
from attendance.tickets.rules import SOLVED, TicketMerged


class NotMerged(Conflict):
    code = "ticket_not_merged"
    message = "This ticket is not merged into another one. Somebody may have undone it: load it again."


async def merge(tx: Tx, viewer: Viewer | None, ticket_id: UUID, into: UUID) -> None:
    """The ticket goes on in another one, and is closed itself. Both are locked in the order of their ids.

    Only tickets that go on themselves can be merged or merged into, so that no circle can be.
    Raises: NotFound, TicketMerged, InvalidInput.
    """
    if ticket_id == into:
        raise InvalidInput("A ticket can't be merged into itself.", fields={"into": "same"})
    found = await actions.lock_together(tx, [ticket_id, into], viewer)
    source, target = found.get(ticket_id), found.get(into)
    if source is None or target is None:
        raise NotFound("ticket")
    for one in (source, target):
        if one.merged_into is not None:
            raise TicketMerged(into="another one")
    now = clock.now()
    values = {
        "merged_into": into, "status_before_merge": source.status, "status": "closed",
        "resolved_at": source.resolved_at or now, "updated_at": now,
    }  # fmt: skip
    await tx.execute(update(Ticket).where(Ticket.id == source.id).values(**values))
    await _touch(tx, target)
    tx.publish(
        events.TicketMerged(
            conversation_id=source.session_id, ticket_id=source.id, into=target.id, into_number=target.number
        )
    )
    tx.publish(
        events.TicketAbsorbed(
            conversation_id=target.session_id,
            ticket_id=target.id,
            merged=source.id,
            merged_number=source.number,
        )
    )


async def unmerge(tx: Tx, viewer: Viewer | None, ticket_id: UUID) -> None:
    """As it was before the merge, its status too. Raises: NotFound, NotMerged."""
    into: UUID | None = await tx.scalar(select(Ticket.merged_into).where(Ticket.id == ticket_id))
    found = await actions.lock_together(tx, [ticket_id, *([into] if into else [])])
    source = (await actions.lock_together(tx, [ticket_id], viewer)).get(ticket_id)
    if source is None:
        raise NotFound("ticket")
    if source.merged_into is None or source.merged_into != into:
        raise NotMerged
    before = await tx.scalar(select(Ticket.status_before_merge).where(Ticket.id == ticket_id))
    values = {"merged_into": None, "status_before_merge": None, "status": before, "updated_at": clock.now()}
    if before not in SOLVED:
        values["resolved_at"] = None
    await tx.execute(update(Ticket).where(Ticket.id == source.id).values(**values))
    target = found.get(source.merged_into)
    if target is not None:
        await _touch(tx, target)
        _publish_unmerged(tx, source, target)
        _publish_unmerged(tx, target, source)


def _publish_unmerged(tx: Tx, one: Locked, other: Locked) -> None:
    tx.publish(
        events.TicketUnmerged(
            conversation_id=one.session_id, ticket_id=one.id, other=other.id, other_number=other.number
        )
    )


async def split(
    tx: Tx, found: Locked, *, subject: str, comment_ids: Sequence[UUID], created_by: UUID | None
) -> UUID:
    """A new ticket of the same customer with these comments of the old one. Raises: TicketMerged, InvalidInput."""
    if found.merged_into is not None:
        raise TicketMerged(into="another one")
    wanted = list(dict.fromkeys(comment_ids))
    mine = select(TicketComment.id).where(TicketComment.ticket_id == found.id, TicketComment.id.in_(wanted))
    if len(await tx.rows(mine)) < len(wanted):
        raise InvalidInput(
            "Only comments of this ticket can go on in a new one.", fields={"comment_ids": "unknown"}
        )
    origin = Origin(
        found.session_id, found.channel, found.customer_id, found.contact_phone, found.contact_email,
        found.queue_id, found.queue_name,
    )  # fmt: skip
    draft = Draft(
        subject, priority=found.priority, category=found.category, tags=found.tags, assigned_to=found.assigned_to,
        custom_fields=found.custom_fields, split_from=found.id, created_by=created_by,
    )  # fmt: skip
    into = await actions.create(tx, origin, draft, by="split")
    await tx.execute(update(TicketComment).where(TicketComment.id.in_(wanted)).values(ticket_id=into))
    await _touch(tx, found)
    number = (await actions.lock(tx, into)).number
    tx.publish(
        events.TicketSplit(
            conversation_id=found.session_id,
            ticket_id=found.id,
            into=into,
            into_number=number,
            comments=len(wanted),
        )
    )
    return into


async def _touch(tx: Tx, found: Locked) -> None:
    await tx.execute(update(Ticket).where(Ticket.id == found.id).values(updated_at=clock.now()))
