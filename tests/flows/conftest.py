"""The running product, fresh for each test."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from attendance.kernel.bus import PostgresBus
from attendance.kernel.settings import Settings
from attendance.main import build_services, create_app, web_parts
from attendance.services import running
from tests.factories.world import new_world
from tests.fakes.graph import FakeGraph
from tests.flows.product import Product, product_over, serving
from tests.flows.town import Town, town_over
from tests.flows.workers import Workers
from tests.postgres import Databases


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


@pytest.fixture(scope="module")
def module_database_url(databases: Databases) -> Iterator[str]:
    name = f"test_town_{os.urandom(6).hex()}"
    yield databases.create(name)
    databases.drop(name)


@pytest.fixture(scope="module")
async def town(module_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """The running product among all vendors, for all tests of the module."""
    async with town_over(module_database_url, tmp_path_factory.mktemp("town")) as town:
        yield town


@pytest.fixture
async def company(town: Town) -> AsyncIterator[Product]:
    """A company of the test's own in the running product."""
    graph = FakeGraph(http=httpx.AsyncClient())
    product = Product(town.url, town.services, await new_world(town.services.database), graph)
    yield product
    await product.close()
    await graph.http.aclose()
