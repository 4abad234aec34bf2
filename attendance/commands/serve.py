"""`attendance serve`: the web server alone; run it as often as wanted, on as many machines."""

import asyncio
import socket
from contextlib import closing

from attendance import main
from attendance.commands import database, loop, ports, serving
from attendance.commands.options import Data, Host, Port, settings_of
from attendance.commands.terminal import console, failing_clearly
from attendance.commands.up import with_public_url
from attendance.kernel import log
from attendance.kernel.settings import Settings
from attendance.services import running


def serve(port: Port = 8080, host: Host = "127.0.0.1", data: Data = None) -> None:
    """Run the web server without a worker. The database must be migrated."""
    with failing_clearly():
        settings = settings_of(data)
        log.configure(settings.log_level, style=settings.log_format)
        with database.migrated(settings) as dsn, closing(ports.bind(host, port)) as bound:
            settings = with_public_url(settings, bound)
            loop.run(lambda asked: _run(settings, dsn, bound, asked))


async def _run(settings: Settings, dsn: str, bound: socket.socket, asked: asyncio.Event) -> None:
    services = main.build_services(settings, dsn)
    web = serving.WebServer(main.create_app(services), bound)
    async with running(services, *main.web_parts(services), web):
        console.print(f"Serving {settings.public_url}/")
        await asked.wait()
