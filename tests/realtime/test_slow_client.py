"""A browser that stops reading is let go, and nobody waits for it."""

import asyncio
import json
from typing import Any

import pytest
import websockets

from attendance.realtime import hub
from tests.flows.product import CUSTOMER, Product, until
from tests.realtime.screen import Screen, screen

LONG = "x" * 60_000


async def test_who_stops_reading_slows_nobody_and_resumes(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub, "QUEUE_FRAMES", 40)
    owner = await product.world.user("Olga", role="owner")
    await product.whatsapp()

    async with screen(product, "owner", owner) as others:
        await product.graph.customer_writes(CUSTOMER, "Oi")
        await others.equals_server()
        slow = Screen(product, "slow", owner, others.api, others.checker, cursor=others.cursor)
        slow.state.conversations |= others.state.conversations
        async with _not_reading(slow) as line:
            await until(lambda: product.services.hub.size == 2)
            delays = await _traffic(others, product)
            assert max(delays) < 2
            await others.equals_server()

            received = [json.loads(text) async for text in _rest(line)]
        assert line.close_code == 4408

        for frame in received:
            slow.apply(frame)
        assert slow.cursor != others.cursor
        slow.resume()
        listening = asyncio.create_task(slow.listen())
        try:
            await until(lambda: len(slow.of_type("ready")) == 2)
            assert slow.of_type("ready")[1]["resumed"] is True
            await until(lambda: slow.cursor == others.cursor)
            assert slow.state.conversations == others.state.conversations
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)


def _not_reading(slow: Screen) -> Any:
    """A socket with small buffers that nobody reads."""
    address = slow.product.url.replace("http", "ws", 1) + f"/api/attendance/ws?cursor={slow.cursor}"
    headers = {"authorization": slow.api.headers["authorization"]}
    return websockets.connect(address, additional_headers=headers, max_queue=1, ping_interval=None)


async def _traffic(others: Screen, product: Product) -> list[float]:
    """Notes, until the hub let the slow one go; how long each took to reach the other screen."""
    (key,) = others.state.conversations
    delays: list[float] = []
    loop = asyncio.get_running_loop()
    while product.services.hub.size == 2:
        began, known = loop.time(), len(others.of_type("message.upserted"))
        note = {"text": LONG, "client_id": f"client-{len(delays):04}"}
        answer = await others.api.post(f"/api/attendance/conversations/{key}/notes", json=note)
        assert answer.status_code == 201
        await others.hears("message.upserted", beyond=known)
        delays.append(loop.time() - began)
        assert len(delays) < 400, "it was never let go"
    return delays


async def _rest(line: Any) -> Any:
    """It reads again: what was under way, then the end."""
    try:
        async for text in line:
            yield text
    except websockets.ConnectionClosed:
        return
