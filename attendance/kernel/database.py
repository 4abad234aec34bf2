"""Transactions: opened at the edge, scoped to one tenant, committed once, woken up afterwards.

The application connects as the role `attendance_app`, which row-level security binds: a transaction sees only the
rows of the tenant that it was opened for. Reads across tenants go through SECURITY DEFINER functions (migrations).
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Final, TypeVarTuple, cast
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import (
    DateTime,
    Executable,
    MetaData,
    RowMapping,
    Text,
    TextClause,
    text,
)
from sqlalchemy.engine import Row, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.sql import Select
from sqlalchemy.sql.elements import quoted_name

from attendance.kernel import clock
from attendance.kernel.bus import Bus, LocalBus
from attendance.kernel.driver import Driver
from attendance.kernel.errors import AttendanceError
from attendance.kernel.events import SYSTEM, Actor, Event, append
from attendance.kernel.holding import OPEN_TRANSACTIONS
from attendance.kernel.json_text import storable

Ts = TypeVarTuple("Ts")

APP_ROLE = quoted_name("attendance_app", quote=False)

_NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of the mapped classes: the schema's one definition. We select columns, never entities."""

    metadata = MetaData(naming_convention=_NAMING)
    type_annotation_map = {str: Text, datetime: DateTime(timezone=True)}  # noqa: RUF012 (SQLAlchemy's contract)


class DatabaseUnreachable(AttendanceError):
    code = "database_unreachable"
    status = 503
    message = (
        "PostgreSQL at {address} does not answer: {reason}. Check ATTENDANCE_DATABASE_URL and the server."
    )


DATABASE_LOST: Final = (
    OSError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    DBAPIError,
    PoolExhausted,
)
"""What a loop that must go on catches: SQLAlchemy wraps the errors of the driver, the driver itself does not."""


@dataclass(slots=True)
class Tx:
    """One transaction of one tenant. Actions take it and never commit it."""

    connection: AsyncConnection
    driver: Driver
    """The same transaction without SQLAlchemy, for the hot paths."""
    tenant_id: UUID
    actor: Actor = SYSTEM
    cause: UUID | None = None
    topics: set[str] = field(default_factory=set)
    """Bus topics to wake after the commit."""
    _events: list[Event] = field(default_factory=list)

    def publish(self, event: Event) -> None:
        """Write `event` into the log with this transaction."""
        self._events.append(event)

    def wake(self, topic: str) -> None:
        """Wake the listeners of `topic` once the transaction is committed."""
        self.topics.add(topic)

    async def execute(self, statement: Executable, values: Sequence[Mapping[str, Any]] | None = None) -> int:
        """Run a write; returns how many rows it touched."""
        result = await self.connection.execute(statement, list(values) if values is not None else None)
        return result.rowcount

    async def rows(self, statement: "Select[*Ts]") -> Sequence[Row[*Ts]]:
        return (await self.connection.execute(statement)).all()

    async def first(self, statement: "Select[*Ts]") -> Row[*Ts] | None:
        """The first row, or None when there is none."""
        return (await self.connection.execute(statement)).first()

    async def mappings(self, statement: Executable) -> Sequence[RowMapping]:
        return (await self.connection.execute(statement)).mappings().all()

    async def scalar(self, statement: Executable) -> Any:
        """The first column of the first row, or None."""
        return (await self.connection.execute(statement)).scalar()

    async def fetch(self, sql: str, *args: Any) -> list[asyncpg.Record]:
        """SQL through the driver, `$1` parameters: functions and statements of the hot paths."""
        return await self.driver.fetch(sql, *args)

    async def flush_events(self) -> None:
        """Write the published events now; `transaction` does it before it commits."""
        pending, self._events = self._events, []
        if pending:
            await append(
                self.driver, self.tenant_id, pending, actor=self.actor, cause=self.cause, at=clock.now()
            )
            self.wake("events")


