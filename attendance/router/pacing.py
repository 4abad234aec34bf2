"""How fast an inbox may send: a bucket for the account, one per recipient. Pure arithmetic over given instants."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from attendance.channels.base import Capabilities

_FORGET_ABOVE = 20_000


_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Pace:
    """One message every `pause` in the long run, `burst` at once after a rest."""

    pause: timedelta
    burst: int

    def next_place(self, free_at: datetime, now: datetime) -> datetime:
        """When the next message may go; `free_at` is the next regular place, in the past after a rest."""
        return max(free_at, now - self.pause * (self.burst - 1))


@dataclass(slots=True)
class Pacer:
    """Paces of the inboxes that this process sends for."""

    _inboxes: dict[UUID, datetime] = field(default_factory=dict)
    _recipients: dict[tuple[UUID, str], datetime] = field(default_factory=dict)

    def reserve(
        self, inbox_id: UUID, recipient: str, limits: Capabilities, *, now: datetime, patience: timedelta
    ) -> timedelta:
        """How long to wait before sending one message. The place is taken unless that is more than `patience`."""
        account = Pace(
            timedelta(seconds=1 / limits.messages_per_second), max(1, int(limits.messages_per_second / 4))
        )
        pair = Pace(timedelta(seconds=limits.seconds_per_recipient), limits.recipient_burst)
        key = (inbox_id, recipient)
        places = (
            account.next_place(self._inboxes.get(inbox_id, _LONG_AGO), now),
            pair.next_place(self._recipients.get(key, _LONG_AGO), now),
        )
        wait = max(*places, now) - now
        if wait <= patience:
            self._inboxes[inbox_id] = places[0] + account.pause
            if pair.pause:
                self._forget_the_idle(now)
                self._recipients[key] = places[1] + pair.pause
        return wait

    def _forget_the_idle(self, now: datetime) -> None:
        if len(self._recipients) > _FORGET_ABOVE:
            hour_ago = now - timedelta(hours=1)
            self._recipients = {key: at for key, at in self._recipients.items() if at > hour_ago}
