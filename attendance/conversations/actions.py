"""Every change of a conversation's state or owner. Each takes the row lock first, then decides, then publishes.

The caller opened the transaction and commits it. Messages are written in `conversations.posting`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from attendance.conversations import events
from attendance.conversations.models import Conversation
from attendance.conversations.queries import visible_to
from attendance.conversations.rules import HUMAN, OPEN, AlreadyTaken, Move, Status, Viewer, after
from attendance.identity.models import User
from attendance.kernel import clock, jobs
from attendance.kernel.database import Tx
from attendance.kernel.errors import InvalidInput, NotFound


@dataclass(frozen=True, slots=True)
class Locked:
    """A conversation under its row lock, as it was when the lock was taken."""

    id: UUID
    number: int
    inbox_id: UUID
    contact_id: UUID
    bot_id: UUID | None
    channel: str
    status: Status
    owner: str
    owner_epoch: int
    queue_id: UUID | None
    queue_name: str | None
    assigned_to: UUID | None
    last_attendant_id: UUID | None
    priority: int
    topic: str | None
    tags: list[str]
    waiting_since: datetime | None
    snoozed_until: datetime | None
    last_inbound_at: datetime | None
    last_activity_at: datetime
    created_at: datetime


_LOCKED = tuple(getattr(Conversation, name) for name in Locked.__dataclass_fields__)


async def lock(tx: Tx, conversation_id: UUID, viewer: Viewer | None = None) -> Locked:
    """Take the row lock. Raises NotFound when it isn't there, or isn't visible to the viewer."""
    statement = select(*_LOCKED).where(Conversation.id == conversation_id).with_for_update(of=Conversation)
    if viewer is not None:
        statement = statement.where(visible_to(viewer))
    rows = await tx.mappings(statement)
    if not rows:
        raise NotFound("conversation")
    return Locked(**rows[0])


async def lock_together(tx: Tx, conversation_ids: Collection[UUID]) -> None:
    """Take these row locks in the order of `posting.post_incoming`: a batch that locked one by one in another order
    and a batch of arrivals would wait for each other."""
    together = select(Conversation.id).where(Conversation.id.in_(conversation_ids))
    await tx.rows(together.order_by(Conversation.contact_id, Conversation.id).with_for_update())


async def _change(tx: Tx, found: Locked, move: Move, **values: Any) -> Status:
    """Write the move's new status; the owner follows the status, and the epoch the owner."""
    status = after(move, found.status)
    owner = "human" if status in HUMAN else "bot"
    if owner != found.owner:
        values |= {"owner": owner, "owner_epoch": found.owner_epoch + 1}
    await tx.execute(
        update(Conversation)
        .where(Conversation.id == found.id)
        .values(status=status, updated_at=clock.now(), **values)
    )
    return status


async def hand_over(
    tx: Tx,
    found: Locked,
    *,
    reason: str,
    queue_id: UUID | None,
    queue_name: str | None,
    priority: int | None = None,
    topic: str | None = None,
    note: str | None = None,
) -> None:
    """From the bot to the human side: it waits from now on. `note` tells colleagues why, in words."""
    now = clock.now()
    await _change(
        tx, found, "hand_over",
        queue_id=queue_id, queue_name=queue_name, waiting_since=now, last_activity_at=now,
        priority=found.priority if priority is None else priority, topic=topic or found.topic, transfer_note=note,
        context_data=Conversation.context_data.op("||")(
            {"transfer_reason": note or reason, "transfer_time": now.isoformat()}
        ),
    )  # fmt: skip
    tx.publish(
        events.ConversationHandedOver(
            conversation_id=found.id, reason=reason, queue_id=queue_id, queue_name=queue_name,
            previous_assigned_to=found.assigned_to, previous_queue_id=found.queue_id,
        )
    )  # fmt: skip


async def queue(
    tx: Tx, found: Locked, *, queue_id: UUID, queue_name: str, reason: str, note: str | None = None
) -> None:
    """Wait in this queue (again). The wait counts from the first time nobody had answered."""
    now = clock.now()
    await _change(
        tx, found, "queue",
        queue_id=queue_id, queue_name=queue_name, assigned_to=None, transfer_note=note, last_activity_at=now,
        waiting_since=found.waiting_since or now, snoozed_until=None,
    )  # fmt: skip
    tx.publish(
        events.ConversationQueued(
            conversation_id=found.id, queue_id=queue_id, queue_name=queue_name, reason=reason, note=note,
            previous_assigned_to=found.assigned_to, previous_queue_id=found.queue_id,
        )
    )  # fmt: skip


