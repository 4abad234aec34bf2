"""What every channel keeps, whatever its vendor. A new channel adds its sample here and passes."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

import httpx
import msgspec
import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from attendance.channels import registry
from attendance.channels.abilities import Preparing
from attendance.channels.base import (
    BadSignature,
    Channel,
    Ignored,
    InboxConfig,
    IncomingMessage,
    MessageKind,
    Outgoing,
    RawDelivery,
)
from attendance.channels.webchat import inbound as webchat
from attendance.channels.webchat.rules import Visitor
from attendance.kernel.errors import InvalidInput, Misconfigured, Rejected, Temporary
from attendance.kernel.ids import new_id
from attendance.kernel.json_text import storable
from tests.fakes import graph_bodies as meta
from tests.fakes import messaging
from tests.fakes import telegram_bodies as telegram
from tests.fakes.google_chat import PROJECT, FakeGoogleChat, GoogleFailure
from tests.fakes.graph import FakeGraph, GraphFailure
from tests.fakes.mail import FakeMail
from tests.fakes.messaging import FakeMessaging, Refusal
from tests.fakes.slack import FakeSlack, SlackFailure
from tests.fakes.teams import FakeTeams, TeamsFailure
from tests.fakes.telegram import FakeTelegram, TelegramFailure
from tests.fakes.twilio import FakeTwilio, TwilioFailure, signature

GRAPH = FakeGraph()
TELEGRAM = FakeTelegram()
SLACK = FakeSlack()
TEAMS = FakeTeams()
GOOGLE_CHAT = FakeGoogleChat()
TWILIO = FakeTwilio()
MESSENGER = FakeMessaging()
INSTAGRAM = FakeMessaging("instagram", token="IGAAfake-token")
MAIL = FakeMail()
PUBLIC_URL = "https://ours.test"


async def graph(scope: Scope, receive: Receive, send: Send) -> None:
    """WhatsApp and Messenger share an address."""
    is_messenger = f"/{MESSENGER.account}" in scope["path"]
    await (MESSENGER.app if is_messenger else GRAPH.app)(scope, receive, send)


FAKES: Mapping[str, ASGIApp] = {
    "graph": graph,
    "instagram": INSTAGRAM.app,
    "telegram": TELEGRAM.app,
    "slack": SLACK.app,
    "teams": TEAMS.app,
    "google": GOOGLE_CHAT.app,
    "twilio": TWILIO.app,
}

CHANNELS = registry.build(
    http=httpx.AsyncClient(
        mounts={f"http://{name}.test": httpx.ASGITransport(app) for name, app in FAKES.items()}
    ),
    graph_url="http://graph.test",
    instagram_url="http://instagram.test",
    telegram_url="http://telegram.test",
    twilio_url="http://twilio.test",
    slack_url=SLACK.url,
    teams_url=TEAMS.service_url,
    teams_login_url=f"{TEAMS.url}/login",
    teams_openid_url=f"{TEAMS.url}/openid",
    google_chat_url=GOOGLE_CHAT.url,
    google_token_url=f"{GOOGLE_CHAT.url}/token",
    google_keys_url=GOOGLE_CHAT.url,
    public_url=PUBLIC_URL,
    imap=MAIL,
    smtp=MAIL,
)


@dataclass(frozen=True)
class Sample:
    """How one vendor writes: a message, a batch with a bad entry in the middle, an unknown kind, a signature."""

    message: bytes
    bad_batch: bytes
    unknown: bytes
    recipient: str
    credentials: Mapping[str, str] = field(default_factory=dict)
    sign: Callable[[bytes], Mapping[str, str]] | None = None
    """Headers of a good signature; None when nobody may call from outside."""
    signs_the_body: bool = True


def _echo(*entries: Any) -> bytes:
    return json.dumps(entries).encode()


def _echo_message(number: int) -> dict[str, str]:
    return {"id": f"m{number}", "from": "ana", "text": f"Oi {number}"}


def _webchat_body(**change: Any) -> bytes:
    body = webchat.message_body(Visitor("visitor:1"), client_id=new_id(), text="Oi")
    return json.dumps({**json.loads(body), **change}).encode()


def _whatsapp(*messages: Any) -> bytes:
    return meta.webhook(messages=messages, contacts=[meta.contact("5511987654321", "Ana")])


def _mail_report(action: str) -> bytes:
    return (
        "From: MAILER-DAEMON@mx.test\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        f"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.test\r\n\r\nAction: {action}\r\n"
        "\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <1@loja.test>\r\n\r\n--b--\r\n"
    ).encode()


SAMPLES: Mapping[str, Sample] = {
    "echo": Sample(
        message=_echo(_echo_message(1)),
        bad_batch=_echo(_echo_message(1), {"id": 7}, _echo_message(2)),
        unknown=_echo({"dance": True}),
        recipient="ana",
        credentials={"secret": "segredo"},
        sign=lambda body: {"x-echo-signature": meta.signature(body, "segredo").removeprefix("sha256=")},
    ),
    "email": Sample(
        message=b"From: Ana <ana@cliente.test>\r\nMessage-ID: <1@cliente.test>\r\nSubject: Pedido\r\n\r\nOi\r\n",
        bad_batch=b"Subject: de ninguem\r\n\r\nOi\r\n",
        unknown=_mail_report("delayed"),
        recipient="ana@cliente.test",
        credentials={
            "address": "suporte@loja.test",
            "password": MAIL.password,
            "imap_server": "imap.loja.test",
            "smtp_server": "smtp.loja.test:587",
        },
    ),
    "google_chat": Sample(
        message=GOOGLE_CHAT.event(),
        bad_batch=GOOGLE_CHAT.event(message={"text": 7}),
        unknown=GOOGLE_CHAT.event("DANCE"),
        recipient="users/101",
        credentials={"service_account": GOOGLE_CHAT.service_account, "project_number": PROJECT},
        sign=lambda body: GOOGLE_CHAT.headers(),
        signs_the_body=False,
    ),
    "instagram": Sample(
        message=messaging.webhook("17", messaging.message("8001", "17"), kind="instagram"),
        bad_batch=messaging.webhook(
            "17", messaging.message("8001", "17"), {"kaputt": True}, messaging.message("8001", "17")
        ),
        unknown=messaging.webhook("17", messaging.event("8001", "17", dance={"on": True})),
        recipient="8001",
        credentials={"access_token": INSTAGRAM.token, "app_secret": "outro, segredo"},
        sign=lambda body: {"x-hub-signature-256": meta.signature(body, "segredo")},
    ),
    "messenger": Sample(
        message=messaging.webhook("30", messaging.message("7001", "30")),
        bad_batch=messaging.webhook(
            "30", messaging.message("7001", "30"), {"kaputt": True}, messaging.message("7001", "30")
        ),
        unknown=messaging.webhook("30", messaging.event("7001", "30", dance={"on": True})),
        recipient="7001",
        credentials={
            "page_id": MESSENGER.account,
            "access_token": MESSENGER.token,
            "app_secret": "segredo",
        },
        sign=lambda body: {"x-hub-signature-256": meta.signature(body, "segredo")},
    ),
    "slack": Sample(
        message=SLACK.event(
            {"type": "message", "user": "U0ANA", "text": "Oi", "channel": "D0ANA", "ts": "1.2"}
        ),
        bad_batch=SLACK.event({"type": "message", "user": "U0ANA", "text": "Oi"}),
        unknown=SLACK.event({"type": "dance", "user": "U0ANA"}),
        recipient="U0ANA",
        credentials={"bot_token": SLACK.token, "signing_secret": "outro, segredo"},
        sign=SLACK.headers,
    ),
    "sms": Sample(
        message=urlencode({"MessageSid": "SM1", "From": "+5511987654321", "Body": "Oi"}).encode(),
        bad_batch=urlencode({"AccountSid": "AC1", "Body": "Oi"}).encode(),
        unknown=urlencode({"MessageSid": "SM1", "MessageStatus": "dancing"}).encode(),
        recipient="+5511987654321",
        credentials={"account_sid": TWILIO.account_sid, "auth_token": TWILIO.token, "number": TWILIO.number},
        sign=lambda body: {
            "x-twilio-signature": signature(TWILIO.token, PUBLIC_URL, dict(parse_qsl(body.decode())))
        },
    ),
    "teams": Sample(
        message=TEAMS.activity(),
        bad_batch=TEAMS.activity(id=None),
        unknown=TEAMS.activity(type="dance"),
        recipient="29:ana",
        credentials={"app_id": TEAMS.app_id, "app_secret": TEAMS.secret, "tenant_id": TEAMS.tenant_id},
        sign=TEAMS.headers,
        signs_the_body=False,
    ),
    "telegram": Sample(
        message=telegram.update(message=telegram.message(55110001)),
        bad_batch=telegram.update(message={"text": 7}),
        unknown=telegram.update(hologram_call={"id": 1}),
        recipient="55110001",
        credentials={"bot_token": TELEGRAM.token, "secret_token": "segredo"},
        sign=lambda body: {"x-telegram-bot-api-secret-token": "segredo"},
        signs_the_body=False,
    ),
    "webchat": Sample(
        message=_webchat_body(),
        bad_batch=_webchat_body(text=None),
        unknown=_webchat_body(type="dance"),
        recipient="visitor:1",
    ),
    "whatsapp": Sample(
        message=_whatsapp(meta.message("5511987654321")),
        bad_batch=_whatsapp(
            meta.message("5511987654321", text="um"),
            {"kaputt": True},
            meta.message("5511987654321", text="dois"),
        ),
        unknown=meta.webhook(statuses=[{"id": "wamid.1", "status": "dancing"}]),
        recipient="5511987654321",
        credentials={
            "phone_number_id": meta.PHONE_NUMBER_ID,
            "access_token": "fake-token",
            "app_secret": "segredo",
        },
        sign=lambda body: {"x-hub-signature-256": meta.signature(body, "segredo")},
    ),
}


@dataclass(frozen=True)
class Vendor:
    """How the fake of a vendor refuses: for good, for 12 seconds, and everything with these credentials."""

    refuse: Callable[[], None]
    slow_down: Callable[[], None]
    wrong: Mapping[str, str]


VENDORS: Mapping[str, Vendor] = {
    "google_chat": Vendor(
        refuse=lambda: GOOGLE_CHAT.fail_next(GoogleFailure(403, "PERMISSION_DENIED")),
        slow_down=lambda: GOOGLE_CHAT.fail_next(GoogleFailure(429, "RESOURCE_EXHAUSTED", retry_after="12")),
        wrong={"service_account": FakeGoogleChat(email="old@loja.example").service_account},
    ),
    "slack": Vendor(
        refuse=lambda: SLACK.fail_next(SlackFailure("channel_not_found")),
        slow_down=lambda: SLACK.fail_next(SlackFailure("ratelimited", 429, retry_after="12")),
        wrong={"bot_token": "xoxb-old"},
    ),
    "teams": Vendor(
        refuse=lambda: TEAMS.fail_next(TeamsFailure(403, "MessageWritesBlocked")),
        slow_down=lambda: TEAMS.fail_next(TeamsFailure(429, retry_after="12")),
        wrong={"app_secret": "old"},
    ),
    "instagram": Vendor(
        refuse=lambda: INSTAGRAM.refuse_next(Refusal(10, 2534022)),
        slow_down=lambda: INSTAGRAM.refuse_next(Refusal(613, status=429, retry_after="12")),
        wrong={"access_token": "IGold"},
    ),
    "messenger": Vendor(
        refuse=lambda: MESSENGER.refuse_next(Refusal(551, 1545041)),
        slow_down=lambda: MESSENGER.refuse_next(Refusal(613, status=429, retry_after="12")),
        wrong={"access_token": "old"},
    ),
    "sms": Vendor(
        refuse=lambda: TWILIO.fail_next(TwilioFailure(21610, message="Attempt to send to unsubscribed")),
        slow_down=lambda: TWILIO.fail_next(TwilioFailure(20429, 429, retry_after="12")),
        wrong={"auth_token": "old"},
    ),
    "telegram": Vendor(
        refuse=lambda: TELEGRAM.fail_next(TelegramFailure(403, "Forbidden: bot was blocked by the user")),
        slow_down=lambda: TELEGRAM.fail_next(TelegramFailure(429, "Too Many Requests", retry_after=12)),
        wrong={"bot_token": "old"},
    ),
    "whatsapp": Vendor(
        refuse=lambda: GRAPH.fail_next(GraphFailure(131026)),
        slow_down=lambda: GRAPH.fail_next(GraphFailure(130429, 429, retry_after="12")),
        wrong={"access_token": "old"},
    ),
}


@pytest.fixture(params=sorted(CHANNELS))
def channel(request: pytest.FixtureRequest) -> Channel:
    return CHANNELS[request.param]


@pytest.fixture
def sample(channel: Channel) -> Sample:
    return SAMPLES[channel.name]


@pytest.fixture
def inbox(channel: Channel, sample: Sample) -> InboxConfig:
    return InboxConfig(new_id(), new_id(), channel.name, "Caixa", dict(sample.credentials), {})


@pytest.fixture
def message(sample: Sample) -> Outgoing:
    return Outgoing(new_id(), new_id(), sample.recipient, MessageKind.TEXT, "Olá!", {})


async def test_a_good_signature_passes_and_any_other_is_refused(
    channel: Channel, sample: Sample, inbox: InboxConfig
) -> None:
    refused: list[tuple[InboxConfig, bytes, Mapping[str, str]]] = [(inbox, sample.message, {})]
    if sample.sign is not None:
        good = sample.sign(sample.message)
        await prepare(channel, inbox, sample.message, good)
        channel.verify(inbox, RawDelivery(sample.message, good))
        if sample.signs_the_body:
            refused.append((inbox, sample.message + b" ", good))
        refused.append((inbox, sample.message, {name: value[:-1] + "é" for name, value in good.items()}))
        refused.append((replace(inbox, credentials={}), sample.message, good))
    for config, body, headers in refused:
        await prepare(channel, config, body, headers)
        with pytest.raises(BadSignature):
            channel.verify(config, RawDelivery(body, headers))


async def prepare(channel: Channel, inbox: InboxConfig, body: bytes, headers: Mapping[str, str]) -> None:
    """As the webhooks do."""
    if isinstance(channel, Preparing):
        await channel.prepare(inbox, RawDelivery(body, headers))


def test_an_unexpected_handshake_is_refused(channel: Channel, inbox: InboxConfig) -> None:
    assert channel.handshake(inbox, {}) is None
    assert channel.handshake(inbox, {"hub.mode": "subscribe", "hub.challenge": "1"}) is None


def test_a_message_has_a_lane_an_id_and_a_sender(channel: Channel, sample: Sample) -> None:
    [message] = channel.parse(sample.message)

    assert isinstance(message, IncomingMessage)
    assert message.text
    assert message.external_id
    assert channel.lanes(sample.message) == [message.lane]
    assert message.lane == message.sender.external_id == sample.recipient


def test_the_same_body_reads_the_same_each_time(channel: Channel, sample: Sample) -> None:
    for body in (sample.message, sample.bad_batch, sample.unknown):
        assert channel.parse(body) == channel.parse(body)


def test_an_unknown_kind_is_recorded_and_ignored(channel: Channel, sample: Sample) -> None:
    [entry] = channel.parse(sample.unknown)

    assert isinstance(entry, Ignored)
    assert entry.kind
    assert channel.lanes(sample.unknown) == [entry.lane]


def test_a_bad_entry_never_loses_its_neighbours(channel: Channel, sample: Sample) -> None:
    entries = channel.parse(sample.bad_batch)

    assert sum(isinstance(entry, Ignored) for entry in entries) == 1
    assert len(entries) in (1, 3)
    assert [isinstance(entry, IncomingMessage) for entry in entries[::2]] in ([True, True], [False])


def test_what_was_read_can_be_stored_as_json(channel: Channel, sample: Sample) -> None:
    body = sample.message.replace(b"Oi", rb"O\u0000i").replace(b"Ol", rb"\ud83dOl")

    entries = channel.parse(body)

    assert storable(entries) == msgspec.json.encode(entries).decode()  # nothing had to be taken out


@pytest.mark.parametrize("body", [b"", b"{", b"null", b'"x"', b"{}", b"\xff", b"[" * 50_000])
def test_malformed_bodies_are_invalid_input(channel: Channel, body: bytes) -> None:
    with pytest.raises(InvalidInput):
        channel.lanes(body)
    with pytest.raises(InvalidInput):
        channel.parse(body)


async def test_a_sent_message_has_a_receipt(channel: Channel, inbox: InboxConfig, message: Outgoing) -> None:
    assert (await channel.send(inbox, message)).external_id
    assert await channel.check(inbox)


async def test_reading_is_shown_or_does_nothing(channel: Channel, sample: Sample, inbox: InboxConfig) -> None:
    await channel.mark_read(inbox, "wamid.1", recipient=sample.recipient, show_typing=True)
    await channel.mark_read(inbox, "wamid.1")


def test_its_form_asks_for_what_it_needs(channel: Channel, sample: Sample) -> None:
    fields = {field.name for field in channel.credential_fields}

    assert set(sample.credentials) <= fields
    assert all(field.label for field in channel.credential_fields)


def test_every_channel_is_under_this_contract() -> None:
    assert set(SAMPLES) == set(CHANNELS)
    assert {name for name, channel in CHANNELS.items() if channel.name != name} == set()


@pytest.mark.parametrize("name", sorted(VENDORS))
class TestVendor:
    @pytest.fixture
    def channel(self, name: str) -> Channel:
        return CHANNELS[name]

    @pytest.fixture
    def vendor(self, name: str) -> Vendor:
        return VENDORS[name]

    async def test_a_permanent_refusal_is_rejected(
        self, channel: Channel, inbox: InboxConfig, message: Outgoing, vendor: Vendor
    ) -> None:
        vendor.refuse()

        with pytest.raises(Rejected):
            await channel.send(inbox, message)

    async def test_too_fast_is_temporary_and_says_how_long(
        self, channel: Channel, inbox: InboxConfig, message: Outgoing, vendor: Vendor
    ) -> None:
        vendor.slow_down()

        with pytest.raises(Temporary) as raised:
            await channel.send(inbox, message)

        assert raised.value.retry_after_seconds == 12.0

    async def test_a_wrong_credential_needs_an_administrator(
        self, channel: Channel, inbox: InboxConfig, message: Outgoing, vendor: Vendor
    ) -> None:
        wrong = replace(inbox, credentials={**inbox.credentials, **vendor.wrong})

        with pytest.raises(Misconfigured):
            await channel.send(wrong, message)
        with pytest.raises(Misconfigured):
            await channel.check(wrong)
