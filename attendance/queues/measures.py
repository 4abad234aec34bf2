"""The sums behind the figures, over visits, ratings and spans: few statements, however long the period.

A measure is attributed to the moment when it was known: a wait when somebody accepted, a response when it was given,
an outcome when the visit ended; whether it was transferred, to the moment when people were first asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import asyncpg

from attendance.kernel import clock
from attendance.kernel.database import Tx


@dataclass(frozen=True, slots=True)
class Scope:
    """Which visits count; None: all. Utilisation looks at no queue or channel: people work for several."""

    queue_id: UUID | None = None
    channel: str | None = None
    attendant_id: UUID | None = None
    """Who had it last; utilisation is theirs then."""

    @property
    def values(self) -> tuple[UUID | None, str | None, UUID | None]:
        """In the order of the queries' arguments."""
        return self.queue_id, self.channel, self.attendant_id


@dataclass(frozen=True, slots=True)
class Sum:
    """How many were measured, and what they add up to."""

    count: int = 0
    total: float = 0


Sums = Mapping[str, Sum]
"""By measure: see `_MEASURES`; `rating` and `nps` come from the ratings, `online` and `busy` are seconds."""


async def by_step(tx: Tx, edges: Sequence[datetime], scope: Scope) -> list[dict[str, Sum]]:
    """The sums between each two edges, which are ascending."""
    visits = await visits_by_step(tx, edges, scope)
    ratings = await _by_step(tx, _RATINGS_BY_STEP, edges, *scope.values)
    spans = await _by_step(tx, _SPANS_BY_STEP, edges, scope.attendant_id, clock.now())
    return [one | two | three for one, two, three in zip(visits, ratings, spans, strict=True)]


async def visits_by_step(tx: Tx, edges: Sequence[datetime], scope: Scope) -> list[dict[str, Sum]]:
    """The same, of visits alone."""
    return await _by_step(tx, _VISITS_BY_STEP, edges, *scope.values)


async def _by_step(
    tx: Tx, statement: str, edges: Sequence[datetime], *arguments: Any
) -> list[dict[str, Sum]]:
    found: list[dict[str, Sum]] = [{} for _ in edges[1:]]
    for row in await tx.fetch(statement, tx.tenant_id, list(edges), edges[0], edges[-1], *arguments):
        found[row["place"] - 1][row["measure"]] = Sum(row["n"], row["total"] or 0)
    return found


async def by_group(tx: Tx, since: datetime, until: datetime, scope: Scope) -> list[asyncpg.Record]:
    """Sums by channel, by queue and by attendant: `dimension`, `id` or `channel`, `name`, `measure`, `n`, `total`."""
    rows: list[asyncpg.Record] = await tx.fetch(_BY_GROUP, tx.tenant_id, since, until, *scope.values)
    return rows


_MEASURES: Final = """
  ('opened', v.opened_at, 1::float8),
  ('wait', v.accepted_at, v.waited_seconds),
  ('response', v.answered_at, v.response_seconds),
  ('ended', case when v.was_human then v.ended_at end, v.is_resolved::int),
  ('resolved', case when v.was_human and v.is_resolved then v.ended_at end,
   extract(epoch from v.ended_at - v.opened_at)::float8),
  ('arrived', v.arrived_at, (v.transferred_at is not null)::int)
"""
_SCOPE: Final = """
  and ({n}::uuid is null or v.queue_id = {n}) and ({c}::text is null or v.channel = {c})
  and ({a}::uuid is null or v.attendant_id = {a})
"""

# Between its opening and its end lies all that is measured of a visit.
_VISITS_BY_STEP = f"""
select m.measure, width_bucket(m.at, $2::timestamptz[]) as place, count(*)::int as n, sum(m.value)::float8 as total
from conversation_visits v cross join lateral (values {_MEASURES}) as m (measure, at, value)
where v.tenant_id = $1 and v.opened_at < $4 and (v.ended_at >= $3 or v.ended_at is null)
  and m.at >= $3 and m.at < $4
  {_SCOPE.format(n="$5", c="$6", a="$7")}
group by m.measure, place
"""

_RATINGS_BY_STEP = f"""
select m.measure, width_bucket(v.answered_at, $2::timestamptz[]) as place, count(*)::int as n,
       sum(m.value)::float8 as total
from conversation_ratings v
cross join lateral (values ('rating', v.score::float8), ('nps', nps_points(v.score))) as m (measure, value)
where v.tenant_id = $1 and v.state = 'answered' and v.answered_at >= $3 and v.answered_at < $4
  {_SCOPE.format(n="$5", c="$6", a="$7")}
group by m.measure, place
"""

# A span that lies in several steps is cut at their edges; one that goes on ends now.
_SPANS_BY_STEP = """
select case when s.is_busy then 'busy' else 'online' end as measure, place, count(*)::int as n,
       sum(extract(epoch from least(s.ends, ($2::timestamptz[])[place + 1])
                              - greatest(s.starts_at, ($2::timestamptz[])[place])))::float8 as total
from (select x.*, least(coalesce(x.ends_at, $6), $6) as ends from attendant_spans x
      where x.tenant_id = $1 and x.starts_at < $4 and (x.ends_at > $3 or x.ends_at is null)
        and ($5::uuid is null or x.user_id = $5)) s
cross join lateral generate_series(
  greatest(1, width_bucket(s.starts_at, $2::timestamptz[])),
  least(cardinality($2::timestamptz[]) - 1, width_bucket(s.ends, $2::timestamptz[]))) as place
where s.ends > s.starts_at
group by measure, place
"""

_BY_GROUP = f"""
with sums as (
  select case grouping(m.channel, m.queue_id, m.attendant_id)
           when 3 then 'channel' when 5 then 'queue' else 'attendant' end as dimension,
         m.channel, coalesce(m.queue_id, m.attendant_id) as id, m.measure, count(*)::int as n,
         sum(m.value)::float8 as total
  from (
    select v.channel, v.queue_id, v.attendant_id, m.measure, m.value
    from conversation_visits v cross join lateral (values {_MEASURES}) as m (measure, at, value)
    where v.tenant_id = $1 and v.opened_at < $3 and (v.ended_at >= $2 or v.ended_at is null)
      and m.at >= $2 and m.at < $3
      {_SCOPE.format(n="$4", c="$5", a="$6")}
    union all
    select v.channel, v.queue_id, v.attendant_id, 'rating', v.score::float8
    from conversation_ratings v
    where v.tenant_id = $1 and v.state = 'answered' and v.answered_at >= $2 and v.answered_at < $3
      {_SCOPE.format(n="$4", c="$5", a="$6")}
  ) m
  group by grouping sets ((m.channel, m.measure), (m.queue_id, m.measure), (m.attendant_id, m.measure))
)
select s.dimension, s.channel, s.id, coalesce(q.name, u.name) as name, s.measure, s.n, s.total
from sums s
left join attendance_queues q on s.dimension = 'queue' and q.id = s.id
left join users u on s.dimension = 'attendant' and u.id = s.id
"""
