"""SMS at its borders: Twilio's signature, and what leaves for its API."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from attendance.channels.base import (
    BadSignature,
    InboxConfig,
    IncomingMessage,
    MessageKind,
    Outgoing,
    RawDelivery,
)
from attendance.channels.sms import inbound
from attendance.channels.sms.channel import SmsChannel
from attendance.channels.sms.outbound import render
from attendance.kernel.errors import Misconfigured, Rejected, Temporary, VendorFailure
from attendance.kernel.ids import new_id
from attendance.vendors.twilio import TwilioClient
from tests.fakes.twilio import FakeTwilio, TwilioFailure, signature

MESSAGE = Outgoing(
    message_id=new_id(),
    conversation_id=new_id(),
    recipient="+5511987654321",
    kind=MessageKind.TEXT,
    text="Olá!",
    content={},
)
TARGET = "/webhooks/sms/chave"


@pytest.fixture
def twilio() -> FakeTwilio:
    return FakeTwilio()


@pytest.fixture
def inbox(twilio: FakeTwilio) -> InboxConfig:
    credentials = {"account_sid": twilio.account_sid, "auth_token": twilio.token, "number": twilio.number}
    return InboxConfig(new_id(), new_id(), "sms", "Loja", credentials, {}, "chave")


def channel_at(public_url: str | None, twilio: FakeTwilio | None = None) -> SmsChannel:
    app = (twilio or FakeTwilio()).app
    http = httpx.AsyncClient(transport=httpx.ASGITransport(app))
    return SmsChannel(TwilioClient(http, "http://twilio.test"), public_url)


class TestSignature:
    FORM: Mapping[str, str] = {
        "MessageSid": "SM1",
        "From": "+5511987654321",
        "Body": "2+3=4, é",
        "ToCity": "",
    }

    def verify(
        self,
        inbox: InboxConfig,
        *,
        public_url: str | None = "https://ours.test",
        signed: str = "https://ours.test" + TARGET,
        target: str = TARGET,
        token: str = "fake-token",
        body: bytes | None = None,
    ) -> None:
        given = {"x-twilio-signature": signature(token, signed, self.FORM)}
        delivery = RawDelivery(body or urlencode(self.FORM).encode(), given, {}, target)
        channel_at(public_url).verify(inbox, delivery)

    def test_twilios_signature_passes_with_empty_fields_too(self, inbox: InboxConfig) -> None:
        self.verify(inbox)

    @pytest.mark.parametrize("public_url", ["https://ours.test/", "https://ours.test:443"])
    def test_a_slash_or_the_usual_port_change_nothing(self, inbox: InboxConfig, public_url: str) -> None:
        self.verify(inbox, public_url=public_url)

    def test_it_may_be_signed_with_the_port(self, inbox: InboxConfig) -> None:
        self.verify(inbox, signed="https://ours.test:443" + TARGET)

    def test_the_query_is_signed_as_it_was_written(self, inbox: InboxConfig) -> None:
        target = TARGET + "?a=1&b=%20"

        self.verify(inbox, target=target, signed="https://ours.test" + target)

    def test_either_token_passes_while_rotating(self, inbox: InboxConfig) -> None:
        rotating = replace(inbox, credentials={**inbox.credentials, "auth_token": "fake-token, new"})

        self.verify(rotating)
        self.verify(rotating, token="new")

    @pytest.mark.parametrize(
        "change",
        [
            {"public_url": "https://theirs.test"},
            {"public_url": "http://ours.test"},
            {"public_url": None},
            {"target": TARGET + "?a=1"},
            {"token": "old"},
            {"token": ""},
            {"body": b"MessageSid=SM1&From=%2B5511987654321&Body=forged&ToCity="},
            {"body": b"MessageSid=SM1&From=%2B5511987654321&Body=2%2B3%3D4%2C+%C3%A9"},
        ],
    )
    def test_anything_else_is_refused(self, inbox: InboxConfig, change: dict[str, Any]) -> None:
        with pytest.raises(BadSignature):
            self.verify(inbox, **change)

    @pytest.mark.parametrize("token", ["", " ", ","])
    def test_an_empty_token_verifies_nothing(self, inbox: InboxConfig, token: str) -> None:
        with pytest.raises(BadSignature):
            self.verify(replace(inbox, credentials={"auth_token": token}), token=token)


def rendered(message: Outgoing, *, sender: str = "+551140001000", **settings: Any) -> list[dict[str, str]]:
    return render(message, sender=sender, settings=settings, status_url="https://ours.test/s")


class TestRender:
    def test_a_text_asks_for_its_statuses(self) -> None:
        assert rendered(MESSAGE) == [
            {
                "To": "+5511987654321",
                "From": "+551140001000",
                "Body": "Olá!",
                "StatusCallback": "https://ours.test/s",
            }
        ]

    def test_a_messaging_service_takes_the_place_of_the_number(self) -> None:
        [form] = rendered(MESSAGE, sender="MG" + "1" * 32)

        assert (form["MessagingServiceSid"], "From" in form) == ("MG" + "1" * 32, False)

    def test_a_longer_text_is_several_sms_of_160_and_the_last_has_the_statuses(self) -> None:
        forms = rendered(replace(MESSAGE, text="palavra " * 50))

        assert [len(form["Body"]) <= 160 for form in forms] == [True, True, True]
        assert ["StatusCallback" in form for form in forms] == [False, False, True]

    def test_one_character_outside_the_alphabet_makes_them_shorter(self) -> None:
        assert [len(form["Body"]) for form in rendered(replace(MESSAGE, text="ã" * 150))] == [70, 70, 10]

    def test_where_the_inbox_says_so_the_phone_joins_the_segments(self) -> None:
        text = "palavra " * 50

        assert [form["Body"] for form in rendered(replace(MESSAGE, text=text), long_texts="joined")] == [
            text.strip()
        ]

    def test_options_are_numbered(self) -> None:
        options = [{"value": "s", "label": "Sim"}, {"value": "n", "label": "Não"}]

        [form] = rendered(replace(MESSAGE, content={"options": options}))

        assert form["Body"] == "Olá!\n\n1. Sim\n2. Não"

    @pytest.mark.parametrize(
        ("change", "settings", "reason"),
        [
            ({"recipient": "LOJA"}, {}, "invalid_recipient"),
            ({"text": " \n"}, {}, "empty_text"),
            ({"kind": MessageKind.IMAGE}, {}, "unsupported_kind"),
            ({"text": "a" * 1531}, {"long_texts": "joined"}, "text_too_long"),
        ],
    )
    def test_what_twilio_would_refuse_is_refused_here(
        self, change: dict[str, Any], settings: dict[str, str], reason: str
    ) -> None:
        with pytest.raises(Rejected) as raised:
            rendered(replace(MESSAGE, **change), **settings)

        assert raised.value.reason == reason


class TestCalls:
    @pytest.mark.parametrize("public_url", [None, "http://127.0.0.1:8080"])
    async def test_no_status_is_asked_for_where_twilio_cannot_call(
        self, inbox: InboxConfig, twilio: FakeTwilio, public_url: str | None
    ) -> None:
        await channel_at(public_url, twilio).send(inbox, MESSAGE)

        assert "StatusCallback" not in twilio.sent[0]

    async def test_statuses_come_to_the_inbox_address(self, inbox: InboxConfig, twilio: FakeTwilio) -> None:
        await channel_at("https://ours.test", twilio).send(inbox, MESSAGE)

        assert twilio.sent[0]["StatusCallback"] == "https://ours.test/webhooks/sms/chave"

    @pytest.mark.parametrize(
        ("failure", "kind", "reason"),
        [
            (TwilioFailure(21610), Rejected, "opted_out"),
            (TwilioFailure(21614), Rejected, "invalid_recipient"),
            (TwilioFailure(99999), Rejected, "vendor_rejected"),
            (TwilioFailure(21408), Misconfigured, "region_not_enabled"),
            (TwilioFailure(99999, 403), Misconfigured, "permission_denied"),
            (TwilioFailure(20429, 429), Temporary, "rate_limited"),
            (TwilioFailure(99999, 503), Temporary, "vendor_unavailable"),
        ],
    )
    async def test_errors_are_told_apart(
        self,
        inbox: InboxConfig,
        twilio: FakeTwilio,
        failure: TwilioFailure,
        kind: type[VendorFailure],
        reason: str,
    ) -> None:
        twilio.fail_next(failure)

        with pytest.raises(kind) as raised:
            await channel_at(None, twilio).send(inbox, MESSAGE)

        assert raised.value.reason == reason

    async def test_the_check_names_account_and_number(self, inbox: InboxConfig, twilio: FakeTwilio) -> None:
        assert await channel_at(None, twilio).check(inbox) == "Loja de Teste · +551140001000"

    async def test_a_suspended_account_needs_an_administrator(
        self, inbox: InboxConfig, twilio: FakeTwilio
    ) -> None:
        twilio.account_status = "suspended"

        with pytest.raises(Misconfigured):
            await channel_at(None, twilio).check(inbox)

    @pytest.mark.parametrize("name", ["account_sid", "auth_token", "number"])
    async def test_missing_credentials_are_told(self, inbox: InboxConfig, name: str) -> None:
        with pytest.raises(Misconfigured) as raised:
            await channel_at(None).check(replace(inbox, credentials={**inbox.credentials, name: " "}))

        assert raised.value.reason == "credentials_missing"


def test_the_answer_is_no_sms_to_the_customer() -> None:
    answer = channel_at(None).acknowledge(b"MessageSid=SM1")

    assert (answer.media_type, "<Response/>" in answer.body) == ("text/xml", True)


@pytest.mark.parametrize(
    ("spelled", "text"), [("a%00b", "a�b"), ("%FF", "�"), ("%ED%A0%80", "���"), ("2%2B3+%26", "2+3 &")]
)
def test_what_no_database_takes_is_replaced(spelled: str, text: str) -> None:
    [message] = inbound.parse(f"MessageSid=SM1&From=%2B5511987654321&Body={spelled}".encode())

    assert isinstance(message, IncomingMessage)
    assert message.text == text
