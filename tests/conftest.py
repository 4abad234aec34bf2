"""What every test may rely on: a PostgreSQL of its own, and no way out to the network."""

import ipaddress
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest
from hypothesis import settings

from attendance.kernel.database import Database
from tests.factories.world import World, new_world
from tests.postgres import Databases, start_server

pytest_plugins = ["tests.chromium"]

# A busy machine is no failure: what must be fast is measured by the benchmarks.
settings.register_profile("attendance", deadline=None)
settings.load_profile("attendance")

_stop_server: Callable[[], None] | None = None


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest) -> Databases:
    """The run's server; `databases.create()` gives a test a fresh migrated database."""
    if not hasattr(request.config, "workerinput"):
        return _start(request.config)
    return Databases(request.config.workerinput["postgres_dsn"])


@pytest.fixture(scope="session")
def database_url(databases: Databases) -> Iterator[str]:
    """The migrated database of this worker. Tests share it: each makes a tenant of its own."""
    name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_{os.getpid()}"
    yield databases.create(name)
    databases.drop(name)


@pytest.fixture
def fresh_database_url(databases: Databases) -> Iterator[str]:
    """A migrated database for this test alone; a tenth of a second."""
    name = f"test_fresh_{os.urandom(6).hex()}"
    yield databases.create(name)
    databases.drop(name)


@pytest.fixture(scope="session")
async def database(database_url: str) -> AsyncIterator[Database]:
    """The pool over this worker's database."""
    database = Database(database_url)
    yield database
    await database.close()


@pytest.fixture
async def world(database: Database) -> World:
    """A tenant of the test's own."""
    return await new_world(database)


def pytest_configure_node(node: Any) -> None:
    """Hook of xdist, in the process that starts the workers: they share its server."""
    node.workerinput["postgres_dsn"] = _start(node.config).dsn


def pytest_unconfigure() -> None:
    if _stop_server is not None:
        _stop_server()


_started = pytest.StashKey[Databases]()


def _start(config: pytest.Config) -> Databases:
    global _stop_server
    if _started not in config.stash:
        dsn, _stop_server = start_server()
        config.stash[_started] = Databases(dsn)
        config.stash[_started].prepare()
    return config.stash[_started]


def _refuse_the_network(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        _refuse(arguments[1][0], unless=_is_loopback)
    elif event == "socket.getaddrinfo" and arguments[0] is not None:
        _refuse(arguments[0], unless=_needs_no_resolver)


def _refuse(host: str | bytes, *, unless: Callable[[str], bool]) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if not unless(name):
        raise RuntimeError(f"Tests may not reach the network: {name}. Use the port's fake, or respx.")


def _is_loopback(host: str) -> bool:
    return host == "localhost" or ipaddress.ip_address(host).is_loopback


def _needs_no_resolver(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost"
    return True


sys.addaudithook(_refuse_the_network)
