"""The running product, fresh for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.flows.product import Product, product_over


@pytest.fixture
async def product(fresh_database_url: str, tmp_path: Path) -> AsyncIterator[Product]:
    async with product_over(fresh_database_url, tmp_path) as product:
        yield product
