"""The WhatsApp channel at its borders: handshake, signature, and what leaves for Meta."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import httpx
import pytest

from attendance.channels.base import (
    BadSignature,
    DeliveryState,
    InboxConfig,
    MessageKind,
    Outgoing,
    RawDelivery,
)
from attendance.channels.whatsapp.channel import WhatsAppChannel
from attendance.channels.whatsapp.outbound import render
from attendance.kernel.errors import Misconfigured, Rejected
from attendance.kernel.ids import new_id
from attendance.vendors.meta_graph import GraphClient
from tests.fakes import graph_bodies as bodies
from tests.fakes.graph import FakeGraph, GraphFailure

MESSAGE = Outgoing(
    message_id=UUID("019a7c3e-1111-7aaa-8bbb-0123456789ab"),
    conversation_id=new_id(),
    recipient="5511987654321",
    kind=MessageKind.TEXT,
    text="Olá, Ana!",
    content={},
)


@pytest.fixture
def inbox() -> InboxConfig:
    return InboxConfig(
        id=new_id(),
        tenant_id=new_id(),
        channel="whatsapp",
        name="Loja",
        credentials={
            "phone_number_id": bodies.PHONE_NUMBER_ID,
            "access_token": "fake-token",
            "app_secret": "fake-secret",
            "verify_token": "palavra",
        },
        settings={},
    )


@pytest.fixture
def graph() -> FakeGraph:
    return FakeGraph()


@pytest.fixture
def channel(graph: FakeGraph) -> WhatsAppChannel:
    http = httpx.AsyncClient(transport=httpx.ASGITransport(graph.app))
    return WhatsAppChannel(GraphClient(http, "http://graph.test"))


HANDSHAKE = {"hub.mode": "subscribe", "hub.verify_token": "palavra", "hub.challenge": "1158201444"}


class TestHandshake:
    def test_the_challenge_goes_back(self, channel: WhatsAppChannel, inbox: InboxConfig) -> None:
        assert channel.handshake(inbox, HANDSHAKE) == "1158201444"

    @pytest.mark.parametrize(
        "change", [{"hub.mode": "unsubscribe"}, {"hub.verify_token": "outra"}, {"hub.verify_token": "çã"}]
    )
    def test_another_token_or_mode_is_refused(
        self, channel: WhatsAppChannel, inbox: InboxConfig, change: dict[str, str]
    ) -> None:
        assert channel.handshake(inbox, {**HANDSHAKE, **change}) is None

    def test_an_inbox_without_a_token_refuses_an_empty_one(
        self, channel: WhatsAppChannel, inbox: InboxConfig
    ) -> None:
        bare = replace(inbox, credentials={})

        assert channel.handshake(bare, {**HANDSHAKE, "hub.verify_token": ""}) is None


class TestSignature:
    BODY = bodies.webhook(messages=[bodies.message("5511987654321")])

    def verify(self, inbox: InboxConfig, header: str | None, body: bytes = BODY) -> None:
        headers = {} if header is None else {"x-hub-signature-256": header}
        WhatsAppChannel(GraphClient(httpx.AsyncClient())).verify(inbox, RawDelivery(body, headers))

    def test_metas_signature_passes(self, inbox: InboxConfig) -> None:
        self.verify(inbox, bodies.signature(self.BODY, "fake-secret"))

    def test_upper_case_hex_passes(self, inbox: InboxConfig) -> None:
        self.verify(inbox, "sha256=" + bodies.signature(self.BODY, "fake-secret")[7:].upper())

    def test_either_secret_passes_while_rotating(self, inbox: InboxConfig) -> None:
        rotating = replace(inbox, credentials={**inbox.credentials, "app_secret": "new, fake-secret"})

        self.verify(rotating, bodies.signature(self.BODY, "fake-secret"))
        self.verify(rotating, bodies.signature(self.BODY, "new"))

    @pytest.mark.parametrize("header", [None, "", "sha256=", "sha1=00", "sha256=çã", "sha256=" + "0" * 64])
    def test_any_other_header_is_refused(self, inbox: InboxConfig, header: str | None) -> None:
        with pytest.raises(BadSignature):
            self.verify(inbox, header)

    def test_a_signature_without_its_prefix_is_refused(self, inbox: InboxConfig) -> None:
        with pytest.raises(BadSignature):
            self.verify(inbox, bodies.signature(self.BODY, "fake-secret")[7:])

    def test_one_changed_byte_is_refused(self, inbox: InboxConfig) -> None:
        with pytest.raises(BadSignature):
            self.verify(inbox, bodies.signature(self.BODY, "fake-secret"), self.BODY + b" ")

    @pytest.mark.parametrize("secret", ["", " ", ",", " , "])
    def test_an_empty_secret_verifies_nothing(self, inbox: InboxConfig, secret: str) -> None:
        bare = replace(inbox, credentials={**inbox.credentials, "app_secret": secret})

        for forged in ("", secret, secret.strip()):
            with pytest.raises(BadSignature):
                self.verify(bare, bodies.signature(self.BODY, forged))


class TestRender:
    def test_a_text_names_itself_for_the_statuses(self) -> None:
        assert render(MESSAGE) == {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": "+5511987654321",
            "type": "text",
            "text": {"body": "Olá, Ana!", "preview_url": False},
            "biz_opaque_callback_data": "019a7c3e-1111-7aaa-8bbb-0123456789ab",
        }

    def test_an_answer_quotes_and_a_link_is_previewed(self) -> None:
        body = render(replace(MESSAGE, reply_to="wamid.IN", text="Veja https://loja.test/4821"))

        assert body["context"] == {"message_id": "wamid.IN"}
        assert body["text"]["preview_url"] is True

    @pytest.mark.parametrize(
        ("recipient", "aliases", "address"),
        [
            ("5511987654321", (), {"to": "+5511987654321"}),
            ("+5511987654321", (), {"to": "+5511987654321"}),
            ("BR.81726354", ("5511987654321", "BR.ENT.91827364"), {"to": "+5511987654321"}),
            ("BR.81726354", (), {"recipient": "BR.81726354"}),
            ("BR.81726354", ("BR.ENT.91827364",), {"recipient": "BR.81726354"}),
        ],
    )
    def test_a_phone_goes_into_to_and_a_bsuid_never_does(
        self, recipient: str, aliases: tuple[str, ...], address: dict[str, str]
    ) -> None:
        body = render(replace(MESSAGE, recipient=recipient, recipient_aliases=aliases))

        assert {key: body[key] for key in ("to", "recipient") if key in body} == address

    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            ({"recipient": "ana"}, "invalid_recipient"),
            ({"text": " \n"}, "empty_text"),
            ({"text": "a" * 4097}, "text_too_long"),
            ({"kind": MessageKind.IMAGE}, "unsupported_kind"),
        ],
    )
    def test_what_whatsapp_would_refuse_is_refused_here(self, change: dict[str, Any], reason: str) -> None:
        with pytest.raises(Rejected) as raised:
            render(replace(MESSAGE, **change))

        assert raised.value.reason == reason

    def test_the_longest_text_passes(self) -> None:
        assert len(render(replace(MESSAGE, text="ã" * 4096))["text"]["body"]) == 4096


class TestSend:
    async def test_the_receipt_names_what_the_statuses_will(
        self, channel: WhatsAppChannel, inbox: InboxConfig, graph: FakeGraph
    ) -> None:
        receipt = await channel.send(inbox, MESSAGE)

        assert receipt.external_id == graph.sent[0].wamid
        assert receipt.state is DeliveryState.SENT

    async def test_outside_the_window_a_template_is_needed(
        self, channel: WhatsAppChannel, inbox: InboxConfig, graph: FakeGraph
    ) -> None:
        graph.fail_next(GraphFailure(131047, message="Re-engagement message"))

        with pytest.raises(Rejected) as raised:
            await channel.send(inbox, MESSAGE)

        assert raised.value.reason == "needs_template"

    async def test_reading_shows_ticks_and_typing(
        self, channel: WhatsAppChannel, inbox: InboxConfig, graph: FakeGraph
    ) -> None:
        await channel.mark_read(inbox, "wamid.IN", show_typing=True)

        assert graph.calls[0].body["typing_indicator"] == {"type": "text"}

    async def test_the_check_names_the_number(self, channel: WhatsAppChannel, inbox: InboxConfig) -> None:
        assert await channel.check(inbox) == "Loja de Teste · 551140001000"

    async def test_missing_credentials_are_told_before_any_call(
        self, channel: WhatsAppChannel, inbox: InboxConfig, graph: FakeGraph
    ) -> None:
        with pytest.raises(Misconfigured) as raised:
            await channel.check(replace(inbox, credentials={"phone_number_id": " "}))

        assert (raised.value.reason, graph.calls) == ("credentials_missing", [])
