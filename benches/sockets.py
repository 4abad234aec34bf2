"""A thousand open consoles: memory of each, and how soon the last of them sees a message."""

import asyncio
import time

import websockets

from attendance.conversations import actions, posting
from benches import stage
from benches.inbound import _load
from benches.report import Figure, Report, quantile
from benches.stage import Stage

SOCKETS = 1000


async def run(report: Report, *, seconds: float) -> None:
    async with stage.running() as here:
        await _load(here, rate=20, seconds=2)
        before = sum(here.memory_mb().values())
        sockets = await _open(here)
        after = sum(here.memory_mb().values())
        spread = [delay for _ in range(20) for delay in await _broadcast(here, sockets)]
        for socket in sockets:
            await socket.close()
        await here.database.close()
    report.add(
        Figure("memory of an open console", (after - before) / SOCKETS * 1024, "KB"),
        Figure("a note at 1,000 consoles, p50", quantile(spread, 0.5), "ms"),
        Figure("a note at 1,000 consoles, p99", quantile(spread, 0.99), "ms"),
    )


async def _open(here: Stage) -> list[websockets.ClientConnection]:
    address = here.url.replace("http", "ws", 1) + "/api/attendance/ws"
    headers = {"authorization": f"Bearer {here.token}"}
    sockets: list[websockets.ClientConnection] = []
    for _ in range(SOCKETS // 50):
        batch = (websockets.connect(address, additional_headers=headers, compression=None) for _ in range(50))
        sockets += await asyncio.gather(*batch)
    await asyncio.gather(*(socket.recv() for socket in sockets))
    return sockets


async def _broadcast(here: Stage, sockets: list[websockets.ClientConnection]) -> list[float]:
    """Milliseconds from the commit of a note to its frame, at each socket."""
    async with here.database.transaction(here.tenant_id) as tx:
        rows = await tx.fetch("select id from conversations limit 1")
        found = await actions.lock(tx, rows[0]["id"])
        await posting.post_note(
            tx,
            found,
            text="nota",
            client_id=str(time.monotonic_ns()),
            user_id=here.owner,
            author_name="Bench",
        )
    began = time.perf_counter()

    async def wait(socket: websockets.ClientConnection) -> float:
        seen = 0.0
        while True:
            frame = str(await socket.recv())
            if frame.startswith('{"type":"message.upserted"'):
                seen = (time.perf_counter() - began) * 1000
            if frame.startswith('{"type":"conversation.upserted"'):
                return seen

    return list(await asyncio.gather(*(wait(socket) for socket in sockets)))
