"""`attendance worker`: background work alone; run it as often as wanted, kill it whenever you like."""

import asyncio
import os
import sys
from typing import Annotated

import typer

from attendance.commands import database, loop
from attendance.commands.options import Data, settings_of
from attendance.commands.terminal import console, failing_clearly
from attendance.kernel import log
from attendance.kernel.settings import Settings
from attendance.services import Services, build, running
from attendance.worker import worker_parts


def worker(
    data: Data = None,
    attached: Annotated[
        bool, typer.Option("--attached", hidden=True, help="End when standard input closes.")
    ] = False,
) -> None:
    """Run background work: receiving, routing, delivering. The database must be migrated."""
    with failing_clearly():
        settings = settings_of(data)
        file = settings.data_dir / "log" / "worker.log" if attached else None
        log.configure(settings.log_level, style=settings.log_format, file=file)
        with database.migrated(settings) as dsn:
            loop.run(lambda asked: _run(settings, dsn, asked, is_attached=attached))


async def _run(settings: Settings, dsn: str, asked: asyncio.Event, *, is_attached: bool) -> None:
    services = build(Services, settings, dsn)
    async with running(services, *worker_parts(services, concurrency=settings.worker_concurrency)):
        console.print("Working.")
        if is_attached:
            _end_with_parent(asked)
        await asked.wait()


def _end_with_parent(asked: asyncio.Event) -> None:
    loop, pipe = asyncio.get_running_loop(), sys.stdin.fileno()

    def read() -> None:
        if not os.read(pipe, 1024):
            loop.remove_reader(pipe)
            asked.set()

    loop.add_reader(pipe, read)
