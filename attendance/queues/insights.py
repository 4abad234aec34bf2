"""The figures of attendance. Definitions: docs/guides/en/dashboard.md.

Their sums come from visits and spans, which are the event log read once (`queues.following`): computed again from the
log, they are the same.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from attendance.identity import company
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.queues import measures, schemas
from attendance.queues.measures import Group, Scope, Sum, Sums
from attendance.queues.periods import Period, check_moment, check_period, midnight

_DEFAULT_PERIOD = timedelta(days=7)
_MOST_GROUPS: Final = 50
_NOTHING: Final = Sum()


@dataclass(frozen=True, slots=True)
class _Target:
    key: str
    target: float | None
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
_NPS: Final = _Target("nps", None, "points", higher_is_better=True)


async def figures(tx: Tx, since: datetime | None, until: datetime | None, scope: Scope) -> schemas.Insights:
    """The period's figures, step by step and altogether, beside those of the one before. Raises: InvalidInput."""
    period = await _period(tx, since, until)
    before = period.before()
    starts = period.starts()
    gap = [before.until] if before.until < period.since else []
    sums = await measures.by_step(tx, [before.since, *gap, *starts, period.until], scope)
    steps, earlier = sums[1 + len(gap) :], sums[0]
    now = _together(steps)
    groups = await measures.by_group(tx, period.since, period.until, scope)
    return schemas.Insights(
        **await _moment(tx, scope),
        since=period.since,
        until=period.until,
        time_zone=period.zone.key,
        opened=_of(now, "opened").count,
        resolved=_of(now, "resolved").count,
        resolution_seconds=_mean(now, "resolved"),
        previous=_totals(before.since, before.until, earlier),
        today=await _today(tx, period, scope),
        kpis=[_kpi(target, now, earlier) for target in _TARGETS],
        nps=_kpi(_NPS, now, earlier),
        ratings=_of(now, "rating").count,
        by_channel=_shares(groups),
        by_queue=_groups((group.queue, group.sums) for group in groups),
        by_attendant=_groups((group.attendant, group.sums) for group in groups),
        step=period.step,
        steps=[_step(at, sum) for at, sum in zip(starts, steps, strict=True)],
    )


async def _period(tx: Tx, since: datetime | None, until: datetime | None) -> Period:
    for given in (since, until):
        check_moment(given)
    until = until or clock.now()
    since = since or until - _DEFAULT_PERIOD
    check_period(since, until)
    return Period(since, until, await company.zone(tx))


async def _moment(tx: Tx, scope: Scope) -> dict[str, Any]:
    """Who waits, who is there, what is open: as it is now."""
    [row] = await tx.fetch(
        _COUNTS, tx.tenant_id, scope.queue_id, scope.channel, clock.now(), scope.attendant_id
    )
    return dict(row)


async def _today(tx: Tx, period: Period, scope: Scope) -> schemas.Totals:
    now = clock.now()
    since = midnight(now, period.zone)
    [sums] = await measures.visits_by_step(tx, [since, now + timedelta(seconds=1)], scope)
    return _totals(since, now, sums)


def _totals(since: datetime, until: datetime, sums: Sums) -> schemas.Totals:
    return schemas.Totals(
        since=since,
        until=until,
        opened=_of(sums, "opened").count,
        resolved=_of(sums, "resolved").count,
        resolution_seconds=_mean(sums, "resolved"),
    )


def _kpi(target: _Target, now: Sums, before: Sums) -> schemas.Kpi:
    return schemas.Kpi(
        key=target.key,
        value=_value(target.key, now),
        previous=_value(target.key, before),
        target=target.target,
        unit=target.unit,
        higher_is_better=target.higher_is_better,
    )


def _value(key: str, sums: Sums) -> float | None:
    match key:
        case "avg_wait_time":
            return _mean(sums, "wait")
        case "first_response_time":
            return _mean(sums, "response")
        case "resolution_rate":
            return _mean(sums, "ended", of=100)
        case "customer_satisfaction":
            return _mean(sums, "rating")
        case "transfers_rate":
            return _mean(sums, "arrived", of=100)
        case "nps":
            return _mean(sums, "nps")
        case _:
            online = _of(sums, "online").total
            return round(100 * _of(sums, "busy").total / online, 1) if online else None


def _mean(sums: Sums, measure: str, *, of: float = 1) -> float | None:
    found = _of(sums, measure)
    return round(of * found.total / found.count, 1) if found.count else None


def _of(sums: Sums, measure: str) -> Sum:
    return sums.get(measure, _NOTHING)


def _together(steps: Iterable[Sums]) -> dict[str, Sum]:
    found: defaultdict[str, Sum] = defaultdict(Sum)
    for step in steps:
        for measure, more in step.items():
            found[measure] = Sum(found[measure].count + more.count, found[measure].total + more.total)
    return dict(found)


def _step(starts_at: datetime, sums: Sums) -> schemas.InsightsStep:
    return schemas.InsightsStep(
        starts_at=starts_at,
        opened=_of(sums, "opened").count,
        resolved=_of(sums, "resolved").count,
        abandoned=_of(sums, "ended").count - _of(sums, "resolved").count,
        nps=_value("nps", sums),
        **{target.key: _value(target.key, sums) for target in _TARGETS},
    )


def _shares(groups: Sequence[Group]) -> list[schemas.ChannelShare]:
    opened: Counter[str] = Counter()
    for group in groups:
        opened[group.channel] += group.sums["opened"].count
    total = opened.total()
    ordered = sorted(opened.items(), key=lambda one: (-one[1], one[0]))
    return [
        schemas.ChannelShare(channel=channel, conversations=count, percent=round(100 * count / total, 1))
        for channel, count in ordered
        if count
    ]


def _groups(keyed: Iterable[tuple[tuple[UUID, str] | None, Sums]]) -> list[schemas.InsightsGroup]:
    """The busiest first; what had no queue or attendant, only the bot, is not among them."""
    parts: defaultdict[tuple[UUID, str], list[Sums]] = defaultdict(list)
    for key, sums in keyed:
        if key is not None:
            parts[key].append(sums)
    found = [_group(id, name, _together(sums)) for (id, name), sums in parts.items()]
    return sorted(found, key=lambda group: (-group.opened, -group.resolved, group.name))[:_MOST_GROUPS]


def _group(id: UUID, name: str, sums: Sums) -> schemas.InsightsGroup:
    return schemas.InsightsGroup(
        id=id,
        name=name,
        opened=_of(sums, "opened").count,
        resolved=_of(sums, "resolved").count,
        avg_wait_time=_value("avg_wait_time", sums),
        first_response_time=_value("first_response_time", sums),
        resolution_rate=_value("resolution_rate", sums),
        customer_satisfaction=_value("customer_satisfaction", sums),
        transfers_rate=_value("transfers_rate", sums),
    )


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
