"""The line: places, estimates, admission and overflow."""

from datetime import timedelta
from uuid import UUID

import pytest

from attendance.queues.line import (
    Admission,
    Admitted,
    AdmittedClosed,
    Diverted,
    Line,
    Refused,
    admission,
    estimated_wait_seconds,
    overflow_target,
    position,
)
from tests.queues.people import NOW, ago, waiting

OTHER, THIRD = UUID(int=2), UUID(int=3)


def test_position_counts_who_comes_before() -> None:
    line = [waiting(1, since=50), waiting(2, since=40), waiting(3, priority=3), waiting(4, since=30)]

    assert [position(one, line) for one in line] == [2, 3, 1, 4]
    assert position(waiting(9, since=45), line) == 3


@pytest.mark.parametrize(
    ("place", "departed_seconds_ago", "estimate"),
    [
        (1, [], None),
        (1, [10, 20], None),
        (1, [20, 40, 60], 20),
        (4, [20, 40, 60], 80),
        (1, [600, 620, 640], 214),
        (1, [3600, 3601, 3602], None),
        (1, [1, 1, 1], 1),
        (2, [*range(60, 1260, 60), 3000], 120),
    ],
)
def test_an_estimate_is_the_recent_pace_or_nothing(
    place: int, departed_seconds_ago: list[int], estimate: int | None
) -> None:
    departures = [ago(seconds) for seconds in departed_seconds_ago]

    assert estimated_wait_seconds(place, departures, NOW) == estimate


def test_an_estimate_grows_while_the_queue_stands_still() -> None:
    departures = [ago(seconds) for seconds in (10, 20, 30)]

    later = [estimated_wait_seconds(1, departures, NOW + timedelta(minutes=m)) for m in (0, 1, 10, 61)]

    assert later == [10, 30, 210, None]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (Line(is_open=True, waiting_count=49, max_size=50), Admitted()),
        (Line(is_open=True, waiting_count=50, max_size=50), Refused()),
        (Line(is_open=True, waiting_count=50, max_size=50, fallback=OTHER), Diverted(OTHER)),
        (Line(is_open=False, waiting_count=0, max_size=50), AdmittedClosed()),
        (Line(is_open=False, waiting_count=0, max_size=50, fallback=OTHER), Diverted(OTHER)),
        (Line(is_open=False, waiting_count=50, max_size=50), Refused()),
    ],
)
def test_admission(line: Line, expected: Admission) -> None:
    assert admission(line) == expected


@pytest.mark.parametrize(
    ("seconds_in_queue", "fallback", "visited", "target"),
    [
        (599, OTHER, [], None),
        (600, OTHER, [], OTHER),
        (600, None, [], None),
        (600, OTHER, [THIRD], OTHER),
        (9999, OTHER, [THIRD, OTHER], None),
    ],
)
def test_overflow_after_the_longest_wait_and_never_back(
    seconds_in_queue: int, fallback: UUID | None, visited: list[UUID], target: UUID | None
) -> None:
    chosen = overflow_target(
        queued_at=ago(seconds_in_queue), now=NOW, max_wait_seconds=600, fallback=fallback, visited=visited
    )

    assert chosen == target
