"""Routing is tested in a database of its own: the runner of a test would otherwise run other tests' jobs."""

from collections.abc import AsyncIterator

import pytest

from attendance.kernel.database import Database
from tests.factories.world import new_world
from tests.queues.floor import Floor


@pytest.fixture
async def floor(fresh_database_url: str) -> AsyncIterator[Floor]:
    database = Database(fresh_database_url)
    world = await new_world(database)
    yield Floor(world, await world.inbox())
    await database.close()
