"""The SMS channel against two peers: `emulate` acts as Twilio, Prism holds our requests to Twilio's OpenAPI.

The emulator signs its webhooks and calls the address of each message's `StatusCallback`, over TLS as Twilio does. It
sends no files and refuses nothing for its shape: the first is the fake's part, the second Prism's.
"""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from attendance.channels.base import (
    DeliveryState,
    Ignored,
    InboxConfig,
    Incoming,
    IncomingConsent,
    IncomingMessage,
    IncomingStatus,
    MessageKind,
    Outgoing,
    RawDelivery,
)
from attendance.channels.sms.channel import SmsChannel
from attendance.kernel.errors import Misconfigured, Rejected
from attendance.kernel.ids import new_id
from attendance.vendors.twilio import TwilioClient
from tests.channels.files import outgoing_file
from tests.fakes.certificates import self_signed
from tests.flows.product import serving, until
from tests.peers.programs import free_port, program

pytestmark = pytest.mark.peer

ACCOUNT, TOKEN = "AC" + "a" * 32, "segredo"
NUMBER, SERVICE = "+551140001000", "MG" + "b" * 32
CREDENTIALS: Final = {"account_sid": ACCOUNT, "auth_token": TOKEN, "number": NUMBER}
INBOX: Final = InboxConfig(new_id(), new_id(), "sms", "Loja", CREDENTIALS, {}, key="loja")
MESSAGE: Final = Outgoing(
    new_id(), new_id(), "+5511988887777", MessageKind.TEXT, "Olá, Ana & João + 1 = ?", {}
)
LONG: Final = "Seu pedido saiu para entrega. " * 12
SPECIFICATION: Final = Path(__file__).parent / "specs" / "twilio.json"


@dataclass
class Desk:
    """Our side: what the emulator delivered, verified and read as the webhooks do."""

    url: str = ""
    read: list[Incoming] = field(default_factory=list)
    channel: SmsChannel = field(init=False)

    def __post_init__(self) -> None:
        path = INBOX.webhook_path
        self.app = Starlette(routes=[Route(path, self._receive, methods=["POST"])])

    async def _receive(self, request: Request) -> Response:
        body = await request.body()
        delivery = RawDelivery(body, dict(request.headers), target=request.url.path)
        self.channel.verify(INBOX, delivery)
        self.read.extend(self.channel.parse(body))
        answer = self.channel.acknowledge(body)
        return Response(answer.body, media_type=answer.media_type)


class Twilio:
    """The emulator as its own account sees it."""

    def __init__(self, url: str, http: httpx.AsyncClient) -> None:
        self._url = url
        self._http = http

    async def simulate(self, what: str, **form: str) -> dict[str, Any]:
        answer = await self._http.post(
            f"{self._url}/_twilio/simulate/{what}", data=form, auth=(ACCOUNT, TOKEN)
        )
        assert answer.is_success, answer.text
        shown: dict[str, Any] = answer.json()
        return shown

    async def messages(self) -> list[dict[str, Any]]:
        """Oldest first."""
        path = f"{self._url}/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
        listed = (await self._http.get(path, auth=(ACCOUNT, TOKEN))).json()["messages"]
        return list(reversed(listed))


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False) as client:
        yield client


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    desk = Desk()
    async with serving(desk.app, certificate=self_signed(tmp_path, "localhost")) as url:
        desk.url = url
        yield desk


@pytest.fixture
async def twilio(desk: Desk, http: httpx.AsyncClient, tmp_path: Path) -> AsyncIterator[Twilio]:
    port = free_port()
    webhook = desk.url + INBOX.webhook_path
    seed = {
        "twilio": {
            "account": {"sid": ACCOUNT, "auth_token": TOKEN, "friendly_name": "Loja"},
            "phone_numbers": [{"phone_number": NUMBER, "sms_url": webhook}],
            "messaging_services": [
                {
                    "sid": SERVICE,
                    "friendly_name": "Avisos",
                    "phone_numbers": [NUMBER],
                    "inbound_request_url": webhook,
                }
            ],
        }
    }
    (tmp_path / "seed.yaml").write_text(json.dumps(seed))
    arguments = ["--service", "twilio", "--port", str(port), "--seed", "seed.yaml"]
    trusts = tmp_path / "certificate.pem"
    async with program("emulate/dist/index.js", arguments, says="Ready", folder=tmp_path, trusts=trusts):
        url = f"http://localhost:{port}"
        desk.channel = SmsChannel(TwilioClient(http, url), desk.url)
        yield Twilio(url, http)


