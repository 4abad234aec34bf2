"""A script's dialogue goes on where it stood when its worker was killed, without saying or calling anything twice."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from attendance.botfiles.bundle import bundle as bundle_of
from attendance.botfiles.bundle import file
from attendance.bots import actions, publishing
from tests.factories.world import VAULT
from tests.flows.product import CUSTOMER, Product, serving, until
from tests.flows.workers import Workers

ASKS = """
HEAR nome AS NAME WITH "Quem é?"
lista = [nome]
FOR i = 1 TO 2
    HEAR resposta WITH "Pergunta " + i
    PUSH lista, resposta
NEXT i
TALK JOIN(lista, "-")
"""


def calls(url: str) -> str:
    return f"""
TALK "antes"
a = GET "{url}/um"
TALK "um=" + a.n
b = GET "{url}/dois"
TALK "dois=" + b.n
HEAR x WITH "Certo?"
TALK "fim"
"""


class Server:
    """Counts its calls; one to /dois waits until it may be answered."""

    def __init__(self) -> None:
        self.called: list[str] = []
        self.may_answer = asyncio.Event()

    async def __call__(self, scope: Any, receive: Any, send: Callable[[Any], Awaitable[None]]) -> None:
        self.called.append(scope["path"])
        if scope["path"] == "/dois":
            await self.may_answer.wait()
        body = json.dumps({"n": len(self.called)}).encode()
        headers = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


async def publish(product: Product, start: str) -> UUID:
    files = [file("config.csv", b"name,value\n"), file("start.bas", start.encode())]
    async with product.world.tx() as tx:
        bot_id = await actions.create(tx, VAULT, "Lia", bundle_of(files))
        await publishing.publish(tx, VAULT, bot_id)
    await product.whatsapp(bot_id=bot_id)
    return bot_id


def texts(product: Product) -> list[str]:
    """What the customer got, in order."""
    return [call.body["text"]["body"] for call in product.graph.sent]


async def says(product: Product, text: str) -> None:
    await product.graph.customer_writes(CUSTOMER, text)


async def heard(product: Product, count: int) -> None:
    """Wait until the customer got so many messages."""
    await until(lambda: len(texts(product)) == count, seconds=90)


async def status(product: Product) -> list[tuple[str, int]]:
    """Each execution's state and how many turns it had."""
    async with product.world.tx() as tx:
        rows = await tx.fetch("select status, turn from bot_executions order by started_at")
    return [(row["status"], row["turn"]) for row in rows]


async def test_a_worker_killed_at_every_question(workerless: tuple[Product, Workers]) -> None:
    product, workers = workerless
    await publish(product, ASKS)

    for said, wanted in (("oi", 1), ("ana", 2), ("sim", 3)):
        async with workers.one():
            await says(product, said)
            await heard(product, wanted)
    await says(product, "não")  # nobody works: it waits
    async with workers.one():
        await heard(product, 4)

    assert texts(product) == ["Quem é?", "Pergunta 1", "Pergunta 2", "Ana-sim-não"]
    assert await status(product) == [("finished", 4)]


async def test_a_worker_killed_in_the_middle_of_a_turn_that_calls_out(
    workerless: tuple[Product, Workers],
) -> None:
    product, workers = workerless
    calling, server = workers.in_a_closed_network(), Server()

    async with serving(server) as url:
        await publish(product, calls(url))
        async with calling.one():
            await says(product, "oi")
            await until(lambda: server.called == ["/um", "/dois"], seconds=30)
        assert texts(product) == []  # the turn was not over: nothing was said

        server.may_answer.set()
        async with calling.one():
            await heard(product, 4)
            await says(product, "sim")
            await heard(product, 5)

    assert server.called.count("/um") == 1  # its result was kept
    assert server.called.count("/dois") == 2  # the first had no answer that could be kept
    assert texts(product) == ["antes", "um=1", "dois=3", "Certo?", "fim"]
    assert await status(product) == [("finished", 2)]
