from collections.abc import AsyncIterator

import pytest

from attendance.kernel.database import Database
from tests.factories.world import World
from tests.reports.shop import Shop, make_shop
from tests.tickets.desk import Desk, open_desk


@pytest.fixture(scope="session")
async def shop(database: Database) -> Shop:
    """One for all tests: reports change nothing."""
    return await make_shop(database)


@pytest.fixture
async def desk(world: World) -> AsyncIterator[Desk]:
    async with open_desk(world.database, world) as desk:
        yield desk
