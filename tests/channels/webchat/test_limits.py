"""Token buckets: so many at once, then at their pace, and never a memory without end."""

from datetime import UTC, datetime, timedelta

import pytest

from attendance.channels.webchat import limits
from attendance.channels.webchat.limits import Rate, RateLimiter
from attendance.kernel import clock
from attendance.kernel.errors import TooManyRequests

RATE = Rate(burst=2, per_second=0.5)


def test_a_burst_then_the_pace() -> None:
    limiter = RateLimiter()
    with clock.frozen(datetime(2026, 11, 10, tzinfo=UTC)) as time:
        limiter.take("a", RATE)
        limiter.take("a", RATE)
        with pytest.raises(TooManyRequests) as raised:
            limiter.take("a", RATE)
        limiter.take("b", RATE)
        time.advance(timedelta(seconds=2))
        limiter.take("a", RATE)

    assert raised.value.facts["retry_after_seconds"] == 2.0


def test_a_long_rest_fills_no_more_than_the_burst() -> None:
    limiter = RateLimiter()
    with clock.frozen(datetime(2026, 11, 10, tzinfo=UTC)) as time:
        limiter.take("a", RATE)
        time.advance(timedelta(hours=1))
        limiter.take("a", RATE)
        limiter.take("a", RATE)
        with pytest.raises(TooManyRequests):
            limiter.take("a", RATE)


def test_the_oldest_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_MAX_BUCKETS", 2)
    limiter = RateLimiter()
    for key in ("a", "a", "b", "c"):
        limiter.take(key, RATE)

    limiter.take("a", RATE)
    limiter.take("a", RATE)
