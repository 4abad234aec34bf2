"""Vendors' emulators as programs of our Node, on a port of their own."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from tools.web_build import find_node

PACKAGES = Path(__file__).parent / "node_modules"
_NODE = find_node(Path(sys.prefix) / "node")
_PATIENCE_SECONDS = 60


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@asynccontextmanager
async def program(
    script: str, arguments: Sequence[str], *, says: str, folder: Path, trusts: Path | None = None
) -> AsyncIterator[None]:
    """Runs while the block does, which begins once the program has said that it is there.

    It trusts one more certificate, when given.
    """
    path = PACKAGES / script
    assert path.is_file(), "the emulators are not installed: `./attend test` does it"
    trust = {"NODE_EXTRA_CA_CERTS": str(trusts)} if trusts else {}
    process = await asyncio.create_subprocess_exec(
        str(_NODE), str(path), *arguments, cwd=folder, env={**os.environ, "NO_COLOR": "1", **trust},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        await asyncio.wait_for(_wait(process.stdout, says), _PATIENCE_SECONDS)
        reading = asyncio.create_task(process.stdout.read())
        yield
        reading.cancel()
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def _wait(output: asyncio.StreamReader, says: str) -> None:
    said = ""
    while says not in said:
        line = await output.readline()
        assert line, f"the program ended: {said}"
        said += line.decode(errors="replace")
