"""The figures of attendance, every one a query over the event log: compute them again, and they are the same.

Definitions (docs/guides/en/queues.md): a wait ends when an attendant accepts; a first response is counted from the
assignment; resolved over resolved and abandoned; ratings 0-10; utilisation as in `utilisation`; transferred over
handed over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import asyncpg

from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.errors import InvalidInput
from attendance.queues import schemas
from attendance.queues.utilisation import Fact, utilisation

_DEFAULT_PERIOD = timedelta(days=7)
_LONGEST_PERIOD = timedelta(days=366)
_FIRST_YEAR, _LAST_YEAR = 2000, 9000
_LOOK_BACK = timedelta(hours=24)
"""How far before the period its beginning is reconstructed: longer shifts than this don't happen."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which conversations count; None: all. Utilisation looks at no queue or channel: people work for several."""

    queue_id: UUID | None = None
    channel: str | None = None
    attendant_id: UUID | None = None
    """Who answered last in it; utilisation is theirs then."""

    @property
    def values(self) -> tuple[UUID | None, str | None, UUID | None]:
        """In the order of the queries' arguments."""
        return self.queue_id, self.channel, self.attendant_id


@dataclass(frozen=True, slots=True)
class _Target:
    key: str
    target: float
    unit: str
    higher_is_better: bool


_TARGETS: Final = (
    _Target("avg_wait_time", 60, "seconds", higher_is_better=False),
    _Target("first_response_time", 30, "seconds", higher_is_better=False),
    _Target("resolution_rate", 85, "percent", higher_is_better=True),
    _Target("customer_satisfaction", 7, "score", higher_is_better=True),
    _Target("attendant_utilization", 70, "percent", higher_is_better=True),
    _Target("transfers_rate", 20, "percent", higher_is_better=False),
)


async def figures(tx: Tx, since: datetime | None, until: datetime | None, scope: Scope) -> schemas.Insights:
    """The period's figures beside those of the equally long one before. Raises: InvalidInput."""
    for given in (since, until):
        _check_moment(given)
    until = until or clock.now()
    since = since or until - _DEFAULT_PERIOD
    check_period(since, until)
    now, before = (
        await _measure(tx, since, until, scope),
        await _measure(tx, since - (until - since), since, scope),
    )
    counts = (
        await tx.fetch(_COUNTS, tx.tenant_id, scope.queue_id, scope.channel, clock.now(), scope.attendant_id)
    )[0]
    totals = (await tx.fetch(_TOTALS, tx.tenant_id, since, until, *scope.values))[0]
    return schemas.Insights(
        since=since,
        until=until,
        waiting=counts["waiting"],
        attendants=counts["attendants"],
        online=counts["online"],
        opened=totals["opened"],
        resolved=totals["resolved"],
        unsolved=counts["unsolved"],
        resolution_seconds=totals["seconds"],
        kpis=[_kpi(target, now, before) for target in _TARGETS],
        by_channel=await _by_channel(tx, since, until, scope),
    )


def check_period(since: datetime, until: datetime) -> None:
    """Raises: InvalidInput."""
    for given in (since, until):
        _check_moment(given)
    if not timedelta() < until - since <= _LONGEST_PERIOD:
        raise InvalidInput(
            "The period must be longer than nothing and at most a year.", fields={"until": "range"}
        )


def _check_moment(given: datetime | None) -> None:
    if given is not None and (given.tzinfo is None or not _FIRST_YEAR <= given.year <= _LAST_YEAR):
        raise InvalidInput("Write times as 2026-11-22T00:00:00-03:00.", fields={"since": "time with offset"})


def _kpi(target: _Target, now: Mapping[str, float | None], before: Mapping[str, float | None]) -> schemas.Kpi:
    return schemas.Kpi(
        key=target.key,
        value=now[target.key],
        previous=before[target.key],
        target=target.target,
        unit=target.unit,
        higher_is_better=target.higher_is_better,
    )


async def _measure(tx: Tx, since: datetime, until: datetime, scope: Scope) -> dict[str, float | None]:
    row = (await tx.fetch(_MEASURES, tx.tenant_id, since, until, *scope.values))[0]
    busy = await _utilisation(tx, since, until, scope.attendant_id)
    return {
        "avg_wait_time": row["wait"],
        "first_response_time": row["response"],
        "resolution_rate": _percent(row["resolved"], row["resolved"] + row["abandoned"]),
        "customer_satisfaction": row["rating"],
        "attendant_utilization": round(100 * busy, 1) if busy is not None else None,
        "transfers_rate": _percent(row["transferred"], row["handed_over"]),
    }


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


