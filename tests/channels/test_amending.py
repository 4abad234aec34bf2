"""What each vendor is asked for when attendants change messages: reactions, edits, taking back. Against the fakes."""

from dataclasses import replace
from typing import Any

import httpx
import pytest

from attendance.channels.abilities import Amending
from attendance.channels.base import InboxConfig, MessageKind, Outgoing
from attendance.channels.instagram.channel import InstagramChannel
from attendance.channels.registry import build
from attendance.channels.telegram.channel import REACTIONS, TelegramChannel
from attendance.channels.whatsapp.channel import WhatsAppChannel
from attendance.kernel.errors import Rejected, Temporary
from attendance.kernel.ids import new_id
from attendance.vendors.meta_graph import GraphClient
from attendance.vendors.meta_messaging import MessagingClient
from attendance.vendors.telegram import TelegramClient
from tests.fakes import graph_bodies
from tests.fakes.graph import FakeGraph, GraphFailure
from tests.fakes.messaging import FakeMessaging, Refusal
from tests.fakes.telegram import FakeTelegram, TelegramFailure
from tests.files import samples
from tests.files.outgoing import outgoing_file

CHAT = "55110001"


def message(recipient: str, **more: Any) -> Outgoing:
    return replace(Outgoing(new_id(), new_id(), recipient, MessageKind.TEXT, "Olá, Ana!", {}), **more)


def inbox_of(channel: str, **credentials: str) -> InboxConfig:
    return InboxConfig(new_id(), new_id(), channel, "Loja", credentials, {})


async def test_a_channel_that_says_it_can_is_asked_and_no_other() -> None:
    async with httpx.AsyncClient() as http:
        able = {
            name: isinstance(channel, Amending)
            for name, channel in build(http=http).items()
            if (can := channel.capabilities).can_react or can.can_edit or can.can_delete
        }

    assert able == dict.fromkeys(
        ("webchat", "instagram", "google_chat", "slack", "teams", "telegram", "whatsapp"), True
    )


class TestTelegram:
    @pytest.fixture
    def fake(self) -> FakeTelegram:
        return FakeTelegram()

    @pytest.fixture
    def channel(self, fake: FakeTelegram) -> TelegramChannel:
        http = httpx.AsyncClient(transport=httpx.ASGITransport(fake.app))
        return TelegramChannel(TelegramClient(http, "http://telegram.test"))

    @pytest.fixture
    def inbox(self, fake: FakeTelegram) -> InboxConfig:
        return inbox_of("telegram", bot_token=fake.token)

    async def test_an_emoji_replaces_the_earlier_one_and_goes(
        self, channel: TelegramChannel, inbox: InboxConfig, fake: FakeTelegram
    ) -> None:
        for emoji in ("👍", "❤️", "❤️"):
            await channel.react(inbox, CHAT, f"{CHAT}:7", emoji)
        put = dict(fake.reactions)

        await channel.react(inbox, CHAT, f"{CHAT}:7", None)

        assert put == {(int(CHAT), 7): "❤"}  # Telegram knows hearts without the mark for colour
        assert fake.reactions == {}

    async def test_every_emoji_that_is_offered_is_taken_as_telegram_writes_it(
        self, channel: TelegramChannel, inbox: InboxConfig, fake: FakeTelegram
    ) -> None:
        for emoji in REACTIONS:
            await channel.react(inbox, CHAT, f"{CHAT}:7", emoji)

        sent = [call.body["reaction"][0]["emoji"] for call in fake.calls]
        assert sent == [emoji.replace("\ufe0f", "") for emoji in REACTIONS]

    async def test_words_are_edited_and_a_repeat_is_no_error(
        self, channel: TelegramChannel, inbox: InboxConfig, fake: FakeTelegram
    ) -> None:
        receipt = await channel.send(inbox, message(CHAT))

        for _ in range(2):
            await channel.edit(inbox, CHAT, receipt.external_id, "Olá, *Ana* <b>")

        assert [one["text"] for one in fake.sent] == ["Olá, *Ana* <b>"]

    async def test_below_a_file_the_caption_is_edited(
        self, channel: TelegramChannel, inbox: InboxConfig, fake: FakeTelegram
    ) -> None:
        photo = outgoing_file(samples.picture(), "image/jpeg", "foto.jpg")
        receipt = await channel.send(
            inbox, message(CHAT, kind=MessageKind.IMAGE, text="Olha", files=(photo,))
        )

        for _ in range(2):
            await channel.edit(inbox, CHAT, receipt.external_id, "Veja")

        assert [one["caption"] for one in fake.sent] == ["Veja"]

    async def test_a_message_is_taken_back_and_a_repeat_is_no_error(
        self, channel: TelegramChannel, inbox: InboxConfig, fake: FakeTelegram
    ) -> None:
        receipt = await channel.send(inbox, message(CHAT))

        for _ in range(2):
            await channel.delete(inbox, CHAT, receipt.external_id)

        assert fake.sent == []

    async def test_what_telegram_refuses_is_told(
        self, channel: TelegramChannel, inbox: InboxConfig, fake: FakeTelegram
    ) -> None:
        fake.fail_next(TelegramFailure(400, "Bad Request: message can't be deleted"))
        with pytest.raises(Rejected, match="can't be deleted"):
            await channel.delete(inbox, CHAT, f"{CHAT}:7")
        with pytest.raises(Rejected, match="edit not found"):
            await channel.edit(inbox, CHAT, f"{CHAT}:7", "x")
        fake.fail_next(TelegramFailure(429, "Too Many Requests", retry_after=3))
        with pytest.raises(Temporary):
            await channel.react(inbox, CHAT, f"{CHAT}:7", "👍")

    @pytest.mark.parametrize("external_id", ["press:1", f"{CHAT}:x", "99:7"])
    async def test_what_is_no_message_of_the_chat_is_not_asked_for(
        self, channel: TelegramChannel, inbox: InboxConfig, fake: FakeTelegram, external_id: str
    ) -> None:
        with pytest.raises(Rejected):
            await channel.delete(inbox, CHAT, external_id)

        assert fake.calls == []


