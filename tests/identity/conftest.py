"""A server with the routers of identity."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from attendance.identity.endpoints import routers
from attendance.kernel.database import Database
from tests.web import TestServices, client_of, make_app


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.close()


@pytest.fixture
def app(database: Database) -> FastAPI:
    return make_app(TestServices(database), routers)


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(app) as client:
        yield client


@pytest.fixture
async def other_client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Another browser."""
    async with client_of(app) as client:
        yield client
