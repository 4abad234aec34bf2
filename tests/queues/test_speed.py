"""A decision among 1,000 attendants with 10,000 waiting stays far below its budget of 100 ms.

Medians, because a shared machine pauses; the benchmarks measure the 99th percentile."""

from datetime import timedelta
from random import Random
from statistics import median
from time import perf_counter
from uuid import UUID

import pytest

from attendance.queues.records import to_json
from attendance.queues.rules import choose_attendant, drain
from attendance.queues.snapshot import Candidate, Snapshot
from tests.queues.people import NOW, snapshot, somebody, waiting

BUDGET_SECONDS = 0.1


@pytest.mark.quiet
def test_one_decision_and_its_record() -> None:
    here = _crowd(free=600)

    seconds = sorted(_seconds_to_choose(here, n) for n in range(20))

    assert median(seconds) < BUDGET_SECONDS / 2


@pytest.mark.quiet
def test_somebody_frees_a_place_before_a_line_of_ten_thousand() -> None:
    here = _crowd(free=1)

    seconds = [_seconds_to_drain(here) for _ in range(5)]

    assert median(seconds) < BUDGET_SECONDS


def _seconds_to_drain(here: Snapshot) -> float:
    started = perf_counter()
    assert len(drain(here)) == 1
    return perf_counter() - started


def _seconds_to_choose(here: Snapshot, number: int) -> float:
    started = perf_counter()
    to_json(choose_attendant(here, here.waiting[number]))
    return perf_counter() - started


def _crowd(*, free: int) -> Snapshot:
    random = Random(4)
    people = [_attendant(random, n, is_free=n < free) for n in range(1_000)]
    line = [waiting(n, since=random.random() * 900, priority=random.randrange(4)) for n in range(10_000)]
    return snapshot(*people, line=line)


def _attendant(random: Random, number: int, *, is_free: bool) -> Candidate:
    return somebody(
        UUID(int=50_000 + number),
        load=4 if is_free else 5,
        topics=random.choice([(), ("sales",), ("sales", "support")]),
        skills={"a": 3},
        last_assigned_at=NOW - timedelta(seconds=random.randrange(900)),
    )
