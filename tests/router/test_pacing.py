"""Paces: bursts after a rest, the long-run rate never exceeded, a place that was not used stays free."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from attendance.channels.base import Capabilities
from attendance.kernel.ids import new_id
from attendance.router.pacing import Pacer

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PATIENCE = timedelta(seconds=1)
WHATSAPP = Capabilities(
    max_text_chars=4096, messages_per_second=80, seconds_per_recipient=6, recipient_burst=10
)


def test_after_a_rest_a_burst_goes_at_once_then_one_every_pause() -> None:
    pacer, inbox = Pacer(), new_id()

    waits = [pacer.reserve(inbox, "a", WHATSAPP, now=NOW, patience=PATIENCE) for _ in range(12)]

    assert waits[:10] == [timedelta()] * 10
    assert waits[10] == waits[11] == timedelta(seconds=6)  # not taken: it was beyond the patience
    assert pacer.reserve(inbox, "b", WHATSAPP, now=NOW, patience=PATIENCE) == timedelta()


@given(st.lists(st.floats(0, 3), min_size=1, max_size=60))
def test_never_more_than_the_burst_and_the_rate_in_any_window(gaps: list[float]) -> None:
    pacer, inbox, now, sent = Pacer(), new_id(), NOW, []
    for gap in gaps:
        now += timedelta(seconds=gap)
        wait = pacer.reserve(inbox, "a", WHATSAPP, now=now, patience=PATIENCE)
        if wait <= PATIENCE:
            sent.append(now + wait)

    for start in sent:
        within = [at for at in sent if start <= at < start + timedelta(seconds=30)]
        assert len(within) <= 10 + 30 / 6
