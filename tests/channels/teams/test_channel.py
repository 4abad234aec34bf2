"""The Teams channel at its borders: whose token is believed, what leaves for the connector, that nothing is markup."""

import json
from collections.abc import AsyncIterator, Mapping
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
    InboxConfig,
    IncomingMessage,
    MessageKind,
    Outgoing,
    RawDelivery,
)
from attendance.channels.cards import Card, content_of
from attendance.channels.menus import Option
from attendance.channels.teams.channel import TeamsChannel
from attendance.channels.teams.markup import html_size, to_html
from attendance.channels.teams.outbound import render
from attendance.kernel import clock
from attendance.kernel.errors import Misconfigured, Rejected, Temporary, VendorFailure
from attendance.kernel.ids import new_id
from attendance.vendors.keys import Keys
from attendance.vendors.teams import TeamsClient
from tests.channels.files import outgoing_file
from tests.fakes import signing
from tests.fakes.teams import CHANNEL, FakeTeams, TeamsFailure

ANA = "29:ana"
MESSAGE = Outgoing(new_id(), new_id(), ANA, MessageKind.TEXT, "Olá, Ana!", {})
CARD = Card(
    "Conversa #4821",
    "<at>Todos</at> [clique](https://evil.example)\n**já**",
    (("Canal", "WhatsApp"), ("Nome", "# Ana")),
    (Option("/take #4821", "Atender"),),
)


@pytest.fixture
def teams() -> FakeTeams:
    return FakeTeams()


@pytest.fixture
def channel(teams: FakeTeams) -> TeamsChannel:
    http = httpx.AsyncClient(transport=httpx.ASGITransport(teams.app))
    client = TeamsClient(http, teams.service_url, f"{teams.url}/login")
    return TeamsChannel(client, Keys(http, "Microsoft"), f"{teams.url}/openid")


@pytest.fixture
def inbox(teams: FakeTeams) -> InboxConfig:
    credentials = {"app_id": teams.app_id, "app_secret": teams.secret, "tenant_id": teams.tenant_id}
    return InboxConfig(new_id(), new_id(), "teams", "Loja", credentials, {})


async def verify(channel: TeamsChannel, inbox: InboxConfig, body: bytes, headers: Mapping[str, str]) -> None:
    """As the webhooks do."""
    delivery = RawDelivery(body, headers)
    await channel.prepare(inbox, delivery)
    channel.verify(inbox, delivery)


def seconds_from_now(seconds: int) -> int:
    return int((clock.now() + timedelta(seconds=seconds)).timestamp())


