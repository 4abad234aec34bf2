"""The worker of `attendance up`: a process of its own, so that background work and requests use two cores.

It ends with us however we end: it reads from a pipe that nobody writes to, and the pipe closes with this process.
"""

import asyncio
import subprocess
import sys
from contextlib import suppress
from typing import Final

from attendance.commands.terminal import tell
from attendance.kernel.settings import Settings, environment_with

STOP_PATIENCE_SECONDS: Final = 15
_PAUSES_SECONDS: Final = (0.5, 1, 2, 5, 10, 30)
_STEADY_SECONDS: Final = 60


class WorkerProcess:
    """A part of `up`: starts the worker, starts it again when it ends by itself, stops it with us."""

    def __init__(self, settings: Settings, dsn: str) -> None:
        self._command = [sys.executable, "-m", "attendance", "worker", "--attached"]
        self._command += ["--data", str(settings.data_dir)]
        self._environment = environment_with(database_url=dsn, public_url=settings.public_url)
        if settings.demo_url:
            self._environment |= environment_with(demo_url=settings.demo_url)
        self._keeper: asyncio.Task[None] | None = None
        self._child: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Returns as soon as the process exists: requests need not wait for it."""
        self._child = await self._spawn()
        self._keeper = asyncio.create_task(self._keep(), name="worker-process")

    async def stop(self) -> None:
        """Let it finish what it has begun; whatever it leaves is taken up again at the next start."""
        if self._keeper is None or self._child is None:
            return
        self._keeper.cancel()
        with suppress(asyncio.CancelledError):
            await self._keeper
        await _end(self._child)

    async def _keep(self) -> None:
        loop, failures = asyncio.get_running_loop(), 0
        while self._child is not None:
            began = loop.time()
            code = await self._child.wait()
            failures = 0 if loop.time() - began > _STEADY_SECONDS else failures + 1
            tell(f"The worker ended by itself (exit code {code}); starting it again")
            await asyncio.sleep(_PAUSES_SECONDS[min(failures, len(_PAUSES_SECONDS) - 1)])
            self._child = await self._spawn()

    async def _spawn(self) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env=self._environment,
            start_new_session=True,  # a Ctrl-C of the terminal is for us; we tell the worker
        )


async def _end(child: asyncio.subprocess.Process) -> None:
    assert child.stdin is not None
    child.stdin.close()
    try:
        async with asyncio.timeout(STOP_PATIENCE_SECONDS):
            await child.wait()
    except TimeoutError:
        with suppress(ProcessLookupError):
            child.kill()
        await child.wait()
