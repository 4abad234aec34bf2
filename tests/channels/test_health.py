"""When an account's health is a warning, and when a token is renewed (P28)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from attendance.channels.health import should_renew, template_counts, warnings_of

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def at(days: float) -> str:
    return (NOW + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(
    ("health", "warnings"),
    [
        pytest.param({}, [], id="nothing-known"),
        pytest.param({"token_expires_at": at(11)}, [], id="eleven-days"),
        pytest.param({"token_expires_at": at(10)}, ["token_expires_soon"], id="ten-days"),
        pytest.param({"token_expires_at": at(0)}, ["token_expired"], id="over"),
        pytest.param({"token_expires_at": "soon"}, [], id="unreadable"),
        pytest.param({"quality": "red"}, ["quality_low"], id="quality"),
        pytest.param({"templates": {"paused": 1}}, ["templates_paused"], id="paused"),
        pytest.param({"rate_limited_until": at(0.1)}, ["rate_limited"], id="limited"),
        pytest.param({"rate_limited_until": at(-0.1)}, [], id="was-limited"),
    ],
)
def test_what_is_a_warning(health: dict[str, Any], warnings: list[str]) -> None:
    assert [one for one in warnings_of(health, NOW) if one in _MINE] == warnings


_MINE = ("token_expired", "token_expires_soon", "quality_low", "templates_paused", "rate_limited")


@pytest.mark.parametrize(
    ("health", "entered_days_ago", "renews"),
    [
        pytest.param({}, 0.9, False, id="younger-than-a-day"),
        pytest.param({}, 1.1, True, id="nothing-known-of-it"),
        pytest.param({"token_expires_at": at(55), "token_renewed_at": at(-5)}, 90, False, id="fresh"),
        pytest.param({"token_expires_at": at(49), "token_renewed_at": at(-11)}, 90, True, id="old-enough"),
        pytest.param({"token_expires_at": at(1), "token_renewed_at": at(-0.5)}, 90, False, id="just-tried"),
    ],
)
def test_when_a_token_is_renewed(health: dict[str, Any], entered_days_ago: float, renews: bool) -> None:
    entered = NOW - timedelta(days=entered_days_ago)

    assert should_renew(health, entered_at=entered, now=NOW) is renews


def test_templates_are_counted_by_what_they_can_do() -> None:
    counts = template_counts(["approved", "approved", "in_appeal", "disabled", "paused", "rejected"])

    assert counts == {"approved": 2, "pending": 1, "rejected": 1, "paused": 2}