class Database:
    """The pool, and the only way to a transaction."""

    def __init__(self, dsn: str, *, pool_size: int = 10, bus: Bus | None = None) -> None:
        self.dsn = dsn
        self.bus: Bus = bus or LocalBus()
        self.engine = _engine(dsn, pool_size)

    @asynccontextmanager
    async def transaction(
        self, tenant_id: UUID, *, actor: Actor = SYSTEM, cause: UUID | None = None, is_durable: bool = True
    ) -> AsyncIterator[Tx]:
        """One transaction as the tenant: commits at the end of the block, rolls back when it raises.

        Without `is_durable` a crash of the database's machine may undo the last half second of such transactions,
        as if they had not run yet: for work that a job, undone with it, does again.
        """
        async with self._begin(tenant_id, is_durable=is_durable) as (connection, driver):
            tx = Tx(connection, driver, tenant_id, actor, cause)
            yield tx
            await tx.flush_events()
        for topic in tx.topics:
            await self.bus.publish(topic)

    @asynccontextmanager
    async def system(self) -> AsyncIterator[Driver]:
        """A transaction without a tenant: sees no rows, may only call the SECURITY DEFINER functions."""
        async with self._begin(None) as (_, driver):
            yield driver

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[Driver]:
        """Like `system`, but each statement is a transaction of its own: one round trip instead of four."""
        async with self.engine.connect() as connection:
            yield await _driver(connection)

    @asynccontextmanager
    async def _begin(
        self, tenant_id: UUID | None, *, is_durable: bool = True
    ) -> AsyncIterator[tuple[AsyncConnection, Driver]]:
        token = OPEN_TRANSACTIONS.set(OPEN_TRANSACTIONS.get() + 1)
        try:
            async with self.engine.begin() as connection:
                # The driver connection is in a transaction only after SQLAlchemy ran a statement on it.
                statement = _SET_TENANT if is_durable else _SET_TENANT_LIGHTLY
                await connection.execute(statement, {"tenant": str(tenant_id) if tenant_id else ""})
                yield connection, await _driver(connection)
        finally:
            OPEN_TRANSACTIONS.reset(token)

    async def ping(self) -> None:
        """Raises DatabaseUnreachable when the server doesn't answer."""
        try:
            async with self.engine.connect() as connection:
                await connection.execute(text("select 1"))
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise DatabaseUnreachable(
                address=address(self.dsn), reason=str(error) or type(error).__name__
            ) from error

    @cached_property
    def apart(self) -> "Database":
        """The same database over a small pool of its own: long reads never take a connection from conversations."""
        return Database(self.dsn, pool_size=_APART, bus=self.bus)

    async def close(self) -> None:
        await self.engine.dispose()
        if "apart" in self.__dict__:
            await self.apart.close()


_APART: Final = 2

_SET_TENANT: TextClause = text("select set_config('app.tenant_id', :tenant, true)")

_SET_TENANT_LIGHTLY: TextClause = text(
    "select set_config('app.tenant_id', :tenant, true), set_config('synchronous_commit', 'off', true)"
)


async def _driver(connection: AsyncConnection) -> Driver:
    raw = await connection.get_raw_connection()
    return cast("Driver", raw.driver_connection)


def address(dsn: str) -> str:
    """The DSN without its password, for messages."""
    return make_url(dsn).render_as_string(hide_password=True)


def _engine(dsn: str, pool_size: int) -> AsyncEngine:
    return create_async_engine(
        make_url(dsn).set(drivername="postgresql+asyncpg"),
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=30,
        connect_args={
            "server_settings": {"role": str(APP_ROLE), "application_name": "attendance", "jit": "off"},
            "timeout": 10,
        },
        json_serializer=storable,
        json_deserializer=msgspec.json.decode,
    )


def as_datetime(value: str | None) -> datetime | None:
    """An ISO instant out of JSON."""
    return datetime.fromisoformat(value) if value else None
