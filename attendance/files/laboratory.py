"""Has files examined and converted by the workshop, a process of its own with limits on time and memory.

A few at a time, so that a flood of photos doesn't take the machine from the conversations.
"""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from pathlib import Path
from typing import Any, Final
from weakref import WeakKeyDictionary

import msgspec

from attendance.files.findings import Findings
from attendance.kernel import log

_AT_ONCE: Final = max(1, min(4, (os.cpu_count() or 2) - 1))
_LONGEST_SECONDS: Final = 300.0
_log = log.get("files")
_places: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


class Unreadable(Exception):
    """The content can't be read as what it looks like, or takes more than anybody's photo should."""


async def examine(path: Path, folder: Path, *, kind: str, mime_type: str) -> Findings:
    """Measure it; preview and playable form are written into `folder`. Raises Unreadable."""
    report = await _order("examine", path, folder, kind=kind, mime_type=mime_type)
    return msgspec.convert(report, Findings)


async def convert(
    path: Path, folder: Path, *, kind: str, mime_type: str, target: str, most_bytes: int
) -> Path:
    """Make `target` of it, no larger than `most_bytes`. Raises Unreadable."""
    report = await _order(
        "convert", path, folder, kind=kind, mime_type=mime_type, target=target, most_bytes=most_bytes
    )
    return Path(report["made"])


async def _order(wish: str, path: Path, folder: Path, **more: Any) -> Any:
    order = {"wish": wish, "path": str(path), "folder": str(folder), **more}
    async with _place():
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "attendance.files.workshop", stdin=PIPE, stdout=PIPE, stderr=PIPE
        )
        try:
            async with asyncio.timeout(_LONGEST_SECONDS):
                report, complaint = await process.communicate(msgspec.json.encode(order))
        except TimeoutError as error:
            raise Unreadable("it takes too long") from error
        finally:
            await _end(process)
    if process.returncode == 0:
        return msgspec.json.decode(report)
    words = complaint.decode(errors="replace").strip().rpartition("\n")[2][:500]
    _log.info("file_unreadable", status=process.returncode, reason=words)
    raise Unreadable(words or f"the workshop ended with {process.returncode}")


async def _end(process: asyncio.subprocess.Process) -> None:
    """Whoever stops waiting leaves nothing running behind."""
    if process.returncode is None:
        process.kill()
        await process.wait()


def _place() -> asyncio.Semaphore:
    """One of the places of this event loop."""
    return _places.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(_AT_ONCE))
