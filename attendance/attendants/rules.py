"""Presence, decided: what an attendant's status means now, and what a lost presence lease sets in motion.

Presence is a lease: the browser's heartbeat renews it, and a lease that runs out counts as offline at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from attendance.attendants.schemas import AttendantStatus

HEARTBEAT = timedelta(seconds=20)
"""How often a browser renews its lease."""

LEASE = timedelta(seconds=75)
"""A hidden tab's timers fire once a minute in today's browsers; one such beat and some delay must fit."""

RECONNECT_GRACE = timedelta(seconds=30)
"""A closed socket shortens the lease to this: a page reload stays unnoticed, a killed browser doesn't. Longer than a
heartbeat, so that a second window of the same person, on whatever machine, renews it in time."""

ACTIVE_GRACE = timedelta(seconds=120)
"""Conversations already being answered wait this long for their attendant to come back."""

RETURNS_WITHIN = timedelta(minutes=30)
"""Who comes back within this has their status again; later they stay offline until they say otherwise."""

EVERY_CHANNEL = "all"
_CHANNEL_SYNONYMS = {"web": "webchat", "chat": "webchat", "wa": "whatsapp"}


@dataclass(frozen=True, slots=True)
class Presence:
    """What is stored of somebody's presence. `lease_expires_at` None: not leased, it holds until changed."""

    status: AttendantStatus
    lease_expires_at: datetime | None


def holds_lease(presence: Presence, now: datetime) -> bool:
    return presence.lease_expires_at is None or presence.lease_expires_at > now


def effective_status(presence: Presence, *, load: int, capacity: int, now: datetime) -> AttendantStatus:
    """The status that counts now: offline without a lease, busy when all capacity is in use.

    `busy` chosen by the attendant stays busy; having one conversation never makes anybody busy."""
    if not holds_lease(presence, now):
        return AttendantStatus.OFFLINE
    if presence.status is AttendantStatus.ONLINE and 0 < capacity <= load:
        return AttendantStatus.BUSY
    return presence.status


def is_gone(presence: Presence, status_since: datetime, now: datetime) -> bool:
    """Offline for longer than the grace: what they had is for others."""
    if presence.status is AttendantStatus.OFFLINE:
        return status_since + ACTIVE_GRACE <= now
    return presence.lease_expires_at is not None and presence.lease_expires_at + ACTIVE_GRACE <= now


def renewed(now: datetime) -> datetime:
    """Until when a heartbeat received now keeps its attendant present."""
    return now + LEASE


def shortened(lease_expires_at: datetime | None, now: datetime) -> datetime | None:
    """The lease after its last socket closed: never longer than it was."""
    if lease_expires_at is None:
        return None
    return min(lease_expires_at, now + RECONNECT_GRACE)


def reroutes_active_at(lease_lost_at: datetime) -> datetime:
    """When conversations that were being answered leave an attendant who did not come back."""
    return lease_lost_at + ACTIVE_GRACE


def serves(channels: Iterable[str], channel: str) -> bool:
    """Whether a list of channels (`all`, or names) covers `channel`."""
    wanted = channel_name(channel)
    return any(name == EVERY_CHANNEL or channel_name(name) == wanted for name in channels)


def channel_name(name: str) -> str:
    """The one spelling of a channel: people write `web` for our `webchat`."""
    folded = name.strip().casefold()
    return _CHANNEL_SYNONYMS.get(folded, folded)


def total_capacity(max_conversations: Iterable[int]) -> int:
    """How many conversations one person may hold over all queues: the largest of their memberships' limits.

    Not the sum: three queues of five must not mean fifteen conversations at once."""
    return max(max_conversations, default=0)
