"""Reads what the routing rules look at: queues with their policies, candidates with their loads, the waiting lines."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg
import msgspec

from attendance.attendants.schemas import AttendantStatus
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.text import fold
from attendance.queues.defaults import FOLLOWED_SQL, LIMITS_SQL
from attendance.queues.hours import is_open, opens_at
from attendance.queues.schemas import OpeningHours, Strategy
from attendance.queues.snapshot import Candidate, Policy, Snapshot, Waiting


@dataclass(frozen=True, slots=True)
class QueueFacts:
    """A queue as routing knows it. `opens_at` is None while it is open or when it never closes."""

    id: UUID
    name: str
    channels: tuple[str, ...]
    is_active: bool
    max_wait_seconds: int
    fallback_queue_id: UUID | None
    max_size: int
    closed_message: str | None
    default_destination: str | None
    opens_at: datetime | None
    waiting_count: int
    policy: Policy


async def queues(tx: Tx, queue_ids: Collection[UUID] | None = None) -> list[QueueFacts]:
    """These queues, or all of them, in the order in which channels choose among them."""
    rows = await tx.fetch(_QUEUES, tx.tenant_id, list(queue_ids) if queue_ids is not None else None)
    now = clock.now()
    return [_facts(row, now) for row in rows]


async def snapshots(tx: Tx, facts: Sequence[QueueFacts], *, line: int = 0) -> list[Snapshot]:
    """The queues now, each with at most `line` waiting conversations, those first that are served first."""
    people = await candidates(tx, [one.id for one in facts])
    now = clock.now()
    here = [Snapshot(one.policy, now, tuple(people.get(one.id, ()))) for one in facts]
    return await with_lines(tx, here, line) if line else here


async def with_lines(tx: Tx, here: Sequence[Snapshot], length: int) -> list[Snapshot]:
    """The same queues with the first `length` of those who wait, in all."""
    found: dict[UUID, list[Waiting]] = defaultdict(list)
    queue_ids = [one.policy.queue_id for one in here]
    for row in await tx.fetch(_LINES, tx.tenant_id, queue_ids, clock.now(), length):
        found[row["queue_id"]].append(_waiting(row))
    return [replace(one, waiting=tuple(found.get(one.policy.queue_id, ()))) for one in here]


async def candidates(tx: Tx, queue_ids: Collection[UUID]) -> dict[UUID, list[Candidate]]:
    """The members of each queue with their presence, skills and loads."""
    found: dict[UUID, list[Candidate]] = defaultdict(list)
    for row in await tx.fetch(_CANDIDATES, list(queue_ids)):
        found[row["queue_id"]].append(_candidate(row))
    return found


async def one_waiting(tx: Tx, conversation_id: UUID) -> Waiting | None:
    """This conversation as the rules see it; None when it doesn't wait in a queue."""
    rows = await tx.fetch(_ONE_WAITING, conversation_id)
    return _waiting(rows[0]) if rows else None


async def is_attended(tx: Tx, queue_id: UUID) -> bool:
    """Somebody of the queue is online, whether free or not."""
    return bool(await tx.fetch(_ATTENDED, queue_id, clock.now()))


async def place(tx: Tx, conversation_id: UUID) -> int | None:
    """Its place in its queue's line, 1 = next, in the order of `line.order_key`; None when it doesn't wait."""
    rows = await tx.fetch(_PLACE, conversation_id)
    return rows[0]["place"] if rows else None


_QUEUES = f"""
select q.id, q.name, array(select jsonb_array_elements_text(q.channels)) as channels, q.is_active,
       {LIMITS_SQL}, p.strategy, array(select jsonb_array_elements_text(p.required_skills)) as required_skills,
       p.relax_after_seconds, p.preferred_seconds, p.fallback_queue_id, p.hours::text as hours,
       p.closed_message, p.default_destination, t.timezone,
       (select count(*)::int from conversations c
        where c.tenant_id = $1 and c.queue_id = q.id and c.status = 'waiting') as waiting_count
from attendance_queues q
join queue_policies p on p.queue_id = q.id
join tenants t on t.id = q.tenant_id
{FOLLOWED_SQL}
where $2::uuid[] is null or q.id = any($2)
order by q.priority_order, q.created_at, q.id
"""

_CANDIDATES = """
with people as (
  select distinct m.user_id from attendance_queue_members m where m.queue_id = any($1::uuid[])
), loads as (
  select c.assigned_to as user_id, c.queue_id, count(*)::int as n
  from conversations c join people p on p.user_id = c.assigned_to
  where c.status in ('assigned', 'active') and c.snoozed_until is null
  group by c.assigned_to, c.queue_id
), totals as (
  select user_id, sum(n)::int as n from loads group by user_id
), limits as (
  select m.user_id, max(m.max_conversations) as n
  from attendance_queue_members m join people p on p.user_id = m.user_id where m.is_active
  group by m.user_id
), known as (
  select s.user_id, jsonb_object_agg(s.skill, s.proficiency)::text as skills
  from attendant_skills s join people p on p.user_id = s.user_id group by s.user_id
)
select m.queue_id, m.user_id, u.name, a.status, a.lease_expires_at, m.is_active and u.is_active as is_active,
       m.priority, array(select jsonb_array_elements_text(a.channels)) as channels,
       array(select jsonb_array_elements_text(a.preferences)) as preferences, a.department, k.skills,
       m.max_conversations as capacity, coalesce(l.n, 0) as load,
       coalesce(i.n, 0) as total_capacity, coalesce(t.n, 0) as total_load, a.last_assigned_at
from attendance_queue_members m
join users u on u.id = m.user_id
join attendants a on a.user_id = m.user_id
left join loads l on l.user_id = m.user_id and l.queue_id = m.queue_id
left join totals t on t.user_id = m.user_id
left join limits i on i.user_id = m.user_id
left join known k on k.user_id = m.user_id
where m.queue_id = any($1)
"""

