"""How much one visitor or one address may ask of us: token buckets in this process."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime

from attendance.kernel import clock
from attendance.kernel.errors import TooManyRequests

_MAX_BUCKETS = 50_000


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once, and so many per second for ever."""

    burst: float
    per_second: float


@dataclass(frozen=True, slots=True)
class Limits:
    """The web chat's limits. A person writes less; a shop's office behind one address does not reach them."""

    sessions_per_address: Rate = Rate(30, 0.5)
    frames_per_address: Rate = Rate(120, 10)
    messages_per_visitor: Rate = Rate(15, 0.5)


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: datetime


@dataclass(slots=True)
class RateLimiter:
    """The least recently used buckets are forgotten when there are too many."""

    _buckets: OrderedDict[str, _Bucket] = field(default_factory=OrderedDict)

    def take(self, key: str, rate: Rate) -> None:
        """Count one. Raises TooManyRequests with the seconds until the next is allowed."""
        now = clock.now()
        bucket = self._buckets.pop(key, None) or _Bucket(rate.burst, now)
        elapsed = max(0.0, (now - bucket.at).total_seconds())
        bucket.tokens = min(rate.burst, bucket.tokens + elapsed * rate.per_second)
        bucket.at = now
        self._buckets[key] = bucket
        if len(self._buckets) > _MAX_BUCKETS:
            self._buckets.popitem(last=False)
        if bucket.tokens < 1:
            raise TooManyRequests(retry_after_seconds=round((1 - bucket.tokens) / rate.per_second, 1))
        bucket.tokens -= 1
