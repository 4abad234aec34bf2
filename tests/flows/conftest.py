"""The running product, fresh for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from attendance.kernel.bus import PostgresBus
from attendance.kernel.settings import Settings
from attendance.main import build_services, create_app, web_parts
from attendance.services import running
from tests.factories.world import new_world
from tests.fakes.graph import FakeGraph
from tests.flows.product import Product, product_over, serving
from tests.flows.workers import Workers


@pytest.fixture
async def product(fresh_database_url: str, tmp_path: Path) -> AsyncIterator[Product]:
    async with product_over(fresh_database_url, tmp_path) as product:
        yield product


@pytest.fixture
async def workerless(fresh_database_url: str, tmp_path: Path) -> AsyncIterator[tuple[Product, Workers]]:
    """The product with its worker in another process, which the test may kill."""
    graph = FakeGraph(statuses=("sent",))
    async with serving(graph.app) as graph_url:
        settings = Settings(data_dir=tmp_path, graph_url=graph_url, database_pool_size=12)
        services = build_services(settings, fresh_database_url, bus=PostgresBus(fresh_database_url))
        async with running(services, *web_parts(services)), serving(create_app(services)) as url:
            product = Product(url, services, await new_world(services.database), graph)
            yield product, Workers(fresh_database_url, tmp_path, graph_url)
            await graph.settle()
            await product.close()
        await graph.http.aclose()
