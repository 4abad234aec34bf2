"""Each channel that customers write on × each place where attendants work: asked, taken, answered, asked back.

A new channel is one line in CUSTOMERS, or in DESTINATIONS, or in both.
"""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from attendance.channels import actions as channels
from attendance.channels.schemas import NewInbox
from attendance.destinations import linking
from attendance.kernel.bus import PostgresBus
from attendance.kernel.settings import load
from attendance.main import build_services, create_app, web_parts
from attendance.services import running
from attendance.worker import worker_parts
from tests.factories.world import new_world
from tests.fakes.graph import FakeGraph
from tests.flows.peers import PUBLIC_URL, OnInstagram, OnMessenger, OnSms, OnTelegram, Peer
from tests.flows.product import Product, serving, until
from tests.flows.workplaces import OnGoogleChat, OnSlack, OnTeams

CUSTOMERS = (OnTelegram, OnSms, OnInstagram, OnMessenger, OnSlack, OnTeams, OnGoogleChat)


class AtSlack(OnSlack):
    """Their direct messages with our app."""

    async def writes(self, text: str) -> None:
        body = await self.fake.writes("U0MARIA01", text, channel="D0MARIA01")
        assert (await self.fake.deliver(body)).status_code == 200

    @property
    def received(self) -> list[str]:
        return [json.dumps(message, ensure_ascii=False) for message in self.fake.sent]


class AtTeams(OnTeams):
    """Their chat with our app."""

    async def writes(self, text: str) -> None:
        body = self.fake.activity(text, user="29:maria", conversation="a:maria", conversation_type="personal")
        assert (await self.fake.deliver(body)).status_code == 200

    @property
    def received(self) -> list[str]:
        return [json.dumps(message, ensure_ascii=False) for message in self.fake.sent]


class AtGoogleChat(OnGoogleChat):
    """Their chat with our app."""

    @property
    def received(self) -> list[str]:
        return [json.dumps(message, ensure_ascii=False) for message in self.fake.sent]


@asynccontextmanager
async def product_between(
    customer: Peer, attendant: Peer, database_url: str, folder: Path
) -> AsyncIterator[Product]:
    """The running product, and both vendors beside it."""
    async with AsyncExitStack() as stack:
        found: dict[str, Any] = {}
        for peer in (customer, attendant):
            found |= peer.settings(await stack.enter_async_context(serving(peer.app)))
        settings = load(data_dir=folder, database_pool_size=12, public_url=PUBLIC_URL, **found)
        services = build_services(settings, database_url, bus=PostgresBus(database_url))
        parts = (*web_parts(services), *worker_parts(services, concurrency=6))
        await stack.enter_async_context(running(services, *parts))
        url = await stack.enter_async_context(serving(create_app(services, is_demo=True)))
        graph = FakeGraph(http=httpx.AsyncClient())
        product = Product(url, services, await new_world(services.database), graph)
        yield product
        for peer in (customer, attendant):
            await peer.settle()
        await product.close()
        await graph.http.aclose()


async def connect(product: Product, peer: Peer) -> None:
    key = f"{peer.channel}-{product.world.tenant_id.hex}"
    new = NewInbox(channel=peer.channel, name=peer.channel, credentials=dict(peer.credentials))
    async with product.world.tx() as tx:
        await channels.create_inbox(tx, product.services.vault, new, key=key)
    peer.listen_at(product.url, f"/webhooks/{peer.channel}/{key}")


async def link(product: Product, peer: Peer, user_id: UUID) -> None:
    """The attendant says who they are, from their messenger."""
    async with product.world.tx() as tx:
        code, _ = await linking.new_code(tx, user_id)
    await peer.writes(code)
    await hears(peer, "A partir de agora você pode atender por aqui.")


async def hears(peer: Peer, words: str) -> None:
    await until(lambda: any(words in text for text in peer.received))


DESTINATIONS = (OnTelegram, AtSlack, AtTeams, AtGoogleChat)
PAIRS = [(theirs, ours) for theirs in CUSTOMERS for ours in DESTINATIONS if theirs.channel != ours.channel]


@pytest.mark.parametrize(
    ("theirs", "ours"), PAIRS, ids=[f"{theirs.channel}-{ours.channel}" for theirs, ours in PAIRS]
)
async def test_a_customer_is_answered_from_a_messenger(
    theirs: type[Peer], ours: type[Peer], fresh_database_url: str, tmp_path: Path
) -> None:
    customer, attendant = theirs(), ours()
    async with product_between(customer, attendant, fresh_database_url, tmp_path) as product:
        for peer in (customer, attendant):
            await connect(product, peer)
        maria = await product.attendant("Maria Santos")
        await product.queue(maria, channels=[customer.channel])
        await link(product, attendant, maria)

        await customer.writes("Quero falar com uma pessoa")
        await hears(attendant, "Quero falar com uma pessoa")
        await attendant.writes("/pegar")
        await hears(attendant, "está com você")
        await attendant.writes("Olá, em que posso ajudar?")
        await hears(customer, "Olá, em que posso ajudar?")
        await customer.writes("Meu pedido não chegou")
        await hears(attendant, "Meu pedido não chegou")
        await attendant.writes("/resolver")
        await hears(attendant, "encerrada")

        assert not any("/pegar" in text or "/resolver" in text for text in customer.received)
