"""The Google Chat channel at its borders: both signatures, both dialects, what leaves for the Chat API."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.channels.base import (
    Attachment,
    BadSignature,
    Ignored,
    InboxConfig,
    IncomingMessage,
    MessageKind,
    Outgoing,
    RawDelivery,
)
from attendance.channels.cards import Card, content_of
from attendance.channels.google_chat.channel import GoogleChatChannel
from attendance.channels.google_chat.outbound import escape, render
from attendance.channels.menus import Option
from attendance.kernel import clock
from attendance.kernel.errors import Misconfigured, Rejected, Temporary, VendorFailure
from attendance.kernel.ids import new_id
from attendance.vendors.google_chat import GoogleChatClient
from attendance.vendors.keys import Keys
from tests.channels.files import outgoing_file
from tests.fakes import signing
from tests.fakes.google_chat import CHAT, PROJECT, FakeGoogleChat, GoogleFailure, problems_of

OURS = "https://ours.test"
SPACE = "spaces/LOJA"
MESSAGE = Outgoing(new_id(), new_id(), SPACE, MessageKind.TEXT, "Olá, Ana!", {})
CARD = Card(
    "Conversa #4821",
    "<b>quer</b> ajuda\n<users/all> & já",
    (("Canal", "WhatsApp"), ("Nome", '<a href="https://evil.example">Ana</a>')),
    (Option("/take #4821", "Atender"),),
)


@pytest.fixture
def google() -> FakeGoogleChat:
    return FakeGoogleChat()


@pytest.fixture
def channel(google: FakeGoogleChat) -> GoogleChatChannel:
    http = httpx.AsyncClient(transport=httpx.ASGITransport(google.app))
    client = GoogleChatClient(http, google.url, f"{google.url}/token")
    return GoogleChatChannel(client, Keys(http, "Google"), keys_url=google.url, public_url=OURS)


@pytest.fixture
def inbox(google: FakeGoogleChat) -> InboxConfig:
    credentials = {"service_account": google.service_account, "project_number": PROJECT}
    return InboxConfig(new_id(), new_id(), "google_chat", "Loja", credentials, {}, "chave")


async def verify(channel: GoogleChatChannel, inbox: InboxConfig, headers: Mapping[str, str]) -> None:
    """As the webhooks do."""
    delivery = RawDelivery(b"{}", headers)
    await channel.prepare(inbox, delivery)
    channel.verify(inbox, delivery)


def seconds_from_now(seconds: int) -> int:
    return int((clock.now() + timedelta(seconds=seconds)).timestamp())


class TestToken:
    async def test_both_signatures_pass(
        self, channel: GoogleChatChannel, inbox: InboxConfig, google: FakeGoogleChat
    ) -> None:
        await verify(channel, inbox, google.headers())

        google.audience = f"{OURS}/webhooks/google_chat/chave"
        await verify(channel, inbox, google.headers())
        add_on = f"service-{PROJECT}@gcp-sa-gsuiteaddons.iam.gserviceaccount.com"
        await verify(channel, inbox, google.headers(email=add_on))

    @pytest.mark.parametrize(
        ("by_address", "claims"),
        [
            (False, {"aud": "987"}),
            (False, {"aud": ""}),
            (False, {"exp": seconds_from_now(-400)}),
            (False, {"iss": "https://evil.example"}),
            (True, {"aud": "https://ours.test/webhooks/google_chat/outra"}),
            (True, {"email": "ana@loja.example"}),
            (True, {"email": "service-987@gcp-sa-gsuiteaddons.iam.gserviceaccount.com"}),
            (True, {"email": None}),
            (True, {"email_verified": False}),
            (True, {"iss": "https://evil.example"}),
            (True, {"exp": seconds_from_now(-400)}),
        ],
        ids=[
            "project", "no_project", "expired", "issuer", "address", "person", "another_add_on", "nobody",
            "unverified", "issuer_of_address", "expired_of_address",
        ],
    )  # fmt: skip
    async def test_any_other_claim_is_refused(
        self,
        channel: GoogleChatChannel,
        inbox: InboxConfig,
        google: FakeGoogleChat,
        by_address: bool,
        claims: dict[str, Any],
    ) -> None:
        google.audience = f"{OURS}/webhooks/google_chat/chave" if by_address else ""

        with pytest.raises(BadSignature):
            await verify(channel, inbox, google.headers(**claims))

    async def test_a_key_of_others_is_refused(self, channel: GoogleChatChannel, inbox: InboxConfig) -> None:
        forged = signing.signed({"iss": CHAT, "aud": PROJECT}, key="of-others", kid=signing.KEY_ID)

        for header in (f"Bearer {forged}", "Bearer x", ""):
            with pytest.raises(BadSignature):
                await verify(channel, inbox, {"authorization": header})

    async def test_without_a_public_address_only_the_project_is_an_audience(
        self, inbox: InboxConfig, google: FakeGoogleChat
    ) -> None:
        http = httpx.AsyncClient(transport=httpx.ASGITransport(google.app))
        channel = GoogleChatChannel(GoogleChatClient(http), Keys(http, "Google"), keys_url=google.url)
        await verify(channel, inbox, google.headers())

        google.audience = "/webhooks/google_chat/chave"
        with pytest.raises(BadSignature):
            await verify(channel, inbox, google.headers())


class TestEvents:
    def test_a_press_hands_back_the_command_and_the_card(
        self, channel: GoogleChatChannel, google: FakeGoogleChat
    ) -> None:
        [card] = render(replace(MESSAGE, content=content_of(CARD)), function="choose")
        shown = {**google.message(), **card, "space": {"name": SPACE, "type": "ROOM"}}

        [press] = channel.parse(google.press(shown, "Atender"))

        assert isinstance(press, IncomingMessage)
        assert (press.content["chosen"], press.text) == ("/take #4821", "Atender")
        assert (press.reply_to, press.thread) == (shown["name"], f"{SPACE}/threads/T1")
        assert press.sender.email == "ana@loja.example"

    def test_a_retry_reads_the_same(self, channel: GoogleChatChannel, google: FakeGoogleChat) -> None:
        body = google.event()
        first, *more = [channel.parse(body) for _ in range(5)]

        assert all(again == first for again in more)

    def test_addresses_that_are_secrets_are_not_kept(
        self, channel: GoogleChatChannel, google: FakeGoogleChat
    ) -> None:
        [ignored] = channel.parse(google.event("ADDED_TO_SPACE", message={}))

        assert isinstance(ignored, Ignored)
        assert "bot_config_complete" not in repr(ignored.raw)

    def test_every_event_is_answered_with_an_empty_object(
        self, channel: GoogleChatChannel, google: FakeGoogleChat
    ) -> None:
        answer = channel.acknowledge(google.event())

        assert (answer.body, answer.media_type) == ("{}", "application/json")


class TestWords:
    @given(st.text(max_size=100))
    def test_nothing_follows_an_opening_bracket(self, text: str) -> None:
        escaped = escape(text)

        assert escaped.replace("\u200b", "") == text.replace("\u200b", "")
        assert "<users/" not in escaped
        assert "<http" not in escaped

    def test_a_mention_of_everybody_is_words(self) -> None:
        assert escape("<users/all> 1 < 2") == "<\u200busers/all> 1 < 2"


class TestRender:
    def test_a_card_is_escaped(self) -> None:
        [body] = render(replace(MESSAGE, content=content_of(CARD)), function="choose")

        assert problems_of(body) == []
        words, _, name, buttons = body["cardsV2"][0]["card"]["sections"][0]["widgets"]
        assert words["textParagraph"]["text"] == "&lt;b&gt;quer&lt;/b&gt; ajuda<br>&lt;users/all&gt; &amp; já"
        assert "<a" not in name["decoratedText"]["text"]
        action = buttons["buttonList"]["buttons"][0]["onClick"]["action"]
        assert action == {"function": "choose", "parameters": [{"key": "chosen", "value": "v:/take #4821"}]}

    def test_options_are_buttons_below_the_words(self) -> None:
        options = {"options": [{"value": "s", "label": "Sim"}]}

        [body] = render(replace(MESSAGE, content=options), function="choose")

        assert (body["text"], problems_of(body)) == ("Olá, Ana!", [])
        assert body["cardsV2"][0]["cardId"] == "choices"

    @pytest.mark.parametrize(
        "text", ["palavra " * 1500, "😀" * 9000, "<a" * 5000], ids=["words", "emoji", "brackets"]
    )
    def test_long_texts_fit_into_what_a_message_holds(self, text: str) -> None:
        bodies = render(replace(MESSAGE, text=text), function="choose")

        assert len(bodies) > 1
        assert max(len(body["text"].encode()) for body in bodies) <= 16_000

    def test_files_are_pictures_or_links(self) -> None:
        picture = outgoing_file(filename="f.png", mime_type="image/png", kind=MessageKind.IMAGE)

        words, shown, link = render(
            replace(MESSAGE, files=(picture, outgoing_file(filename="a|b>.pdf"))), function="choose"
        )

        assert words["text"] == "Olá, Ana!"
        assert problems_of(shown) == []
        assert link["text"] == "📎 <https://ours.test/f/nota.pdf?s=1&t=2|a b .pdf>"

    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            ({"text": " "}, "empty_text"),
            ({"recipient": "Ana"}, "invalid_recipient"),
            ({"recipient": "spaces/../x"}, "invalid_recipient"),
            ({"files": (outgoing_file(url=None),)}, "needs_public_url"),
        ],
        ids=["no_words", "nobody", "no_name", "no_address"],
    )
    async def test_what_google_would_refuse_is_refused_here(
        self,
        channel: GoogleChatChannel,
        inbox: InboxConfig,
        google: FakeGoogleChat,
        change: dict[str, Any],
        reason: str,
    ) -> None:
        with pytest.raises(Rejected) as raised:
            await channel.send(inbox, replace(MESSAGE, **change))

        assert (raised.value.reason, google.sent) == (reason, [])


class TestCalls:
    async def test_a_space_gets_a_new_thread_and_its_parts_stay_together(
        self, channel: GoogleChatChannel, inbox: InboxConfig, google: FakeGoogleChat
    ) -> None:
        receipt = await channel.send(inbox, replace(MESSAGE, text="palavra " * 700))

        first, second = google.sent
        assert first["thread"] == second["thread"] == {"name": receipt.thread}
        assert receipt.external_id == second["name"]

    async def test_an_answer_goes_into_its_thread(
        self, channel: GoogleChatChannel, inbox: InboxConfig, google: FakeGoogleChat
    ) -> None:
        receipt = await channel.send(inbox, replace(MESSAGE, thread=f"{SPACE}/threads/T1"))

        assert google.sent[0]["thread"]["name"] == receipt.thread == f"{SPACE}/threads/T1"

    async def test_a_person_is_written_to_in_their_chat(
        self, channel: GoogleChatChannel, inbox: InboxConfig, google: FakeGoogleChat
    ) -> None:
        receipt = await channel.send(inbox, replace(MESSAGE, recipient="users/101"))

        assert receipt.thread == "spaces/DManA"
        with pytest.raises(Rejected) as raised:
            await channel.send(inbox, replace(MESSAGE, recipient="users/102"))
        assert raised.value.reason == "unknown_recipient"

    async def test_sending_again_makes_no_second_message(
        self, channel: GoogleChatChannel, inbox: InboxConfig, google: FakeGoogleChat
    ) -> None:
        long = replace(MESSAGE, text="palavra " * 700)

        receipts = [await channel.send(inbox, long) for _ in range(3)]

        assert len(google.sent) == 2
        assert len(set(receipts)) == 1

    async def test_what_was_sent_is_changed_drawn_anew_and_taken_back(
        self, channel: GoogleChatChannel, inbox: InboxConfig, google: FakeGoogleChat
    ) -> None:
        words = await channel.send(inbox, MESSAGE)
        card = await channel.send(inbox, replace(MESSAGE, message_id=new_id(), content=content_of(CARD)))

        await channel.edit(inbox, "users/101", words.external_id, "novo <users/all>")
        taken = replace(MESSAGE, content=content_of(Card("Conversa #4821", "Ana atende.")))
        await channel.update_card(inbox, taken, card.external_id)
        assert google.sent[0]["text"] == "novo <\u200busers/all>"
        assert len(google.sent[1]["cardsV2"][0]["card"]["sections"][0]["widgets"]) == 1

        await channel.delete(inbox, "users/101", words.external_id)
        assert len(google.sent) == 1
        with pytest.raises(Rejected):
            await channel.delete(inbox, "users/101", "press:x")

    async def test_a_file_is_fetched_with_the_token(
        self, channel: GoogleChatChannel, inbox: InboxConfig, google: FakeGoogleChat
    ) -> None:
        google.files["ClxzcGFj=="] = b"abc"

        async with channel.fetch(inbox, Attachment(MessageKind.IMAGE, id="ClxzcGFj=="), _no_body) as content:
            assert b"".join([piece async for piece in content]) == b"abc"
        with pytest.raises(Rejected):
            async with channel.fetch(inbox, Attachment(MessageKind.IMAGE, id="gone"), _no_body):
                pass

    @pytest.mark.parametrize(
        ("failure", "expected", "reason"),
        [
            (GoogleFailure(403, "PERMISSION_DENIED"), Rejected, "not_in_channel"),
            (
                GoogleFailure(403, "PERMISSION_DENIED", reason="SERVICE_DISABLED"),
                Misconfigured,
                "token_invalid",
            ),
            (GoogleFailure(404, "NOT_FOUND"), Rejected, "unknown_recipient"),
            (GoogleFailure(400, "INVALID_ARGUMENT"), Rejected, "vendor_rejected"),
            (GoogleFailure(429, "RESOURCE_EXHAUSTED", retry_after="7"), Temporary, "rate_limited"),
            (GoogleFailure(503, "UNAVAILABLE"), Temporary, "vendor_unavailable"),
        ],
        ids=lambda value: f"{value.status}-{value.reason}" if isinstance(value, GoogleFailure) else "",
    )
    async def test_refusals_say_what_to_do(
        self,
        channel: GoogleChatChannel,
        inbox: InboxConfig,
        google: FakeGoogleChat,
        failure: GoogleFailure,
        expected: type[VendorFailure],
        reason: str,
    ) -> None:
        google.fail_next(failure)

        with pytest.raises(expected) as raised:
            await channel.send(inbox, MESSAGE)

        assert raised.value.reason == reason

    async def test_the_check_names_the_service_account(
        self, channel: GoogleChatChannel, inbox: InboxConfig, google: FakeGoogleChat
    ) -> None:
        assert await channel.check(inbox) == google.email

    @pytest.mark.parametrize(
        "key", ["", "x", "[]", '{"client_email": "a"}', '{"client_email": "a", "private_key": "x"}'],
        ids=["none", "word", "list", "half", "no_key"],
    )  # fmt: skip
    async def test_what_is_no_key_is_told_before_any_call(
        self, channel: GoogleChatChannel, inbox: InboxConfig, google: FakeGoogleChat, key: str
    ) -> None:
        with pytest.raises(Misconfigured):
            await channel.check(replace(inbox, credentials={"service_account": key}))

        assert google.tokens_given == 0


async def _no_body() -> bytes:
    raise AssertionError("Google keeps files itself")
