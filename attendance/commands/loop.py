"""The event loop of a long-running command, until somebody asks to stop."""

import asyncio
import signal
from collections.abc import Callable, Coroutine
from typing import Any

import uvloop


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
