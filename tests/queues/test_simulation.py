"""The simulator against an independent one, against queueing theory, and what it says of the strategies."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
import simpy

from attendance.queues import erlang
from attendance.queues.rules import choose_attendant
from attendance.queues.schemas import Strategy
from attendance.queues.simulation import Result, compare, jain, simulate
from attendance.queues.snapshot import Policy
from attendance.queues.traffic import START, Arrival, Demand, arrivals_per_second, crew, generate, recorded
from attendance.queues.traffic import recorded_crew as crew_of
from tests.queues.people import JOAO, MARIA, QUEUE, snapshot, somebody, waiting

POLICY = Policy(queue_id=QUEUE)


def run(attendants: int, capacity: int, strategy: Strategy = Strategy.BALANCED, **demand: Any) -> Result:
    people = crew(attendants, capacity, topic_share=demand.get("topic_share", 0))
    return simulate(replace(POLICY, strategy=strategy), people, generate(Demand(**demand), people))


@pytest.mark.parametrize("strategy", [Strategy.BALANCED, Strategy.ROUND_ROBIN])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_at_80_percent_load_the_work_is_shared_fairly(strategy: Strategy, seed: int) -> None:
    result = run(8, 3, strategy, load=0.8, seed=seed)

    assert result.fairness >= 0.99
    assert result.served == result.arrivals


def test_waits_equal_those_of_an_independent_simulator() -> None:
    people = crew(3, 2)
    arrivals = generate(Demand(load=0.9, hours=10), people)

    ours = simulate(POLICY, people, arrivals)

    theirs = sorted(_waits_by_simpy(arrivals, servers=6))
    assert ours.longest_wait_seconds == pytest.approx(theirs[-1], abs=1e-3)
    assert ours.mean_wait_seconds == pytest.approx(sum(theirs) / len(theirs), abs=1e-3)
    assert ours.p95_wait_seconds == pytest.approx(theirs[int(len(theirs) * 0.95)], abs=1e-3)


def _waits_by_simpy(arrivals: Sequence[Arrival], *, servers: int) -> list[float]:
    world, waits = simpy.Environment(), list[float]()
    desk = simpy.Resource(world, capacity=servers)

    def customer(arrival: Arrival) -> Any:
        comes_at = (arrival.conversation.waiting_since - START).total_seconds()
        yield world.timeout(comes_at)
        with desk.request() as place:
            yield place
            waits.append(world.now - comes_at)
            yield world.timeout(arrival.handling_seconds)

    for arrival in arrivals:
        world.process(customer(arrival))
    world.run()
    return waits


def test_mean_waits_follow_erlang_c() -> None:
    """Four servers at 70 % load: theory says 32 s with handling of 90 s; the mean over long runs agrees."""
    theory = erlang.mean_wait_seconds(4, arrivals_per_second=0.7 * 4 / 90, handling_seconds=90)

    runs = [run(2, 2, load=0.7, handling_seconds=90, hours=40, seed=seed) for seed in range(4)]

    measured = sum(r.mean_wait_seconds * r.served for r in runs) / sum(r.served for r in runs)
    assert measured == pytest.approx(theory, rel=0.1)


def test_impatience_follows_erlang_a() -> None:
    """More comes than can be served: those who give up keep the line short."""
    demand: dict[str, Any] = {"load": 1.1, "handling_seconds": 90, "patience_seconds": 120, "hours": 40}
    rate = arrivals_per_second(Demand(**demand), crew(2, 2))
    theory = erlang.mean_impatient_wait_seconds(
        4, arrivals_per_second=rate, handling_seconds=90, patience_seconds=120
    )

    runs = [run(2, 2, seed=seed, **demand) for seed in range(3)]

    arrivals = sum(r.arrivals for r in runs)
    assert sum(r.mean_in_line_seconds * r.arrivals for r in runs) / arrivals == pytest.approx(
        theory, rel=0.05
    )
    expected_share = erlang.share_giving_up(theory, 120)
    assert sum(r.gave_up for r in runs) / arrivals == pytest.approx(expected_share, rel=0.07)


@pytest.mark.parametrize(
    ("servers", "erlangs", "chance"),
    [(1, 0.5, 0.5), (2, 1.0, 1 / 3), (10, 8.0, 0.4092), (100, 80.0, 0.0197), (3, 3.0, 1.0), (3, 5.0, 1.0)],
)
def test_erlang_c_tables(servers: int, erlangs: float, chance: float) -> None:
    assert erlang.chance_to_wait(servers, erlangs) == pytest.approx(chance, abs=5e-4)


def test_endless_patience_makes_erlang_a_erlang_c() -> None:
    load = {"arrivals_per_second": 0.08, "handling_seconds": 100.0}

    assert erlang.mean_impatient_wait_seconds(10, **load, patience_seconds=1e9) == pytest.approx(
        erlang.mean_wait_seconds(10, **load), rel=1e-4
    )


def test_the_same_traffic_under_each_strategy_and_always_the_same_result() -> None:
    people = crew(5, 2, topic_share=0.5)
    arrivals = generate(Demand(topic_share=0.5, returning_share=0.5, hours=2), people)

    results = compare(POLICY, people, arrivals, list(Strategy))

    assert [result.strategy for result in results] == list(Strategy)
    assert {result.arrivals for result in results} == {len(arrivals)}
    assert results == compare(POLICY, people, arrivals, list(Strategy))


def test_waiting_for_the_last_attendant_costs_time() -> None:
    people = crew(5, 2)
    arrivals = generate(Demand(returning_share=1.0, hours=3), people)

    preferred, balanced = compare(POLICY, people, arrivals, [Strategy.PREFERRED, Strategy.BALANCED])

    assert preferred.mean_wait_seconds > balanced.mean_wait_seconds
    assert preferred.served == balanced.served == len(arrivals)


def test_who_can_be_served_by_nobody_stays_unserved() -> None:
    lonely = Arrival(replace(waiting(), waiting_since=START, required_skills=("x",)), handling_seconds=10)

    result = simulate(POLICY, crew(2, 2), [lonely])

    assert (result.served, result.never_served, result.utilisation) == (0, 1, 0.0)


def test_recorded_traffic_is_the_first_question_of_each_conversation() -> None:
    here = snapshot(somebody(load=5), somebody(JOAO))
    questions = [choose_attendant(here, waiting(n, since=n)).question for n in (1, 2, 3, 2)]

    arrivals = recorded(questions, {waiting(2).id: 55.0}, otherwise=99.0)
    people = crew_of(questions)

    assert [arrival.conversation.id.int - 100 for arrival in arrivals] == [3, 2, 1]
    assert [arrival.handling_seconds for arrival in arrivals] == [99.0, 55.0, 99.0]
    assert [(person.id, person.load, person.lease_expires_at) for person in people] == [
        (MARIA, 0, None),
        (JOAO, 0, None),
    ]
    assert simulate(POLICY, people, arrivals).served == 3


def test_jain() -> None:
    assert jain([5, 5, 5]) == pytest.approx(1)
    assert jain([9, 0, 0]) == pytest.approx(1 / 3)
    assert jain([]) == jain([0, 0]) == 1
