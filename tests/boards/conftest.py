"""A floor whose people have browsers: the board as they see it."""

from collections.abc import AsyncIterator

import pytest

from attendance.kernel.database import Database
from tests.boards.hall import Hall, open_hall
from tests.factories.world import new_world
from tests.queues.floor import Floor


@pytest.fixture
async def hall(fresh_database_url: str) -> AsyncIterator[Hall]:
    database = Database(fresh_database_url)
    world = await new_world(database)
    async with open_hall(Floor(world, await world.inbox())) as hall:
        yield hall
    await database.close()
