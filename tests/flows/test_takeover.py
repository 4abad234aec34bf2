"""A person takes over while the bot is answering: in every interleaving the bot is silent from then on (P23)."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from attendance.bots import greeting
from attendance.conversations import actions, posting
from attendance.router import outbound
from tests.fakes.graph import GraphFailure
from tests.flows.product import CUSTOMER, Product, until

pytestmark = (
    pytest.mark.quiet
)  # the log waits for older transactions of the whole server: other tests hold it up


Json = dict[str, Any]


@dataclass
class Gate:
    """A point of the bot's way where the test holds it; what was there before runs once the gate is open."""

    original: Callable[..., Awaitable[Any]]
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    opened: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, *given: Any, **named: Any) -> Any:
        self.reached.set()
        await asyncio.wait_for(self.opened.wait(), 10)
        return await self.original(*given, **named)


@dataclass
class Chat:
    """One conversation of the bot that an owner takes over."""

    product: Product
    api: httpx.AsyncClient

    async def id(self) -> str:
        items = (await self.api.get("/api/attendance/conversations")).json()["items"]
        (listed,) = items
        key: str = listed["conversation"]["id"]
        return key

    async def take(self) -> None:
        answer = await self.api.post(f"/api/attendance/conversations/{await self.id()}/take")
        assert answer.json()["status"] == "active", answer.text

    async def says(self, text: str) -> None:
        reply = {"text": text, "client_id": f"client-{text}"}
        await self.api.post(f"/api/attendance/conversations/{await self.id()}/messages", json=reply)

    async def messages(self) -> list[Json]:
        answer = await self.api.get(f"/api/attendance/conversations/{await self.id()}/messages")
        items: list[Json] = answer.json()["items"]
        return items

    async def by_bot(self) -> list[Json]:
        return [message for message in await self.messages() if message["author"]["kind"] == "bot"]

    def arrived(self) -> list[str]:
        """What the customer got, in order."""
        return [call.body["text"]["body"] for call in self.product.graph.sent]


@pytest.fixture
async def chat(product: Product) -> Chat:
    await product.whatsapp()
    return Chat(product, await product.api(await product.world.user("Olga", role="owner")))


async def test_taken_before_the_bot_has_the_lock(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(actions.lock_together)
    monkeypatch.setattr(greeting, "actions", SimpleNamespace(lock=actions.lock, lock_together=gate))
    await chat.product.graph.customer_writes(CUSTOMER, "Oi")
    await gate.reached.wait()

    await chat.take()
    gate.opened.set()
    await chat.says("Olá, sou eu")

    await until(lambda: chat.arrived() == ["Olá, sou eu"])
    assert await chat.by_bot() == []


async def test_taken_while_the_bot_holds_the_lock(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(posting.post_reply)
    monkeypatch.setattr(greeting, "posting", SimpleNamespace(post_reply=gate))
    await chat.product.graph.customer_writes(CUSTOMER, "Oi")
    await gate.reached.wait()

    taking = asyncio.create_task(chat.take())
    await _waits_for_the_row(chat.product)
    gate.opened.set()
    await taking
    await chat.says("Olá, sou eu")

    await until(lambda: chat.arrived() == ["Olá, sou eu"])
    (written,) = await chat.by_bot()
    assert _outcome(written) == ("failed", "owner_changed", False)


async def test_taken_while_the_greeting_waits_to_be_sent(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(outbound._claim)
    monkeypatch.setattr(outbound, "_claim", gate)
    await chat.product.graph.customer_writes(CUSTOMER, "Oi")
    await gate.reached.wait()

    async with chat.product.socket(chat.api) as socket:
        await chat.take()
        gate.opened.set()
        (written,) = await chat.by_bot()
        told = await socket.wait_for("message.upserted", id=written["id"], state="failed")
        await chat.says("Olá, sou eu")

    await until(lambda: chat.arrived() == ["Olá, sou eu"])
    assert _outcome(told["message"]) == ("failed", "owner_changed", False)
    retry = await chat.api.post(
        f"/api/attendance/conversations/{await chat.id()}/messages/{written['id']}/retry"
    )
    assert (retry.status_code, retry.json()["code"]) == (409, "not_retryable")


async def test_what_was_on_its_way_to_the_vendor_arrives_first(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = chat.product.services.channels["whatsapp"]
    gate = Gate(channel.send)
    monkeypatch.setattr(type(channel), "send", lambda _, inbox, outgoing: gate(inbox, outgoing))
    await chat.product.graph.customer_writes(CUSTOMER, "Oi")
    await gate.reached.wait()

    await chat.take()
    await chat.says("Olá, sou eu")
    gate.opened.set()

    await until(lambda: len(chat.arrived()) == 2)
    assert chat.arrived()[1] == "Olá, sou eu"
    (written,) = await chat.by_bot()
    assert written["reason"] is None


async def test_notices_follow_the_state_and_not_the_owner(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    await chat.product.queue(await chat.product.attendant(is_online=False), channels=["whatsapp"])
    gate = Gate(outbound._claim)
    monkeypatch.setattr(outbound, "_claim", gate)
    await chat.product.graph.customer_writes(CUSTOMER, "Oi")
    await gate.reached.wait()

    await chat.product.graph.customer_writes(CUSTOMER, "Quero um atendente")
    await until(lambda: _has_notice(chat))
    await chat.take()
    gate.opened.set()
    await chat.says("Olá, sou eu")

    await until(lambda: len(chat.arrived()) == 2)
    assert chat.arrived()[0].startswith("Aguarde, transferir para atendente...")
    assert chat.arrived()[1] == "Olá, sou eu"


async def test_a_person_may_send_what_a_bot_could_not(chat: Chat) -> None:
    something_went_wrong = GraphFailure(131000)
    chat.product.graph.fail_status_next(something_went_wrong)
    await chat.product.graph.customer_writes(CUSTOMER, "Oi")
    (written,) = await until(lambda: _failed(chat))

    await chat.take()
    here = f"/api/attendance/conversations/{await chat.id()}"
    retried = await chat.api.post(f"{here}/messages/{written['id']}/retry")

    assert retried.json()["state"] == "queued"
    # The vendor took the first one, too, before it said that it was lost.
    await until(lambda: chat.arrived() == [written["text"]] * 2)


async def _failed(chat: Chat) -> list[Json]:
    listed = (await chat.api.get("/api/attendance/conversations")).json()["items"]
    return [message for message in await chat.by_bot() if message["state"] == "failed"] if listed else []


async def _has_notice(chat: Chat) -> bool:
    return any(message["author"]["kind"] == "system" for message in await chat.messages())


async def _waits_for_the_row(product: Product) -> None:
    """Until a transaction waits for a lock that another one holds."""

    async def waits() -> bool:
        async with product.world.tx() as tx:
            return bool(await tx.fetch("select 1 from pg_locks where not granted"))

    await until(waits)


def _outcome(message: Json) -> tuple[str, str, bool]:
    return message["state"], message["reason"]["code"], message["reason"]["may_retry"]
