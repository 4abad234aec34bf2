"""Rate limits: a bucket per key that refills steadily. In this process; `redis_rate_limits` for several machines."""

from collections import OrderedDict
from dataclasses import dataclass
from math import ceil
from typing import Protocol

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
        return allowance_of(rate, level, is_granted=is_granted)

    async def close(self) -> None:
        """Nothing to close."""


def check(allowance: Allowance) -> None:
    """Raises TooManyRequests when the allowance is a refusal."""
    if allowance.retry_after_seconds is not None:
        raise TooManyRequests(retry_after_seconds=allowance.retry_after_seconds)


def allowance_of(rate: Rate, level: float, *, is_granted: bool) -> Allowance:
    return Allowance(
        limit=rate.amount,
        remaining=int(level),
        reset_seconds=_seconds(rate.amount - level, rate),
        retry_after_seconds=None if is_granted else max(1, _seconds(1 - level, rate)),
    )


def _seconds(missing: float, rate: Rate) -> int:
    """Until `missing` is refilled, rounded up, but not for a rounding error of the floats."""
    return ceil(round(missing / rate.per_second, 6))
