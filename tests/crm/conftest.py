"""The desk of tickets serves contacts, too: a company with a conversation, people and its API."""

from collections.abc import AsyncIterator

import pytest

from attendance.kernel.database import Database
from tests.factories.world import World, new_world
from tests.tickets.desk import Desk, open_desk


@pytest.fixture
async def desk(world: World) -> AsyncIterator[Desk]:
    async with open_desk(world.database, world) as desk:
        yield desk


@pytest.fixture
async def living_desk(fresh_database_url: str) -> AsyncIterator[Desk]:
    database = Database(fresh_database_url)
    async with open_desk(database, await new_world(database)) as desk:
        yield desk
    await database.close()
