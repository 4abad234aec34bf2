"""The PostgreSQL of a test run: one server, a migrated template, and a database of its own for every worker.

The server's files are kept between runs, so that a run starts in a tenth of a second; runs at the same time take a
slot each. ATTENDANCE_TEST_DATABASE_URL names another server to test against (its user must be a superuser).
"""

import asyncio
import hashlib
import itertools
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import asyncpg
from sqlalchemy import make_url

from attendance.kernel import migrate, postgres, revisions

_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}
# Readers of the event log wait for every transaction of their database, ANALYZE's too: tests need quiet.
_QUIET = {"autovacuum": "off"}


class Databases:
    """Makes and drops databases on one server; `dsn_of` tells the address of each."""

    def __init__(self, dsn: str) -> None:
        self.dsn = dsn
        self._template = f"template_{_digest(revisions.folder())}"

    def dsn_of(self, name: str) -> str:
        return make_url(self.dsn).set(database=name).render_as_string(hide_password=False)

    def prepare(self) -> None:
        """Migrate the template unless a former run did, and drop what former runs left."""
        known = asyncio.run(_names(self.dsn))
        for name in known:
            if name.startswith("test_") or (name.startswith("template_") and name != self._template):
                self.drop(name)
        if self._template not in known:
            unfinished = "test_template"
            self._run(f"create database {unfinished}")
            migrate.upgrade(self.dsn_of(unfinished))
            self._run(f"alter database {unfinished} rename to {self._template}")

    def create(self, name: str | None = None) -> str:
        """A migrated database of its own; returns its address."""
        name = name or f"test_{uuid4().hex[:12]}"
        self._run(f"create database {name} template {self._template} strategy file_copy")
        return self.dsn_of(name)

    def drop(self, name: str) -> None:
        self._run(f"drop database if exists {name} with (force)")

    def _run(self, statement: str) -> None:
        asyncio.run(_execute(self.dsn, statement))


def start_server() -> tuple[str, Callable[[], None]]:
    """The address of the run's server, and how to stop it."""
    given = os.environ.get("ATTENDANCE_TEST_DATABASE_URL")
    if given:
        return given, lambda: None
    server = _start_in_free_slot()
    return server.dsn, server.stop


def _start_in_free_slot() -> postgres.Server:
    for slot in itertools.count():
        folder = Path(tempfile.gettempdir()) / f"attendance-tests-{os.getuid()}" / str(slot)
        try:
            return _start(folder)
        except postgres.AlreadyRunning:
            continue
    raise AssertionError("itertools.count never ends")


def _start(folder: Path) -> postgres.Server:
    try:
        return postgres.start(folder, on_progress=lambda _: None, settings=_FAST | _QUIET)
    except postgres.PostgresFailed:
        # Without fsync a crash of the machine may leave a broken cluster: it holds nothing worth repairing.
        shutil.rmtree(folder)
        return postgres.start(folder, on_progress=lambda _: None, settings=_FAST | _QUIET)


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


async def _names(dsn: str) -> list[str]:
    connection = await asyncpg.connect(dsn)
    try:
        return [row["datname"] for row in await connection.fetch("select datname from pg_database")]
    finally:
        await connection.close()


async def _execute(dsn: str, statement: str) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