async def note_missed(tx: Tx, found: Locked) -> None:
    """Nobody came within the patience of the queue in which it waits."""
    waited = clock.now() - (found.waiting_since or clock.now())
    tx.publish(
        events.ConversationMissed(
            conversation_id=found.id, queue_id=found.queue_id, queue_name=found.queue_name,
            waited_seconds=int(waited.total_seconds()),
        )
    )  # fmt: skip


async def assign(tx: Tx, found: Locked, user_id: UUID, *, how: events.How, note: str | None = None) -> None:
    """Give it to this attendant, who has yet to accept: it shows as new for them."""
    name = await _active_user_name(tx, user_id)
    now = clock.now()
    await _change(
        tx, found, "assign",
        assigned_to=user_id, last_attendant_id=user_id, snoozed_until=None, last_activity_at=now,
        waiting_since=found.waiting_since or now,
        transfer_note=Conversation.transfer_note if how == "routing" else note,
    )  # fmt: skip
    await _remember_attendant(tx, found.id, user_id, name)
    tx.publish(
        events.ConversationAssigned(
            conversation_id=found.id, assigned_to=user_id, assigned_to_name=name, how=how, note=note,
            previous_assigned_to=found.assigned_to, previous_queue_id=found.queue_id,
        )
    )  # fmt: skip


async def accept(tx: Tx, found: Locked, user_id: UUID) -> None:
    """This attendant works on it now. Of two who accept at once, one wins; the other gets AlreadyTaken."""
    if found.assigned_to not in (None, user_id):
        raise AlreadyTaken(by=await _user_name(tx, found.assigned_to))
    if found.status == "active":
        return
    name = await _active_user_name(tx, user_id)
    waited = int((clock.now() - found.waiting_since).total_seconds()) if found.waiting_since else None
    await _change(tx, found, "accept", assigned_to=user_id, last_attendant_id=user_id, snoozed_until=None)
    await _remember_attendant(tx, found.id, user_id, name)
    if found.assigned_to is None:
        tx.publish(
            events.ConversationAssigned(
                conversation_id=found.id, assigned_to=user_id, assigned_to_name=name, how="taken",
                previous_assigned_to=None, previous_queue_id=found.queue_id,
            )
        )  # fmt: skip
    tx.publish(
        events.ConversationAccepted(
            conversation_id=found.id, assigned_to=user_id, assigned_to_name=name, waited_seconds=waited
        )
    )


async def pend(tx: Tx, found: Locked, *, is_pending: bool) -> None:
    """Waiting for the customer, or no more."""
    if is_pending == (found.status == "pending"):
        return
    await _change(
        tx, found, "pend" if is_pending else "activate", **({"waiting_since": None} if is_pending else {})
    )
    event = events.ConversationPended if is_pending else events.ConversationActivated
    tx.publish(event(conversation_id=found.id))


async def snooze(tx: Tx, found: Locked, until: datetime) -> None:
    """Out of sight until then, or until the customer writes."""
    if until.tzinfo is None or until <= clock.now():
        raise InvalidInput("Choose a time in the future, with its offset (2026-11-22T15:00:00-03:00).")
    after("resolve", found.status)  # only an open conversation can be snoozed
    await tx.execute(update(Conversation).where(Conversation.id == found.id).values(snoozed_until=until))
    await jobs.cancel(tx, f"wake:{found.id}")
    await jobs.enqueue(
        tx, "conversation.wake", {"conversation_id": found.id}, run_at=until, dedupe_key=f"wake:{found.id}"
    )
    tx.publish(events.ConversationSnoozed(conversation_id=found.id, until=until))


async def wake(tx: Tx, found: Locked) -> None:
    """Back into sight."""
    if found.snoozed_until is None:
        return
    await tx.execute(
        update(Conversation)
        .where(Conversation.id == found.id)
        .values(snoozed_until=None, last_activity_at=clock.now(), updated_at=clock.now())
    )
    await jobs.cancel(tx, f"wake:{found.id}")
    tx.publish(events.ConversationWoken(conversation_id=found.id))


async def resolve(tx: Tx, found: Locked) -> None:
    """Done: the human side lets go, and the next message belongs to the bot. Resolving twice is once."""
    if found.status in ("resolved", "abandoned"):
        return
    now = clock.now()
    await _change(
        tx, found, "resolve", resolved_at=now, waiting_since=None, snoozed_until=None, transfer_note=None
    )
    tx.publish(
        events.ConversationResolved(
            conversation_id=found.id, assigned_to=found.assigned_to, was_human=found.owner == "human",
            queue_id=found.queue_id, open_seconds=int((now - found.created_at).total_seconds()),
        )
    )  # fmt: skip


