"""The database server dies under a running product, as when memory runs out: everything goes on by itself."""

import os
import signal
import time
from pathlib import Path

import asyncpg

from attendance.kernel import postgres
from tests.commands.test_up import data_dir, started, welcome

__all__ = ["data_dir"]


async def test_work_goes_on_after_the_server_was_killed(data_dir: Path) -> None:
    with started(data_dir) as process:
        welcome(process)
        server = postgres.attach(data_dir)
        os.kill(server.pid, signal.SIGKILL)
        connection = await _again(data_dir, but_not=server.pid)
        await connection.execute(
            "insert into jobs (tenant_id, kind, payload, run_at) select id, 'bot.greet', '{}', now() from tenants"
        )

        left = await _drained(connection)
        await connection.close()
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=30)

    assert left == 0
    assert process.returncode == 0
    assert "Stopped." in rest


async def _again(data_dir: Path, *, but_not: int) -> "asyncpg.Connection[asyncpg.Record]":
    deadline = time.monotonic() + 30
    while True:
        try:
            server = postgres.attach(data_dir)
            if server.pid != but_not:
                return await asyncpg.connect(server.dsn)
        except (postgres.NotRunning, OSError, asyncpg.PostgresError):
            if time.monotonic() > deadline:
                raise
        time.sleep(0.1)


async def _drained(connection: "asyncpg.Connection[asyncpg.Record]") -> int:
    """How many of the jobs nobody took within ten seconds."""
    deadline = time.monotonic() + 10
    while True:
        left: int = await connection.fetchval(
            "select count(*) from jobs where kind = 'bot.greet' and attempts = 0"
        )
        if left == 0 or time.monotonic() > deadline:
            return left
        time.sleep(0.1)