_ATTENDED = """
select 1 from attendance_queue_members m
join users u on u.id = m.user_id and u.is_active
join attendants a on a.user_id = m.user_id and a.status = 'online'
where m.queue_id = $1 and m.is_active and (a.lease_expires_at is null or a.lease_expires_at > $2)
limit 1
"""

_WAITING = """
select c.id, c.queue_id, c.waiting_since, c.channel, c.priority, c.topic, e.sla_due,
       coalesce(e.preferred_attendant_id, c.last_attendant_id) as preferred_attendant,
       array(select jsonb_array_elements_text(e.required_skills)) as required_skills
from conversations c
left join queue_entries e on e.conversation_id = c.id and e.queue_id = c.queue_id
"""

# The front of each line by the index, and besides it everybody who is due: together they hold the true front.
_LINES = f"""
with front as (
  select f.id from unnest($2::uuid[]) as q (id) cross join lateral (
    select c.id from conversations c
    where c.tenant_id = $1 and c.queue_id = q.id and c.status = 'waiting'
      and (c.snoozed_until is null or c.snoozed_until <= $3)
    order by c.priority desc, c.waiting_since, c.id limit $4) f
  union
  select c.id from queue_entries e join conversations c on c.id = e.conversation_id and c.queue_id = e.queue_id
  where e.queue_id = any($2) and e.sla_due is not null and c.status = 'waiting'
    and (c.snoozed_until is null or c.snoozed_until <= $3)
)
{_WAITING}
where c.id in (select id from front)
order by c.priority desc, e.sla_due nulls last, c.waiting_since, c.id
limit $4
"""

_ONE_WAITING = f"""
{_WAITING}
where c.id = $1 and c.status = 'waiting' and c.queue_id is not null
"""

_PLACE = """
select 1 + (
  select count(*)::int
  from conversations c left join queue_entries e on e.conversation_id = c.id and e.queue_id = c.queue_id
  where c.tenant_id = own.tenant_id and c.queue_id = own.queue_id and c.status = 'waiting'
    and (-c.priority, coalesce(e.sla_due, 'infinity'), c.waiting_since, c.id)
      < (-own.priority, coalesce(entry.sla_due, 'infinity'), own.waiting_since, own.id)) as place
from conversations own
left join queue_entries entry on entry.conversation_id = own.id and entry.queue_id = own.queue_id
where own.id = $1 and own.status = 'waiting'
"""


def _facts(row: asyncpg.Record, now: datetime) -> QueueFacts:
    hours = msgspec.json.decode(row["hours"])
    schedule, zone = [OpeningHours(**one) for one in hours], ZoneInfo(row["timezone"])
    is_open_now = is_open(schedule, zone, now)
    return QueueFacts(
        id=row["id"],
        name=row["name"],
        channels=tuple(row["channels"]),
        is_active=row["is_active"],
        max_wait_seconds=row["max_wait_seconds"],
        fallback_queue_id=row["fallback_queue_id"],
        max_size=row["max_size"],
        closed_message=row["closed_message"],
        default_destination=row["default_destination"],
        opens_at=None if is_open_now else opens_at(schedule, zone, now),
        waiting_count=row["waiting_count"],
        policy=_policy(row, is_open=is_open_now),
    )


def _policy(row: asyncpg.Record, *, is_open: bool) -> Policy:
    return Policy(
        queue_id=row["id"],
        strategy=Strategy(row["strategy"]),
        required_skills=_folded(row["required_skills"]),
        relax_after_seconds=row["relax_after_seconds"],
        preferred_seconds=row["preferred_seconds"],
        auto_assign=row["auto_assign"],
        is_open=is_open,
    )


def _candidate(row: asyncpg.Record) -> Candidate:
    topics = [*row["preferences"], row["department"]] if row["department"] else row["preferences"]
    return Candidate(
        id=row["user_id"],
        name=row["name"],
        status=AttendantStatus(row["status"]),
        lease_expires_at=row["lease_expires_at"],
        is_active_member=row["is_active"],
        member_priority=row["priority"],
        channels=tuple(row["channels"]),
        topics=_folded(topics),
        skills=msgspec.json.decode(row["skills"], type=dict[str, int]) if row["skills"] else {},
        capacity=row["capacity"],
        load=row["load"],
        total_capacity=row["total_capacity"],
        total_load=row["total_load"],
        last_assigned_at=row["last_assigned_at"],
    )


def _waiting(row: asyncpg.Record) -> Waiting:
    return Waiting(
        id=row["id"],
        waiting_since=row["waiting_since"],
        channel=row["channel"],
        priority=row["priority"],
        sla_due=row["sla_due"],
        topic=fold(row["topic"]) if row["topic"] else None,
        preferred_attendant=row["preferred_attendant"],
        required_skills=tuple(row["required_skills"]),
    )


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(word) for word in words))
