"""How Alembic runs our migrations: one at a time, each in its own transaction, over asyncpg.

`attendance migrate` is the way in; `alembic revision -m "…"` makes a new file.
"""

import asyncio
from typing import Any

from alembic import context
from alembic.ddl.postgresql import PostgresqlImpl
from sqlalchemy import Connection, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

_LOCK = 7_283_645_012  # of nobody else in this database; it only has to stay the same


class _Scripts(PostgresqlImpl):
    """Runs the strings of `op.execute` as they are: many statements at once, a colon is only a colon."""

    __dialect__ = "postgresql"

    def execute(self, sql: Any, execution_options: dict[str, Any] | None = None) -> None:
        if not isinstance(sql, str) or self.connection is None:
            super().execute(sql, execution_options)
            return
        # The driver's connection is in the transaction only after SQLAlchemy ran a statement on it.
        self.connection.exec_driver_sql("select 1")
        self.connection.connection.dbapi_connection.run_async(lambda driver: driver.execute(sql))  # type: ignore[union-attr]


def _migrate(connection: Connection) -> None:
    # Held by the session, not the transaction: building an index concurrently commits on its way.
    connection.execute(text("select pg_advisory_lock(:key)"), {"key": _LOCK})
    connection.execute(text("set lock_timeout = '5s'"))
    connection.commit()
    context.configure(connection=connection, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()


async def _run(dsn: str) -> None:
    engine = create_async_engine(make_url(dsn).set(drivername="postgresql+asyncpg"), poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            await connection.run_sync(_migrate)
            await connection.commit()
    finally:
        await engine.dispose()


asyncio.run(_run(context.config.attributes["dsn"]))
