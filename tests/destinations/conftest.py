"""A desk of the test's own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.destinations.desk import Desk, new_desk


@pytest.fixture
async def desk(fresh_database_url: str, tmp_path: Path) -> AsyncIterator[Desk]:
    async with new_desk(fresh_database_url, tmp_path) as desk:
        yield desk
