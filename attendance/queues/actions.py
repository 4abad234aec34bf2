"""Routing as it happens: conversations enter a queue, find somebody, overflow, and leave people who are gone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from attendance.attendants.queries import gone
from attendance.conversations import actions as conversations
from attendance.conversations.actions import Locked
from attendance.conversations.models import Conversation
from attendance.kernel import clock, jobs
from attendance.kernel.database import Tx
from attendance.kernel.text import fold
from attendance.queues import eligibility, rules, snapshots
from attendance.queues.assigning import (
    carry_out,
    lock_routing,
    plan_rebalance,
    soon,
    store,
    try_lock_routing,
)
from attendance.queues.choosing import queue_for
from attendance.queues.defaults import has_room_without_queue
from attendance.queues.line import Diverted, Line, Refused, admission, overflow_at, overflow_target
from attendance.queues.models import QueueEntry
from attendance.queues.queries import line_of
from attendance.queues.schemas import Strategy
from attendance.queues.snapshot import Snapshot, Verdict, Waiting
from attendance.queues.snapshots import QueueFacts
from attendance.queues.standing import Standing

OVERFLOW = "queue.overflow"
REROUTE = "queue.reroute"
REQUEUE = "queue.requeue"
_AT_ONCE = 50
_SHORT_LINE = 200
_WHOLE_LINE = 100_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a conversation asks of the queues; everything but the reason may be left open.

    `queue_id` wins over `department` (the name of a queue, or of what people are good at), both over the channel.
    `preferred` is asked first, when free. `note` is for colleagues. `required_skills` add to the queue's.
    """

    reason: str
    queue_id: UUID | None = None
    department: str | None = None
    preferred: UUID | None = None
    priority: int | None = None
    topic: str | None = None
    note: str | None = None
    required_skills: tuple[str, ...] = ()
    sla_due: datetime | None = None
    visited: tuple[UUID, ...] = ()


async def enter(tx: Tx, conversation_id: UUID, wanted: Wanted) -> Standing | Refused:
    """Let a conversation wait in a queue and try to find somebody at once; tells where it stands then.

    From the bot it is handed over; from the human side it moves, keeping its wait. Asking again for a conversation
    that is with people already, without naming a queue, changes nothing. With no active queue it waits in none.
    Raises: NotFound, QueueInactive, MoveNotPossible."""
    found = await conversations.lock(tx, conversation_id)
    if found.owner == "human" and wanted.queue_id is None and wanted.department is None:
        return await line_of(tx, conversation_id)
    queues = await snapshots.queues(tx)
    chosen = queue_for(queues, queue_id=wanted.queue_id, department=wanted.department, channel=found.channel)
    if chosen is not None:
        admitted = _admitted(queues, chosen, found, wanted)
        if isinstance(admitted, Refused):
            return admitted
        chosen = admitted
    elif found.owner == "bot" and not await has_room_without_queue(tx, found.bot_id):
        return Refused()
    await _move(tx, found, chosen, wanted)
    if chosen is None:
        return await line_of(tx, conversation_id)
    entered_at = clock.now()
    entry = await _note_entry(tx, found, chosen, wanted, entered_at)
    if not await _find_somebody(tx, chosen, entry, wanted.preferred):
        await _plan_timers(tx, chosen, entry, entered_at)
    return await line_of(tx, conversation_id)


def _admitted(
    queues: Sequence[QueueFacts], chosen: QueueFacts, found: Locked, wanted: Wanted
) -> QueueFacts | Refused:
    """The queue that takes it in the end. A colleague's transfer, or one's own queue, is never refused."""
    if found.owner == "human":
        return chosen
    fallback = next(
        (queue for queue in queues if queue.id == chosen.fallback_queue_id and _takes_more(queue)), None
    )
    line = Line(
        is_open=chosen.policy.is_open,
        waiting_count=chosen.waiting_count,
        max_size=chosen.max_size,
        fallback=fallback.id if fallback else None,
    )
    outcome = admission(line)
    match outcome:
        case Diverted() if fallback is not None:
            return fallback
        case Refused():
            return outcome
        case _:
            return chosen


def _takes_more(queue: QueueFacts) -> bool:
    return queue.is_active and queue.policy.is_open and queue.waiting_count < queue.max_size


