"""When a schedule is due, on the company's wall."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.reports.slots import Plan, next_slot

SAO_PAULO = ZoneInfo("America/Sao_Paulo")
EIGHT = 8 * 60


@pytest.mark.parametrize(
    ("plan", "after", "slot"),
    [
        (Plan("daily", EIGHT), "2026-03-04 07:59", "2026-03-04 08:00"),
        (Plan("daily", EIGHT), "2026-03-04 08:00", "2026-03-05 08:00"),
        (Plan("daily", 0), "2026-12-31 23:59", "2027-01-01 00:00"),
        (Plan("weekly", EIGHT, weekday=1), "2026-03-04 07:00", "2026-03-09 08:00"),
        (Plan("weekly", EIGHT, weekday=3), "2026-03-04 07:00", "2026-03-04 08:00"),
        (Plan("monthly", EIGHT, month_day=1), "2026-03-01 09:00", "2026-04-01 08:00"),
        (Plan("monthly", EIGHT, month_day=31), "2026-02-01 09:00", "2026-02-28 08:00"),
        (Plan("monthly", EIGHT, month_day=31), "2026-02-28 09:00", "2026-03-31 08:00"),
        (Plan("monthly", EIGHT, month_day=29), "2028-02-01 09:00", "2028-02-29 08:00"),
    ],
    ids=lambda value: str(value),
)
def test_the_next_slot(plan: Plan, after: str, slot: str) -> None:
    found = next_slot(plan, datetime.fromisoformat(after).replace(tzinfo=SAO_PAULO), SAO_PAULO)

    assert found.astimezone(SAO_PAULO).strftime("%Y-%m-%d %H:%M") == slot


def test_a_time_that_the_clock_skips_is_made_up_for_and_one_that_comes_twice_is_taken_once() -> None:
    lisbon = ZoneInfo("Europe/Lisbon")
    plan = Plan("daily", 90)

    skipped = next_slot(plan, datetime(2026, 3, 28, 12, tzinfo=UTC), lisbon)
    doubled = next_slot(plan, datetime(2026, 10, 24, 12, tzinfo=UTC), lisbon)

    assert skipped == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert doubled == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert next_slot(plan, doubled, lisbon) == datetime(2026, 10, 26, 1, 30, tzinfo=UTC)


@given(
    st.one_of(
        st.builds(Plan, st.just("daily"), st.integers(0, 1439)),
        st.builds(Plan, st.just("weekly"), st.integers(0, 1439), weekday=st.integers(1, 7)),
        st.builds(Plan, st.just("monthly"), st.integers(0, 1439), month_day=st.integers(1, 31)),
    ),
    st.integers(1_000_000_000, 3_000_000_000).map(lambda at: datetime.fromtimestamp(at, UTC)),
    st.sampled_from(["America/Sao_Paulo", "America/Santiago", "Europe/Lisbon", "Pacific/Apia", "UTC"]),
)
def test_slots_go_forward_and_none_is_left_out(plan: Plan, after: datetime, zone: str) -> None:
    first = next_slot(plan, after, ZoneInfo(zone))
    second = next_slot(plan, first, ZoneInfo(zone))

    assert after < first < second
    assert next_slot(plan, second - timedelta(seconds=1), ZoneInfo(zone)) == second
