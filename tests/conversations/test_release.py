"""The company's own time-out: people's conversations without a word go back to the bot (D13)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest

from attendance.conversations import actions, jobs, posting
from attendance.conversations.posting import Draft
from attendance.conversations.rules import Sender
from attendance.kernel import clock
from tests.factories.world import World

HOUR = timedelta(hours=1)


async def active(world: World, *, who: str = "5511988887777") -> UUID:
    """A conversation that somebody works on."""
    inbox_id, user_id = await world.inbox(), await world.user("Maria")
    async with world.tx() as tx:
        conversation_id = (await world.says(tx, inbox_id, "Oi", who=who)).conversation_id
        found = await actions.lock(tx, conversation_id)
        await actions.hand_over(tx, found, reason="keyword", queue_id=None, queue_name=None)
        await actions.accept(tx, await actions.lock(tx, conversation_id), user_id)
    return conversation_id


async def after(world: World, passed: timedelta, **settings: Any) -> None:
    """The job runs that much later, in a company with these settings."""
    async with world.tx() as tx:
        await tx.fetch("update tenants set settings = $1::jsonb", msgspec.json.encode(settings).decode())
    with clock.frozen(clock.now() + passed):
        async with world.tx() as tx:
            await jobs.release_idle(tx, None, [])


async def standing(world: World, conversation_id: UUID) -> tuple[str, str, UUID | None, int]:
    async with world.tx() as tx:
        found = await actions.lock(tx, conversation_id)
    return found.status, found.owner, found.assigned_to, found.owner_epoch


async def test_an_idle_conversation_goes_back_to_the_bot(world: World) -> None:
    conversation_id = await active(world)

    await after(world, HOUR, release_after_seconds=1800)

    assert await standing(world, conversation_id) == ("bot", "bot", None, 3)


@pytest.mark.parametrize(("passed", "settings"), [
    (timedelta(days=300), {}),
    (timedelta(minutes=10), {"release_after_seconds": 1800}),
    (timedelta(days=300), {"release_after_seconds": 0}),
])  # fmt: skip
async def test_nothing_happens_unless_asked_for_nor_too_early(
    world: World, passed: timedelta, settings: dict[str, int]
) -> None:
    conversation_id = await active(world)

    await after(world, passed, **settings)

    assert (await standing(world, conversation_id))[0] == "active"


async def test_who_stands_in_a_line_and_what_was_snoozed_stay(world: World) -> None:
    snoozed, waiting = await active(world), await active(world, who="5511977776666")
    async with world.tx() as tx:
        await actions.snooze(tx, await actions.lock(tx, snoozed), clock.now() + timedelta(days=2))
        found = await actions.lock(tx, waiting)
        await actions.release(tx, found)
        found = await actions.lock(tx, waiting)
        await actions.hand_over(tx, found, reason="keyword", queue_id=None, queue_name=None)

    await after(world, HOUR, release_after_seconds=1800)

    assert (await standing(world, snoozed))[0] == "active"
    assert (await standing(world, waiting))[0] == "waiting"


async def test_a_word_of_either_side_counts(world: World) -> None:
    conversation_id = await active(world)
    with clock.frozen(clock.now() + timedelta(minutes=50)):
        async with world.tx() as tx:
            found = await actions.lock(tx, conversation_id)
            sender = Sender("attendant", found.assigned_to)
            await posting.post_reply(
                tx, found, Draft("Um momento", "a"), sender, author_name="Maria", limit=None
            )

    await after(world, HOUR, release_after_seconds=1800)

    assert (await standing(world, conversation_id))[0] == "active"