async def _move(tx: Tx, found: Locked, queue: QueueFacts | None, wanted: Wanted) -> None:
    """Its attendants receive it where the queue says; a queue that says nothing leaves that as it was."""
    if queue is not None and queue.default_destination is not None:
        await conversations.remember(tx, found.id, {"destination": queue.default_destination})
    queue_id, name = (queue.id, queue.name) if queue else (None, None)
    if found.owner == "bot":
        topic = wanted.topic or (fold(wanted.department) if wanted.department else None)
        await conversations.hand_over(
            tx,
            found,
            reason=wanted.reason,
            queue_id=queue_id,
            queue_name=name,
            priority=wanted.priority,
            topic=topic,
            note=wanted.note,
        )
    elif queue is not None:
        await conversations.queue(
            tx, found, queue_id=queue.id, queue_name=queue.name, reason=wanted.reason, note=wanted.note
        )


async def _note_entry(
    tx: Tx, found: Locked, queue: QueueFacts, wanted: Wanted, entered_at: datetime
) -> Waiting:
    values = {
        "queue_id": queue.id,
        "entered_at": entered_at,
        "visited": [str(id) for id in wanted.visited],
        "required_skills": [fold(skill) for skill in wanted.required_skills],
        "preferred_attendant_id": wanted.preferred
        or found.last_attendant_id
        or await _served_before_by(tx, found),
        "sla_due": wanted.sla_due,
    }
    row = insert(QueueEntry).values(conversation_id=found.id, tenant_id=tx.tenant_id, **values)
    await tx.execute(row.on_conflict_do_update(index_elements=["conversation_id"], set_=values))
    entry = await snapshots.one_waiting(tx, found.id)
    assert entry is not None, "it was just made to wait, under its row lock"
    return entry


async def _served_before_by(tx: Tx, found: Locked) -> UUID | None:
    """Who served this customer last, in any conversation."""
    last: UUID | None = await tx.scalar(
        select(Conversation.last_attendant_id)
        .where(Conversation.contact_id == found.contact_id, Conversation.last_attendant_id.is_not(None))
        .order_by(Conversation.created_at.desc())
        .limit(1)
    )
    return last


async def _find_somebody(tx: Tx, queue: QueueFacts, entry: Waiting, preferred: UUID | None) -> bool:
    """Decide now when nobody else does; those who waited before come first, then the job decides."""
    others_wait = queue.waiting_count > 0
    if (others_wait and preferred is None) or not await try_lock_routing(tx):
        await plan_rebalance(tx, [queue.id])
        return False
    here = (await snapshots.snapshots(tx, [queue]))[0]
    verdict = None
    if preferred is not None:
        first = replace(here.policy, strategy=Strategy.PREFERRED, preferred_seconds=0)
        asked = rules.choose_attendant(
            replace(here, policy=first), replace(entry, preferred_attendant=preferred)
        )
        verdict = asked if asked.chosen == preferred else None
    if verdict is None and others_wait:
        await plan_rebalance(tx, [queue.id])
        return False
    return await _settle(tx, verdict or rules.choose_attendant(here, entry))


async def _settle(tx: Tx, verdict: Verdict) -> bool:
    """Keep and carry out a decision about a conversation whose row this transaction holds."""
    await store(tx, [verdict])
    if verdict.chosen is None:
        return False
    found = await conversations.lock(tx, verdict.question.conversation.id)
    await conversations.assign(tx, found, verdict.chosen, how="routing")
    return True


async def _plan_timers(tx: Tx, queue: QueueFacts, entry: Waiting, entered_at: datetime) -> None:
    """The moments at which time alone changes something for who waits. `entered_at` tells this wait from others."""
    for at in (
        queue.opens_at,
        eligibility.skills_relax_at(queue.policy, entry),
        eligibility.preference_ends_at(queue.policy, entry),
    ):
        if at is not None and at > clock.now():
            await plan_rebalance(tx, [queue.id], at=at)
    waits = {"conversation_id": entry.id, "queue_id": queue.id, "entered_at": entered_at}
    await jobs.enqueue(tx, OVERFLOW, waits, run_at=overflow_at(entered_at, queue.max_wait_seconds))


async def fill_places(tx: Tx, queue_ids: Collection[UUID]) -> None:
    """Serve these lines now; when somebody decides just now, right after them."""
    if not queue_ids:
        return
    if await try_lock_routing(tx):
        await rebalance(tx, queue_ids)
    else:
        await plan_rebalance(tx, queue_ids)


