"""The greeting among everything else that happens to a conversation."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import msgspec

from attendance.bots import greeting
from attendance.bots.scripts.jobs import Greet
from attendance.channels.base import Channel
from attendance.channels.echo.channel import EchoChannel
from attendance.conversations import actions
from attendance.kernel.jobs import Job
from tests.factories.world import World


@dataclass(frozen=True)
class Services:
    channels: Mapping[str, Channel] = field(default_factory=lambda: {"echo": EchoChannel()})


def turn(world: World, conversation_id: UUID, number: int) -> Job:
    payload = msgspec.json.encode(Greet(conversation_id, 1))
    return Job(number, world.tenant_id, "bot.greet", None, payload, 1, 12)


async def test_turns_lock_conversations_in_the_order_of_arriving_messages(world: World) -> None:
    inbox = await world.inbox()
    async with world.tx() as tx:
        ids = [(await world.says(tx, inbox, "Oi", who=f"551198888777{n}")).conversation_id for n in range(2)]
        by_contact = await tx.fetch(
            "select id from conversations where id = any($1::uuid[]) order by contact_id", ids
        )
    first, second = (row["id"] for row in by_contact)

    async def take_turns() -> None:
        async with world.tx() as tx:
            jobs = [turn(world, second, 1), turn(world, first, 2)]
            await greeting.greet(tx, Services(), jobs)

    async with world.tx() as tx:
        await actions.lock(tx, first)
        taking = asyncio.create_task(take_turns())
        await _somebody_waits(tx)
        free = await tx.fetch("select 1 from conversations where id = $1 for update skip locked", second)
    await taking

    assert free, "it holds the second while it waits for the first"


async def _somebody_waits(tx: Any) -> None:
    for _ in range(200):
        # A transaction keeps the list of sessions it first saw, in which the waiter's may not be yet.
        await tx.fetch("select pg_stat_clear_snapshot()")
        if await tx.fetch(
            "select 1 from pg_locks join pg_stat_activity using (pid) "
            "where not granted and datname = current_database()"
        ):
            return
        await asyncio.sleep(0.02)
    raise AssertionError("nobody waits")
