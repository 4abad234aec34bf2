"""The queues as scripts see them: who waits and who is served, and what an attendant did today."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from attendance.kernel import clock
from attendance.kernel.database import Tx

MOST_ITEMS: Final = 1000
OPEN: Final = ("waiting", "assigned", "active", "pending")
CLOSED: Final = ("resolved", "abandoned")


@dataclass(frozen=True, slots=True)
class Today:
    """What one attendant did since midnight, in the company's time. None: nothing to measure."""

    resolved: int
    first_response_seconds: float | None
    rating: float | None


async def items(tx: Tx, statuses: Collection[str], *, queue_id: UUID | None = None) -> list[dict[str, Any]]:
    """Conversations in these states, those that are served first come first; closed ones since midnight only."""
    now = clock.now()
    rows = await tx.fetch(_ITEMS, tx.tenant_id, list(statuses), queue_id, now, MOST_ITEMS)
    return [dict(row) | {"wait_seconds": _waited(row["waiting_since"], now)} for row in rows]


async def counts(tx: Tx) -> dict[str, int]:
    """How many conversations people have in each state; closed ones since midnight."""
    rows = await tx.fetch(_COUNTS, tx.tenant_id, [*OPEN, *CLOSED], clock.now())
    return {row["status"]: row["n"] for row in rows}


async def today(tx: Tx, user_id: UUID) -> Today:
    """The attendant's day so far, from the event log."""
    [row] = await tx.fetch(_TODAY, tx.tenant_id, str(user_id), clock.now(), user_id)
    return Today(row["resolved"], row["response"], row["rating"])


def _waited(since: datetime | None, now: datetime) -> int:
    return max(0, int((now - since).total_seconds())) if since else 0


_MIDNIGHT = "(select date_trunc('day', {now}, t.timezone) from tenants t where t.id = $1)"

_ITEMS = f"""
select c.id, c.contact_id, p.name as user_name, c.channel, c.status, c.priority, c.assigned_to,
       a.external_id, u.name as assigned_to_name, c.queue_name, c.waiting_since, c.last_inbound_text,
       c.created_at, c.tags
from conversations c
join crm_contacts p on p.id = c.contact_id
left join users u on u.id = c.assigned_to
left join attendants a on a.user_id = c.assigned_to
where c.tenant_id = $1 and c.status = any($2::text[]) and ($3::uuid is null or c.queue_id = $3)
  and (c.resolved_at is null or c.resolved_at >= {_MIDNIGHT.format(now="$4::timestamptz")})
order by c.status <> 'waiting', c.priority desc, coalesce(c.waiting_since, c.last_activity_at), c.id
limit $5
"""

_COUNTS = f"""
select c.status, count(*)::int as n from conversations c
where c.tenant_id = $1 and c.status = any($2::text[])
  and (c.resolved_at is null or c.resolved_at >= {_MIDNIGHT.format(now="$3::timestamptz")})
group by c.status
"""

# A first response is counted from the assignment to the attendant's first message, as in `insights`.
_TODAY = f"""
with day as materialized (
  select e.id, e.kind, e.conversation_id, e.at, e.payload, e.actor_id from events e
  where e.tenant_id = $1 and e.at >= {_MIDNIGHT.format(now="$3::timestamptz")}
    and e.kind = any(array['conversation.assigned', 'conversation.resolved'])
    and e.payload ->> 'assigned_to' = $2
), responses as (
  select extract(epoch from m.at - a.at)::float8 as seconds
  from day a cross join lateral (
    select e.at from events e join messages w on w.id = (e.payload ->> 'message_id')::uuid
    where e.conversation_id = a.conversation_id and e.id > a.id and e.kind = 'message.posted'
      and w.author_id = $4 and not w.is_note
    order by e.id limit 1) m
  where a.kind = 'conversation.assigned'
)
select (select count(*)::int from day where kind = 'conversation.resolved') as resolved,
       (select round(avg(seconds)::numeric, 1)::float8 from responses) as response,
       (select round(avg(r.score), 1)::float8 from conversation_ratings r
        where r.attendant_id = $4 and r.state = 'answered'
          and r.answered_at >= {_MIDNIGHT.format(now="$3::timestamptz")}) as rating
"""