class TestWhatsApp:
    @pytest.fixture
    def fake(self) -> FakeGraph:
        return FakeGraph()

    @pytest.fixture
    def channel(self, fake: FakeGraph) -> WhatsAppChannel:
        return whatsapp(fake)

    @pytest.fixture
    def inbox(self, fake: FakeGraph) -> InboxConfig:
        return inbox_of("whatsapp", phone_number_id=graph_bodies.PHONE_NUMBER_ID, access_token=fake.token)

    async def test_a_reaction_names_the_message_and_an_empty_emoji_takes_it_back(
        self, channel: WhatsAppChannel, inbox: InboxConfig, fake: FakeGraph
    ) -> None:
        for emoji in ("👍", None):
            await channel.react(inbox, "5511987654321", "wamid.A", emoji)

        assert [call.body["reaction"] for call in fake.calls] == [
            {"message_id": "wamid.A", "emoji": "👍"},
            {"message_id": "wamid.A", "emoji": ""},
        ]
        assert {(call.body["type"], call.body["to"]) for call in fake.calls} == {
            ("reaction", "+5511987654321")
        }

    async def test_a_message_that_is_too_old_is_refused_in_meta_s_words(
        self, channel: WhatsAppChannel, inbox: InboxConfig, fake: FakeGraph
    ) -> None:
        fake.fail_next(GraphFailure(131009, message="Message is older than 30 days."))

        with pytest.raises(Rejected, match="30 days"):
            await channel.react(inbox, "5511987654321", "wamid.A", "👍")

    async def test_nothing_is_edited_or_taken_back(
        self, channel: WhatsAppChannel, inbox: InboxConfig, fake: FakeGraph
    ) -> None:
        await refuses_to_rewrite(channel, inbox)

        assert fake.calls == []


class TestInstagram:
    @pytest.fixture
    def fake(self) -> FakeMessaging:
        return FakeMessaging("instagram", token="IGAAtoken")

    @pytest.fixture
    def channel(self, fake: FakeMessaging) -> InstagramChannel:
        http = httpx.AsyncClient(transport=httpx.ASGITransport(fake.app))
        client = MessagingClient(GraphClient(http, "http://meta.test"))
        return InstagramChannel(facebook=client, instagram=client)

    @pytest.fixture
    def inbox(self, fake: FakeMessaging) -> InboxConfig:
        return inbox_of("instagram", access_token=fake.token)

    async def test_a_heart_is_put_and_taken_back(
        self, channel: InstagramChannel, inbox: InboxConfig, fake: FakeMessaging
    ) -> None:
        [heart] = channel.capabilities.reaction_emoji
        for emoji in (heart, None):
            await channel.react(inbox, "8001", "mid.A", emoji)

        assert [(call["sender_action"], call["payload"]) for call in fake.calls] == [
            ("react", {"message_id": "mid.A", "reaction": "love"}),
            ("unreact", {"message_id": "mid.A"}),
        ]
        assert fake.sent == []

    async def test_what_meta_refuses_is_told(
        self, channel: InstagramChannel, inbox: InboxConfig, fake: FakeMessaging
    ) -> None:
        fake.refuse_next(Refusal(10, 2534022, message="Outside of the allowed window"))

        with pytest.raises(Rejected):
            await channel.react(inbox, "8001", "mid.A", "❤️")

    async def test_nothing_is_edited_or_taken_back(
        self, channel: InstagramChannel, inbox: InboxConfig, fake: FakeMessaging
    ) -> None:
        await refuses_to_rewrite(channel, inbox)

        assert fake.calls == []


def whatsapp(fake: FakeGraph) -> WhatsAppChannel:
    http = httpx.AsyncClient(transport=httpx.ASGITransport(fake.app))
    return WhatsAppChannel(GraphClient(http, "http://graph.test"))


async def refuses_to_rewrite(channel: Amending, inbox: InboxConfig) -> None:
    for call in (channel.edit(inbox, "1", "m", "x"), channel.delete(inbox, "1", "m")):
        with pytest.raises(Rejected) as raised:
            await call
        assert raised.value.reason == "change_not_supported"
