"""The buckets of `kernel.rate_limits` in Redis, for several machines. Loaded only where ATTENDANCE_REDIS_URL is set."""

from typing import cast

import redis.asyncio as redis

from attendance.kernel import clock
from attendance.kernel.rate_limits import Allowance, Rate, allowance_of

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
            return allowance_of(rate, rate.amount, is_granted=True)
        return allowance_of(rate, float(level), is_granted=granted == 1)

    async def close(self) -> None:
        await self._redis.aclose()


def connected_limiter(url: str) -> RedisRateLimiter:
    """A limiter over a pool that waits: an ordinary one fails when it is used up, and a burst would pass unlimited."""
    pool = redis.BlockingConnectionPool.from_url(url, max_connections=20, timeout=1, socket_timeout=1.0)
    return RedisRateLimiter(redis.Redis.from_pool(pool))
