"""Days as the company's calendar has them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.reports.periods import LONGEST_DAYS, PERIOD_KEYS, PeriodKey, span_of

SAO_PAULO = ZoneInfo("America/Sao_Paulo")
WEDNESDAY = datetime(2026, 3, 4, 1, 30, tzinfo=UTC)
"""In São Paulo it is still Tuesday, the 3rd."""


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("today", "2026-03-03", "2026-03-03"),
        ("yesterday", "2026-03-02", "2026-03-02"),
        ("last_7_days", "2026-02-25", "2026-03-03"),
        ("last_30_days", "2026-02-02", "2026-03-03"),
        ("last_90_days", "2025-12-04", "2026-03-03"),
        ("this_week", "2026-03-02", "2026-03-03"),
        ("last_week", "2026-02-23", "2026-03-01"),
        ("this_month", "2026-03-01", "2026-03-03"),
        ("last_month", "2026-02-01", "2026-02-28"),
        ("this_year", "2026-01-01", "2026-03-03"),
        ("last_year", "2025-01-01", "2025-12-31"),
    ],
)
def test_periods_follow_the_company_s_day(key: PeriodKey, first: str, last: str) -> None:
    span = span_of(key, WEDNESDAY, SAO_PAULO)

    assert (span.first.isoformat(), span.last.isoformat()) == (first, last)


def test_a_day_is_as_long_as_its_clock_says() -> None:
    day = date(2026, 3, 29)
    span = span_of("between", WEDNESDAY, ZoneInfo("Europe/Lisbon"), first=day, last=day)

    assert (span.until - span.since).total_seconds() == 23 * 3600


@given(
    st.sampled_from([key for key in PERIOD_KEYS if key != "between"]),
    st.integers(1_000_000_000, 3_700_000_000).map(lambda at: datetime.fromtimestamp(at, UTC)),
    st.sampled_from(["America/Sao_Paulo", "America/Santiago", "Asia/Kolkata", "Pacific/Apia", "UTC"]),
)
def test_every_period_is_whole_days_and_never_too_long(key: PeriodKey, now: datetime, zone: str) -> None:
    span = span_of(key, now, ZoneInfo(zone))

    assert span.since < span.until
    assert 1 <= span.days <= LONGEST_DAYS
    assert span.last <= now.astimezone(ZoneInfo(zone)).date()
