"""The rows of `rows.py` in a temporary table."""

import json
from collections.abc import AsyncIterator, Callable
from typing import Any, TypeAlias

import asyncpg
import pytest

from attendance.basic import filters
from attendance.basic.filters import Query
from tests.basic.filters.rows import COLUMNS, ROWS
from tests.basic.host import FakeHost

_TYPES = {
    "integer": "bigint", "text": "text", "decimal": "numeric(12, 2)", "boolean": "boolean", "date": "date",
    "datetime": "timestamptz", "json": "jsonb", "array": "text[]",
}  # fmt: skip

Table: TypeAlias = Callable[[Query], Any]


@pytest.fixture(scope="session")
async def table(database_url: str) -> AsyncIterator[Table]:
    """Awaits a query and gives the numbers of the rows that PostgreSQL finds, in its order."""
    connection: asyncpg.Connection[Any] = await asyncpg.connect(database_url)
    names = ", ".join(
        f'"{name.replace(chr(34), chr(34) * 2)}" {_TYPES[kind]}' for name, kind in COLUMNS.items()
    )
    await connection.execute(f"create temporary table t ({names})")
    places = ", ".join(f"${i}" for i in range(1, len(COLUMNS) + 1))
    await connection.executemany(f"insert into t values ({places})", [_record(row) for row in ROWS])

    async def find(query: Query) -> list[int]:
        statement = filters.sql(query, COLUMNS, FakeHost())
        order = "" if query.order else "order by n"
        tail = f"{statement.tail} {order}" if not query.limit else statement.tail
        records = await connection.fetch(
            f"select n from t where {statement.condition} {tail}", *statement.parameters
        )
        return [record["n"] for record in records]

    yield find
    await connection.close()


def _record(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(
        json.dumps(value) if name == "data" and value is not None else value for name, value in row.items()
    )
