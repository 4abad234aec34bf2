"""Rate limits: a bucket per key that refills steadily. In this process, or in Redis for several machines."""

from collections import OrderedDict
from dataclasses import dataclass
from math import ceil
from typing import Protocol, cast

import redis.asyncio as redis

from attendance.kernel import clock
from attendance.kernel.errors import TooManyRequests

_MAX_BUCKETS = 50_000


@dataclass(frozen=True, slots=True)
class Rate:
    """`amount` at once, refilled evenly over `seconds`."""

    amount: int
    seconds: float

    @property
    def per_second(self) -> float:
        return self.amount / self.seconds


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left after a request took its share. `reset_seconds`: until the bucket is full again."""

    limit: int
    remaining: int
    reset_seconds: int
    retry_after_seconds: int | None
    """None: granted. Otherwise the seconds until one more would be."""


class RateLimiter(Protocol):
    async def take(self, key: str, rate: Rate) -> Allowance:
        """Take one from the key's bucket; refused ones take nothing."""

    async def close(self) -> None: ...


class LocalRateLimiter:
    """Buckets in memory, the longest unused forgotten first."""

    def __init__(self) -> None:
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def take(self, key: str, rate: Rate) -> Allowance:
        now = clock.now().timestamp()
        level, at = self._buckets.pop(key, (float(rate.amount), now))
        level = min(rate.amount, level + max(0.0, now - at) * rate.per_second)
        is_granted = level >= 1
        level -= is_granted
        self._buckets[key] = (level, max(now, at))
        if len(self._buckets) > _MAX_BUCKETS:
            self._buckets.popitem(last=False)
        return _allowance(rate, level, is_granted=is_granted)

    async def close(self) -> None:
        """Nothing to close."""


# The script is the transaction: Redis runs it alone. Time comes from our clock, as everywhere.
_TAKE = """
local amount, per_second, now = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local kept = redis.call('hmget', KEYS[1], 'level', 'at')
local level, at = tonumber(kept[1]) or amount, tonumber(kept[2]) or now
level = math.min(amount, level + math.max(0, now - at) * per_second)
local granted = 0
if level >= 1 then
  level = level - 1
  granted = 1
end
local exact = '%.17g'
redis.call('hset', KEYS[1], 'level', exact:format(level), 'at', exact:format(math.max(now, at)))
redis.call('pexpire', KEYS[1], math.ceil(amount / per_second * 1000) + 1000)
return {granted, exact:format(level)}
"""


class RedisRateLimiter:
    """The same buckets, shared by all machines. When Redis is away nobody is refused."""

    def __init__(self, client: redis.Redis, *, prefix: str = "attendance:rate:") -> None:
        self._redis = client
        self._take = client.register_script(_TAKE)
        self._prefix = prefix

    async def take(self, key: str, rate: Rate) -> Allowance:
        values: list[str | int] = [rate.amount, repr(rate.per_second), repr(clock.now().timestamp())]
        try:
            granted, level = cast("tuple[int, bytes]", await self._take([self._prefix + key], values))
        except redis.RedisError:
            return _allowance(rate, rate.amount, is_granted=True)
        return _allowance(rate, float(level), is_granted=granted == 1)

    async def close(self) -> None:
        await self._redis.aclose()


def rate_limiter(redis_url: str | None) -> RateLimiter:
    """The limiter that the settings ask for."""
    if redis_url is None:
        return LocalRateLimiter()
    # A pool that waits: an ordinary one fails when it is used up, and a burst would pass unlimited.
    pool = redis.BlockingConnectionPool.from_url(redis_url, max_connections=20, timeout=1, socket_timeout=1.0)
    return RedisRateLimiter(redis.Redis.from_pool(pool))


def check(allowance: Allowance) -> None:
    """Raises TooManyRequests when the allowance is a refusal."""
    if allowance.retry_after_seconds is not None:
        raise TooManyRequests(retry_after_seconds=allowance.retry_after_seconds)


def _allowance(rate: Rate, level: float, *, is_granted: bool) -> Allowance:
    return Allowance(
        limit=rate.amount,
        remaining=int(level),
        reset_seconds=_seconds(rate.amount - level, rate),
        retry_after_seconds=None if is_granted else max(1, _seconds(1 - level, rate)),
    )


def _seconds(missing: float, rate: Rate) -> int:
    """Until `missing` is refilled, rounded up, but not for a rounding error of the floats."""
    return ceil(round(missing / rate.per_second, 6))