@pytest.fixture
async def strict(http: httpx.AsyncClient, tmp_path: Path) -> AsyncIterator[SmsChannel]:
    """A channel whose vendor refuses every request that isn't as the OpenAPI says."""
    port = free_port()
    script = "@stoplight/prism-cli/dist/index.js"
    arguments = ["mock", str(SPECIFICATION), "-p", str(port), "-h", "127.0.0.1", "--errors"]
    async with program(script, arguments, says="is listening", folder=tmp_path):
        url = f"http://127.0.0.1:{port}"
        yield SmsChannel(TwilioClient(http, url), "https://ours.test")


async def test_what_customers_write_comes_signed(desk: Desk, twilio: Twilio) -> None:
    words = "Olá! Preço: R$ 10 + frete? 100% & já 😀"
    sent = await twilio.simulate("inbound-message", To=NUMBER, From="+5511988887777", Body=words)
    await twilio.simulate("inbound-message", To=NUMBER, From="+5511988887777", Body="SAIR")

    message, last, consent = desk.read
    assert isinstance(message, IncomingMessage)
    assert (message.external_id, message.text, message.account) == (sent["sid"], words, NUMBER)
    assert (message.sender.phone, message.content) == ("+5511988887777", {"MessagingServiceSid": SERVICE})
    assert isinstance(last, IncomingMessage)
    assert isinstance(consent, IncomingConsent)
    assert consent.refuses == "all"


@pytest.mark.parametrize("number", [NUMBER, SERVICE], ids=["number", "service"])
async def test_what_we_send_and_what_became_of_it(desk: Desk, twilio: Twilio, number: str) -> None:
    inbox = replace(INBOX, credentials={**CREDENTIALS, "number": number})
    receipt = await desk.channel.send(inbox, MESSAGE)
    [queued] = desk.read
    assert isinstance(queued, Ignored)  # it came before the answer to our call
    assert queued.kind == "status.queued"

    for state in ("sent", "delivered"):
        await twilio.simulate("message-status", MessageSid=receipt.external_id, Status=state)
    await until(lambda: len(desk.read) == 3)
    statuses = [one for one in desk.read if isinstance(one, IncomingStatus)]
    assert [one.state for one in statuses] == [DeliveryState.SENT, DeliveryState.DELIVERED]
    assert {one.external_id for one in statuses} == {receipt.external_id}
    [kept] = await twilio.messages()
    assert (kept["body"], kept["to"], kept["from"]) == (MESSAGE.text, MESSAGE.recipient, NUMBER)


async def test_several_sms_and_files(desk: Desk, twilio: Twilio) -> None:
    picture = outgoing_file(b"\xff\xd8", kind=MessageKind.IMAGE, mime_type="image/jpeg", filename="a.jpg")
    await desk.channel.send(INBOX, replace(MESSAGE, text=LONG))
    receipt = await desk.channel.send(INBOX, replace(MESSAGE, text="", files=(picture, picture)))

    *parts, last = await twilio.messages()
    assert " ".join(part["body"] for part in parts) == LONG.strip()
    assert (last["sid"], last["num_media"]) == (receipt.external_id, "2")


async def test_wrong_credentials_need_an_administrator(desk: Desk, twilio: Twilio) -> None:
    assert await desk.channel.check(INBOX) == f"Loja · {NUMBER}"
    for wrong, reason in (
        ({"auth_token": "outro"}, "token_invalid"),
        ({"number": "+5511999"}, "sender_invalid"),
    ):
        inbox = replace(INBOX, credentials={**CREDENTIALS, **wrong})
        with pytest.raises(Misconfigured) as raised:
            await desk.channel.send(inbox, MESSAGE)
        assert raised.value.reason == reason


async def test_our_requests_are_as_twilio_specifies_them(strict: SmsChannel) -> None:
    service = replace(INBOX, credentials={**CREDENTIALS, "number": SERVICE})
    files = (outgoing_file(), outgoing_file(url="https://ours.test/f/b.jpg?s=2"))

    for inbox in (INBOX, service):
        for message in (MESSAGE, replace(MESSAGE, text=LONG), replace(MESSAGE, files=files)):
            assert (await strict.send(inbox, message)).external_id.startswith("SM")
    assert await strict.check(INBOX)


async def test_the_specification_would_refuse_a_wrong_one(strict: SmsChannel) -> None:
    with pytest.raises(Rejected):
        await strict.send(replace(INBOX, credentials={**CREDENTIALS, "number": "MG1"}), MESSAGE)