class TestToken:
    async def test_a_delivery_of_microsoft_s_passes_and_keys_are_fetched_once(
        self, channel: TeamsChannel, inbox: InboxConfig, teams: FakeTeams
    ) -> None:
        for body in (teams.activity(), teams.activity("Outra")):
            await verify(channel, inbox, body, teams.headers(body))

        assert teams.keys_given == 1

    @pytest.mark.parametrize(
        "claims",
        [
            {"iss": "https://evil.example"},
            {"aud": "another-app"},
            {"aud": ""},
            {"serviceurl": "https://smba.trafficmanager.net/amer/"},
            {"serviceurl": None},
            {"exp": seconds_from_now(-400), "nbf": seconds_from_now(-4000)},
            {"nbf": seconds_from_now(86_400)},  # reckoned when the tests were collected
            {"exp": "amanhã"},
        ],
        ids=["issuer", "app", "no_app", "service", "no_service", "expired", "not_yet", "no_time"],
    )
    async def test_any_other_claim_is_refused(
        self, channel: TeamsChannel, inbox: InboxConfig, teams: FakeTeams, claims: dict[str, Any]
    ) -> None:
        body = teams.activity()

        with pytest.raises(BadSignature):
            await verify(channel, inbox, body, teams.headers(body, **claims))

    @pytest.mark.parametrize("seconds", [-200, 200])
    async def test_clocks_may_differ_by_some_minutes(
        self, channel: TeamsChannel, inbox: InboxConfig, teams: FakeTeams, seconds: int
    ) -> None:
        body = teams.activity()
        times: dict[str, Any] = {"nbf": seconds_from_now(seconds), "exp": seconds_from_now(seconds + 60)}

        await verify(channel, inbox, body, teams.headers(body, **times))

    @pytest.mark.parametrize(
        "header",
        ["", "Bearer", "Bearer x", "Basic YTpi", "Bearer a.b.c", "Bearer eyJhbGciOiJub25lIn0.e30."],
        ids=["none", "empty", "word", "basic", "no_json", "unsigned"],
    )
    async def test_what_is_no_token_is_refused(
        self, channel: TeamsChannel, inbox: InboxConfig, teams: FakeTeams, header: str
    ) -> None:
        with pytest.raises(BadSignature):
            await verify(channel, inbox, teams.activity(), {"authorization": header} if header else {})

    async def test_another_key_of_the_same_name_is_refused(
        self, channel: TeamsChannel, inbox: InboxConfig, teams: FakeTeams
    ) -> None:
        body = teams.activity()
        claims = {"iss": "https://api.botframework.com", "aud": teams.app_id, "serviceurl": teams.service_url}
        forged = signing.signed(claims, key="of-others", kid=signing.KEY_ID)

        with pytest.raises(BadSignature):
            await verify(channel, inbox, body, {"authorization": f"Bearer {forged}"})

    async def test_invented_keys_do_not_make_us_ask_again(
        self, channel: TeamsChannel, inbox: InboxConfig, teams: FakeTeams
    ) -> None:
        body = teams.activity()
        for number in range(5):
            with pytest.raises(BadSignature):
                await verify(channel, inbox, body, teams.headers(body, key=f"invented-{number % 2}"))

        assert teams.keys_given == 1

    async def test_a_key_that_may_not_speak_for_teams_is_refused(
        self, channel: TeamsChannel, inbox: InboxConfig, teams: FakeTeams
    ) -> None:
        teams.endorsements = ("webchat",)
        body = teams.activity()

        with pytest.raises(BadSignature):
            await verify(channel, inbox, body, teams.headers(body))

    @pytest.mark.parametrize("other", ["webchat", "directline", None])
    async def test_other_channels_of_the_bot_are_refused(
        self, channel: TeamsChannel, inbox: InboxConfig, teams: FakeTeams, other: str | None
    ) -> None:
        teams.endorsements = ("msteams", "webchat", "directline", "None")
        body = teams.activity(channelId=other)

        with pytest.raises(BadSignature):
            await verify(channel, inbox, body, teams.headers(body))

    @pytest.mark.parametrize(
        "url",
        [
            "https://evil.example/",
            "http://smba.trafficmanager.net/amer/",
            "https://smba.trafficmanager.net.evil.example/",
            "https://evil.example/.botframework.com",
        ],
    )
    async def test_a_service_that_is_not_microsoft_s_is_refused(
        self, channel: TeamsChannel, inbox: InboxConfig, teams: FakeTeams, url: str
    ) -> None:
        body = teams.activity(serviceUrl=url)

        with pytest.raises(BadSignature):
            await verify(channel, inbox, body, teams.headers(body))

    @pytest.mark.parametrize(
        "url", ["https://smba.trafficmanager.net/br/", "https://smba.infra.gcc.teams.microsoft.com/teams"]
    )
    async def test_microsoft_s_services_pass(
        self, channel: TeamsChannel, inbox: InboxConfig, teams: FakeTeams, url: str
    ) -> None:
        body = teams.activity(serviceUrl=url)

        await verify(channel, inbox, body, teams.headers(body))

    async def test_without_keys_the_vendor_must_deliver_again(
        self, inbox: InboxConfig, teams: FakeTeams
    ) -> None:
        http = httpx.AsyncClient(transport=httpx.MockTransport(lambda request: httpx.Response(503)))
        channel = TeamsChannel(TeamsClient(http), Keys(http, "Microsoft"), "http://teams.test/openid")
        body = teams.activity()

        with pytest.raises(Temporary):
            await verify(channel, inbox, body, teams.headers(body))


