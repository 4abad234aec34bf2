"""Circuits: a few failures in a row hold an inbox, probes go ever more rarely, success forgets it all."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.channels.rules import (
    LONGEST_PAUSE,
    OPENS_AFTER,
    Cause,
    Circuit,
    Trouble,
    after_failure,
    circuit_of,
    passage,
    pause,
    refusals_after,
    refused_within_a_day,
)

NOW = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)
DOWN = Trouble("vendor", "unreachable", "Meta can't be reached.")
REVOKED = Trouble("account", "token_expired", "The token was revoked.")


def failing(trouble: Trouble, times: int, *, at: datetime = NOW) -> Circuit:
    circuit = None
    for _ in range(times):
        circuit = after_failure(circuit, trouble, at, was_probe=False)
    assert circuit is not None
    return circuit


@pytest.mark.parametrize(
    ("trouble", "times", "expected"),
    [
        pytest.param(DOWN, 1, "free", id="one-silence"),
        pytest.param(DOWN, 4, "free", id="four-silences"),
        pytest.param(DOWN, 5, "held", id="five-silences"),
        pytest.param(REVOKED, 2, "free", id="two-refusals"),
        pytest.param(REVOKED, 3, "held", id="three-refusals"),
    ],
)
def test_so_many_failures_in_a_row_hold_an_inbox(trouble: Trouble, times: int, expected: str) -> None:
    assert passage(failing(trouble, times), NOW) == expected


def test_failures_far_apart_are_not_in_a_row() -> None:
    circuit = failing(DOWN, 4)

    later = after_failure(circuit, DOWN, NOW + timedelta(minutes=11), was_probe=False)

    assert later.failures == 1


def test_each_failed_probe_doubles_the_pause() -> None:
    circuit = failing(DOWN, 5)
    assert circuit.retry_at == NOW + timedelta(seconds=30)

    at = NOW + timedelta(seconds=30)
    assert passage(circuit, at) == "probe"
    circuit = after_failure(circuit, DOWN, at, was_probe=True)

    assert circuit.retry_at == at + timedelta(minutes=1)
    assert circuit.opened_at == NOW


def test_a_straggler_of_before_it_opened_does_not_lengthen_the_pause() -> None:
    circuit = failing(DOWN, 5)

    assert after_failure(circuit, DOWN, NOW, was_probe=False).retry_at == circuit.retry_at


def test_what_was_silence_and_is_refusal_is_told_as_refusal() -> None:
    circuit = after_failure(failing(DOWN, 5), REVOKED, NOW + timedelta(minutes=1), was_probe=True)

    assert circuit.trouble == REVOKED


@given(st.lists(st.tuples(st.sampled_from([DOWN, REVOKED]), st.booleans(), st.integers(0, 900)), max_size=40))
def test_a_circuit_is_never_held_for_ever(steps: list[tuple[Trouble, bool, int]]) -> None:
    circuit, now = None, NOW
    for trouble, probes, seconds in steps:
        now += timedelta(seconds=seconds)
        circuit = after_failure(circuit, trouble, now, was_probe=probes and passage(circuit, now) == "probe")

        assert (circuit.opened_at is None) == (circuit.retry_at is None)
        if circuit.retry_at is not None:
            assert circuit.retry_at <= now + max(LONGEST_PAUSE.values())
            assert passage(circuit, circuit.retry_at) == "probe"
        if circuit.opened_at is not None:
            assert circuit.failures >= min(OPENS_AFTER.values())


@given(st.sampled_from(["vendor", "account"]), st.integers(1, 10_000))
def test_pauses_grow_up_to_the_longest(cause: Cause, openings: int) -> None:
    assert pause(cause, openings) <= pause(cause, openings + 1) <= LONGEST_PAUSE[cause]


def test_what_the_database_keeps_is_the_same_circuit() -> None:
    circuit = failing(REVOKED, 3)

    assert circuit_of(msgspec.to_builtins(circuit)) == circuit
    assert circuit_of(None) is None


def test_refused_deliveries_are_counted_for_a_day() -> None:
    hours = refusals_after({}, 3, NOW)
    hours = refusals_after(hours, 2, NOW + timedelta(minutes=40))

    assert refused_within_a_day(hours, NOW + timedelta(hours=1)) == 5
    assert refused_within_a_day(hours, NOW + timedelta(hours=24)) == 2
    assert refusals_after(hours, 1, NOW + timedelta(days=3)).keys() == {"2026-11-25T12:00:00+00:00"}
