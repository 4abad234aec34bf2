"""A vendor that calls five times at once, with everything it has to tell: one message, one turn of the bot, one answer.

WhatsApp's walk of this kind, with killed workers, is in `test_durability`.
"""

import asyncio
from pathlib import Path
from typing import Final

import httpx
import pytest

from tests.flows.peers import Peer, connect, product_with
from tests.flows.product import Product, until
from tests.flows.test_channels import PEERS

TIMES: Final = 5


class Repeating(httpx.AsyncBaseTransport):
    """Makes each call several times side by side; the caller hears the first answer."""

    def __init__(self) -> None:
        self._transport = httpx.AsyncHTTPTransport()
        self.statuses: list[int] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        content = await request.aread()
        calls = [
            httpx.Request(request.method, request.url, headers=request.headers, content=content)
            for _ in range(TIMES)
        ]
        answers = await asyncio.gather(*map(self._call, calls))
        self.statuses.extend(answer.status_code for answer in answers)
        return answers[0]

    async def _call(self, request: httpx.Request) -> httpx.Response:
        answer = await self._transport.handle_async_request(request)
        await answer.aread()
        return answer

    async def aclose(self) -> None:
        await self._transport.aclose()


@pytest.mark.parametrize("kind", PEERS, ids=lambda kind: kind.channel)
async def test_one_message_and_one_turn(kind: type[Peer], fresh_database_url: str, tmp_path: Path) -> None:
    peer, repeating = kind(), Repeating()
    peer.fake.http = httpx.AsyncClient(transport=repeating)
    async with product_with(peer, fresh_database_url, tmp_path) as product:
        await connect(product, peer)

        await peer.writes("Oi")
        await until(lambda: peer.received)
        await until(lambda: is_idle(product))

        assert await counted(product) == {"in": 1, "out": 1}
        assert len(set(peer.received)) == len(peer.received)
    assert len(repeating.statuses) >= TIMES
    assert set(repeating.statuses) == {200}


async def is_idle(product: Product) -> bool:
    async with product.world.tx() as tx:
        return not await tx.fetch("select 1 from jobs where run_at <= now() and state <> 'dead' limit 1")


async def counted(product: Product) -> dict[str, int]:
    async with product.world.tx() as tx:
        rows = await tx.fetch("select direction, count(*) as n from messages group by direction")
    return {row["direction"]: row["n"] for row in rows}
