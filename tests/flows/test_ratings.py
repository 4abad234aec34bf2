"""After the end of a conversation the customer is asked on each channel, as its vendor shows it, and answers there."""

import asyncio
import random
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from attendance.conversations import actions
from attendance.ratings import settings
from attendance.ratings.settings import Settings
from tests.fakes import telegram_bodies as bodies
from tests.flows.peers import OnInstagram, OnMessenger, OnSms, OnTelegram, Peer, connect, product_with
from tests.flows.product import CUSTOMER, Product, until
from tests.flows.workers import Workers

QUESTION = "De 0 a 10, que nota você dá ao nosso atendimento?"
AT_ONCE = Settings(is_on=True, delay_seconds=0)


async def _asks(product: Product) -> None:
    async with product.world.tx() as tx:
        await settings.replace_all(tx, [AT_ONCE])


async def _rating(product: Product) -> dict[str, Any] | None:
    async with product.world.tx() as tx:
        rows = await tx.fetch("select state, score, comment, comment_state from conversation_ratings")
    return dict(rows[0]) if rows else None


async def _attended(product: Product, peer: Peer) -> tuple[Any, str]:
    """A client of Maria's, and the path of the conversation that she answered."""
    maria = await product.attendant("Maria Santos")
    await product.queue(maria, channels=[peer.channel])
    await connect(product, peer)
    api = await product.api(maria)
    await peer.writes("Quero falar com uma pessoa")

    async def assigned() -> Any:
        items = (await api.get("/api/attendance/conversations", params={"view": "mine"})).json()["items"]
        return items[0] if items else None

    listed = await until(assigned)
    path = f"/api/attendance/conversations/{listed['conversation']['id']}"
    await api.post(f"{path}/take")
    await api.post(f"{path}/messages", json={"text": "Pronto!", "client_id": "client-0001"})
    await until(lambda: "Pronto!" in peer.received)
    return api, path


async def _scored(product: Product, score: int) -> bool:
    found = await _rating(product)
    return found is not None and found["score"] == score


@pytest.mark.parametrize("kind", [OnTelegram, OnSms, OnMessenger, OnInstagram], ids=lambda kind: kind.channel)
async def test_asked_and_answered(kind: type[Peer], fresh_database_url: str, tmp_path: Path) -> None:
    peer = kind()
    async with product_with(peer, fresh_database_url, tmp_path) as product:
        await _asks(product)
        api, path = await _attended(product, peer)

        assert (await api.post(path.replace("conversations", "resolve"))).status_code == 200
        await until(lambda: any(QUESTION in text for text in peer.received))
        await peer.writes("nota 9")
        await until(lambda: _scored(product, 9))
        await until(lambda: any("Quer contar o motivo" in text for text in peer.received))
        await peer.writes("Muito atenciosa")
        await until(lambda: any("Sua opinião" in text for text in peer.received))

        assert (await _rating(product)) == {
            "state": "answered", "score": 9, "comment": "Muito atenciosa", "comment_state": "given",
        }  # fmt: skip
        assert sum(QUESTION in text for text in peer.received) == 1
        assert (await api.get(path)).json()["conversation"]["status"] == "resolved"


async def test_telegram_shows_buttons_in_two_rows(fresh_database_url: str, tmp_path: Path) -> None:
    peer = OnTelegram()
    async with product_with(peer, fresh_database_url, tmp_path) as product:
        await _asks(product)
        api, path = await _attended(product, peer)

        assert (await api.post(path.replace("conversations", "resolve"))).status_code == 200
        await until(lambda: any("reply_markup" in message for message in peer.fake.sent))

        [asked] = [message for message in peer.fake.sent if "reply_markup" in message]
        rows = asked["reply_markup"]["inline_keyboard"]
        assert [[button["text"] for button in row] for row in rows] == [
            ["0", "1", "2", "3", "4", "5"], ["6", "7", "8", "9", "10"],
        ]  # fmt: skip
        ours = bodies.message(55110001, text=QUESTION, reply_markup=asked["reply_markup"])
        await peer.fake.customer_presses(55110001, ours, "10")
        await until(lambda: _scored(product, 10))


async def _whatsapp(product: Product) -> tuple[Any, UUID]:
    maria = await product.attendant("Maria Santos")
    await product.queue(maria, channels=["whatsapp"])
    await product.whatsapp()
    api = await product.api(maria)
    await product.graph.customer_writes(CUSTOMER, "Quero falar com uma pessoa")

    async def assigned() -> Any:
        items = (await api.get("/api/attendance/conversations", params={"view": "mine"})).json()["items"]
        return items[0] if items else None

    listed = await until(assigned)
    id = listed["conversation"]["id"]
    await api.post(f"/api/attendance/conversations/{id}/take")
    return api, id


def _words(product: Product, to: str = CUSTOMER) -> list[str]:
    sent = [call.body for call in product.graph.sent if call.body.get("type") == "text"]
    return [body["text"]["body"] for body in sent if body.get("to", "").lstrip("+") == to]


async def test_whatsapp_asks_for_a_number(product: Product) -> None:
    """Its lists have ten rows; the scale has eleven numbers."""
    await _asks(product)
    api, id = await _whatsapp(product)

    assert (await api.post(f"/api/attendance/resolve/{id}")).status_code == 200
    await until(lambda: any(QUESTION in text for text in _words(product)))
    [asked] = [text for text in _words(product) if QUESTION in text]
    assert asked == f"{QUESTION}\nResponda com um número de 0 (péssimo) a 10 (ótimo)."
    await product.graph.customer_writes(CUSTOMER, "10")

    await until(lambda: _scored(product, 10))


async def test_asked_exactly_once_while_workers_die(workerless: tuple[Product, Workers]) -> None:
    """The question, its job and the message are one transaction after the other, each whole or not at all."""
    product, workers = workerless
    await _asks(product)
    maria = await product.attendant("Maria Santos")
    await product.whatsapp()
    phones = [f"55119{number:08d}" for number in range(12)]
    killer = asyncio.create_task(workers.live_and_die(random.Random(7), times=3))
    for phone in phones:
        await product.graph.customer_writes(phone, "Oi")

    async def conversations() -> Any:
        async with product.world.tx() as tx:
            rows = await tx.fetch("select id from conversations")
        return [row["id"] for row in rows] if len(rows) == len(phones) else None

    for id in await until(conversations, seconds=120):
        async with product.world.tx() as tx:
            await actions.accept(tx, await actions.lock(tx, id), maria)
        async with product.world.tx() as tx:
            await actions.resolve(tx, await actions.lock(tx, id))
    await until(lambda: workers.kills == 3, seconds=120)
    await until(lambda: all(_asked(product, phone) for phone in phones), seconds=120)
    killer.cancel()
    await asyncio.gather(killer, return_exceptions=True)

    assert [_asked(product, phone) for phone in phones] == [1] * len(phones)
    async with product.world.tx() as tx:
        rows = await tx.fetch("select state from conversation_ratings")
    assert [row["state"] for row in rows] == ["asked"] * len(phones)


def _asked(product: Product, phone: str) -> int:
    return sum(QUESTION in text for text in _words(product, phone))
