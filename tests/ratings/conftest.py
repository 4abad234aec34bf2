"""A shop of the test's own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.ratings.shop import Shop, open_shop


@pytest.fixture
async def shop(fresh_database_url: str, tmp_path: Path) -> AsyncIterator[Shop]:
    async with open_shop(fresh_database_url, tmp_path) as shop:
        yield shop