class TestAnswers:
    def test_a_pressed_button_is_told_that_it_was_heard(
        self, channel: TeamsChannel, teams: FakeTeams
    ) -> None:
        shown = {**render(replace(MESSAGE, content=content_of(CARD)))[0], "id": "9", "conversation": "a:ana"}

        press = teams.press(ANA, shown, "Atender")
        [read] = channel.parse(press)
        answer = channel.acknowledge(press)

        assert isinstance(read, IncomingMessage)
        assert (read.content["chosen"], read.text, read.reply_to) == ("/take #4821", "Atender", "a:ana|9")
        assert (answer.media_type, json.loads(answer.body)["statusCode"]) == ("application/json", 200)

    def test_a_message_needs_no_answer(self, channel: TeamsChannel, teams: FakeTeams) -> None:
        assert channel.acknowledge(teams.activity()).body == "{}"

    def test_a_retry_reads_the_same(self, channel: TeamsChannel, teams: FakeTeams) -> None:
        body = teams.activity()
        first, *more = [channel.parse(body) for _ in range(5)]

        assert all(again == first for again in more)


class TestWords:
    @pytest.mark.parametrize(
        ("ours", "theirs"),
        [
            ("*Olá* _tudo_ ~não~", "<b>Olá</b> <i>tudo</i> <s>não</s>"),
            ("2*3*4 snake_case_name a~b~c", "2*3*4 snake_case_name a~b~c"),
            ("<at>Todos</at> & 1 < 2", "&lt;at&gt;Todos&lt;/at&gt; &amp; 1 &lt; 2"),
            ("um\ndois", "um<br>dois"),
            ("* item\n* outro", "* item<br>* outro"),
        ],
        ids=["styles", "no_styles", "mention", "lines", "list"],
    )
    def test_our_text_is_theirs(self, ours: str, theirs: str) -> None:
        assert to_html(ours) == theirs

    @given(st.text(alphabet="ab*_~<>&\n ", max_size=60))
    def test_its_size_is_never_more_than_reckoned(self, text: str) -> None:
        assert len(to_html(text)) <= html_size(text)


class TestRender:
    def test_a_card_holds_runs_only(self) -> None:
        [activity] = render(replace(MESSAGE, content=content_of(CARD)))

        card = activity["attachments"][0]["content"]
        assert {block["type"] for block in card["body"]} == {"RichTextBlock"}
        texts = [run["text"] for block in card["body"] for run in block["inlines"]]
        assert "<at>Todos</at> [clique](https://evil.example)" in texts
        assert card["actions"][0]["data"]["chosen"] == "v:/take #4821"
        assert card["actions"][0]["fallback"]["type"] == "Action.Submit"

    def test_options_are_buttons_below_the_words(self) -> None:
        options = {"options": [{"value": "s", "label": "Sim"}, {"value": "n", "label": "Não"}]}

        [activity] = render(replace(MESSAGE, text="Certo?\nMesmo?", content=options))

        card = activity["attachments"][0]["content"]
        assert [block["inlines"][0]["text"] for block in card["body"]] == ["Certo?", "Mesmo?"]
        assert [action["title"] for action in card["actions"]] == ["Sim", "Não"]

    def test_words_that_no_card_holds_go_before_the_buttons(self) -> None:
        options = {"options": [{"value": "s", "label": "Sim"}]}

        activities = render(replace(MESSAGE, text="palavra " * 3000, content=options))

        assert ["text" in activity for activity in activities] == [True, True, False]

    def test_files_are_pictures_or_links(self) -> None:
        picture = outgoing_file(filename="f.png", mime_type="image/png", kind=MessageKind.IMAGE)
        files = (picture, outgoing_file(filename="a<b>.pdf"))

        words, shown, link = render(replace(MESSAGE, files=files))

        assert words["text"] == "Olá, Ana!"
        assert shown["attachments"][0]["contentUrl"] == picture.url
        assert "a&lt;b&gt;.pdf" in link["text"]
        assert "s=1&amp;t=2" in link["text"]

    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            ({"text": " "}, "empty_text"),
            ({"recipient": " "}, "invalid_recipient"),
            ({"files": (outgoing_file(url=None),)}, "needs_public_url"),
        ],
        ids=["no_words", "nobody", "no_address"],
    )
    async def test_what_teams_would_refuse_is_refused_here(
        self, channel: TeamsChannel, inbox: InboxConfig, teams: FakeTeams, change: dict[str, Any], reason: str
    ) -> None:
        with pytest.raises(Rejected) as raised:
            await channel.send(inbox, replace(MESSAGE, **change))

        assert (raised.value.reason, teams.sent) == (reason, [])


