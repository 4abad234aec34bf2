"""Which migrations a database lacks, read from the files without loading Alembic: every start asks."""

import asyncio
import re
from pathlib import Path

import asyncpg

from attendance.kernel.errors import AttendanceError

_PACKAGE = Path(__file__).parent.parent
_REVISION = re.compile(r"^revision = \"(\w+)\"$", re.M)
_DOWN_REVISION = re.compile(r"^down_revision = (?:\"(\w+)\"|None)$", re.M)


class UnknownRevision(AttendanceError):
    code = "unknown_revision"
    message = (
        "The database is at the migration {revision}, which this version doesn't know. Run a newer version."
    )


def folder() -> Path:
    """Where the migrations are: inside the installed package, beside it in a working copy."""
    installed = _PACKAGE / "_migrations"
    return installed if installed.is_dir() else _PACKAGE.parent / "migrations"


def known() -> list[str]:
    """The revisions of this version, oldest first."""
    after: dict[str | None, str] = {}
    for file in (folder() / "versions").glob("*.py"):
        written = file.read_text("utf-8")
        revision, before = _REVISION.search(written), _DOWN_REVISION.search(written)
        assert revision and before, f"{file} names no revision"
        after[before[1]] = revision[1]
    line: list[str] = []
    while (revision_after := after.get(line[-1] if line else None)) is not None:
        line.append(revision_after)
    return line


def pending(dsn: str) -> list[str]:
    """The revisions that `dsn` lacks, oldest first; empty when it is up to date.

    Not to be called from a running event loop. Raises: UnknownRevision.
    """
    line, at = known(), asyncio.run(_revision(dsn))
    if at is not None and at not in line:
        raise UnknownRevision(revision=at)
    return line if at is None else line[line.index(at) + 1 :]


async def _revision(dsn: str) -> str | None:
    connection = await asyncpg.connect(dsn)
    try:
        if not await connection.fetchval("select to_regclass('alembic_version') is not null"):
            return None
        return str(await connection.fetchval("select version_num from alembic_version"))
    finally:
        await connection.close()
