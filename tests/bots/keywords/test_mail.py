"""SEND MAIL: to whom, in which of its forms, and what is refused."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from attendance.channels.base import Channel
from attendance.channels.echo.channel import EchoChannel
from attendance.conversations.models import Conversation, Message
from tests.bots.stage import Stage, open_stage
from tests.channels.email.servers import channel
from tests.factories.world import World

TELL = '\nTALK r.success + " " + r.error'


async def stage_with(world: World, script: str, *, has_inbox: bool = True) -> Stage:
    stage = await open_stage(world, script)
    channels: dict[str, Channel] = {"echo": EchoChannel(), "email": channel()}
    stage.services.channels = channels
    if has_inbox:
        await world.inbox("email")
    return stage


async def sent(world: World) -> list[tuple[str, str | None, str, dict[str, Any]]]:
    """Recipient, subject, words and content of every mail."""
    async with world.tx() as tx:
        rows = await tx.rows(
            select(Conversation.recipient, Conversation.subject, Message.text, Message.content)
            .join(Conversation, Conversation.id == Message.conversation_id)
            .where(Conversation.channel == "email")
            .order_by(Message.created_at, Message.id)
        )
    return [(row.recipient, row.subject, row.text, row.content) for row in rows]


@pytest.mark.parametrize(
    "call",
    [
        pytest.param('SEND MAIL "Ana@x.example", "Boleto", "Segue."', id="arguments"),
        pytest.param('SEND EMAIL TO "ana@x.example" SUBJECT "Boleto" BODY "Segue."', id="clauses"),
        pytest.param('SEND MAIL ["ana@x.example"], "Boleto", "Segue."', id="array"),
    ],
)
async def test_all_forms_say_the_same(world: World, call: str) -> None:
    stage = await stage_with(world, f"r = {call}\nTALK r.success")

    await stage.says("oi")

    assert await sent(world) == [("ana@x.example", "Boleto", "Segue.", {"subject": "Boleto"})]


async def test_each_of_several_gets_a_mail_and_a_conversation_of_their_own(world: World) -> None:
    stage = await stage_with(
        world, 'r = SEND MAIL TO "a@x.example; b@x.example" SUBJECT "S" BODY "T" CC "c@x.example"'
    )

    await stage.says("oi")

    assert [(to, content["cc"]) for to, _, _, content in await sent(world)] == [
        ("a@x.example", ["c@x.example"]),
        ("b@x.example", ["c@x.example"]),
    ]


async def test_two_mails_to_the_same_address_are_two_threads(world: World) -> None:
    stage = await stage_with(
        world, 'r = SEND MAIL "a@x.example", "Um", "1"\nr = SEND MAIL "a@x.example", "Dois", "2"'
    )

    await stage.says("oi")

    assert [(subject, text) for _, subject, text, _ in await sent(world)] == [("Um", "1"), ("Dois", "2")]


@pytest.mark.parametrize(
    ("to", "body", "error"),
    [("ana", "x", "invalid_address"), ("a@x.example, b", "x", "invalid_address"), ("", "x", "invalid_address"),
     ("a@x.example", " ", "empty_text")],
    ids=["no-address", "one-of-two", "nobody", "empty"],
)  # fmt: skip
async def test_what_can_not_be_sent_is_told(world: World, to: str, body: str, error: str) -> None:
    stage = await stage_with(world, f'r = SEND MAIL {json.dumps(to)}, "S", {json.dumps(body)}{TELL}')

    said = await stage.says("oi")

    assert error in str(said)
    assert await sent(world) == []


async def test_without_a_mailbox_it_can_not_be_done(world: World) -> None:
    stage = await stage_with(
        world, 'TRY\nSEND MAIL "a@x.example", "S", "T"\nCATCH e\nTALK e.code\nEND TRY', has_inbox=False
    )

    assert "E402" in str(await stage.says("oi"))


async def test_a_second_run_of_the_turn_sends_nothing_twice(world: World) -> None:
    stage = await stage_with(world, 'SEND MAIL "a@x.example", "S", "T"\nTALK "ok"')

    await stage.says("oi")
    await stage.turn(1)

    assert len(await sent(world)) == 1