# The scope looks at the conversation as it is now: its channel never changes, its queue is the last that it was in.
_MEASURES = """
with counted as materialized (
  select e.id, e.kind, e.conversation_id, e.at, e.payload
  from events e join conversations c on c.id = e.conversation_id
  where e.tenant_id = $1 and e.at >= $2 and e.at < $3
    and e.kind = any(array['conversation.accepted', 'conversation.assigned', 'conversation.resolved',
                           'conversation.abandoned', 'conversation.handed_over', 'conversation.queued',
                           'conversation.rated'])
    and ($4::uuid is null or c.queue_id = $4) and ($5::text is null or c.channel = $5)
    and ($6::uuid is null or c.last_attendant_id = $6)
), responses as (
  select extract(epoch from m.at - a.at)::float8 as seconds
  from counted a cross join lateral (
    select e.at, e.kind from events e
    where e.conversation_id = a.conversation_id and e.id > a.id
      and (e.kind = 'conversation.assigned' or e.kind = 'message.posted' and e.payload ->> 'author_kind' = 'attendant'
           and not (e.payload ->> 'is_note')::boolean)
    order by e.id limit 1) m
  where a.kind = 'conversation.assigned' and m.kind = 'message.posted'
)
select
  (select round(avg((payload ->> 'waited_seconds')::numeric), 1)::float8 from counted
   where kind = 'conversation.accepted' and payload ->> 'waited_seconds' is not null) as wait,
  (select round(avg(seconds)::numeric, 1)::float8 from responses) as response,
  (select round(avg((payload ->> 'rating')::numeric), 1)::float8 from counted
   where kind = 'conversation.rated') as rating,
  count(*) filter (where kind = 'conversation.resolved' and (payload ->> 'was_human')::boolean)::int as resolved,
  count(*) filter (where kind = 'conversation.abandoned' and (payload ->> 'was_human')::boolean)::int as abandoned,
  count(distinct conversation_id) filter (
    where kind in ('conversation.handed_over', 'conversation.assigned'))::int as handed_over,
  count(distinct conversation_id) filter (
    where payload ->> 'how' = 'transfer' or kind = 'conversation.queued' and payload ->> 'reason' = 'transfer'
  )::int as transferred
from counted
"""

_COUNTS = """
select
  (select count(*)::int from conversations c where c.tenant_id = $1 and c.status = 'waiting'
   and ($2::uuid is null or c.queue_id = $2) and ($3::text is null or c.channel = $3)
   and ($5::uuid is null or c.last_attendant_id = $5)) as waiting,
  (select count(*)::int from conversations c where c.tenant_id = $1
   and c.status in ('waiting', 'assigned', 'active', 'pending')
   and ($2::uuid is null or c.queue_id = $2) and ($3::text is null or c.channel = $3)
   and ($5::uuid is null or c.last_attendant_id = $5)) as unsolved,
  count(*)::int as attendants,
  count(*) filter (
    where a.status = 'online' and (a.lease_expires_at is null or a.lease_expires_at > $4))::int as online
from attendants a join users u on u.id = a.user_id
where u.is_active and ($5::uuid is null or a.user_id = $5) and ($2::uuid is null or exists (
  select from attendance_queue_members m where m.user_id = a.user_id and m.queue_id = $2 and m.is_active))
"""

_TOTALS = """
select
  count(*) filter (where e.kind in ('conversation.opened', 'conversation.reopened'))::int as opened,
  count(*) filter (where e.kind = 'conversation.resolved' and (e.payload ->> 'was_human')::boolean)::int as resolved,
  round(avg((e.payload ->> 'open_seconds')::numeric) filter (
    where e.kind = 'conversation.resolved' and (e.payload ->> 'was_human')::boolean), 1)::float8 as seconds
from events e join conversations c on c.id = e.conversation_id
where e.tenant_id = $1 and e.at >= $2 and e.at < $3
  and e.kind = any(array['conversation.opened', 'conversation.reopened', 'conversation.resolved'])
  and ($4::uuid is null or c.queue_id = $4) and ($5::text is null or c.channel = $5)
    and ($6::uuid is null or c.last_attendant_id = $6)
"""

_BY_CHANNEL = """
select c.channel, count(*)::int as conversations
from events e join conversations c on c.id = e.conversation_id
where e.tenant_id = $1 and e.kind in ('conversation.opened', 'conversation.reopened') and e.at >= $2 and e.at < $3
  and ($4::uuid is null or c.queue_id = $4) and ($5::text is null or c.channel = $5)
    and ($6::uuid is null or c.last_attendant_id = $6)
group by c.channel order by conversations desc, c.channel
"""

_FACTS = """
select e.at, e.kind, e.conversation_id, e.payload ->> 'user_id' as user_id, e.payload ->> 'status' as status,
       e.payload ->> 'assigned_to' as assigned_to, e.payload ->> 'previous_assigned_to' as previous
from events e
where e.tenant_id = $1 and e.at >= $2 and e.at < $3
  and e.kind = any(array['attendant.status_changed', 'conversation.assigned', 'conversation.queued',
                         'conversation.resolved', 'conversation.abandoned', 'conversation.released'])
order by e.at, e.id
"""


async def _by_channel(tx: Tx, since: datetime, until: datetime, scope: Scope) -> list[schemas.ChannelShare]:
    rows = await tx.fetch(_BY_CHANNEL, tx.tenant_id, since, until, *scope.values)
    total = sum(row["conversations"] for row in rows)
    return [schemas.ChannelShare(**row, percent=round(100 * row["conversations"] / total, 1)) for row in rows]


async def _utilisation(tx: Tx, since: datetime, until: datetime, user_id: UUID | None) -> float | None:
    rows = await tx.fetch(_FACTS, tx.tenant_id, since - _LOOK_BACK, until)
    facts = [fact for row in rows for fact in _facts(row) if user_id in (None, fact.user_id)]
    return utilisation(facts, since=since, until=min(until, clock.now()))


def _facts(row: asyncpg.Record) -> list[Fact]:
    at, conversation_id = row["at"], row["conversation_id"]
    if row["kind"] == "attendant.status_changed":
        is_online = row["status"] in ("online", "busy")
        return [Fact(at, UUID(row["user_id"]), "online" if is_online else "absent")]
    lost_by = row["previous"] if row["kind"] != "conversation.resolved" else row["assigned_to"]
    if row["kind"] == "conversation.abandoned":
        lost_by = row["assigned_to"]
    facts = [Fact(at, UUID(lost_by), "lost", conversation_id)] if lost_by else []
    if row["kind"] == "conversation.assigned":
        facts.append(Fact(at, UUID(row["assigned_to"]), "got", conversation_id))
    return facts
