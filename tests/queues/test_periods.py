"""Periods by the wall clock: steps and the period before, also where a day has 23 or 25 hours."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.queues.periods import Period

SAO_PAULO, NEW_YORK = ZoneInfo("America/Sao_Paulo"), ZoneInfo("America/New_York")
ZONES = (SAO_PAULO, NEW_YORK, ZoneInfo("Asia/Kolkata"), ZoneInfo("Australia/Lord_Howe"), ZoneInfo("UTC"))


def _local(written: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("zone", "since", "until", "count", "longest"),
    [
        pytest.param(SAO_PAULO, "2026-11-20T00:00", "2026-11-20T15:30", 16, timedelta(hours=1), id="today"),
        pytest.param(SAO_PAULO, "2026-11-16T00:00", "2026-11-22T15:30", 7, timedelta(days=1), id="week"),
        pytest.param(NEW_YORK, "2026-03-08T00:00", "2026-03-09T00:00", 23, timedelta(hours=1), id="23h"),
        pytest.param(NEW_YORK, "2026-11-01T00:00", "2026-11-02T00:00", 25, timedelta(hours=1), id="25h"),
        pytest.param(NEW_YORK, "2026-10-30T00:00", "2026-11-04T00:00", 5, timedelta(hours=25), id="autumn"),
        pytest.param(
            SAO_PAULO, "2018-11-02T00:00", "2018-11-07T00:00", 5, timedelta(days=1), id="no-midnight"
        ),
    ],
)
def test_the_steps_are_days_and_hours_of_the_wall_clock(
    zone: ZoneInfo, since: str, until: str, count: int, longest: timedelta
) -> None:
    period = Period(_local(since, zone), _local(until, zone), zone)

    starts = period.starts()

    assert len(starts) == count
    ends = [*starts[1:], period.until.astimezone(UTC)]
    assert max(end - start for start, end in zip(starts, ends, strict=True)) == longest


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        pytest.param("2026-11-20T00:00", "2026-11-20T15:30", ("2026-11-19T00:00", "2026-11-19T15:30"), id="today"),
        pytest.param("2026-11-16T00:00", "2026-11-22T15:30", ("2026-11-09T00:00", "2026-11-15T15:30"), id="week"),
        pytest.param("2026-11-02T00:00", "2026-11-03T00:00", ("2026-11-01T00:00", "2026-11-02T00:00"), id="day"),
        pytest.param("2026-03-08T00:00", "2026-03-15T00:00", ("2026-03-01T00:00", "2026-03-08T00:00"), id="spring"),
    ],
)  # fmt: skip
def test_the_period_before_has_the_same_weekdays_and_hours(
    since: str, until: str, expected: tuple[str, str]
) -> None:
    before = Period(_local(since, NEW_YORK), _local(until, NEW_YORK), NEW_YORK).before()

    assert (before.since, before.until) == tuple(_local(written, NEW_YORK) for written in expected)


@given(
    since=st.integers(1_420_070_400, 1_893_456_000).map(lambda at: datetime.fromtimestamp(at, UTC)),
    length=st.timedeltas(timedelta(seconds=1), timedelta(days=366)),
    zone=st.sampled_from(ZONES),
)
def test_steps_ascend_within_the_period_and_the_one_before_ends_first(
    since: datetime, length: timedelta, zone: ZoneInfo
) -> None:
    period = Period(since, since + length, zone)

    starts, before = period.starts(), period.before()

    assert starts[0] == since
    assert all(one < two for one, two in pairwise(starts))
    assert starts[-1] < period.until
    assert before.since <= before.until <= period.since
