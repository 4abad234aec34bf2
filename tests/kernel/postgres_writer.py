"""A process to be killed: starts the server of a folder, writes numbers, prints each once it is kept."""

import asyncio
import itertools
import sys
from pathlib import Path

import asyncpg

from attendance.kernel import postgres


async def _write(dsn: str) -> None:
    connection = await asyncpg.connect(dsn)
    await connection.execute("create table numbers (n int primary key)")
    for number in itertools.count():
        await connection.execute("insert into numbers values ($1)", number)
        print(number, flush=True)


asyncio.run(_write(postgres.start(Path(sys.argv[1]), on_progress=lambda _: None).dsn))
