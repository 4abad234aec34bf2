"""Brings a database to the schema of this version: migrations are SQL by hand, run by Alembic one by one."""

import asyncio
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, make_url
from sqlalchemy.ext.asyncio import create_async_engine

_PACKAGE = Path(__file__).parent.parent


def upgrade(dsn: str) -> None:
    """Run the migrations that `dsn` lacks. Several processes may call it at once: one works, the others wait.

    `dsn` names the owner of the tables. Not to be called from a running event loop.
    """
    config = _config()
    config.attributes["dsn"] = dsn
    command.upgrade(config, "head")


def pending(dsn: str) -> list[str]:
    """The revisions that `dsn` lacks, oldest first; empty when it is up to date."""
    script = ScriptDirectory.from_config(_config())
    return [step.revision for step in script.iterate_revisions("head", asyncio.run(_revision(dsn)))][::-1]


def folder() -> Path:
    """Where the migrations are: inside the installed package, beside it in a working copy."""
    installed = _PACKAGE / "_migrations"
    return installed if installed.is_dir() else _PACKAGE.parent / "migrations"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder()).replace("%", "%%"))
    return config


async def _revision(dsn: str) -> str | None:
    engine = create_async_engine(make_url(dsn).set(drivername="postgresql+asyncpg"))
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_current)
    finally:
        await engine.dispose()


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
