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


@dataclass(frozen=True, slots=True)
class Group:
    """The period's sums of what has the same channel, queue and attendant; names are None for what is gone."""

    channel: str
    queue: tuple[UUID, str] | None
    attendant: tuple[UUID, str] | None
    sums: dict[str, Sum]


async def by_group(tx: Tx, since: datetime, until: datetime, scope: Scope) -> list[Group]:
    """Each combination that occurs; sums as in `by_step`, of those that a group shows."""
    rows = await tx.fetch(_BY_GROUP, tx.tenant_id, since, until, *scope.values)
    return [_group(row) for row in rows]


def _group(row: asyncpg.Record) -> Group:
    sums = {name: Sum(row[f"{name}_n"], row[f"{name}_total"] or 0) for name in _GROUPED}
    sums["ended"] = Sum(row["ended_n"], row["resolved_n"])
    sums["opened"], sums["resolved"] = Sum(row["opened_n"]), Sum(row["resolved_n"])
    queue, attendant = row["queue_name"], row["attendant_name"]
    return Group(
        row["channel"],
        (row["queue_id"], queue) if queue is not None else None,
        (row["attendant_id"], attendant) if attendant is not None else None,
        sums,
    )


_GROUPED: Final = ("arrived", "wait", "response", "rating")
_SCOPE: Final = """
  and ({n}::uuid is null or v.queue_id = {n}) and ({c}::text is null or v.channel = {c})
  and ({a}::uuid is null or v.attendant_id = {a})
"""


def _each(*measures: tuple[str, str, str, str, str]) -> str:
    """For each: name, column of its step, how many, what they add up to, which count."""
    return " union all ".join(
        f"select '{name}' as measure, {place} as place, sum({n})::int as n, sum({total})::float8 as total "
        f"from places where {place} between 1 and cardinality($2::timestamptz[]) - 1 and {counts} group by {place}"
        for name, place, n, total, counts in measures
    )


# Between its opening and its end lies all that is measured of a visit. Visits whose moments lie in the same steps are
# one row first: one pass over the visits, six over what is left.
_VISITS_BY_STEP = f"""
with places as materialized (
  select width_bucket(opened_at, $2::timestamptz[]) as opened, width_bucket(arrived_at, $2::timestamptz[]) as arrived,
         width_bucket(accepted_at, $2::timestamptz[]) as accepted,
         width_bucket(answered_at, $2::timestamptz[]) as answered, width_bucket(ended_at, $2::timestamptz[]) as ended,
         was_human, is_resolved, count(*) as n, count(transferred_at) as transferred, sum(waited_seconds) as waited,
         sum(response_seconds) as response, sum(extract(epoch from ended_at - opened_at)) as took
  from conversation_visits v
  where v.tenant_id = $1 and v.opened_at < $4 and (v.ended_at >= $3 or v.ended_at is null)
    {_SCOPE.format(n="$5", c="$6", a="$7")}
  group by 1, 2, 3, 4, 5, 6, 7
)
{
    _each(
        ("opened", "opened", "n", "n", "true"),
        ("arrived", "arrived", "n", "transferred", "true"),
        ("wait", "accepted", "n", "waited", "true"),
        ("response", "answered", "n", "response", "true"),
        ("ended", "ended", "n", "n * is_resolved::int", "was_human"),
        ("resolved", "ended", "n", "took", "was_human and is_resolved"),
    )
}
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

_WITHIN: Final = "filter (where v.{at} >= $2 and v.{at} < $3{more})"
_HUMAN: Final = " and v.was_human"


def _within(at: str, more: str = "") -> str:
    return _WITHIN.format(at=at, more=more)


_BY_GROUP = f"""
select s.*, q.name as queue_name, u.name as attendant_name from (
  select v.channel, v.queue_id, v.attendant_id,
    count(*) {_within("opened_at")}::int as opened_n,
    count(*) {_within("arrived_at")}::int as arrived_n,
    count(v.transferred_at) {_within("arrived_at")}::float8 as arrived_total,
    count(*) {_within("accepted_at")}::int as wait_n,
    sum(v.waited_seconds) {_within("accepted_at")}::float8 as wait_total,
    count(*) {_within("answered_at")}::int as response_n,
    sum(v.response_seconds) {_within("answered_at")}::float8 as response_total,
    count(*) {_within("ended_at", _HUMAN)}::int as ended_n,
    count(*) {_within("ended_at", _HUMAN + " and v.is_resolved")}::int as resolved_n,
    0 as rating_n, 0::float8 as rating_total
  from conversation_visits v
  where v.tenant_id = $1 and v.opened_at < $3 and (v.ended_at >= $2 or v.ended_at is null)
    {_SCOPE.format(n="$4", c="$5", a="$6")}
  group by v.channel, v.queue_id, v.attendant_id
  union all
  select v.channel, v.queue_id, v.attendant_id, 0, 0, 0, 0, 0, 0, 0, 0, 0, count(*)::int, sum(v.score)::float8
  from conversation_ratings v
  where v.tenant_id = $1 and v.state = 'answered' and v.answered_at >= $2 and v.answered_at < $3
    {_SCOPE.format(n="$4", c="$5", a="$6")}
  group by v.channel, v.queue_id, v.attendant_id
) s
left join attendance_queues q on q.id = s.queue_id
left join users u on u.id = s.attendant_id
"""
