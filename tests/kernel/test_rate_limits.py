"""Buckets that refill: in memory, and by the same law in Redis."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import redis.asyncio as redis
from fakeredis import FakeAsyncRedis

from attendance.kernel import clock
from attendance.kernel.errors import TooManyRequests
from attendance.kernel.rate_limits import (
    LocalRateLimiter,
    Rate,
    RateLimiter,
    check,
)
from attendance.kernel.redis_rate_limits import RedisRateLimiter

RATE = Rate(3, seconds=30)


@pytest.fixture(params=["local", "redis"])
async def limiter(request: pytest.FixtureRequest) -> AsyncIterator[RateLimiter]:
    limiter: RateLimiter = (
        LocalRateLimiter() if request.param == "local" else RedisRateLimiter(FakeAsyncRedis())
    )
    yield limiter
    await limiter.close()


async def take(limiter: RateLimiter, times: int, key: str = "ana") -> list[int | None]:
    """The retry_after_seconds of each."""
    return [(await limiter.take(key, RATE)).retry_after_seconds for _ in range(times)]


async def test_a_bucket_gives_what_it_holds_and_refills_steadily(limiter: RateLimiter) -> None:
    with clock.frozen(clock.now()) as time:
        assert await take(limiter, 5) == [None, None, None, 10, 10]
        time.advance(timedelta(seconds=4))
        assert await take(limiter, 1) == [6]
        time.advance(timedelta(seconds=6))
        assert await take(limiter, 2) == [None, 10]
        time.advance(timedelta(hours=1))
        assert await take(limiter, 4) == [None, None, None, 10]


async def test_keys_do_not_share(limiter: RateLimiter) -> None:
    with clock.frozen(clock.now()):
        await take(limiter, 4)
        assert await take(limiter, 1, key="bia") == [None]


async def test_the_allowance_tells_what_is_left(limiter: RateLimiter) -> None:
    with clock.frozen(clock.now()):
        first = await limiter.take("ana", RATE)
        await take(limiter, 2)
        refused = await limiter.take("ana", RATE)

    assert (first.limit, first.remaining, first.reset_seconds) == (3, 2, 10)
    assert (refused.remaining, refused.reset_seconds) == (0, 30)
    check(first)
    with pytest.raises(TooManyRequests) as raised:
        check(refused)
    assert raised.value.facts == {"retry_after_seconds": 10}


async def test_a_clock_that_steps_back_gives_nothing_away(limiter: RateLimiter) -> None:
    with clock.frozen(clock.now()) as time:
        await take(limiter, 3)
        time.advance(timedelta(hours=-1))
        assert await take(limiter, 1) == [10]
        time.advance(timedelta(hours=1))
        assert await take(limiter, 1) == [10]


async def test_nobody_is_refused_while_redis_is_away() -> None:
    nowhere = redis.Redis.from_url("redis://127.0.0.1:1", socket_timeout=0.2)
    limiter = RedisRateLimiter(nowhere)

    assert await take(limiter, 5) == [None] * 5
    await limiter.close()
