"""How an inbox is, in one word; what of a vendor's body may be shown."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.router.inboxes.rules import redacted, state_of

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WELL: dict[str, Any] = {
    "is_active": True, "is_held": False, "check_problem": None, "warnings": [], "refused": 0, "unread": 0,
    "error_at": None, "webhook_at": NOW, "sent_at": NOW,
}  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param({}, "well", id="well"),
        pytest.param({"webhook_at": None, "sent_at": None}, "new", id="nothing-yet"),
        pytest.param({"webhook_at": None}, "well", id="only-sent"),
        pytest.param({"is_active": False, "is_held": True}, "paused", id="paused-before-all"),
        pytest.param({"is_held": True, "warnings": ["token_expired"]}, "held", id="held"),
        pytest.param({"warnings": ["token_expired"]}, "broken", id="expired"),
        pytest.param({"check_problem": "No."}, "broken", id="check-failed"),
        pytest.param({"warnings": ["rate_limited"]}, "warning", id="slow"),
        pytest.param({"refused": 1}, "warning", id="bad-signature"),
        pytest.param({"unread": 1}, "warning", id="unread"),
        pytest.param({"error_at": NOW + timedelta(minutes=1)}, "warning", id="error-after-sending"),
        pytest.param({"error_at": NOW - timedelta(minutes=1)}, "well", id="sent-after-error"),
        pytest.param({"error_at": NOW, "sent_at": None}, "warning", id="error-and-never-sent"),
    ],
)
def test_the_worst_that_is_true(facts: dict[str, Any], expected: str) -> None:
    assert state_of(**{**WELL, **facts}) == expected


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@given(_JSON, st.sampled_from(["access_token", "Authorization", "app_secret", "x-hub-signature", "apiKey"]))
def test_no_secret_is_shown_however_deep_it_is(value: Any, name: str) -> None:
    shown = json.dumps(redacted({"deep": [value, {name: "the-very-secret"}], name: "the-very-secret"}))

    assert "the-very-secret" not in shown


@given(_JSON)
def test_whatever_a_vendor_writes_can_be_shown(value: Any) -> None:
    json.dumps(redacted(value))