async def abandon(tx: Tx, found: Locked) -> None:
    """The customer fell silent; nobody resolved it."""
    await _change(tx, found, "abandon", resolved_at=clock.now(), waiting_since=None, snoozed_until=None)
    tx.publish(
        events.ConversationAbandoned(
            conversation_id=found.id, assigned_to=found.assigned_to, was_human=found.owner == "human",
            queue_id=found.queue_id,
        )
    )  # fmt: skip


async def release(tx: Tx, found: Locked) -> None:
    """Back to the bot without being resolved (`needs_human` false)."""
    await _change(
        tx,
        found,
        "release",
        assigned_to=None,
        queue_id=None,
        queue_name=None,
        waiting_since=None,
        transfer_note=None,
    )
    tx.publish(
        events.ConversationReleased(
            conversation_id=found.id, previous_assigned_to=found.assigned_to, previous_queue_id=found.queue_id
        )
    )


async def reopen(tx: Tx, found: Locked, user_id: UUID) -> None:
    """An attendant takes a closed conversation up again."""
    name = await _active_user_name(tx, user_id)
    other = await tx.scalar(
        select(Conversation.number).where(
            Conversation.inbox_id == found.inbox_id,
            Conversation.contact_id == found.contact_id,
            Conversation.status.not_in(["resolved", "abandoned"]),
        )
    )
    if other is not None:
        raise InvalidInput(f"This customer already has an open conversation: #{other}.")
    now = clock.now()
    await _change(
        tx,
        found,
        "reopen",
        assigned_to=user_id,
        last_attendant_id=user_id,
        resolved_at=None,
        last_activity_at=now,
    )
    await _remember_attendant(tx, found.id, user_id, name)
    tx.publish(
        events.ConversationReopened(conversation_id=found.id, number=found.number, channel=found.channel)
    )
    tx.publish(
        events.ConversationAssigned(
            conversation_id=found.id, assigned_to=user_id, assigned_to_name=name, how="reopened",
            previous_assigned_to=found.assigned_to, previous_queue_id=found.queue_id,
        )
    )  # fmt: skip


async def name_queue(tx: Tx, queue_id: UUID, name: str) -> None:
    """The queue is called otherwise from now on: the open conversations that wait in it, or came through it, say so."""
    in_order = (
        select(Conversation.id)
        .where(Conversation.queue_id == queue_id, Conversation.status.in_(sorted(OPEN)))
        .order_by(Conversation.id)
        .with_for_update()
    )
    await tx.execute(update(Conversation).where(Conversation.id.in_(in_order)).values(queue_name=name))


async def set_priority(tx: Tx, found: Locked, priority: int) -> None:
    if priority == found.priority:
        return
    await tx.execute(update(Conversation).where(Conversation.id == found.id).values(priority=priority))
    tx.publish(events.PriorityChanged(conversation_id=found.id, priority=priority, previous=found.priority))


async def change_note(tx: Tx, found: Locked, note: str) -> None:
    """Tell colleagues in other words why people were asked for."""
    reason = Conversation.context_data.op("||")({"transfer_reason": note})
    values = {"transfer_note": note, "context_data": reason, "updated_at": clock.now()}
    await tx.execute(update(Conversation).where(Conversation.id == found.id).values(**values))


async def change_tags(tx: Tx, found: Locked, *, add: list[str], remove: list[str]) -> None:
    """Add and remove tags; order of first use is kept, blanks and repeats are dropped."""
    gone = set(remove)
    wanted = [tag for tag in found.tags if tag not in gone]
    added = [tag for tag in dict.fromkeys(t.strip() for t in add) if tag and tag not in wanted]
    removed = [tag for tag in found.tags if tag in gone]
    if not added and not removed:
        return
    await tx.execute(update(Conversation).where(Conversation.id == found.id).values(tags=wanted + added))
    tx.publish(events.ConversationTagged(conversation_id=found.id, added=added, removed=removed))


async def remember(tx: Tx, conversation_id: UUID, facts: dict[str, Any]) -> None:
    """Put facts into `context_data`, where scripts and GET /api/session read them."""
    await tx.execute(
        update(Conversation)
        .where(Conversation.id == conversation_id)
        .values(context_data=Conversation.context_data.op("||")(facts))
    )


async def _remember_attendant(tx: Tx, conversation_id: UUID, user_id: UUID, name: str) -> None:
    await remember(tx, conversation_id, {"attendant_id": str(user_id), "attendant_name": name})


async def _active_user_name(tx: Tx, user_id: UUID) -> str:
    row = await tx.first(select(User.name, User.is_active).where(User.id == user_id))
    if row is None or not row.is_active:
        raise NotFound("attendant")
    name: str = row.name
    return name


async def _user_name(tx: Tx, user_id: UUID | None) -> str:
    return str(await tx.scalar(select(User.name).where(User.id == user_id)) or "")
