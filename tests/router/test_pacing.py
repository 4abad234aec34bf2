"""Paces: bursts after a rest, the long-run rate never exceeded, one pace however many workers send."""

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from attendance.channels.base import Capabilities
from attendance.kernel.ids import new_id
from attendance.router import pacing
from tests.factories.world import World

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PATIENCE = timedelta(seconds=1)
WHATSAPP = Capabilities(
    max_text_chars=4096, messages_per_second=80, seconds_per_recipient=6, recipient_burst=10
)
SLOW = Capabilities(max_text_chars=4096, messages_per_second=2)


async def ask(
    world: World, inbox: UUID, recipient: str, limits: Capabilities, now: datetime = NOW
) -> timedelta:
    """Each call is a worker of its own: nothing is kept between them but the database."""
    return await pacing.reserve(
        world.database, world.tenant_id, inbox, recipient, limits, now=now, patience=PATIENCE
    )


async def test_after_a_rest_a_burst_goes_at_once_then_one_every_pause(world: World) -> None:
    inbox = new_id()

    waits = [await ask(world, inbox, "a", WHATSAPP) for _ in range(12)]

    assert waits[:10] == [timedelta()] * 10
    assert waits[10] == waits[11] == timedelta(seconds=6)  # not taken: it was beyond the patience
    assert await ask(world, inbox, "b", WHATSAPP) == timedelta()


@pytest.mark.parametrize("seed", range(5))
async def test_never_more_than_the_burst_and_the_rate_in_any_window(world: World, seed: int) -> None:
    dice, inbox, now, sent = random.Random(seed), new_id(), NOW, []
    for _ in range(60):
        now += timedelta(seconds=dice.uniform(0, 3))
        wait = await ask(world, inbox, "a", WHATSAPP, now)
        if wait <= PATIENCE:
            sent.append(now + wait)

    for start in sent:
        within = [at for at in sent if start <= at < start + timedelta(seconds=30)]
        assert len(within) <= 10 + 30 / 6


async def test_those_who_are_sent_away_come_back_one_after_the_other(world: World) -> None:
    inbox = new_id()

    waits = [await ask(world, inbox, str(number), SLOW) for number in range(8)]

    assert [wait.total_seconds() for wait in waits] == [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5]
    assert await ask(world, inbox, "3", SLOW, NOW + waits[3]) == timedelta()


async def test_what_a_vendor_asks_for_holds_for_all_workers(world: World) -> None:
    inbox, other = new_id(), new_id()
    async with world.tx() as tx:
        await pacing.hold(tx, inbox, pacing.ACCOUNT, until=NOW + timedelta(seconds=30))
        await pacing.hold(tx, other, "a", until=NOW + timedelta(seconds=30))

    assert await ask(world, inbox, "a", WHATSAPP) >= timedelta(seconds=30)
    assert await ask(world, other, "a", WHATSAPP) == timedelta(seconds=30)
    assert await ask(world, other, "b", WHATSAPP) == timedelta()


async def test_a_shorter_hold_does_not_shorten_a_longer_one(world: World) -> None:
    inbox = new_id()
    async with world.tx() as tx:
        await pacing.hold(tx, inbox, "a", until=NOW + timedelta(seconds=30))
        await pacing.hold(tx, inbox, "a", until=NOW + timedelta(seconds=5))

    assert await ask(world, inbox, "a", WHATSAPP) == timedelta(seconds=30)
