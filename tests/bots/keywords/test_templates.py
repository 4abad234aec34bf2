"""SEND TEMPLATE: to whom, in which of its forms, and what is refused."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from attendance.channels import accounts
from attendance.channels.abilities import VendorTemplate
from attendance.channels.echo.channel import EchoChannel
from attendance.conversations.models import Conversation, Message
from tests.bots.stage import Stage, open_stage
from tests.factories.world import World


class Approving(EchoChannel):
    """Its vendor approves templates."""

    capabilities = replace(EchoChannel.capabilities, has_templates=True)


def vendors(name: str, text: str, *, status: str = "approved", language: str = "pt_BR") -> VendorTemplate:
    return VendorTemplate(
        name + language, name, language, "utility", status, [{"type": "BODY", "text": text}]
    )


TEMPLATES = [
    vendors("pronto", "Hi, {{1}}: {{2}}", language="en_US"),
    vendors("pronto", "Oi, {{1}}: {{2}}"),
    vendors("nomes", "Oi, {{nome}}"),
    vendors("novo", "Oi", status="pending"),
]


async def stage_with(world: World, script: str) -> Stage:
    stage = await open_stage(world, script)
    stage.services.channels = {"echo": Approving()}
    async with world.tx() as tx:
        await accounts.save_templates(tx, stage.inbox_id, TEMPLATES)
    return stage


async def sent(world: World) -> list[tuple[str, str, dict[str, Any]]]:
    """Recipient, words and template of every template that was sent."""
    async with world.tx() as tx:
        rows = await tx.rows(
            select(Conversation.recipient, Message.text, Message.content)
            .join(Conversation, Conversation.id == Message.conversation_id)
            .where(Message.content.has_key("template"))
            .order_by(Message.created_at, Message.id)
        )
    return [(row.recipient, row.text, row.content["template"]["variables"]) for row in rows]


@pytest.mark.parametrize(
    "call",
    [
        pytest.param('SEND TEMPLATE "+5511977776666", "pronto", "Ana", "4821"', id="values-in-a-row"),
        pytest.param('SEND TEMPLATE TO "11 97777-6666", "pronto", "Ana", 4821', id="to"),
        pytest.param(
            'SEND TEMPLATE { "phone": "+5511977776666" }, "pronto", { "1": "Ana", "2": "4821" }', id="object"
        ),
        pytest.param('SEND TEMPLATE "whatsapp:+5511977776666", "pronto", "Ana", "4821"', id="prefix"),
    ],
)
async def test_all_forms_say_the_same(world: World, call: str) -> None:
    stage = await stage_with(world, f'r = {call}\nTALK r.success + " " + r.channel + " " + r.recipient')

    assert await stage.says("oi") == ["true echo +5511977776666"]
    assert await sent(world) == [("5511977776666", "Oi, Ana: 4821", {"1": "Ana", "2": "4821"})]


async def test_the_customer_of_the_session_needs_no_number_and_a_list_is_many(world: World) -> None:
    stage = await stage_with(
        world,
        'SEND TEMPLATE NULL, "nomes", { nome: "Ana" }\n'
        'r = SEND TEMPLATE ["+5511977776666", "nobody", "+5511966665555"], "nomes", { nome: "Bia" }\n'
        'TALK LEN(r) + " " + r[1].success + " " + r[1].error',
    )

    assert "3 false unknown_recipient" in await stage.says("oi")
    found = await sent(world)
    assert found[0] == ("5511988887777", "Oi, Ana", {"nome": "Ana"})
    assert sorted(recipient for recipient, _, _ in found[1:]) == ["5511966665555", "5511977776666"]


@pytest.mark.parametrize(
    ("call", "code"),
    [
        pytest.param('SEND TEMPLATE NULL, "novo"', "E402", id="not-approved"),
        pytest.param('SEND TEMPLATE NULL, "outro"', "E402", id="unknown"),
        pytest.param('SEND TEMPLATE "pronto", "sms", NULL, "a", "b"', "E402", id="no-such-inbox"),
        pytest.param('SEND TEMPLATE NULL, "pronto", "Ana"', "E311", id="a-variable-is-missing"),
    ],
)
async def test_what_cannot_be_sent_is_an_error(world: World, call: str, code: str) -> None:
    stage = await stage_with(world, f"TRY\n{call}\nCATCH e\nTALK e.code\nEND TRY")

    assert await stage.says("oi") == [code]
    assert await sent(world) == []


async def test_a_second_run_of_the_turn_sends_nothing_twice(world: World) -> None:
    stage = await stage_with(world, 'SEND TEMPLATE "+5511977776666", "nomes", { nome: "Ana" }\nTALK "ok"')

    await stage.says("oi")
    await stage.turn(1)

    assert len(await sent(world)) == 1
