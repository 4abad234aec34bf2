"""What leaves for Meta's Send API, and what its refusals mean."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from attendance.channels.base import Ignored, IncomingMessage, MessageKind, Outgoing
from attendance.channels.meta_messaging.inbound import parse
from attendance.channels.meta_messaging.outbound import Dialect, render
from attendance.channels.splitting import utf8_bytes
from attendance.kernel.errors import Rejected
from attendance.kernel.ids import new_id
from attendance.vendors.meta_errors import failure_of
from tests.fakes import messaging
from tests.fakes.messaging import problems_of

MESSENGER = Dialect("Messenger", most=2000, size=len, echoes_metadata=True)
INSTAGRAM = Dialect("Instagram", most=1000, size=utf8_bytes, echoes_metadata=False)
MESSAGE = Outgoing(
    message_id=UUID("019a7c3e-1111-7aaa-8bbb-0123456789ab"),
    conversation_id=new_id(),
    recipient="7001",
    kind=MessageKind.TEXT,
    text="Olá!",
    content={},
)


def with_options(labels: Sequence[str], values: Sequence[str] | None = None, text: str = "Qual?") -> Outgoing:
    pairs = zip(values or labels, labels, strict=True)
    options = [{"value": value, "label": label} for value, label in pairs]
    return replace(MESSAGE, text=text, content={"options": options})


class TestRender:
    def test_a_text_for_messenger_carries_our_reference(self) -> None:
        assert render(MESSAGE, MESSENGER) == [
            {
                "recipient": {"id": "7001"},
                "messaging_type": "RESPONSE",
                "message": {"text": "Olá!", "metadata": "019a7c3e-1111-7aaa-8bbb-0123456789ab"},
            }
        ]

    def test_a_text_for_instagram_does_not(self) -> None:
        assert render(MESSAGE, INSTAGRAM)[0]["message"] == {"text": "Olá!"}

    def test_an_answer_quotes_what_meta_knows(self) -> None:
        [quoting] = render(replace(MESSAGE, reply_to="m_1"), MESSENGER)
        [not_quoting] = render(replace(MESSAGE, reply_to="m_1#reaction7"), MESSENGER)

        assert (quoting["reply_to"], "reply_to" in not_quoting) == ({"mid": "m_1"}, False)

    def test_options_are_quick_replies_that_hand_back_their_value(self) -> None:
        [body] = render(with_options(["Sim", "Não"], ["s", "n"]), INSTAGRAM)

        assert body["message"]["quick_replies"] == [
            {"content_type": "text", "title": "Sim", "payload": "v:s"},
            {"content_type": "text", "title": "Não", "payload": "v:n"},
        ]

    @pytest.mark.parametrize(
        "labels", [[f"Opção {n}" for n in range(14)], ["Quero falar com uma pessoa", "Não"], ["Sim", " "]]
    )
    def test_what_meta_cannot_show_is_numbered(self, labels: list[str]) -> None:
        [body] = render(with_options(labels), MESSENGER)

        assert body["message"]["text"].startswith(f"Qual?\n\n1. {labels[0]}\n2.")
        assert "quick_replies" not in body["message"]

    def test_instagram_counts_bytes_and_the_last_part_has_the_options(self) -> None:
        bodies = render(with_options(["Sim"], text="ação " * 300), INSTAGRAM)

        assert [len(body["message"]["text"].encode()) <= 1000 for body in bodies] == [True, True, True]
        assert ["quick_replies" in body["message"] for body in bodies] == [False, False, True]

    @pytest.mark.parametrize("dialect", [MESSENGER, INSTAGRAM], ids=lambda one: one.title)
    def test_every_field_is_one_of_metas(self, dialect: Dialect) -> None:
        message = replace(with_options(["Sim"]), reply_to="m_1", text="palavra " * 400)

        for body in render(message, dialect):
            assert problems_of(body, dialect.title.lower()) == []

    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            ({"recipient": " "}, "invalid_recipient"),
            ({"text": " \n"}, "empty_text"),
            ({"kind": MessageKind.IMAGE}, "unsupported_kind"),
        ],
    )
    def test_what_meta_would_refuse_is_refused_here(self, change: dict[str, Any], reason: str) -> None:
        with pytest.raises(Rejected) as raised:
            render(replace(MESSAGE, **change), MESSENGER)

        assert raised.value.reason == reason


@pytest.mark.parametrize(
    ("code", "subcode", "outcome", "reason"),
    [
        (10, 2018278, "rejected", "window_closed"),
        (10, 2534022, "rejected", "window_closed"),
        (10, None, "misconfigured", "permission_denied"),
        (551, 1545041, "rejected", "recipient_unavailable"),
        (200, 1545041, "rejected", "recipient_unavailable"),
        (100, 2018001, "rejected", "unknown_recipient"),
        (100, None, "rejected", "invalid_parameter"),
        (190, 463, "misconfigured", "token_expired"),
        (613, None, "temporary", "rate_limited"),
        (1200, None, "temporary", "vendor_unavailable"),
        (80006, None, "temporary", "rate_limited"),
    ],
)
def test_what_metas_errors_mean(code: int, subcode: int | None, outcome: str, reason: str) -> None:
    failure = failure_of({"code": code, "error_subcode": subcode, "message": "words"}, 400)

    assert (failure.outcome, failure.reason) == (outcome, reason)


@pytest.mark.parametrize("rubbish", [None, 7, "x", [], {}, {"message": 7}, {"sender": {"id": "7001"}}])
def test_a_bad_event_leaves_its_neighbours_as_they_were(rubbish: Any) -> None:
    events = [messaging.message("7001", "30", text=text) for text in ("um", "dois", "três")]
    body = json.loads(messaging.webhook("30", *events))
    body["entry"][0]["messaging"][1] = rubbish

    first, bad, last = parse(json.dumps(body).encode())

    assert isinstance(bad, Ignored)
    assert [m.text for m in (first, last) if isinstance(m, IncomingMessage)] == ["um", "três"]
