"""A discrete-event simulation of one queue under the very rules that route: compare strategies before choosing one.

Handling times don't depend on who serves, so strategies differ in whom they choose, not in how fast people are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import IntEnum
from heapq import heappop, heappush
from statistics import fmean
from uuid import UUID

from attendance.queues.eligibility import preference_ends_at, skills_relax_at
from attendance.queues.rules import drain, with_one_more
from attendance.queues.schemas import Strategy
from attendance.queues.snapshot import Candidate, Policy, Snapshot, Waiting
from attendance.queues.traffic import Arrival


@dataclass(frozen=True, slots=True)
class Result:
    """What a strategy did with the traffic. Waits in seconds; shares 0-1.

    Waits are of those served; `mean_in_line_seconds` is of all, also those who gave up.
    `fairness` is Jain's index over each attendant's time spent serving per place of capacity: 1 is equal."""

    strategy: Strategy
    arrivals: int
    served: int
    gave_up: int
    never_served: int
    mean_wait_seconds: float
    median_wait_seconds: float
    p95_wait_seconds: float
    longest_wait_seconds: float
    mean_in_line_seconds: float
    served_at_once: float
    fairness: float
    utilisation: float


def simulate(policy: Policy, people: Sequence[Candidate], arrivals: Sequence[Arrival]) -> Result:
    """Run the traffic through the queue until everybody was served, gave up, or can't be served by anyone."""
    run = _Run(policy, {person.id: person for person in people})
    for arrival in arrivals:
        run.plan(arrival.conversation.waiting_since, _Kind.ARRIVES, arrival)
    while run.agenda:
        at, kind, _, arrival = heappop(run.agenda)
        _ACTS[kind](run, at, arrival)
    return _result(run, arrivals)


def compare(
    policy: Policy, people: Sequence[Candidate], arrivals: Sequence[Arrival], strategies: Iterable[Strategy]
) -> list[Result]:
    """The same traffic under each strategy."""
    return [simulate(replace(policy, strategy=strategy), people, arrivals) for strategy in strategies]


def jain(shares: Sequence[float]) -> float:
    """Jain's fairness index: 1 when all are equal, 1/n when one has everything; 1 for nothing at all."""
    squares = sum(share * share for share in shares)
    return sum(shares) ** 2 / (len(shares) * squares) if squares else 1.0


class _Kind(IntEnum):
    """What happens; at one instant places are freed before they are asked for."""

    IS_SERVED = 0
    ARRIVES = 1
    TRIES_AGAIN = 2
    GIVES_UP = 3


@dataclass(slots=True)
class _Run:
    policy: Policy
    people: dict[UUID, Candidate]
    agenda: list[tuple[datetime, _Kind, int, Arrival]] = field(default_factory=list)
    line: dict[UUID, Arrival] = field(default_factory=dict)
    served_by: dict[UUID, UUID] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    lost_patience: list[float] = field(default_factory=list)
    busy_seconds: dict[UUID, float] = field(default_factory=dict)
    planned: int = 0
    ended_at: datetime | None = None

    def plan(self, at: datetime, kind: _Kind, arrival: Arrival) -> None:
        self.planned += 1
        heappush(self.agenda, (at, kind, self.planned, arrival))


def _arrives(run: _Run, at: datetime, arrival: Arrival) -> None:
    conversation = arrival.conversation
    run.line[conversation.id] = arrival
    if arrival.patience_seconds is not None:
        run.plan(at + timedelta(seconds=arrival.patience_seconds), _Kind.GIVES_UP, arrival)
    for again_at in (
        skills_relax_at(run.policy, conversation),
        preference_ends_at(run.policy, conversation),
    ):
        if again_at is not None:
            run.plan(again_at, _Kind.TRIES_AGAIN, arrival)
    _serve_line(run, at)


def _is_served(run: _Run, at: datetime, arrival: Arrival) -> None:
    person = run.people[run.served_by[arrival.conversation.id]]
    run.people[person.id] = replace(person, load=person.load - 1, total_load=person.total_load - 1)
    run.ended_at = at
    _serve_line(run, at)


def _gives_up(run: _Run, at: datetime, arrival: Arrival) -> None:
    if run.line.pop(arrival.conversation.id, None) is not None:
        run.lost_patience.append(_seconds_waited(arrival.conversation, at))


def _tries_again(run: _Run, at: datetime, arrival: Arrival) -> None:
    if arrival.conversation.id in run.line:
        _serve_line(run, at)


_ACTS = {
    _Kind.ARRIVES: _arrives,
    _Kind.IS_SERVED: _is_served,
    _Kind.GIVES_UP: _gives_up,
    _Kind.TRIES_AGAIN: _tries_again,
}


def _serve_line(run: _Run, at: datetime) -> None:
    waiting = tuple(arrival.conversation for arrival in run.line.values())
    for verdict in drain(Snapshot(run.policy, at, tuple(run.people.values()), waiting)):
        if verdict.chosen is None:
            continue
        arrival = run.line.pop(verdict.question.conversation.id)
        run.people[verdict.chosen] = with_one_more(run.people[verdict.chosen], verdict.question.at)
        run.served_by[arrival.conversation.id] = verdict.chosen
        run.waits.append(_seconds_waited(arrival.conversation, at))
        busy = run.busy_seconds.get(verdict.chosen, 0.0)
        run.busy_seconds[verdict.chosen] = busy + arrival.handling_seconds
        run.plan(at + timedelta(seconds=arrival.handling_seconds), _Kind.IS_SERVED, arrival)


def _seconds_waited(conversation: Waiting, at: datetime) -> float:
    return (at - conversation.waiting_since).total_seconds()


def _result(run: _Run, arrivals: Sequence[Arrival]) -> Result:
    waits, in_line = sorted(run.waits), run.waits + run.lost_patience
    able = [person for person in run.people.values() if person.capacity]
    per_place = [run.busy_seconds.get(person.id, 0.0) / person.capacity for person in able]
    return Result(
        strategy=run.policy.strategy,
        arrivals=len(arrivals),
        served=len(waits),
        gave_up=len(run.lost_patience),
        never_served=len(run.line),
        mean_wait_seconds=fmean(waits) if waits else 0.0,
        median_wait_seconds=_quantile(waits, 0.5),
        p95_wait_seconds=_quantile(waits, 0.95),
        longest_wait_seconds=waits[-1] if waits else 0.0,
        mean_in_line_seconds=fmean(in_line) if in_line else 0.0,
        served_at_once=sum(wait == 0 for wait in waits) / len(arrivals) if arrivals else 0.0,
        fairness=jain(per_place),
        utilisation=_utilisation(run, arrivals),
    )


def _quantile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def _utilisation(run: _Run, arrivals: Sequence[Arrival]) -> float:
    """Serving time over what capacity offers, until the last conversation ends."""
    places = sum(person.capacity for person in run.people.values())
    if run.ended_at is None:
        return 0.0
    seconds = _seconds_waited(arrivals[0].conversation, run.ended_at)
    return sum(run.busy_seconds.values()) / (seconds * places)
