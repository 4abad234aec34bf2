"""SEND MAIL: to whom, in which of its forms, and what is refused."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from attendance.channels.base import Channel
from attendance.channels.echo.channel import EchoChannel
from attendance.conversations.models import Conversation, Message
from tests.bots.keywords.test_files import PDF
from tests.bots.keywords.test_files import stage_with as stage_of_files
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


async def test_a_body_that_begins_with_a_tag_is_html_and_its_words_are_the_text(world: World) -> None:
    html = "<h1>Ol&aacute;</h1><p>Segue o\n<b>boleto</b>.</p><script>x()</script>"
    stage = await stage_with(world, f'SEND MAIL "a@x.example", "S", {json.dumps(html)}')

    await stage.says("oi")

    [(_, _, text, content)] = await sent(world)
    assert text == "Olá\n\nSegue o boleto."
    assert content["html"].startswith("<h1>")


@pytest.mark.parametrize("body", ["<3 obrigado", "a < b e b > c", "Oi <b>Ana</b>"])
async def test_other_words_with_angle_brackets_are_words(world: World, body: str) -> None:
    stage = await stage_with(world, f'SEND MAIL "a@x.example", "S", {json.dumps(body)}')

    await stage.says("oi")

    [(_, _, text, content)] = await sent(world)
    assert (text, "html" in content) == (body, False)


async def test_attachments_go_to_each_recipient(world: World, tmp_path: Path) -> None:
    script = (
        'r = SEND MAIL TO "a@x.example; b@x.example" SUBJECT "S" BODY "T" ATTACHMENT "kb/a.pdf", "kb/b.pdf"'
        + TELL
    )
    stage, _ = await stage_of_files(world, tmp_path, script, a__pdf=PDF, b__pdf=PDF + b"%")
    stage.services.channels = {"echo": EchoChannel(), "email": channel()}
    await world.inbox("email")

    assert "true" in str(await stage.says("oi"))

    async with world.tx() as tx:
        rows = await tx.fetch(
            "select c.recipient, f.filename from message_files f join messages m on m.id = f.message_id "
            "join conversations c on c.id = m.conversation_id and c.id = f.conversation_id "
            "order by c.recipient, f.position"
        )
    assert [(row["recipient"], row["filename"]) for row in rows] == [
        ("a@x.example", "a.pdf"), ("a@x.example", "b.pdf"), ("b@x.example", "a.pdf"), ("b@x.example", "b.pdf"),
    ]  # fmt: skip


async def test_without_its_attachment_no_mail_goes(world: World, tmp_path: Path) -> None:
    script = 'r = SEND MAIL TO "a@x.example" SUBJECT "S" BODY "T" ATTACHMENT "kb/gone.pdf"' + TELL
    stage, _ = await stage_of_files(world, tmp_path, script)
    stage.services.channels = {"echo": EchoChannel(), "email": channel()}
    await world.inbox("email")

    assert "false not_found" in str(await stage.says("oi"))
    assert await sent(world) == []
