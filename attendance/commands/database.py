"""Which PostgreSQL a command works on: the one of ATTENDANCE_DATABASE_URL, else the embedded one of the data folder."""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from attendance.commands.terminal import tell
from attendance.kernel import postgres, revisions
from attendance.kernel.database import DatabaseUnreachable, address
from attendance.kernel.errors import AttendanceError
from attendance.kernel.settings import Settings

_PATIENCE_SECONDS = 10
_LEAST_FREE_BYTES = 200_000_000


class DiskFull(AttendanceError):
    code = "disk_full"
    message = (
        "The disk of {folder} is nearly full: {free_mb} MB are free, {needed_mb} MB are needed to start."
    )


class NotMigrated(AttendanceError):
    code = "not_migrated"
    message = "The database is older than this version. Run `attendance migrate` first."


class NoDatabase(AttendanceError):
    code = "no_database"
    message = (
        "There is no database in {data_dir}. Make one with `./attend up`, or name its folder with --data."
    )


@contextmanager
def opened(settings: Settings, *, may_create: bool = False) -> Iterator[str]:
    """The address of the database, reachable. An embedded server that nobody runs is started for the block.

    Raises: DatabaseUnreachable; NoDatabase unless it may be created.
    """
    if settings.database_url:
        asyncio.run(_reach(settings.database_url))
        yield settings.database_url
        return
    check_disk(settings.data_dir)
    if not may_create and not postgres.is_created(settings.data_dir):
        raise NoDatabase(data_dir=settings.data_dir)
    server = postgres.start_or_attach(settings.data_dir, on_progress=tell)
    try:
        yield server.dsn
    finally:
        server.stop()


@contextmanager
def held(settings: Settings) -> Iterator[tuple[str, postgres.Server | None]]:
    """Like `opened`, but the data folder is ours alone: raises AlreadyRunning when somebody uses it."""
    if settings.database_url:
        asyncio.run(_reach(settings.database_url))
        yield settings.database_url, None
        return
    check_disk(settings.data_dir)
    server = postgres.start(settings.data_dir, on_progress=tell)
    try:
        yield server.dsn, server
    finally:
        server.stop()


@contextmanager
def migrated(settings: Settings) -> Iterator[str]:
    """Like `opened`, and at this version. Raises: NotMigrated."""
    with opened(settings) as dsn:
        if revisions.pending(dsn):
            raise NotMigrated
        yield dsn


def check_disk(data_dir: Path) -> None:
    """Raises DiskFull before PostgreSQL trips over it."""
    folder = next(parent for parent in (data_dir.resolve(), *data_dir.resolve().parents) if parent.exists())
    free = shutil.disk_usage(folder).free
    if free < _LEAST_FREE_BYTES:
        raise DiskFull(folder=folder, free_mb=free // 1_000_000, needed_mb=_LEAST_FREE_BYTES // 1_000_000)


async def _reach(dsn: str) -> None:
    try:
        connection = await asyncpg.connect(dsn, timeout=_PATIENCE_SECONDS)
    except (OSError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        reason = str(error) or type(error).__name__
        raise DatabaseUnreachable(address=address(dsn), reason=reason) from error
    await connection.close()