class TestCalls:
    async def test_a_person_s_chat_is_opened(
        self, channel: TeamsChannel, inbox: InboxConfig, teams: FakeTeams
    ) -> None:
        receipt = await channel.send(inbox, MESSAGE)

        [sent] = teams.sent
        assert (receipt.thread, receipt.external_id) == ("a:ana", f"a:ana|{sent['id']}")
        assert teams.tokens_given == 1

    async def test_a_channel_gets_a_thread_and_its_parts_stay_together(
        self, channel: TeamsChannel, inbox: InboxConfig, teams: FakeTeams
    ) -> None:
        receipt = await channel.send(inbox, replace(MESSAGE, recipient=CHANNEL, text="palavra " * 3000))

        first, second = teams.sent
        assert first["conversation"] == second["conversation"] == receipt.thread
        assert receipt.thread == f"{CHANNEL};messageid={first['id']}"

    async def test_an_answer_goes_into_its_thread(
        self, channel: TeamsChannel, inbox: InboxConfig, teams: FakeTeams
    ) -> None:
        thread = f"{CHANNEL};messageid=1"

        receipt = await channel.send(inbox, replace(MESSAGE, thread=thread))

        assert [sent["conversation"] for sent in teams.sent] == [thread]
        assert receipt.thread == thread

    async def test_what_was_sent_is_changed_drawn_anew_and_taken_back(
        self, channel: TeamsChannel, inbox: InboxConfig, teams: FakeTeams
    ) -> None:
        words = await channel.send(inbox, MESSAGE)
        card = await channel.send(inbox, replace(MESSAGE, recipient=CHANNEL, content=content_of(CARD)))

        await channel.edit(inbox, ANA, words.external_id, "novo & *bom*")
        taken = replace(MESSAGE, content=content_of(Card("Conversa #4821", "Ana atende.")))
        await channel.update_card(inbox, taken, card.external_id)
        assert teams.sent[0]["text"] == "novo &amp; <b>bom</b>"
        assert "actions" not in teams.sent[1]["attachments"][0]["content"]

        await channel.delete(inbox, ANA, words.external_id)
        assert len(teams.sent) == 1
        with pytest.raises(Rejected) as raised:
            await channel.delete(inbox, ANA, words.external_id)
        assert raised.value.reason == "unknown_message"

    async def test_we_are_seen_typing_where_the_customer_wrote(
        self, channel: TeamsChannel, inbox: InboxConfig, teams: FakeTeams
    ) -> None:
        await channel.mark_read(inbox, "a:ana|1", recipient=ANA)
        await channel.mark_read(inbox, "a:ana|1", recipient=ANA, show_typing=True)
        await channel.mark_read(inbox, "press:a:rui|1", recipient=ANA, show_typing=True)

        assert teams.typing == ["a:ana", "a:rui"]

    async def test_a_token_that_is_refused_early_is_fetched_anew(
        self, channel: TeamsChannel, inbox: InboxConfig, teams: FakeTeams
    ) -> None:
        await channel.send(inbox, MESSAGE)
        teams.tokens_given += 1  # the one that we have counts no more

        await channel.send(inbox, MESSAGE)

        assert len(teams.sent) == 2

    @pytest.mark.parametrize(
        ("failure", "expected", "reason"),
        [
            (TeamsFailure(403, "MessageWritesBlocked"), Rejected, "blocked_by_recipient"),
            (TeamsFailure(403, "BotNotInConversationRoster"), Rejected, "not_in_channel"),
            (TeamsFailure(403, "BotDisabledByAdmin"), Misconfigured, "token_invalid"),
            (TeamsFailure(404, "ConversationNotFound"), Rejected, "unknown_recipient"),
            (TeamsFailure(413, "MessageSizeTooBig"), Rejected, "text_too_long"),
            (TeamsFailure(400, "BadSyntax"), Rejected, "vendor_rejected"),
            (TeamsFailure(412, "PreconditionFailed"), Temporary, "vendor_unavailable"),
            (TeamsFailure(429, retry_after="7"), Temporary, "rate_limited"),
            (TeamsFailure(502), Temporary, "vendor_unavailable"),
        ],
        ids=lambda value: f"{value.status}-{value.code}" if isinstance(value, TeamsFailure) else "",
    )
    async def test_refusals_say_what_to_do(
        self,
        channel: TeamsChannel,
        inbox: InboxConfig,
        teams: FakeTeams,
        failure: TeamsFailure,
        expected: type[VendorFailure],
        reason: str,
    ) -> None:
        teams.fail_next(failure)

        with pytest.raises(expected) as raised:
            await channel.send(inbox, MESSAGE)

        assert raised.value.reason == reason
        assert teams.secret not in str(raised.value)

    async def test_the_check_tells_what_microsoft_says_of_the_secret(
        self, channel: TeamsChannel, inbox: InboxConfig, teams: FakeTeams
    ) -> None:
        assert await channel.check(inbox) == teams.app_id

        wrong = replace(inbox, credentials={**inbox.credentials, "app_secret": "old"})
        with pytest.raises(Misconfigured) as raised:
            await channel.check(wrong)
        assert "AADSTS7000215" in raised.value.detail
        assert "Trace" not in raised.value.detail

    async def test_a_service_address_of_others_is_refused_before_any_call(
        self, channel: TeamsChannel, inbox: InboxConfig, teams: FakeTeams
    ) -> None:
        elsewhere = replace(
            inbox, credentials={**inbox.credentials, "service_url": "http://169.254.169.254/"}
        )

        with pytest.raises(Misconfigured) as raised:
            await channel.check(elsewhere)

        assert (raised.value.reason, teams.tokens_given) == ("address_invalid", 0)

    @pytest.mark.parametrize(
        ("member", "email"),
        [
            ({"userRole": "user"}, "ana@loja.example"),
            ({"userRole": "guest"}, None),
            ({"tenantId": "another"}, None),
            ({"userRole": "anonymous", "email": None}, None),
        ],
        ids=["own", "guest", "of_another_tenant", "anonymous"],
    )
    async def test_only_an_address_of_the_own_tenant_is_told(
        self,
        channel: TeamsChannel,
        inbox: InboxConfig,
        teams: FakeTeams,
        member: dict[str, Any],
        email: str | None,
    ) -> None:
        known = {
            "name": "Ana Lima",
            "email": "ana@loja.example",
            "aadObjectId": "entra-ana",
            "tenantId": teams.tenant_id,
        }
        teams.members[ANA] = {**known, **member}

        person = await channel.profile(inbox, ANA)

        assert (person.name, person.email, person.aliases) == ("Ana Lima", email, ("entra-ana",))


