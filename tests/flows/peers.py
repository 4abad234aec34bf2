"""A customer on each channel, as the walks of `test_channels` need them: their vendor is a fake that runs here."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

import httpx

from attendance.channels import actions as channels
from attendance.channels.schemas import NewInbox
from attendance.kernel.bus import PostgresBus
from attendance.kernel.settings import load
from attendance.main import build_services, create_app, web_parts
from attendance.services import running
from attendance.worker import worker_parts
from tests.factories.world import new_world
from tests.fakes.graph import FakeGraph
from tests.fakes.messaging import FakeMessaging
from tests.fakes.telegram import FakeTelegram
from tests.fakes.twilio import FakeTwilio
from tests.flows.product import Product, serving

PUBLIC_URL = "https://ours.test"


class Peer(Protocol):
    """One customer and their vendor."""

    channel: str
    credentials: dict[str, str]
    final_state: str
    """How far this vendor tells what became of our messages."""
    fake: Any
    """The vendor; it calls us through its `http`."""

    @property
    def app(self) -> Any: ...

    def settings(self, url: str) -> Mapping[str, str]:
        """What the product must know to find the fake."""

    def listen_at(self, url: str, path: str) -> None:
        """Our webhook: where it runs now, and its path below the public address."""

    async def writes(self, text: str) -> None: ...

    async def settle(self) -> None:
        """Wait until everything is reported."""

    @property
    def received(self) -> list[str]:
        """What the customer has been sent, oldest first."""


@dataclass
class OnTelegram:
    channel: str = "telegram"
    final_state: str = "sent"
    fake: FakeTelegram = field(default_factory=FakeTelegram)

    def __post_init__(self) -> None:
        self.app = self.fake.app
        self.credentials = {"bot_token": self.fake.token, "secret_token": "segredo"}

    def settings(self, url: str) -> Mapping[str, str]:
        return {"telegram_url": url}

    def listen_at(self, url: str, path: str) -> None:
        self.fake.callback_url, self.fake.secret_token = url + path, "segredo"

    async def writes(self, text: str) -> None:
        await self.fake.customer_writes(55110001, text, name="João Silva")

    async def settle(self) -> None:
        await self.fake.http.aclose()

    @property
    def received(self) -> list[str]:
        return [message["text"] for message in self.fake.sent]

    @property
    def was_shown_typing(self) -> bool:
        return any(call.method == "sendChatAction" for call in self.fake.calls)


@dataclass
class OnSms:
    channel: str = "sms"
    final_state: str = "delivered"
    fake: FakeTwilio = field(default_factory=FakeTwilio)

    def __post_init__(self) -> None:
        self.app = self.fake.app
        self.credentials = {
            "account_sid": self.fake.account_sid,
            "auth_token": self.fake.token,
            "number": self.fake.number,
        }

    def settings(self, url: str) -> Mapping[str, str]:
        return {"twilio_url": url}

    def listen_at(self, url: str, path: str) -> None:
        self.fake.callback_url, self.fake.public_url = url + path, PUBLIC_URL + path

    async def writes(self, text: str) -> None:
        answer = await self.fake.customer_writes("+5511988887777", text)
        assert answer.headers["content-type"].startswith("text/xml")  # anything else would go to the customer

    async def settle(self) -> None:
        await self.fake.settle()
        await self.fake.http.aclose()

    @property
    def received(self) -> list[str]:
        return [form["Body"] for form in self.fake.sent]


@dataclass
class OnMessenger:
    channel: str = "messenger"
    final_state: str = "read"
    fake: FakeMessaging = field(default_factory=FakeMessaging)

    def __post_init__(self) -> None:
        self.app = self.fake.app
        self.credentials = {
            "page_id": self.fake.account,
            "access_token": self.fake.token,
            "app_secret": self.fake.app_secret,
            "verify_token": "verify-me",
        }

    def settings(self, url: str) -> Mapping[str, str]:
        return {"graph_url": url}

    def listen_at(self, url: str, path: str) -> None:
        self.fake.callback_url = url + path

    async def writes(self, text: str) -> None:
        await self.fake.customer_writes("7001200300", text)

    async def settle(self) -> None:
        await self.fake.settle()
        await self.fake.http.aclose()

    @property
    def received(self) -> list[str]:
        return [message["text"] for message in self.fake.sent]

    @property
    def was_shown_typing(self) -> bool:
        return any(call.get("sender_action") == "typing_on" for call in self.fake.calls)

    @property
    def was_shown_reading(self) -> bool:
        return any(call.get("sender_action") == "mark_seen" for call in self.fake.calls)


@dataclass
class OnInstagram(OnMessenger):
    channel: str = "instagram"
    fake: FakeMessaging = field(default_factory=lambda: FakeMessaging("instagram", token="IGAAfake"))

    def __post_init__(self) -> None:
        super().__post_init__()
        del self.credentials["page_id"]

    def settings(self, url: str) -> Mapping[str, str]:
        return {"instagram_url": url}


async def connect(product: Product, peer: Peer) -> UUID:
    """An inbox of the peer's channel."""
    key = f"key-{product.world.tenant_id.hex}"
    new = NewInbox(channel=peer.channel, name=peer.channel, credentials=dict(peer.credentials))
    async with product.world.tx() as tx:
        inbox_id = await channels.create_inbox(tx, product.services.vault, new, key=key)
    peer.listen_at(product.url, f"/webhooks/{peer.channel}/{key}")
    return inbox_id


@asynccontextmanager
async def product_with(peer: Peer, database_url: str, folder: Path) -> AsyncIterator[Product]:
    """The running product, and the peer's vendor beside it."""
    async with AsyncExitStack() as stack:
        vendor_url = await stack.enter_async_context(serving(peer.app))
        settings = load(
            data_dir=folder, database_pool_size=12, public_url=PUBLIC_URL, **peer.settings(vendor_url)
        )
        services = build_services(settings, database_url, bus=PostgresBus(database_url))
        parts = (*web_parts(services), *worker_parts(services, concurrency=6))
        await stack.enter_async_context(running(services, *parts))
        url = await stack.enter_async_context(serving(create_app(services, is_demo=True)))
        product = Product(
            url, services, await new_world(services.database), FakeGraph(http=httpx.AsyncClient())
        )
        yield product
        await peer.settle()
        await product.close()
        await product.graph.http.aclose()
