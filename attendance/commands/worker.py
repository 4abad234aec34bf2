"""`attendance worker`: background work alone; run it as often as wanted, kill it whenever you like."""

import asyncio

from attendance.commands import database, loop
from attendance.commands.options import Data, settings_of
from attendance.commands.terminal import console, failing_clearly
from attendance.kernel import log
from attendance.kernel.settings import Settings
from attendance.services import Services, build, running
from attendance.worker import worker_parts


def worker(data: Data = None) -> None:
    """Run background work: receiving, routing, delivering. The database must be migrated."""
    with failing_clearly():
        settings = settings_of(data)
        log.configure(settings.log_level, style=settings.log_format)
        with database.migrated(settings) as dsn:
            loop.run(lambda asked: _run(settings, dsn, asked))


async def _run(settings: Settings, dsn: str, asked: asyncio.Event) -> None:
    services = build(Services, settings, dsn)
    async with running(services, *worker_parts(services, concurrency=settings.worker_concurrency)):
        console.print("Working.")
        await asked.wait()