class TestFiles:
    async def test_a_picture_is_fetched_with_the_token(
        self, channel: TeamsChannel, inbox: InboxConfig, teams: FakeTeams
    ) -> None:
        teams.files["p1"] = b"\x89PNG"
        attachment = Attachment(MessageKind.IMAGE, url=f"{teams.service_url}/v3/attachments/p1")

        async with channel.fetch(inbox, attachment, _no_body) as content:
            assert b"".join([piece async for piece in content]) == b"\x89PNG"

    async def test_a_person_s_file_opens_without_the_token(self, inbox: InboxConfig) -> None:
        asked: list[httpx.Request] = []

        def answer(request: httpx.Request) -> httpx.Response:
            asked.append(request)
            return httpx.Response(200, content=b"abc")

        http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
        channel = TeamsChannel(TeamsClient(http), Keys(http, "Microsoft"))
        attachment = Attachment(MessageKind.DOCUMENT, url="https://loja-my.sharepoint.com/d?tempauth=x")

        async with channel.fetch(inbox, attachment, _no_body) as content:
            assert await _all(content) == b"abc"
        assert "authorization" not in asked[0].headers

    @pytest.mark.parametrize(
        "url", ["https://evil.example/x", "http://loja.sharepoint.com/x", "https://evilsharepoint.com/x", ""]
    )
    async def test_nothing_is_fetched_from_elsewhere(
        self, channel: TeamsChannel, inbox: InboxConfig, teams: FakeTeams, url: str
    ) -> None:
        with pytest.raises(Rejected):
            async with channel.fetch(inbox, Attachment(MessageKind.IMAGE, url=url), _no_body):
                pass

        assert teams.tokens_given == 0


async def _all(content: AsyncIterator[bytes]) -> bytes:
    return b"".join([piece async for piece in content])


async def _no_body() -> bytes:
    raise AssertionError("Teams keeps files itself")
