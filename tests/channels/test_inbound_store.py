"""The raw store: answered after the commit, once per delivery, whoever else is in the same commit."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import asyncpg
import pytest

from attendance.channels.actions import InboundStore
from attendance.channels.base import InboxConfig
from attendance.kernel.ids import new_id
from tests.factories.world import World


@pytest.fixture
async def store(world: World) -> AsyncIterator[InboundStore]:
    store = InboundStore(world.database, commits_at_once=1)
    await store.start()
    yield store
    await store.stop()


def config(world: World, inbox_id: UUID) -> InboxConfig:
    return InboxConfig(inbox_id, world.tenant_id, "echo", "Echo", {}, {})


async def test_a_repeated_delivery_is_known_also_within_a_commit(world: World, store: InboundStore) -> None:
    inbox = config(world, await world.inbox())

    together = await asyncio.gather(*(store.record(inbox, b"[1]", ["a"]) for _ in range(5)))
    later = await store.record(inbox, b"[1]", ["a"])

    assert sorted(together) == [False] * 4 + [True]
    assert later is False
    async with world.tx() as tx:
        rows = await tx.fetch("select 1 from jobs where kind = 'inbound.receive'")
    assert len(rows) == 1


async def test_an_inbox_that_was_deleted_fails_only_its_own_deliveries(
    world: World, store: InboundStore
) -> None:
    kept, deleted = config(world, await world.inbox()), config(world, new_id())

    outcomes = await asyncio.gather(
        store.record(kept, b"[1]", ["a"]),
        store.record(deleted, b"[2]", ["a"]),
        store.record(kept, b"[3]", ["a"]),
        return_exceptions=True,
    )

    assert [outcomes[0], outcomes[2]] == [True, True]
    assert isinstance(outcomes[1], asyncpg.ForeignKeyViolationError)
