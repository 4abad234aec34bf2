"""How fast an inbox may send: a bucket for the account, one per recipient. Pure arithmetic over given instants."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from attendance.channels.base import Capabilities

_FORGET_ABOVE = 20_000


@dataclass(slots=True)
class _Bucket:
    """`free_at` is the next regular place; a burst may take places up to that many pauses in advance."""

    free_at: datetime

    def reserve(self, now: datetime, *, pause: timedelta, burst: int) -> timedelta:
        """Take the next place; returns how long to wait for it."""
        earliest = max(self.free_at, now - pause * (burst - 1))
        self.free_at = earliest + pause
        return max(earliest - now, timedelta())


@dataclass(slots=True)
class Pacer:
    """Paces of the inboxes that this process sends for."""

    _inboxes: dict[UUID, _Bucket] = field(default_factory=dict)
    _recipients: dict[tuple[UUID, str], _Bucket] = field(default_factory=dict)

    def reserve(self, inbox_id: UUID, recipient: str, pace: Capabilities, *, now: datetime) -> timedelta:
        """Take a place for one message; returns how long to wait before sending it."""
        account_pause = timedelta(seconds=1 / pace.messages_per_second)
        bucket = self._inboxes.setdefault(inbox_id, _Bucket(now))
        wait = bucket.reserve(now, pause=account_pause, burst=max(1, int(pace.messages_per_second / 4)))
        if pace.seconds_per_recipient:
            self._forget_the_idle(now)
            pair = self._recipients.setdefault((inbox_id, recipient), _Bucket(now))
            pause = timedelta(seconds=pace.seconds_per_recipient)
            wait = max(wait, pair.reserve(now, pause=pause, burst=pace.recipient_burst))
        return wait

    def _forget_the_idle(self, now: datetime) -> None:
        if len(self._recipients) > _FORGET_ABOVE:
            hour_ago = now - timedelta(hours=1)
            self._recipients = {
                key: bucket for key, bucket in self._recipients.items() if bucket.free_at > hour_ago
            }
