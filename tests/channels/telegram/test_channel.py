"""The Telegram channel at its borders: the secret, the buttons, and what leaves for the Bot API."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import httpx
import pytest

from attendance.channels.base import BadSignature, InboxConfig, MessageKind, Outgoing, RawDelivery
from attendance.channels.telegram.channel import TelegramChannel
from attendance.channels.telegram.outbound import render
from attendance.kernel.errors import Misconfigured, Rejected
from attendance.kernel.ids import new_id
from attendance.vendors.telegram import TelegramClient
from tests.fakes import telegram_bodies as bodies
from tests.fakes.telegram import FakeTelegram, TelegramFailure

MESSAGE = Outgoing(
    message_id=new_id(),
    conversation_id=new_id(),
    recipient="55110001",
    kind=MessageKind.TEXT,
    text="Olá, Ana!",
    content={},
)


@pytest.fixture
def telegram() -> FakeTelegram:
    return FakeTelegram()


@pytest.fixture
def inbox(telegram: FakeTelegram) -> InboxConfig:
    credentials = {"bot_token": telegram.token, "secret_token": "segredo_1"}
    return InboxConfig(new_id(), new_id(), "telegram", "Loja", credentials, {}, "chave")


@pytest.fixture
def channel(telegram: FakeTelegram) -> TelegramChannel:
    http = httpx.AsyncClient(transport=httpx.ASGITransport(telegram.app))
    return TelegramChannel(TelegramClient(http, "http://telegram.test"), "https://ours.test/")


class TestSecret:
    @staticmethod
    def verify(channel: TelegramChannel, inbox: InboxConfig, given: str | None) -> None:
        headers = {} if given is None else {"x-telegram-bot-api-secret-token": given}
        channel.verify(inbox, RawDelivery(b"{}", headers))

    def test_either_passes_while_rotating(self, channel: TelegramChannel, inbox: InboxConfig) -> None:
        rotating = replace(inbox, credentials={"secret_token": "novo, segredo_1"})

        self.verify(channel, rotating, "novo")
        self.verify(channel, rotating, "segredo_1")

    @pytest.mark.parametrize("given", [None, "", "outro", "segredo_1 ", "segredo_1,", "çã"])
    def test_any_other_is_refused(
        self, channel: TelegramChannel, inbox: InboxConfig, given: str | None
    ) -> None:
        with pytest.raises(BadSignature):
            self.verify(channel, inbox, given)

    @pytest.mark.parametrize("secret", ["", " ", ","])
    def test_an_empty_secret_verifies_nothing(
        self, channel: TelegramChannel, inbox: InboxConfig, secret: str
    ) -> None:
        with pytest.raises(BadSignature):
            self.verify(channel, replace(inbox, credentials={"secret_token": secret}), secret)


def with_options(text: str, labels: Sequence[str], values: Sequence[str] | None = None) -> Outgoing:
    pairs = zip(values or labels, labels, strict=True)
    options = [{"value": value, "label": label} for value, label in pairs]
    return replace(MESSAGE, text=text, content={"options": options})


class TestRender:
    def test_a_text(self) -> None:
        assert render(MESSAGE) == [{"chat_id": 55110001, "text": "Olá, Ana!"}]

    def test_an_answer_quotes_what_is_still_there(self) -> None:
        [body] = render(replace(MESSAGE, reply_to="55110001:4821"))

        assert body["reply_parameters"] == {"message_id": 4821, "allow_sending_without_reply": True}

    @pytest.mark.parametrize("quoted", ["press:4382001", "other:4821", "55110001:x"])
    def test_what_is_no_message_of_the_chat_is_not_quoted(self, quoted: str) -> None:
        [body] = render(replace(MESSAGE, reply_to=quoted))

        assert "reply_parameters" not in body

    def test_options_are_buttons_that_hand_back_their_value(self) -> None:
        [body] = render(with_options("Certo?", ["Sim", "Não"], ["s", "n"]))

        assert body["text"] == "Certo?"
        assert body["reply_markup"]["inline_keyboard"] == [
            [{"text": "Sim", "callback_data": "v:s"}],
            [{"text": "Não", "callback_data": "v:n"}],
        ]

    def test_options_without_words_have_something_above_them(self) -> None:
        assert render(with_options(" ", ["Sim"]))[0]["text"]

    def test_values_that_no_button_holds_make_a_numbered_list(self) -> None:
        [body] = render(with_options("Qual?", ["Uma", "Outra"], ["u" * 63, "o"]))

        assert body == {"chat_id": 55110001, "text": "Qual?\n\n1. Uma\n2. Outra"}

    def test_a_long_text_goes_in_parts_with_the_quote_first_and_the_buttons_last(self) -> None:
        long = with_options("palavra " * 800, ["Sim"])
        first, second = render(replace(long, reply_to="55110001:1"))

        assert ("reply_parameters" in first, "reply_parameters" in second) == (True, False)
        assert ("reply_markup" in first, "reply_markup" in second) == (False, True)

    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            ({"recipient": "ana"}, "invalid_recipient"),
            ({"recipient": "٥٥"}, "invalid_recipient"),
            ({"text": " \n"}, "empty_text"),
            ({"kind": MessageKind.IMAGE}, "unsupported_kind"),
        ],
    )
    def test_what_telegram_would_refuse_is_refused_here(self, change: dict[str, Any], reason: str) -> None:
        with pytest.raises(Rejected) as raised:
            render(replace(MESSAGE, **change))

        assert raised.value.reason == reason


class TestCalls:
    async def test_the_receipt_names_the_chat_and_the_message(
        self, channel: TelegramChannel, inbox: InboxConfig, telegram: FakeTelegram
    ) -> None:
        receipt = await channel.send(inbox, replace(MESSAGE, text="😀" * 3000))

        assert len(telegram.sent) == 2
        assert receipt.external_id == f"55110001:{telegram.sent[-1]['message_id']}"

    @pytest.mark.parametrize(
        ("failure", "reason"),
        [
            (TelegramFailure(403, "Forbidden: bot was blocked by the user"), "blocked_by_recipient"),
            (TelegramFailure(400, "Bad Request: chat not found"), "unknown_recipient"),
            (TelegramFailure(400, "Bad Request: message thread not found"), "vendor_rejected"),
        ],
    )
    async def test_refusals_say_why(
        self,
        channel: TelegramChannel,
        inbox: InboxConfig,
        telegram: FakeTelegram,
        failure: TelegramFailure,
        reason: str,
    ) -> None:
        telegram.fail_next(failure)

        with pytest.raises(Rejected) as raised:
            await channel.send(inbox, MESSAGE)

        assert (raised.value.reason, raised.value.detail) == (reason, failure.description)

    async def test_the_check_tells_telegram_where_we_are(
        self, channel: TelegramChannel, inbox: InboxConfig, telegram: FakeTelegram
    ) -> None:
        assert await channel.check(inbox) == "Loja · @loja_bot"
        assert telegram.callback_url == "https://ours.test/webhooks/telegram/chave"
        assert telegram.secret_token == "segredo_1"
        assert "message_reaction" in telegram.calls[-1].body["allowed_updates"]

    async def test_without_a_public_address_the_webhook_stays(
        self, inbox: InboxConfig, telegram: FakeTelegram
    ) -> None:
        http = httpx.AsyncClient(transport=httpx.ASGITransport(telegram.app))

        await TelegramChannel(TelegramClient(http, "http://telegram.test")).check(inbox)

        assert telegram.callback_url is None

    async def test_an_address_that_telegram_will_not_call_needs_an_administrator(
        self, inbox: InboxConfig, telegram: FakeTelegram
    ) -> None:
        http = httpx.AsyncClient(transport=httpx.ASGITransport(telegram.app))
        channel = TelegramChannel(TelegramClient(http, "http://telegram.test"), "http://127.0.0.1:8080")

        with pytest.raises(Misconfigured) as raised:
            await channel.check(inbox)

        assert (raised.value.reason, "HTTPS" in raised.value.detail) == ("webhook_refused", True)

    @pytest.mark.parametrize(
        "credentials",
        [{}, {"secret_token": "x"}, {"bot_token": "1:a"}, {"bot_token": "1:a", "secret_token": "é"}],
    )
    async def test_unusable_credentials_are_told_before_any_call(
        self,
        channel: TelegramChannel,
        inbox: InboxConfig,
        telegram: FakeTelegram,
        credentials: dict[str, str],
    ) -> None:
        with pytest.raises(Misconfigured):
            await channel.check(replace(inbox, credentials=credentials))

        assert telegram.calls == []

    async def test_typing_shows_and_reading_cannot(
        self, channel: TelegramChannel, inbox: InboxConfig, telegram: FakeTelegram
    ) -> None:
        await channel.mark_read(inbox, "55110001:1", recipient="55110001")
        await channel.mark_read(inbox, "55110001:1", recipient="55110001", show_typing=True)

        assert [(call.method, call.body["action"]) for call in telegram.calls] == [
            ("sendChatAction", "typing")
        ]

    async def test_no_error_tells_the_token(self, inbox: InboxConfig) -> None:
        http = httpx.AsyncClient(transport=httpx.MockTransport(_no_answer))

        with pytest.raises(Exception) as raised:
            await TelegramChannel(TelegramClient(http)).check(inbox)

        assert inbox.credentials["bot_token"] not in str(raised.value)


def _no_answer(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("slow", request=request)


def test_a_pressed_button_is_answered_and_nothing_else_is(channel: TelegramChannel) -> None:
    press = bodies.update(callback_query={"id": "438", "from": bodies.user(55110001), "data": "v:s"})
    text = bodies.update(message=bodies.message(55110001))

    answer = channel.acknowledge(press)

    assert answer.media_type == "application/json"
    assert json.loads(answer.body) == {"method": "answerCallbackQuery", "callback_query_id": "438"}
    assert channel.acknowledge(text).body == "ok"
