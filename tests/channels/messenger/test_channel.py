"""Messenger at its borders; handshake and signature are WhatsApp's, what leaves is in `test_meta_messaging`."""

from dataclasses import replace

import httpx
import pytest

from attendance.channels.base import BadSignature, InboxConfig, MessageKind, Outgoing, RawDelivery
from attendance.channels.messenger.channel import MessengerChannel
from attendance.kernel.errors import Misconfigured, Rejected
from attendance.kernel.ids import new_id
from attendance.vendors.meta_graph import GraphClient
from attendance.vendors.meta_messaging import MessagingClient
from tests.fakes import messaging
from tests.fakes.graph_bodies import signature
from tests.fakes.messaging import FakeMessaging, Refusal

MESSAGE = Outgoing(new_id(), new_id(), "7001", MessageKind.TEXT, "Olá!", {})


@pytest.fixture
def meta() -> FakeMessaging:
    return FakeMessaging()


@pytest.fixture
def inbox(meta: FakeMessaging) -> InboxConfig:
    credentials = {
        "page_id": meta.account,
        "access_token": meta.token,
        "app_secret": "segredo, outro",
        "verify_token": "palavra",
    }
    return InboxConfig(new_id(), new_id(), "messenger", "Loja", credentials, {})


@pytest.fixture
def channel(meta: FakeMessaging) -> MessengerChannel:
    http = httpx.AsyncClient(transport=httpx.ASGITransport(meta.app))
    return MessengerChannel(MessagingClient(GraphClient(http, "http://graph.test")))


def test_the_challenge_goes_back_to_who_knows_the_word(channel: MessengerChannel, inbox: InboxConfig) -> None:
    asked = {"hub.mode": "subscribe", "hub.verify_token": "palavra", "hub.challenge": "42"}

    assert channel.handshake(inbox, asked) == "42"
    assert channel.handshake(inbox, {**asked, "hub.verify_token": "outra"}) is None


def test_either_secret_may_have_signed(channel: MessengerChannel, inbox: InboxConfig) -> None:
    body = messaging.webhook("30", messaging.message("7001", "30"))
    for secret in ("segredo", "outro"):
        channel.verify(inbox, RawDelivery(body, {"x-hub-signature-256": signature(body, secret)}))
    with pytest.raises(BadSignature):
        channel.verify(inbox, RawDelivery(body, {"x-hub-signature-256": signature(body, "terceiro")}))


async def test_reading_and_typing_are_shown_to_the_person(
    channel: MessengerChannel, inbox: InboxConfig, meta: FakeMessaging
) -> None:
    await channel.mark_read(inbox, "m_1", recipient="7001", show_typing=True)
    await channel.mark_read(inbox, "m_1")

    assert meta.calls == [
        {"recipient": {"id": "7001"}, "sender_action": "mark_seen"},
        {"recipient": {"id": "7001"}, "sender_action": "typing_on"},
    ]


async def test_outside_the_window_nothing_goes(
    channel: MessengerChannel, inbox: InboxConfig, meta: FakeMessaging
) -> None:
    meta.refuse_next(Refusal(10, 2018278, message="outside the allowed window"))

    with pytest.raises(Rejected) as raised:
        await channel.send(inbox, MESSAGE)

    assert raised.value.reason == "window_closed"


async def test_the_check_names_the_page(channel: MessengerChannel, inbox: InboxConfig) -> None:
    assert await channel.check(inbox) == "Loja de Teste"


@pytest.mark.parametrize("name", ["page_id", "access_token"])
async def test_missing_credentials_are_told(channel: MessengerChannel, inbox: InboxConfig, name: str) -> None:
    with pytest.raises(Misconfigured) as raised:
        await channel.send(replace(inbox, credentials={**inbox.credentials, name: ""}), MESSAGE)

    assert raised.value.reason == "credentials_missing"
