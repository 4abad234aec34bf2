"""SMS: who doesn't want them any more, and files by MMS in both directions."""

from dataclasses import replace
from urllib.parse import urlencode

import httpx
import pytest

from attendance.channels.base import Attachment, InboxConfig, IncomingConsent, IncomingMessage, MessageKind
from attendance.channels.sms.channel import SmsChannel
from attendance.channels.sms.inbound import parse
from attendance.kernel.errors import Misconfigured, Rejected
from attendance.kernel.ids import new_id
from attendance.vendors.twilio import TwilioClient
from tests.channels.sending import ANSWER, file, nothing
from tests.fakes.twilio import FakeTwilio

PHONE = "+5511988887777"


def form(text: str, **more: str) -> bytes:
    return urlencode(
        {"MessageSid": "SM1", "From": PHONE, "To": "+551140001000", "Body": text, **more}
    ).encode()


@pytest.mark.parametrize(
    ("text", "told", "refuses"),
    [
        pytest.param("STOP", "", ["all"], id="stop"),
        pytest.param(" Sair. ", "", ["all"], id="sair"),
        pytest.param("PARAR", "", ["all"], id="parar"),
        pytest.param("voltar", "", [None], id="voltar"),
        pytest.param("START", "", [None], id="start"),
        pytest.param("quero sair mais cedo", "", [], id="a-sentence"),
        pytest.param("cancelar", "", [], id="an-order"),
        pytest.param("Oi", "", [], id="hello"),
        pytest.param("chega", "STOP", ["all"], id="twilio-understood-stop"),
        pytest.param("quero", "START", [None], id="twilio-understood-start"),
        pytest.param("STOP", "HELP", [], id="twilio-understood-something-else"),
    ],
)
def test_words_that_refuse(text: str, told: str, refuses: list[str | None]) -> None:
    message, *news = parse(form(text, OptOutType=told) if told else form(text))

    assert isinstance(message, IncomingMessage)  # people see what the customer wrote
    assert [one.refuses for one in news if isinstance(one, IncomingConsent)] == refuses


@pytest.fixture
def fake() -> FakeTwilio:
    return FakeTwilio()


@pytest.fixture
def channel(fake: FakeTwilio) -> SmsChannel:
    http = httpx.AsyncClient(transport=httpx.ASGITransport(fake.app))
    return SmsChannel(TwilioClient(http, "http://twilio.test"))


@pytest.fixture
def inbox(fake: FakeTwilio) -> InboxConfig:
    credentials = {"account_sid": fake.account_sid, "auth_token": fake.token, "number": fake.number}
    return InboxConfig(new_id(), new_id(), "sms", "SMS", credentials, {})


async def test_a_file_goes_with_the_last_words(
    fake: FakeTwilio, channel: SmsChannel, inbox: InboxConfig
) -> None:
    photos = (file(url="https://ours.test/f/1"), file(url="https://ours.test/f/2"))

    await channel.send(inbox, replace(ANSWER, recipient=PHONE, text="palavra " * 30, files=photos))
    await channel.send(inbox, replace(ANSWER, recipient=PHONE, text="", files=photos[:1]))

    assert fake.media_urls == [
        [],
        ["https://ours.test/f/1", "https://ours.test/f/2"],
        ["https://ours.test/f/1"],
    ]
    assert ["Body" in one for one in fake.sent] == [True, True, False]


async def test_without_a_public_address_there_is_no_mms(channel: SmsChannel, inbox: InboxConfig) -> None:
    with pytest.raises(Misconfigured):
        await channel.send(inbox, replace(ANSWER, recipient=PHONE, files=(file(),)))


async def test_a_file_that_came_is_read_with_our_credentials_and_only_at_twilio(
    fake: FakeTwilio, channel: SmsChannel, inbox: InboxConfig
) -> None:
    fake.files["ME1"] = b"bytes"

    async def read(url: str) -> bytes:
        async with channel.fetch(inbox, Attachment(MessageKind.IMAGE, url=url), nothing) as content:
            return b"".join([piece async for piece in content])

    assert await read("http://twilio.test/2010-04-01/Media/ME1") == b"bytes"
    with pytest.raises(Rejected):
        await read("http://twilio.test/2010-04-01/Media/ME2")
    with pytest.raises(Rejected, match="not one of Twilio's"):
        await read("https://evil.test/2010-04-01/Media/ME1")
