"""Runs the web server, and whatever else lives in its event loop, until somebody asks to stop."""

import asyncio
import signal
import socket
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
import uvloop
from starlette.types import ASGIApp

_GRACE_SECONDS = 5


def run(main: Callable[[asyncio.Event], Coroutine[Any, Any, None]]) -> None:
    """Run `main` in a fresh event loop; its event is set by Ctrl-C and SIGTERM. A second Ctrl-C ends at once."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_until_asked(main))


async def _until_asked(main: Callable[[asyncio.Event], Coroutine[Any, Any, None]]) -> None:
    asked, loop = asyncio.Event(), asyncio.get_running_loop()
    work = asyncio.create_task(main(asked))

    def ask() -> None:
        if asked.is_set():
            work.cancel()
        asked.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ask)
    try:
        await work
    except asyncio.CancelledError:
        return


class WebServer:
    """uvicorn on a socket that is bound already; it leaves the signals to us."""

    def __init__(self, app: ASGIApp, bound: socket.socket) -> None:
        config = uvicorn.Config(
            app,
            loop="none",
            http="httptools",
            lifespan="off",
            ws_per_message_deflate=False,
            ws_max_size=1_000_000,
            proxy_headers=True,
            server_header=False,
            access_log=False,
            log_config=None,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
        self._server = _Server(config)
        self._bound = bound
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Returns when requests are answered. Raises what the start of the application raised."""
        self._task = asyncio.create_task(self._server.serve(sockets=[self._bound]))
        while not self._server.started:
            if self._task.done():
                await self._task
                raise RuntimeError("The web application did not start; see the lines above.")
            await asyncio.sleep(0.01)

    async def stop(self) -> None:
        """Answer what is being asked, close the sockets, end."""
        self._server.should_exit = True
        if self._task is not None:
            await self._task


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """uvicorn would end the process before the database has been stopped."""
        yield
