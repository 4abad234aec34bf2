"""A thousand open consoles: memory of each, and how soon the last of them sees a message."""

import asyncio
import time

import websockets

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
    """Milliseconds from sending a note to its frame, at each socket."""
    async with here.api() as api:
        listed = (await api.get("/api/attendance/conversations?limit=1")).json()["items"]
        address = f"/api/attendance/conversations/{listed[0]['conversation']['id']}/notes"
        began = time.perf_counter()
        sending = asyncio.create_task(
            api.post(address, json={"text": "nota", "client_id": str(time.monotonic_ns())})
        )
        seen = await asyncio.gather(*(_note(socket, began) for socket in sockets))
        await sending
    return list(seen)


async def _note(socket: websockets.ClientConnection, began: float) -> float:
    while not str(await socket.recv()).startswith('{"type":"message.upserted"'):
        pass
    seen = (time.perf_counter() - began) * 1000
    while not str(await socket.recv()).startswith('{"type":"conversation.upserted"'):
        pass
    return seen
