"""Nothing lost, doubled or reordered while the worker is killed again and again, in either direction."""

import asyncio
import random
from collections import defaultdict
from urllib.parse import urlsplit

import httpx

from tests.fakes.graph_bodies import contact, message, signature, webhook
from tests.flows.product import Product, until
from tests.flows.workers import Workers

CONVERSATIONS, BURST, REPLIES, ANSWERED, KILLS = 200, 20, 4, 40, 6


def signed(product: Product, body: bytes) -> dict[str, str]:
    return {"x-hub-signature-256": signature(body, product.graph.app_secret)}


class Line:
    """A kept-alive connection that posts webhooks: cheap enough for thousands of them in a test."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str) -> None:
        self._reader, self._writer, self._path = reader, writer, path

    @classmethod
    async def open(cls, url: str) -> "Line":
        target = urlsplit(url)
        return cls(*await asyncio.open_connection(target.hostname, target.port), target.path)

    async def post(self, body: bytes, headers: dict[str, str]) -> int:
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        head = f"POST {self._path} HTTP/1.1\r\nhost: test\r\ncontent-length: {len(body)}\r\n{lines}\r\n"
        self._writer.write(head.encode() + body)
        answer = await self._reader.readuntil(b"\r\n\r\n")
        length = int(answer.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        await self._reader.readexactly(length)
        return int(answer.split(b" ", 2)[1])

    def close(self) -> None:
        self._writer.close()


async def bursts(product: Product, phones: list[str], chance: random.Random) -> None:
    """Customers who share a connection write in turn, each message acknowledged before the next; some come twice."""
    assert product.graph.callback_url is not None
    line = await Line.open(product.graph.callback_url)
    for number in range(BURST):
        for phone in phones:
            await deliver(product, line, phone, number, times=1 + (chance.random() < 0.2))
    line.close()


async def deliver(product: Product, line: Line, phone: str, number: int, *, times: int) -> None:
    body = webhook(
        messages=[message(phone, text=f"{number}", message_id=f"wamid.{phone}.{number}")],
        contacts=[contact(phone, f"Cliente {phone}")],
        phone_number_id=product.graph.phone_number_id,
    )
    for _ in range(times):
        assert await line.post(body, signed(product, body)) == 200


async def test_bursts_survive_a_worker_that_is_killed_again_and_again(
    workerless: tuple[Product, Workers],
) -> None:
    product, workers = workerless
    chance = random.Random(20261122)
    owner = await product.world.user("Ana", role="owner")
    await product.whatsapp()
    api = await product.api(owner)
    phones = [f"55119{n:08d}" for n in range(CONVERSATIONS)]

    killer = asyncio.create_task(workers.live_and_die(chance, times=KILLS))
    await asyncio.gather(*(bursts(product, phones[lane::16], chance) for lane in range(16)))
    await until(lambda: stored(product, CONVERSATIONS * BURST), seconds=120)
    await until(lambda: greeted(product), seconds=120)
    await answer(product, api, phones[:ANSWERED])
    await until(lambda: workers.kills == KILLS, seconds=120)
    await until(lambda: idle(product), seconds=120)
    killer.cancel()
    await asyncio.gather(killer, return_exceptions=True)

    await check_inbound(product)
    check_outbound(product)


async def stored(product: Product, wanted: int) -> bool:
    async with product.world.tx() as tx:
        return bool(
            await tx.fetch("select 1 from messages where direction = 'in' offset $1 limit 1", wanted - 1)
        )


async def greeted(product: Product) -> bool:
    """The bot's words arrived everywhere: what is still on its way when a person takes over is not sent any more."""
    async with product.world.tx() as tx:
        rows = await tx.fetch(
            "select count(distinct conversation_id) as n from messages where direction = 'out' and state <> 'queued'"
        )
    return bool(rows[0]["n"] == CONVERSATIONS)


async def idle(product: Product) -> bool:
    async with product.world.tx() as tx:
        rows = await tx.fetch(
            "select 1 from messages where state = 'queued' union all "
            "select 1 from jobs where kind in ('inbound.receive', 'bot.turn', 'bot.greet', 'message.deliver')"
        )
    return not rows


async def answer(product: Product, api: httpx.AsyncClient, phones: list[str]) -> None:
    """An attendant takes some conversations and answers each with numbered messages, repeating some posts."""
    async with product.world.tx() as tx:
        rows = await tx.fetch(
            "select id, recipient from conversations where recipient = any($1::text[])", phones
        )
    for row in rows:
        base = f"/api/attendance/conversations/{row['id']}"
        assert (await api.post(f"{base}/take")).status_code == 200
        for number in range(REPLIES):
            new = {"text": f"resposta {number}", "client_id": f"client-{row['id']}-{number}"}
            for _ in range(2):
                assert (await api.post(f"{base}/messages", json=new)).status_code in (200, 201)


async def check_inbound(product: Product) -> None:
    async with product.world.tx() as tx:
        rows = await tx.fetch(
            "select c.recipient, m.text, m.seq, m.direction "
            "from messages m join conversations c on c.id = m.conversation_id order by c.recipient, m.seq"
        )
    heard: dict[str, list[str]] = defaultdict(list)
    seqs: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        seqs[row["recipient"]].append(row["seq"])
        if row["direction"] == "in":
            heard[row["recipient"]].append(row["text"])
    assert len(heard) == CONVERSATIONS
    assert all(texts == [str(n) for n in range(BURST)] for texts in heard.values())
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in seqs.values())


def check_outbound(product: Product) -> None:
    """The vendor got each greeting once, and each answer once and in order."""
    got: dict[str, list[str]] = defaultdict(list)
    for call in product.graph.sent:
        got[call.body["to"].removeprefix("+")].append(call.body["text"]["body"])
    assert len(got) == CONVERSATIONS
    answered = [texts[1:] for texts in got.values() if len(texts) > 1]
    assert not [texts for texts in got.values() if "resposta" in texts[0]]
    assert answered == [[f"resposta {n}" for n in range(REPLIES)]] * ANSWERED


async def test_each_webhook_from_eight_clients_at_once_is_one_message_and_one_turn(
    workerless: tuple[Product, Workers],
) -> None:
    product, workers = workerless
    await product.whatsapp()
    url = product.graph.callback_url
    assert url is not None
    bodies = [
        webhook(
            messages=[message(f"55119000000{n:02d}", text="Oi", message_id=f"wamid.{n}")],
            contacts=[contact(f"55119000000{n:02d}", "Cliente")],
            phone_number_id=product.graph.phone_number_id,
        )
        for n in range(20)
    ]

    async def client() -> list[int]:
        async def deliver_all() -> list[int]:
            line = await Line.open(url)
            answers = [await line.post(body, signed(product, body)) for body in bodies]
            line.close()
            return answers

        return [
            answer
            for answers in await asyncio.gather(*(deliver_all() for _ in range(5)))
            for answer in answers
        ]

    async with workers.one(), workers.one():
        answers = await asyncio.gather(*(client() for _ in range(8)))
        await until(lambda: stored(product, 20))
        await until(lambda: idle(product), seconds=30)

    assert {status for statuses in answers for status in statuses} == {200}
    async with product.world.tx() as tx:
        counts = await tx.fetch(
            "select direction, count(*) as n from messages group by direction order by direction"
        )
    assert [(row["direction"], row["n"]) for row in counts] == [("in", 20), ("out", 20)]
    assert len(product.graph.sent) == 20
