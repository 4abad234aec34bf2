"""The only source of time. Tests and simulations replace it; nothing else reads the machine's clock."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta


def _system_time() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system_time


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _source()


@contextmanager
def frozen(at: datetime) -> Iterator["FrozenClock"]:
    """Stop time at `at` for the block; `advance` moves it."""
    global _source
    clock, before = FrozenClock(at), _source
    _source = clock
    try:
        yield clock
    finally:
        _source = before


class FrozenClock:
    """A clock that moves only when told to."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def __call__(self) -> datetime:
        return self._at

    def advance(self, step: timedelta) -> None:
        self._at += step
