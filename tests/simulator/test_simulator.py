"""The telephones against our real channels: customers write signed webhooks, what we send arrives."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from attendance.channels import registry
from attendance.channels.base import (
    Channel,
    InboxConfig,
    Incoming,
    IncomingMessage,
    IncomingStatus,
    MessageKind,
    Outgoing,
    RawDelivery,
)
from attendance.kernel.errors import InvalidInput, Misconfigured, NotFound, TooManyRequests
from attendance.simulator import vendors
from attendance.simulator.accounts import INBOX_KEYS, Accounts
from attendance.simulator.phones import File, Phones
from attendance.simulator.routes import VENDORS, simulator_routes
from attendance.simulator.transport import DemoTransport, belongs_to_the_demo
from attendance.simulator.webhooks import Webhooks

ORIGIN = "http://127.0.0.1:8080"
KEY = b"k" * 32
ADDRESSES = {"whatsapp": "5511987654321", "telegram": "787654321", "sms": "+5511987654321"}
NETWORKS = tuple(ADDRESSES)


@dataclass
class Demo:
    """A server with the simulator, whose webhooks our channels check and read."""

    http: httpx.AsyncClient
    page: httpx.AsyncClient
    channels: Any
    heard: list[Incoming] = field(default_factory=list)

    def inbox(self, network: str) -> InboxConfig:
        credentials = Accounts.of(KEY).credentials(network)
        return InboxConfig(uuid4(), uuid4(), network, "Loja", credentials, {}, INBOX_KEYS[network])

    async def webhook(self, request: Request) -> Response:
        network = request.path_params["network"]
        channel: Channel = self.channels[network]
        headers = {name.lower(): value for name, value in request.headers.items()}
        delivery = RawDelivery(await request.body(), headers, target=request.url.path)
        channel.verify(self.inbox(network), delivery)
        self.heard += channel.parse(delivery.body)
        return PlainTextResponse("ok")

    async def look(self, network: str) -> list[dict[str, Any]]:
        query = {"network": network, "address": ADDRESSES[network]}
        bubbles: list[dict[str, Any]] = (await self.page.get("/demo/telefone/chat", params=query)).json()[
            "bubbles"
        ]
        return bubbles

    async def write(self, network: str, text: str, **more: str) -> None:
        body = {
            "network": network,
            "address": ADDRESSES[network],
            "name": "Marina Duarte",
            "text": text,
            **more,
        }
        assert (await self.page.post("/demo/telefone/messages", json=body)).status_code == 200

    async def send(self, network: str, text: str, **content: Any) -> None:
        message = Outgoing(uuid4(), uuid4(), ADDRESSES[network], MessageKind.TEXT, text, content)
        await self.channels[network].send(self.inbox(network), message)


@pytest.fixture
async def demo() -> AsyncIterator[Demo]:
    app = Starlette()
    local = httpx.ASGITransport(app)
    http = httpx.AsyncClient(transport=DemoTransport(ORIGIN + VENDORS, local))
    page = httpx.AsyncClient(transport=local, base_url=ORIGIN)
    found = Demo(http, page, registry.build(http=http, public_url=ORIGIN))
    app.router.routes += [
        *simulator_routes(demo_url=ORIGIN + VENDORS, public_url=ORIGIN, key=KEY, http=http),
        Route("/webhooks/{network}/{key}", found.webhook, methods=["POST"]),
    ]
    yield found
    await http.aclose()
    await page.aclose()


@pytest.mark.parametrize("network", NETWORKS)
async def test_what_the_customer_writes_is_a_signed_message(demo: Demo, network: str) -> None:
    await demo.write(network, "Oi, tudo bem?")

    (message,) = demo.heard
    assert isinstance(message, IncomingMessage)
    assert (message.text, message.sender.external_id) == ("Oi, tudo bem?", ADDRESSES[network])
    assert [bubble["text"] for bubble in await demo.look(network)] == ["Oi, tudo bem?"]


@pytest.mark.parametrize("network", NETWORKS)
async def test_what_we_send_stands_on_the_telephone(demo: Demo, network: str) -> None:
    await demo.send(network, "Chega hoje.")

    (bubble,) = await demo.look(network)
    assert (bubble["mine"], bubble["text"]) == (False, "Chega hoje.")


async def test_what_became_of_a_message_is_reported_under_our_reference(
    demo: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vendors, "_ARRIVES_SECONDS", 0)
    await demo.send("whatsapp", "Chega hoje.")
    while not [news for news in demo.heard if isinstance(news, IncomingStatus) and news.state == "read"]:
        await asyncio.sleep(0)

    statuses = [news for news in demo.heard if isinstance(news, IncomingStatus)]
    assert [news.state for news in statuses] == ["sent", "delivered", "read"]
    assert all(news.message_id for news in statuses)


@pytest.mark.parametrize("network", ["whatsapp", "telegram"])
async def test_pressing_a_choice_hands_back_its_value(demo: Demo, network: str) -> None:
    options = [{"value": "2a-via", "label": "Segunda via"}, {"value": "outro", "label": "Outro assunto"}]
    await demo.send(network, "Como posso ajudar?", options=options)
    (bubble,) = await demo.look(network)
    second = bubble["buttons"][1]

    await demo.write(network, "", reply_to=bubble["id"], button_id=second["id"])

    (chosen,) = [news for news in demo.heard if isinstance(news, IncomingMessage)]
    assert (chosen.kind, chosen.text, chosen.content["chosen"]) == ("interactive", "Outro assunto", "outro")


@pytest.mark.parametrize("network", NETWORKS)
async def test_a_picture_arrives_as_one(demo: Demo, network: str) -> None:
    png = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
    query = {"network": network, "address": ADDRESSES[network], "name": "Marina", "filename": "nota.png"}

    assert (await demo.page.post("/demo/telefone/files", params=query, content=png)).status_code == 200

    (message,) = demo.heard
    assert isinstance(message, IncomingMessage)
    assert [file.kind for file in message.attachments] == ["image"]
    (bubble,) = await demo.look(network)
    assert (await demo.page.get(bubble["file"]["url"])).content == png


async def test_a_wrong_secret_is_refused(demo: Demo) -> None:
    inbox = demo.inbox("whatsapp")
    stranger = InboxConfig(
        inbox.id, inbox.tenant_id, "whatsapp", "Loja", {**inbox.credentials, "access_token": "demo-guess"}, {}
    )
    message = Outgoing(uuid4(), uuid4(), ADDRESSES["whatsapp"], MessageKind.TEXT, "Oi", {})

    with pytest.raises(Misconfigured):
        await demo.channels["whatsapp"].send(stranger, message)


@pytest.mark.parametrize(
    ("url", "headers", "expected"),
    [
        ("https://graph.facebook.com/v26.0/1/messages", {"authorization": "Bearer demo-abc"}, True),
        ("https://graph.facebook.com/v26.0/1/messages", {"authorization": "Bearer EAAG"}, False),
        ("https://api.telegram.org/bot1:demo-abc/getMe", {}, True),
        ("https://api.telegram.org/bot1:AAF/getMe", {}, False),
        (
            "https://api.twilio.com/2010-04-01/Accounts/AC1.json",
            {"authorization": "Basic QUMxOnh5eg=="},
            False,
        ),
    ],
    ids=["graph", "real graph", "telegram", "real telegram", "real twilio"],
)
def test_only_the_demo_s_accounts_are_simulated(url: str, headers: dict[str, str], expected: bool) -> None:
    assert belongs_to_the_demo(httpx.Request("POST", url, headers=headers)) is expected


@pytest.mark.parametrize(
    "body",
    [
        {"network": "fax", "address": "5511987654321", "name": "x", "text": "Oi"},
        {"network": "sms", "address": "5511987654321", "name": "x", "text": "Oi"},
        {"network": "whatsapp", "address": "5511987654321", "name": "x", "text": "  "},
    ],
    ids=["network", "address", "empty"],
)
async def test_odd_input_is_refused(demo: Demo, body: dict[str, str]) -> None:
    with pytest.raises(InvalidInput):
        await demo.page.post("/demo/telefone/messages", json=body)
    assert demo.heard == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "Messages.json"),
        ("GET", "Messages/SM1/Media/{file}"),
    ],
    ids=["send", "read a file"],
)
async def test_strangers_have_no_use_of_the_simulated_vendor(demo: Demo, method: str, path: str) -> None:
    await demo.page.post(
        "/demo/telefone/files",
        params={"network": "sms", "address": ADDRESSES["sms"], "name": "Marina"},
        content=b"oi",
    )
    (bubble,) = await demo.look("sms")
    file_id = bubble["file"]["url"].rpartition("/")[2]
    root = f"{VENDORS}/api.twilio.com/2010-04-01/Accounts/AC1/"

    with suppress(NotFound):
        answer = await demo.page.request(
            method, root + path.format(file=file_id), data={"To": ADDRESSES["sms"], "Body": "Oi"}
        )
        assert answer.status_code == 401

    assert len(await demo.look("sms")) == 1


async def test_the_simulated_vendor_fetches_only_files_of_this_installation(demo: Demo) -> None:
    sms = vendors.Vendors(
        Phones(),
        Webhooks(demo.http, origin=ORIGIN, public_url=ORIGIN, secret="s"),
        Accounts.of(KEY),
        demo.http,
    )

    for url in ("http://169.254.169.254/latest/", f"{ORIGIN}.evil.example/files/x", f"{ORIGIN}/api/users"):
        assert await sms._mms(url) is None


def test_files_are_bounded_by_what_they_weigh_together() -> None:
    phones = Phones()
    large = File(b"x" * 16_000_000, "text/plain", "x")

    kept = [phones.keep(large) for _ in range(30)]

    assert sum(phones.find_file(file_id) is not None for file_id in kept) == 12
    assert phones.find_file(kept[-1]) is not None


async def test_a_quote_of_nothing_is_no_quote(demo: Demo) -> None:
    await demo.write("telegram", "Oi", reply_to="nothing")

    (bubble,) = await demo.look("telegram")
    assert bubble["reply_to"] is None


async def test_nobody_writes_faster_than_a_person(demo: Demo) -> None:
    with pytest.raises(TooManyRequests):
        for _ in range(61):
            await demo.write("sms", "Oi")

    assert len(demo.heard) == 60
