"""Presence: what a status means now."""

from datetime import UTC, datetime, timedelta

import pytest

from attendance.attendants import rules
from attendance.attendants.rules import Presence
from attendance.attendants.schemas import AttendantStatus

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
ONLINE, BUSY, AWAY, OFFLINE = AttendantStatus
LATER = NOW + timedelta(seconds=1)


@pytest.mark.parametrize(
    ("stored", "lease", "load", "capacity", "effective"),
    [
        (ONLINE, LATER, 0, 5, ONLINE),
        (ONLINE, LATER, 1, 5, ONLINE),
        (ONLINE, LATER, 4, 5, ONLINE),
        (ONLINE, LATER, 5, 5, BUSY),
        (ONLINE, LATER, 6, 5, BUSY),
        (ONLINE, LATER, 0, 0, ONLINE),
        (ONLINE, NOW, 0, 5, OFFLINE),
        (ONLINE, None, 0, 5, ONLINE),
        (BUSY, LATER, 0, 5, BUSY),
        (AWAY, LATER, 5, 5, AWAY),
        (AWAY, NOW, 0, 5, OFFLINE),
        (OFFLINE, LATER, 0, 5, OFFLINE),
        (OFFLINE, None, 5, 5, OFFLINE),
    ],
)
def test_effective_status(
    stored: AttendantStatus, lease: datetime | None, load: int, capacity: int, effective: AttendantStatus
) -> None:
    presence = Presence(stored, lease)

    assert rules.effective_status(presence, load=load, capacity=capacity, now=NOW) is effective


def test_a_lease_survives_one_late_heartbeat_of_a_hidden_tab() -> None:
    hidden_tab_beats_every = timedelta(seconds=60)

    assert rules.renewed(NOW) > NOW + hidden_tab_beats_every


def test_a_closed_socket_shortens_the_lease_but_never_extends_it() -> None:
    assert rules.shortened(NOW + timedelta(seconds=60), NOW) == NOW + rules.RECONNECT_GRACE
    assert rules.shortened(LATER, NOW) == LATER
    assert rules.shortened(None, NOW) is None


def test_a_second_window_beats_before_the_first_ones_grace_is_over() -> None:
    assert rules.RECONNECT_GRACE > rules.HEARTBEAT


@pytest.mark.parametrize(
    ("status", "lease_seconds", "since_seconds", "expected"),
    [
        (OFFLINE, None, 121, True),
        (OFFLINE, None, 119, False),
        (ONLINE, 121, 500, True),
        (ONLINE, 119, 500, False),
        (ONLINE, -10, 500, False),
        (ONLINE, None, 500, False),
        (AWAY, -10, 9999, False),
    ],
)
def test_is_gone(
    status: AttendantStatus, lease_seconds: int | None, since_seconds: int, expected: bool
) -> None:
    lease = None if lease_seconds is None else NOW - timedelta(seconds=lease_seconds)

    assert rules.is_gone(Presence(status, lease), NOW - timedelta(seconds=since_seconds), NOW) is expected


@pytest.mark.parametrize(
    ("channels", "channel", "expected"),
    [
        (["all"], "whatsapp", True),
        (["whatsapp", "web"], "whatsapp", True),
        (["whatsapp", "web"], "webchat", True),
        (["webchat"], "web", True),
        (["telegram"], "whatsapp", False),
        ([], "whatsapp", False),
    ],
)
def test_serves(channels: list[str], channel: str, expected: bool) -> None:
    assert rules.serves(channels, channel) is expected


def test_capacity_over_all_queues_is_the_largest_limit_not_the_sum() -> None:
    assert rules.total_capacity([5, 3, 5]) == 5
    assert rules.total_capacity([]) == 0