async def rebalance(tx: Tx, queue_ids: Collection[UUID]) -> int:
    """Serve the lines of these queues, highest priority and longest wait first; returns how many found somebody."""
    await lock_routing(tx)
    here = await snapshots.snapshots(tx, await snapshots.queues(tx, queue_ids))
    room = rules.room(here)
    if not room:
        return 0
    verdicts, is_whole = await _drain(tx, here)
    held = await carry_out(tx, verdicts)
    if held:
        await plan_rebalance(tx, queue_ids, at=soon())
    elif not is_whole and len(verdicts) < room:
        await plan_rebalance(tx, queue_ids)
    return len(verdicts) - held


async def _drain(tx: Tx, here: Sequence[Snapshot]) -> tuple[list[Verdict], bool]:
    """Verdicts for the front of the line; the whole of it only when nobody at the front can be served."""
    for length in (_SHORT_LINE, _WHOLE_LINE):
        lines = await snapshots.with_lines(tx, here, length)
        is_whole = sum(len(one.waiting) for one in lines) < length
        verdicts = rules.drain(*lines, limit=_AT_ONCE)
        if verdicts or is_whole:
            return verdicts, is_whole and len(verdicts) < _AT_ONCE
    return [], True


async def overflow(tx: Tx, conversation_id: UUID, queue_id: UUID, entered_at: datetime) -> None:
    """Its longest wait here is over: that is told, and the fallback queue takes over, if it was not there before."""
    found = await conversations.lock(tx, conversation_id)
    entry = await tx.first(
        select(QueueEntry.queue_id, QueueEntry.entered_at, QueueEntry.visited).where(
            QueueEntry.conversation_id == conversation_id
        )
    )
    is_the_same_wait = entry is not None and entry.queue_id == queue_id and entry.entered_at == entered_at
    if entry is None or not is_the_same_wait or found.status != "waiting" or found.queue_id != queue_id:
        return
    queues = {queue.id: queue for queue in await snapshots.queues(tx)}
    due = overflow_at(entered_at, queues[queue_id].max_wait_seconds)
    if clock.now() < due:  # the queue's patience was changed meanwhile
        waits = {"conversation_id": conversation_id, "queue_id": queue_id, "entered_at": entered_at}
        await jobs.enqueue(tx, OVERFLOW, waits, run_at=due)
        return
    await conversations.note_missed(tx, found)
    visited = (*(UUID(id) for id in entry.visited), queue_id)
    target = overflow_target(
        queued_at=entered_at, now=clock.now(), max_wait_seconds=queues[queue_id].max_wait_seconds,
        fallback=queues[queue_id].fallback_queue_id, visited=visited,
    )  # fmt: skip
    if target is not None and queues[target].is_active:
        await enter(tx, conversation_id, Wanted("overflow", queue_id=target, visited=visited))


async def leave(tx: Tx, user_id: UUID, statuses: Collection[str], *, reason: str) -> None:
    """Back into their queues with the conversations of somebody who is gone.

    What others work on at this moment is left for a moment later."""
    mine = select(Conversation.id).where(
        Conversation.assigned_to == user_id, Conversation.status.in_(statuses)
    )
    everything = {row.id for row in await tx.rows(mine)}
    free = {row.id for row in await tx.rows(mine.with_for_update(skip_locked=True))}
    for conversation_id in sorted(free):
        await requeue(tx, conversation_id, reason=reason)
    if everything - free:
        again = {"user_id": user_id, "statuses": sorted(statuses), "reason": reason}
        await jobs.enqueue(tx, REROUTE, again, run_at=soon())


async def requeue(tx: Tx, conversation_id: UUID, *, reason: str) -> None:
    """Back into its queue, or the one for its channel; with no active queue it stays where it is."""
    found = await conversations.lock(tx, conversation_id)
    queues = await snapshots.queues(tx)
    own = next((queue for queue in queues if queue.id == found.queue_id and queue.is_active), None)
    queue = own or queue_for(queues, queue_id=None, department=None, channel=found.channel)
    if queue is not None:
        await enter(tx, conversation_id, Wanted(reason, queue_id=queue.id))


async def requeue_if_gone(tx: Tx, conversation_id: UUID) -> bool:
    """The customer wrote again: when their attendant is gone, somebody else takes over. True when it moved."""
    found = await conversations.lock(tx, conversation_id)
    if found.owner != "human" or found.assigned_to is None or not await gone(tx, [found.assigned_to]):
        return False
    await requeue(tx, conversation_id, reason="attendant_gone")
    return True
