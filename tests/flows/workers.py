"""Workers in processes of their own, which a test may kill."""

import asyncio
import os
import random
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path


class Workers:
    """Starts worker processes, and ends them as a power cut would."""

    def __init__(self, database_url: str, folder: Path, graph_url: str) -> None:
        self._environment = {
            **os.environ,
            "ATTENDANCE_DATABASE_URL": database_url,
            "ATTENDANCE_DATA_DIR": str(folder),
            "ATTENDANCE_GRAPH_URL": graph_url,
            "ATTENDANCE_LOG_LEVEL": "error",
        }
        self.kills = 0

    @asynccontextmanager
    async def one(self) -> AsyncIterator[asyncio.subprocess.Process]:
        worker = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "attendance",
            "worker",
            env=self._environment,
            stdout=asyncio.subprocess.PIPE,
        )
        try:
            assert worker.stdout is not None
            assert b"Working" in await worker.stdout.readline()
            yield worker
        finally:
            if worker.returncode is None:
                worker.send_signal(signal.SIGKILL)
            await worker.wait()

    def in_a_closed_network(self) -> "Workers":
        """Their scripts may call this machine."""
        others = Workers("", Path(), "")
        others._environment = self._environment | {"ATTENDANCE_ALLOW_PRIVATE_URLS": "true"}
        return others

    async def live_and_die(self, chance: random.Random, *, times: int) -> None:
        """One after another, each killed at a moment of no importance to it; the last one may live."""
        for _ in range(times):
            async with self.one():
                await asyncio.sleep(0.5 + chance.random() * 2)
            self.kills += 1
        async with self.one():
            await asyncio.Event().wait()
