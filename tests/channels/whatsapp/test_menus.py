"""Quick replies on WhatsApp: buttons, a list, or numbered lines, and what comes back."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from attendance.channels.base import IncomingMessage, MessageKind, Outgoing
from attendance.channels.whatsapp.inbound import parse
from attendance.channels.whatsapp.outbound import render
from attendance.kernel.ids import new_id

FIXTURES = Path(__file__).parent / "fixtures"


def rendered(text: str, labels: Sequence[str], *, values: Sequence[str] | None = None) -> dict[str, Any]:
    options = [
        {"value": value, "label": label} for value, label in zip(values or labels, labels, strict=True)
    ]
    return render(
        Outgoing(UUID(int=1), new_id(), "5511987654321", MessageKind.TEXT, text, {"options": options})
    )


def test_few_short_options_are_buttons() -> None:
    body = rendered("Tudo certo?", ["Sim", "Não"], values=["s", "n"])["interactive"]

    assert (body["type"], body["body"]["text"]) == ("button", "Tudo certo?")
    assert [button["reply"] for button in body["action"]["buttons"]] == [
        {"id": "v:s", "title": "Sim"},
        {"id": "v:n", "title": "Não"},
    ]


def test_more_options_are_a_list() -> None:
    body = rendered("", ["Segunda via", "Problema técnico", "Cancelar", "Falar com alguém"])["interactive"]

    assert body["type"] == "list"
    assert [row["title"] for row in body["action"]["sections"][0]["rows"]][-1] == "Falar com alguém"


@pytest.mark.parametrize(
    "labels",
    [
        [f"Opção {n}" for n in range(11)],
        ["Quero falar com uma pessoa do financeiro", "Não"],
        ["Sim", "Sim"],
    ],
)
def test_what_whatsapp_cannot_show_is_numbered(labels: list[str]) -> None:
    body = rendered("Escolha:", labels)

    assert body["type"] == "text"
    assert body["text"]["body"].startswith(f"Escolha:\n\n1. {labels[0]}\n2. {labels[1]}")


@pytest.mark.parametrize(("id", "chosen"), [("v:boleto", "boleto"), ("sim", None)])
def test_the_value_of_our_option_comes_back(id: str, chosen: str | None) -> None:
    delivery = json.loads((FIXTURES / "button_reply.json").read_text())
    delivery["entry"][0]["changes"][0]["value"]["messages"][0]["interactive"]["button_reply"]["id"] = id

    [message] = parse(json.dumps(delivery).encode())

    assert isinstance(message, IncomingMessage)
    assert (message.text, message.content.get("chosen")) == ("Sim, quero", chosen)
