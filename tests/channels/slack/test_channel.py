"""The Slack channel at its borders: signatures, what leaves for the Web API, files, and that nothing is markup."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.channels.base import (
    Attachment,
    BadSignature,
    ChangeKind,
    InboxConfig,
    IncomingChange,
    IncomingMessage,
    MessageKind,
    Outgoing,
    RawDelivery,
)
from attendance.channels.cards import Card, content_of
from attendance.channels.menus import Option
from attendance.channels.slack.channel import SlackChannel
from attendance.channels.slack.emoji_names import emoji_of, name_of
from attendance.channels.slack.markup import escape, to_plain
from attendance.channels.slack.outbound import render
from attendance.kernel import clock
from attendance.kernel.errors import InvalidInput, Misconfigured, Rejected, Temporary, VendorFailure
from attendance.kernel.ids import new_id
from attendance.vendors.slack import SlackClient
from tests.channels.files import outgoing_file
from tests.fakes.slack import BOT_USER, TEAM, FakeSlack, SlackFailure

ANA, PLACE = "U0ANA0001", "C0VENDAS1"
MESSAGE = Outgoing(new_id(), new_id(), ANA, MessageKind.TEXT, "Olá, Ana!", {})
CARD = Card(
    "Conversa #4821 <!channel>",
    "<@U1> *quer* ajuda\n& já",
    (("Canal", "WhatsApp"), ("Nome", "<https://evil.example|Ana>")),
    (Option("/take #4821", "Atender"), Option("/skip #4821", "Agora não")),
)


@pytest.fixture
def slack() -> FakeSlack:
    return FakeSlack()


@pytest.fixture
def channel(slack: FakeSlack) -> SlackChannel:
    http = httpx.AsyncClient(transport=httpx.ASGITransport(slack.app))
    return SlackChannel(SlackClient(http, slack.url))


@pytest.fixture
def inbox(slack: FakeSlack) -> InboxConfig:
    credentials = {"bot_token": slack.token, "signing_secret": slack.signing_secret}
    return InboxConfig(new_id(), new_id(), "slack", "Loja", credentials, {})


class TestSignature:
    BODY = b'{"type":"event_callback"}'

    def test_either_secret_passes_while_rotating(
        self, channel: SlackChannel, inbox: InboxConfig, slack: FakeSlack
    ) -> None:
        rotating = replace(inbox, credentials={"signing_secret": "novo, segredo"})

        for secret in ("novo", "segredo"):
            channel.verify(rotating, RawDelivery(self.BODY, slack.headers(self.BODY, secret=secret)))

    @pytest.mark.parametrize("seconds", [-301, 301, -86_400])
    def test_an_old_delivery_is_refused(
        self, channel: SlackChannel, inbox: InboxConfig, slack: FakeSlack, seconds: int
    ) -> None:
        at = int(clock.now().timestamp()) + seconds

        with pytest.raises(BadSignature):
            channel.verify(inbox, RawDelivery(self.BODY, slack.headers(self.BODY, at=at)))

    @pytest.mark.parametrize(
        "change",
        [
            {"x-slack-request-timestamp": ""},
            {"x-slack-request-timestamp": "agora"},
            {"x-slack-request-timestamp": "٥"},
            {"x-slack-signature": ""},
            {"x-slack-signature": "v1=00"},
        ],
        ids=["no_time", "words", "digits_of_elsewhere", "no_signature", "another_version"],
    )
    def test_damaged_headers_are_refused(
        self, channel: SlackChannel, inbox: InboxConfig, slack: FakeSlack, change: Mapping[str, str]
    ) -> None:
        with pytest.raises(BadSignature):
            channel.verify(inbox, RawDelivery(self.BODY, {**slack.headers(self.BODY), **change}))

    @pytest.mark.parametrize("secret", ["", " ", ","])
    def test_an_empty_secret_verifies_nothing(
        self, channel: SlackChannel, inbox: InboxConfig, slack: FakeSlack, secret: str
    ) -> None:
        without = replace(inbox, credentials={"signing_secret": secret})

        with pytest.raises(BadSignature):
            channel.verify(without, RawDelivery(self.BODY, slack.headers(self.BODY, secret=secret or "x")))


class TestAnswers:
    def test_a_challenge_is_echoed(self, channel: SlackChannel) -> None:
        assert channel.acknowledge(b'{"type":"url_verification","challenge":"abc"}').body == "abc"

    def test_whoever_sends_a_command_is_shown_nothing(self, channel: SlackChannel) -> None:
        body = urlencode(
            {"command": "/atender", "text": "#1", "user_id": ANA, "channel_id": PLACE, "trigger_id": "1"}
        )

        assert channel.acknowledge(body.encode()).body == ""


class TestForms:
    def test_a_press_hands_back_the_command_and_the_card(
        self, channel: SlackChannel, slack: FakeSlack
    ) -> None:
        card = {
            **render(replace(MESSAGE, content=content_of(CARD)))[0],
            "channel": PLACE,
            "ts": "1795000000.000100",
        }

        [press] = channel.parse(slack.press(ANA, card, "Atender"))

        assert isinstance(press, IncomingMessage)
        assert (press.content["chosen"], press.text) == ("/take #4821", "Atender")
        assert press.reply_to == press.thread == f"{PLACE}:1795000000.000100"

    @pytest.mark.parametrize(("place", "thread"), [(PLACE, None), ("D0ANA0001", "D0ANA0001")])
    def test_a_command_is_what_was_written(
        self, channel: SlackChannel, place: str, thread: str | None
    ) -> None:
        fields = {
            "command": "/atender", "text": "#4821 &lt;já&gt;", "user_id": ANA, "user_name": "ana",
            "channel_id": place, "trigger_id": "13345224609.738474920", "team_id": TEAM,
        }  # fmt: skip
        [command] = channel.parse(urlencode(fields).encode())

        assert isinstance(command, IncomingMessage)
        assert (command.text, command.thread) == ("/atender #4821 <já>", thread)

    @pytest.mark.parametrize("body", [b"a=1", b"payload=", b"payload=7", b"payload=%7B%7D", b"text=oi"])
    def test_other_forms_are_invalid(self, channel: SlackChannel, body: bytes) -> None:
        with pytest.raises(InvalidInput):
            channel.parse(body)

    @given(st.dictionaries(st.text(max_size=8), st.text(max_size=30), max_size=4), st.text(max_size=40))
    def test_no_form_breaks_the_reader(self, fields: dict[str, str], text: str) -> None:
        channel = SlackChannel(SlackClient(httpx.AsyncClient()))
        command = {"command": "/x", "text": text, "user_id": "U1", "channel_id": "C1", "trigger_id": "t"}

        for form in ({**command, **fields}, {"payload": json.dumps({**fields, "type": "block_actions"})}):
            assert channel.parse(urlencode(form).encode())


def test_a_retry_reads_the_same(channel: SlackChannel, slack: FakeSlack) -> None:
    body = slack.event({"type": "message", "user": ANA, "text": "Oi", "channel": PLACE, "ts": "1.1"})

    first, *more = [channel.parse(body) for _ in range(5)]

    assert all(again == first for again in more)


class TestWords:
    @given(st.text(max_size=200))
    def test_nobody_can_write_markup(self, text: str) -> None:
        escaped = escape(text)

        assert "<" not in escaped
        assert ">" not in escaped
        assert to_plain(escape("<!channel> & <@U1>")) == "<!channel> & <@U1>"

    @pytest.mark.parametrize("emoji", ["👍", "❤️", "✅", "🙏🏽", "🎉", "👀", "😂"])
    def test_emoji_have_names_that_lead_back(self, emoji: str) -> None:
        name = name_of(emoji)

        assert name is not None
        assert (emoji_of(name) or "").rstrip("\ufe0f") == emoji.replace("🏽", "").rstrip("\ufe0f")

    def test_what_is_no_emoji_has_no_name(self) -> None:
        assert [name_of(text) for text in ("x", "", ":", "👍👍")] == [None] * 4

    def test_a_company_s_own_emoji_is_its_name(self) -> None:
        assert name_of(":loja:") == "loja"


class TestRender:
    def test_a_card_shows_words_and_never_markup(self) -> None:
        [body] = render(replace(MESSAGE, content=content_of(CARD)))

        assert "<" not in body["text"]
        header, words, actions = body["blocks"]
        assert header["text"] == {"type": "plain_text", "text": "Conversa #4821 <!channel>", "emoji": False}
        runs = [run["text"] for section in words["elements"] for run in section["elements"]]
        assert "<https://evil.example|Ana>" in runs
        assert [button["value"] for button in actions["elements"]] == ["v:/take #4821", "v:/skip #4821"]

    def test_options_are_buttons_and_too_many_are_numbers(self) -> None:
        few = {"options": [{"value": "s", "label": "Sim"}]}
        many = {"options": [{"value": str(n), "label": f"Opção {n}"} for n in range(26)]}

        [with_buttons] = render(replace(MESSAGE, content=few))
        [with_numbers] = render(replace(MESSAGE, content=many))

        assert [block["type"] for block in with_buttons["blocks"]] == ["section", "actions"]
        assert "26. Opção 25" in with_numbers["text"]

    def test_a_long_text_goes_in_parts_that_fit_when_escaped(self) -> None:
        bodies = render(replace(MESSAGE, text="a & b < c " * 900))

        assert len(bodies) > 2
        assert max(len(body["text"]) for body in bodies) <= 4000

    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            ({"recipient": "ana"}, "invalid_recipient"),
            ({"thread": "nowhere"}, "invalid_recipient"),
            ({"text": " \n"}, "empty_text"),
            ({"kind": MessageKind.IMAGE, "text": ""}, "empty_text"),
        ],
        ids=["no_person", "no_thread", "no_words", "no_file"],
    )
    async def test_what_slack_would_refuse_is_refused_here(
        self, channel: SlackChannel, inbox: InboxConfig, slack: FakeSlack, change: dict[str, Any], reason: str
    ) -> None:
        with pytest.raises(Rejected) as raised:
            await channel.send(inbox, replace(MESSAGE, **change))

        assert (raised.value.reason, slack.calls) == (reason, [])


class TestPlaces:
    async def test_a_person_is_written_to_directly(
        self, channel: SlackChannel, inbox: InboxConfig, slack: FakeSlack
    ) -> None:
        receipt = await channel.send(inbox, MESSAGE)

        [sent] = slack.sent
        assert (receipt.external_id, receipt.thread) == (f"D0ANA0001:{sent['ts']}", "D0ANA0001")

    async def test_a_place_gets_a_new_thread_and_its_parts_stay_together(
        self, channel: SlackChannel, inbox: InboxConfig, slack: FakeSlack
    ) -> None:
        receipt = await channel.send(inbox, replace(MESSAGE, recipient=PLACE, text="palavra " * 700))

        first, second = slack.sent
        assert "thread_ts" not in first
        assert second["thread_ts"] == first["ts"]
        assert receipt.thread == f"{PLACE}:{first['ts']}"

    async def test_an_answer_goes_into_its_thread(
        self, channel: SlackChannel, inbox: InboxConfig, slack: FakeSlack
    ) -> None:
        receipt = await channel.send(inbox, replace(MESSAGE, thread=f"{PLACE}:1795000000.000100"))

        [sent] = slack.sent
        assert (sent["channel"], sent["thread_ts"]) == (PLACE, "1795000000.000100")
        assert receipt.thread == f"{PLACE}:1795000000.000100"

    async def test_in_direct_messages_a_quote_is_a_thread(
        self, channel: SlackChannel, inbox: InboxConfig, slack: FakeSlack
    ) -> None:
        quoting = replace(MESSAGE, thread="D0ANA0001", reply_to="D0ANA0001:1795000000.000100")

        receipt = await channel.send(inbox, quoting)

        assert slack.sent[0]["thread_ts"] == "1795000000.000100"
        assert receipt.thread == "D0ANA0001"


class TestFiles:
    @pytest.mark.parametrize("shown_at_once", [True, False], ids=["told_at_once", "told_later"])
    async def test_files_are_uploaded_and_shown_as_one_message(
        self, channel: SlackChannel, inbox: InboxConfig, slack: FakeSlack, shown_at_once: bool
    ) -> None:
        slack.shows_files_at_once = shown_at_once
        files = (outgoing_file(), outgoing_file(b"\x89PNG....", filename="foto.png"))
        message = replace(MESSAGE, thread=f"{PLACE}:1795000000.000100", text="Seguem <!here>", files=files)

        receipt = await channel.send(inbox, message)

        [sent] = slack.sent
        assert [file["content"] for file in sent["files"]] == [b"%PDF-1.7 nota", b"\x89PNG...."]
        assert (sent["text"], sent["thread_ts"]) == ("Seguem &lt;!here&gt;", "1795000000.000100")
        expected = f"{PLACE}:{sent['ts']}" if shown_at_once else f"file:{sent['files'][0]['id']}"
        assert (receipt.external_id, receipt.thread) == (expected, f"{PLACE}:1795000000.000100")
        await channel.delete(inbox, ANA, receipt.external_id)
        assert slack.sent == [] or not slack.files.get(sent["files"][0]["id"])

    async def test_files_for_a_person_go_to_their_direct_messages(
        self, channel: SlackChannel, inbox: InboxConfig, slack: FakeSlack
    ) -> None:
        receipt = await channel.send(inbox, replace(MESSAGE, text="", files=(outgoing_file(),)))

        assert slack.sent[0]["channel"] == receipt.thread == "D0ANA0001"

    async def test_long_words_go_before_files_in_the_same_thread(
        self, channel: SlackChannel, inbox: InboxConfig, slack: FakeSlack
    ) -> None:
        message = replace(MESSAGE, recipient=PLACE, text="palavra " * 700, files=(outgoing_file(),))

        await channel.send(inbox, message)

        first, _, file = slack.sent
        assert file["thread_ts"] == first["ts"]

    async def test_once_the_words_were_sent_a_failing_file_is_not_repeated(
        self, channel: SlackChannel, inbox: InboxConfig, slack: FakeSlack
    ) -> None:
        with_buttons = {"options": [{"value": "s", "label": "Sim"}]}
        missing = replace(outgoing_file(), size_bytes=0)

        with pytest.raises(Rejected) as raised:
            await channel.send(inbox, replace(MESSAGE, content=with_buttons, files=(missing,)))

        assert raised.value.reason == "partly_sent"

    async def test_a_private_file_is_fetched_with_the_token(
        self, channel: SlackChannel, inbox: InboxConfig, slack: FakeSlack
    ) -> None:
        slack.files["F1"] = {
            "id": "F1",
            "content": b"abc",
            "url_private": "http://slack.test/api/download/F1",
        }

        for found in (
            Attachment(MessageKind.IMAGE, url="http://slack.test/api/download/F1"),
            Attachment(MessageKind.IMAGE, id="F1"),
        ):
            async with channel.fetch(inbox, found, _no_body) as content:
                assert b"".join([piece async for piece in content]) == b"abc"

    @pytest.mark.parametrize(
        ("url", "failure"),
        [
            ("http://slack.test/api/download/F9", Rejected),
            ("https://evil.example/F1", Rejected),
            ("https://slack.com.evil.example/F1", Rejected),
            ("http://files.slack.com/F1", Rejected),
        ],
        ids=["gone", "elsewhere", "alike", "unencrypted"],
    )
    async def test_the_token_goes_to_slack_only(
        self, channel: SlackChannel, inbox: InboxConfig, url: str, failure: type[VendorFailure]
    ) -> None:
        with pytest.raises(failure):
            async with channel.fetch(inbox, Attachment(MessageKind.IMAGE, url=url), _no_body):
                pass

    async def test_a_token_without_the_scope_is_led_to_the_login(
        self, channel: SlackChannel, inbox: InboxConfig
    ) -> None:
        wrong = replace(inbox, credentials={**inbox.credentials, "bot_token": "xoxb-old"})
        attachment = Attachment(MessageKind.IMAGE, url="http://slack.test/api/download/F1")

        with pytest.raises(Misconfigured) as raised:
            async with channel.fetch(wrong, attachment, _no_body):
                pass

        assert raised.value.reason == "media_forbidden"


async def _no_body() -> bytes:
    raise AssertionError("Slack keeps files itself")


class TestChanges:
    async def test_an_emoji_replaces_the_earlier_one_and_goes(
        self, channel: SlackChannel, inbox: InboxConfig, slack: FakeSlack
    ) -> None:
        target = (PLACE, "1795000000.000100")
        shown = slack.reactions.setdefault(target, {"wave": ["U0RUI"]})

        for emoji in ("👍", "👍", "❤️"):
            await channel.react(inbox, ANA, ":".join(target), emoji)
        assert {name: users for name, users in shown.items() if users} == {
            "wave": ["U0RUI"],
            "heart": [BOT_USER],
        }

        await channel.react(inbox, ANA, ":".join(target), None)
        assert shown["heart"] == []

    async def test_what_was_sent_is_changed_and_taken_back(
        self, channel: SlackChannel, inbox: InboxConfig, slack: FakeSlack
    ) -> None:
        receipt = await channel.send(inbox, MESSAGE)

        await channel.edit(inbox, ANA, receipt.external_id, "1 < 2")
        assert slack.sent[0]["text"] == "1 &lt; 2"

        await channel.delete(inbox, ANA, receipt.external_id)
        assert slack.sent == []
        with pytest.raises(Rejected):
            await channel.delete(inbox, ANA, receipt.external_id)

    async def test_a_card_is_drawn_anew(
        self, channel: SlackChannel, inbox: InboxConfig, slack: FakeSlack
    ) -> None:
        message = replace(MESSAGE, recipient=PLACE, content=content_of(CARD))
        receipt = await channel.send(inbox, message)

        taken = replace(message, content=content_of(Card("Conversa #4821", "Ana atende.")))
        await channel.update_card(inbox, taken, receipt.external_id)

        assert [block["type"] for block in slack.sent[0]["blocks"]] == ["header", "rich_text"]

    @pytest.mark.parametrize("external_id", ["press:C1:1.1:U1:1.2:0", "file:F1", "x"])
    async def test_what_is_no_message_is_not_edited(
        self, channel: SlackChannel, inbox: InboxConfig, external_id: str
    ) -> None:
        with pytest.raises(Rejected):
            await channel.edit(inbox, ANA, external_id, "novo")

    def test_a_deletion_names_the_message_as_it_was_received(
        self, channel: SlackChannel, slack: FakeSlack
    ) -> None:
        before = {"user": ANA, "text": "Oi", "ts": "1795000000.000100"}
        [message] = channel.parse(slack.event({"type": "message", "channel": PLACE, **before}))
        gone = {"type": "message", "subtype": "message_deleted", "channel": PLACE}
        [change] = channel.parse(
            slack.event({**gone, "deleted_ts": before["ts"], "previous_message": before, "ts": "2.1"})
        )

        assert isinstance(change, IncomingChange)
        assert isinstance(message, IncomingMessage)
        assert (change.kind, change.target) == (ChangeKind.DELETED, message.external_id)


class TestAccount:
    async def test_the_check_names_the_workspace_and_the_app(
        self, channel: SlackChannel, inbox: InboxConfig
    ) -> None:
        assert await channel.check(inbox) == "Loja · @atendimento"

    async def test_missing_scopes_are_named(
        self, channel: SlackChannel, inbox: InboxConfig, slack: FakeSlack
    ) -> None:
        slack.scopes = "chat:write,users:read"

        with pytest.raises(Misconfigured) as raised:
            await channel.check(inbox)

        assert "files:read" in raised.value.detail
        assert "chat:write" not in raised.value.detail

    @pytest.mark.parametrize(
        ("change", "email"),
        [
            ({}, "ana@loja.example"),
            ({"is_email_confirmed": False}, None),
            ({"team_id": "T0OUTRA01"}, None),
            ({"is_stranger": True}, None),
            ({"is_bot": True}, None),
            ({"deleted": True}, None),
        ],
        ids=["own", "unconfirmed", "of_another_workspace", "stranger", "bot", "gone"],
    )
    async def test_only_a_proven_address_is_told(
        self,
        channel: SlackChannel,
        inbox: InboxConfig,
        slack: FakeSlack,
        change: dict[str, Any],
        email: str | None,
    ) -> None:
        profile = {"real_name": "Ana Lima", "email": "ana@loja.example"}
        slack.users[ANA] = {
            "name": "ana",
            "team_id": TEAM,
            "is_email_confirmed": True,
            "profile": profile,
            **change,
        }

        person = await channel.profile(inbox, ANA)

        assert (person.name, person.username, person.email) == ("Ana Lima", "ana", email)

    @pytest.mark.parametrize(
        ("failure", "expected", "reason"),
        [
            (SlackFailure("channel_not_found"), Rejected, "unknown_recipient"),
            (SlackFailure("not_in_channel"), Rejected, "not_in_channel"),
            (SlackFailure("something_new"), Rejected, "vendor_rejected"),
            (SlackFailure("internal_error"), Temporary, "vendor_unavailable"),
            (SlackFailure("ratelimited", 429, "3"), Temporary, "rate_limited"),
            (SlackFailure("bad_gateway", 502), Temporary, "vendor_unavailable"),
            (SlackFailure("token_revoked"), Misconfigured, "token_invalid"),
            (SlackFailure("missing_scope"), Misconfigured, "permission_missing"),
        ],
        ids=lambda value: value.error if isinstance(value, SlackFailure) else "",
    )
    async def test_refusals_say_what_to_do(
        self,
        channel: SlackChannel,
        inbox: InboxConfig,
        slack: FakeSlack,
        failure: SlackFailure,
        expected: type[VendorFailure],
        reason: str,
    ) -> None:
        slack.fail_next(failure)

        with pytest.raises(expected) as raised:
            await channel.send(inbox, MESSAGE)

        assert raised.value.reason == reason
        assert slack.token not in str(raised.value)
