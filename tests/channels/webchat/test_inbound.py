"""What the web chat records is what it reads back."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.channels.base import (
    BadSignature,
    DeliveryState,
    Identity,
    Ignored,
    InboxConfig,
    IncomingMessage,
    IncomingStatus,
    MessageKind,
    Outgoing,
    RawDelivery,
)
from attendance.channels.webchat import inbound
from attendance.channels.webchat.channel import WebchatChannel
from attendance.channels.webchat.rules import Visitor
from attendance.kernel.errors import InvalidInput
from attendance.kernel.ids import new_id
from tests.channels.webchat.memory import inbox

ANA = Visitor("user:42", "visitor:1", "Ana", "ana@loja.test", "+5511987654321")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=200))
def test_a_message_is_read_back_as_written(text: str) -> None:
    client_id = new_id()

    [message] = inbound.parse(inbound.message_body(ANA, client_id=client_id, text=text))

    assert isinstance(message, IncomingMessage)
    assert (message.lane, message.external_id, message.text) == ("user:42", f"user:42:{client_id}", text)
    assert message.sender == Identity(
        "user:42", "Ana", "+5511987654321", "ana@loja.test", aliases=("visitor:1",)
    )


def test_repeating_a_request_makes_the_same_bytes() -> None:
    client_id = new_id()

    assert inbound.message_body(ANA, client_id=client_id, text="Oi") == inbound.message_body(
        ANA, client_id=client_id, text="Oi"
    )


def test_a_receipt_is_a_status_for_each_message() -> None:
    ids = [new_id(), new_id()]

    statuses = inbound.parse(inbound.receipt_body(Visitor("visitor:1"), state="read", message_ids=ids))

    assert statuses == [
        IncomingStatus("visitor:1", str(message_id), DeliveryState.READ, message_id=message_id)
        for message_id in ids
    ]


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"{}", b'{"type": "message"}', b'{"visitor": {"id": "v"}}']
)
def test_what_names_no_visitor_is_refused(body: bytes) -> None:
    with pytest.raises(InvalidInput):
        WebchatChannel().lanes(body)


@pytest.mark.parametrize(
    "change", [{"type": "dance"}, {"type": 7}, {"client_id": "1"}, {"text": None}, {"visitor": {"id": ""}}]
)
def test_what_can_not_be_read_is_kept(change: dict[str, Any]) -> None:
    raw = {**json.loads(inbound.message_body(ANA, client_id=new_id(), text="Oi")), **change}

    [entry] = inbound.parse(json.dumps(raw).encode())

    assert isinstance(entry, Ignored)
    assert entry.raw == raw


@pytest.fixture
def config() -> InboxConfig:
    return inbox()


def test_nobody_calls_its_webhook_from_outside(config: InboxConfig) -> None:
    with pytest.raises(BadSignature):
        WebchatChannel().verify(config, RawDelivery(b"{}", {}))


async def test_a_message_is_sent_once_it_is_stored(config: InboxConfig) -> None:
    message = Outgoing(new_id(), new_id(), "visitor:1", MessageKind.TEXT, "Olá!", {})

    receipt = await WebchatChannel().send(config, message)

    assert (receipt.external_id, receipt.state) == (str(message.message_id), DeliveryState.SENT)


def test_uploaded_files_are_attachments(config: InboxConfig) -> None:
    dropped = [
        inbound.Dropped("t/1", "foto.jpg", "image/jpeg", 10),
        inbound.Dropped("t/2", "nota.pdf", "application/pdf", 20),
    ]
    body = inbound.message_body(Visitor("v"), client_id=new_id(), text="", files=dropped, reply_to="m1")

    [message] = inbound.parse(body)

    assert isinstance(message, IncomingMessage)
    assert (message.kind, message.reply_to) == (MessageKind.IMAGE, "m1")
    assert [(one.kind, one.id, one.filename) for one in message.attachments] == [
        (MessageKind.IMAGE, "t/1", "foto.jpg"),
        (MessageKind.DOCUMENT, "t/2", "nota.pdf"),
    ]
