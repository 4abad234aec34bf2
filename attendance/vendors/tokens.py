"""Access tokens that a vendor gives for some time: kept until shortly before they expire, never logged."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from attendance.kernel import clock

_EARLIER: Final = timedelta(minutes=2)
_MOST_KEPT: Final = 1_000


@dataclass(frozen=True, slots=True)
class Token:
    """What the vendor gave. Its text stays out of every `repr`."""

    text: str = field(repr=False)
    expires_at: datetime


class Tokens:
    """One token per key. Who asks while one is on its way waits for the same."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, Token] = {}
        self._asking: defaultdict[Hashable, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def get(self, key: Hashable, fetch: Callable[[], Awaitable[Token]]) -> str:
        """A token that is good for some minutes. Raises what `fetch` raises."""
        async with self._asking[key]:
            token = self._kept.get(key)
            if token is None or token.expires_at - _EARLIER <= clock.now():
                self._make_room()
                token = self._kept[key] = await fetch()
        return token.text

    def forget(self, key: Hashable) -> None:
        """The vendor refused it before its time."""
        self._kept.pop(key, None)

    def _make_room(self) -> None:
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
            for key in [key for key, lock in self._asking.items() if not lock.locked()]:
                del self._asking[key]


def expiring(text: str, seconds: object) -> Token:
    """A token that expires in so many seconds; in ten minutes when the vendor doesn't say."""
    lasts = float(seconds) if isinstance(seconds, int | float) and seconds > 0 else 600.0
    return Token(text, clock.now() + timedelta(seconds=min(lasts, 86_400.0)))
