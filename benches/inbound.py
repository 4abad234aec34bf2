"""Webhooks: how soon and how many are acknowledged, how many are handled to the end, how soon a screen shows them."""

import asyncio
import json
import sys
import time
from contextlib import suppress
from typing import Any

import asyncpg
import websockets

from benches import stage
from benches.report import Figure, Report, quantile
from benches.stage import SECRET, Stage

CONNECTIONS = 32


async def run(report: Report, *, seconds: float) -> None:
    async with stage.running() as here:
        await stage.staff(here, 50, capacity=1000)
        await _load(here, rate=40, seconds=6)  # the customers' conversations begin
        await stage.idle(here)
        await _steady(report, here, seconds=seconds)
        bare = await _bare_commits(here, seconds=min(8.0, seconds))
        await _flood(report, here, bare, seconds=min(15.0, seconds))
        await here.database.close()


async def _steady(report: Report, here: Stage, *, seconds: float) -> None:
    """80 messages a second, and a screen that watches."""
    async with _Screen(here) as screen:
        answered = await _load(here, rate=80, seconds=seconds)
        await asyncio.sleep(1)
    report.add(
        Figure("webhook acknowledged, p50 at 80/s", answered["p50_ms"], "ms", 20),
        Figure("webhook acknowledged, p99 at 80/s", answered["p99_ms"], "ms", 250),
        Figure("customer's message on the screen, p50 at 80/s", quantile(screen.delays, 0.5), "ms"),
        Figure("customer's message on the screen, p95 at 80/s", quantile(screen.delays, 0.95), "ms", 300),
        Figure(
            "messages that reached the screen",
            len(screen.delays) / answered["acknowledged"] * 100,
            "%",
            100,
            True,
        ),
    )


async def _flood(report: Report, here: Stage, bare: float, *, seconds: float) -> None:
    """As fast as they are acknowledged, until the last is stored, routed, logged and shown."""
    before = await _messages(here)
    async with _Screen(here) as screen:
        began = time.perf_counter()
        answered = await _load(here, rate=0, seconds=seconds)
        await screen.wait_for(answered["acknowledged"], seconds=10 * seconds)
        took = time.perf_counter() - began
    stored = await _messages(here) - before
    assert stored == answered["acknowledged"], f"{answered['acknowledged']} acknowledged, {stored} stored"
    report.add(
        Figure("webhooks acknowledged, sustained", answered["per_second"], "/s", bare / 2, True, bare),
        Figure("messages handled to the end", screen.count / took, "/s", 1000, True, bare),
    )


async def _load(here: Stage, *, rate: float, seconds: float) -> dict[str, Any]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benches.load", here.webhook, "--secret", SECRET, "--rate", str(rate),
        "--seconds", str(seconds), "--connections", str(CONNECTIONS), cwd=stage.ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, _ = await process.communicate()
    answered: dict[str, Any] = json.loads(out)
    assert answered["refused"] == 0, "webhooks were refused"
    return answered


async def _messages(here: Stage) -> int:
    async with here.database.transaction(here.tenant_id) as tx:
        return int((await tx.fetch("select count(*) from messages where direction = 'in'"))[0][0])


async def _bare_commits(here: Stage, *, seconds: float) -> float:
    """Commits a second of one small row each, over as many connections."""
    dsn = here.database.dsn
    admin = await asyncpg.connect(dsn)
    await admin.execute("create table if not exists bare (id bigint generated always as identity, body text)")
    connections = [await asyncpg.connect(dsn) for _ in range(CONNECTIONS)]
    until = time.perf_counter() + seconds

    async def commit(connection: "asyncpg.Connection[asyncpg.Record]") -> int:
        count = 0
        while time.perf_counter() < until:
            await connection.execute("insert into bare (body) values ($1)", "x" * 500)
            count += 1
        return count

    total = sum(await asyncio.gather(*(commit(connection) for connection in connections)))
    for connection in connections:
        await connection.close()
    await admin.execute("drop table bare")
    await admin.close()
    return total / seconds


class _Screen:
    """A supervisor's socket: counts customers' messages, and how long each was under way (in its text)."""

    def __init__(self, here: Stage) -> None:
        self._here = here
        self.count = 0
        self.delays: list[float] = []
        self._seen = asyncio.Condition()

    async def __aenter__(self) -> "_Screen":
        address = self._here.url.replace("http", "ws", 1) + "/api/attendance/ws"
        headers = {"authorization": f"Bearer {self._here.token}"}
        self._socket = await websockets.connect(address, additional_headers=headers, max_queue=None)
        self._reader = asyncio.create_task(self._read())
        self._pinger = asyncio.create_task(self._ping())
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in (self._reader, self._pinger):
            task.cancel()
        await asyncio.gather(self._reader, self._pinger, return_exceptions=True)
        await self._socket.close()

    async def _read(self) -> None:
        with suppress(websockets.ConnectionClosed):
            async for frame in self._socket:
                if b'"message.upserted"' in _head(frame) and '"direction":"in"' in str(frame):
                    self.count += 1
                    sent = str(frame).split("sent=", 1)[1].split(" ", 1)[0]
                    self.delays.append((time.monotonic_ns() - int(sent)) / 1e6)
                    async with self._seen:
                        self._seen.notify_all()

    async def wait_for(self, count: int, *, seconds: float) -> None:
        """Until so many were seen. Raises TimeoutError."""
        async with asyncio.timeout(seconds), self._seen:
            await self._seen.wait_for(lambda: self.count >= count)

    async def _ping(self) -> None:
        while True:
            await asyncio.sleep(20)
            await self._socket.send('{"type":"ping"}')


def _head(frame: str | bytes) -> bytes:
    return frame[:60] if isinstance(frame, bytes) else frame[:60].encode()
