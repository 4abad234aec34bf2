"""`attendance up`: database, web server and worker, on one data folder."""

import asyncio
import socket
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Annotated

import typer

from attendance import main
from attendance.commands import database, loop, ports, serving
from attendance.commands.options import Data, Host, Port, settings_of
from attendance.commands.seed import SignIn, print_sign_ins, seed_first, sign_ins
from attendance.commands.terminal import console, failing_clearly, tell
from attendance.commands.worker_process import WorkerProcess
from attendance.kernel import log, postgres, revisions
from attendance.kernel.settings import Settings
from attendance.services import running
from attendance.simulator.routes import VENDORS

_WATCH_SECONDS = 1.0


def up(
    port: Port = 8080,
    host: Host = "127.0.0.1",
    data: Data = None,
    empty: Annotated[bool, typer.Option("--empty", help="Start without the demo company.")] = False,
) -> None:
    """Run everything on this machine. Ctrl-C stops it cleanly."""
    began = time.monotonic()
    with failing_clearly():
        settings = settings_of(data)
        with database.held(settings) as (dsn, server), closing(ports.bind(host, port)) as bound:
            log.configure(settings.log_level, style=settings.log_format, file=_log_file(settings))
            settings = with_public_url(settings, bound)
            if not empty:
                settings = settings.model_copy(update={"demo_url": ports.url_of(bound) + VENDORS})
            if revisions.pending(dsn):
                _upgrade(dsn)
            loop.run(lambda asked: _run(settings, dsn, server, bound, asked, began, is_demo=not empty))
            tell("Stopping")
    console.print("Stopped.")


def _upgrade(dsn: str) -> None:
    from attendance.kernel import migrate  # Alembic costs a start half a second, and few starts need it

    tell("Preparing the database")
    migrate.upgrade(dsn)


def _log_file(settings: Settings) -> Path:
    return settings.data_dir / "log" / "attendance.log"


def with_public_url(settings: Settings, bound: socket.socket) -> Settings:
    """Unless the environment says how others reach us, it is the address that we listen on."""
    if "public_url" in settings.model_fields_set:
        return settings
    return settings.model_copy(update={"public_url": ports.url_of(bound)})


async def _run(
    settings: Settings,
    dsn: str,
    server: postgres.Server | None,
    bound: socket.socket,
    asked: asyncio.Event,
    began: float,
    *,
    is_demo: bool,
) -> None:
    services = main.build_services(settings, dsn)
    has_demo = await seed_first(services, dsn, is_demo=is_demo)
    web = serving.WebServer(main.create_app(services, is_demo=has_demo), bound)
    work = WorkerProcess(settings, dsn)
    async with running(services, *main.web_parts(services), web, work):
        people = await sign_ins(services.database, dsn, settings.public_url)
        _welcome(settings, people, has_demo=has_demo, seconds=time.monotonic() - began)
        await _watch(server, asked)


def _welcome(settings: Settings, people: list[SignIn], *, has_demo: bool, seconds: float) -> None:
    url = settings.public_url
    console.print(f"\n[bold green]Attendance Suite is running[/] ({seconds:.1f} s). Ctrl-C stops it.\n")
    console.print(f"  Console      {url}/")
    if has_demo:
        console.print(f"  Demo shop    {url}/demo/loja")
        console.print(f"  Telephones   {url}/demo/telefone")
    console.print(f"  API          {url}/api/docs")
    if settings.log_format == "auto":
        console.print(f"  Log          {_log_file(settings)}")
    print_sign_ins(people)
    console.print()


async def _watch(server: postgres.Server | None, asked: asyncio.Event) -> None:
    """Until asked to stop. A database server that dies meanwhile, as when memory runs out, is started again."""
    while not asked.is_set():
        if server is not None and not server.is_running:
            tell("PostgreSQL ended by itself; starting it again")
            server.restart()
        with suppress(TimeoutError):
            await asyncio.wait_for(asked.wait(), _WATCH_SECONDS)
