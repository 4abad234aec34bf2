"""ON EMAIL: which mails a handler hears of, what it knows of them, and that a mail is heard of once."""

import json
from collections.abc import AsyncIterator
from email.message import EmailMessage
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

import msgspec
import pytest
from sqlalchemy import select

from attendance.basic.program import EventEntry
from attendance.bots.scripts import mails
from attendance.channels import actions as channel_actions
from attendance.channels.base import InboxConfig
from attendance.channels.email.inbound import stored
from attendance.channels.models import InboundEvent
from attendance.channels.registry import build
from attendance.conversations import actions
from attendance.conversations.models import Conversation
from attendance.kernel.database import Database
from attendance.kernel.jobs import Job
from attendance.router import inbound
from attendance.router.inbound import Receive
from tests.bots.stage import Stage, open_stage
from tests.factories.world import World, new_world

MAILBOX = "pedidos@loja.example"
KNOWN = {
    "to": [MAILBOX],
    "cc": ["chefe@loja.example"],
    "from": "ana@empresa.example",
    "subject": "NF 4711 em atraso",
}


@pytest.fixture
async def alone(fresh_database_url: str) -> AsyncIterator[World]:
    database = Database(fresh_database_url)
    yield await new_world(database)
    await database.close()


@pytest.mark.parametrize(
    ("subject", "clauses", "hears"),
    [
        (None, {}, True),
        ("*", {}, True),
        ("Pedidos@Loja.example", {}, True),
        ("chefe@loja.example", {}, True),
        ("outra@loja.example", {}, False),
        ("@loja.example", {}, True),
        (MAILBOX, {"FROM": "ANA@empresa.example"}, True),
        (MAILBOX, {"FROM": "@empresa.example"}, True),
        (MAILBOX, {"FROM": "presa.example"}, False),
        (MAILBOX, {"SUBJECT": "em ATRASO"}, True),
        (MAILBOX, {"SUBJECT": "orçamento"}, False),
        (MAILBOX, {"FROM": "@empresa.example", "SUBJECT": "orçamento"}, False),
    ],
    ids=lambda value: json.dumps(value, ensure_ascii=False),
)
def test_whom_a_mail_is_for(subject: Any, clauses: dict[str, Any], hears: bool) -> None:
    assert mails.is_for(EventEntry("e", "EMAIL", subject, clauses, 1), KNOWN) is hears


def test_a_blind_copy_is_heard_by_who_names_no_address() -> None:
    unnamed = {**KNOWN, "to": [], "cc": []}

    assert mails.is_for(EventEntry("e", "EMAIL", None, {}, 1), unnamed)
    assert not mails.is_for(EventEntry("e", "EMAIL", MAILBOX, {}, 1), unnamed)


def letter(**headers: str) -> bytes:
    mail = EmailMessage()
    usual = {
        "From": "Ana Lima <ana@empresa.example>", "To": f"Loja <{MAILBOX}>", "Subject": "Re: NF 4711",
        "Message-ID": "<1@empresa.example>",
    }  # fmt: skip
    for name, value in {**usual, **headers}.items():
        mail[name] = value
    mail.set_content("Segue a nota.")
    return stored(mail.as_bytes(), mailbox=MAILBOX)


SCRIPT = """
ON EMAIL "pedidos@loja.example" FROM "@empresa.example" SUBJECT "nf" DO
    TALK email.name + " mandou " + email.subject + " / " + email.body
END ON
ON EMAIL "outra@loja.example" DO
    TALK "nunca"
END ON
"""


async def opened(world: World) -> Stage:
    stage = await open_stage(world, 'TALK "oi"', notas=SCRIPT)
    stage.services.channels = build(http=stage.services.http, signing_key=b"k" * 32)
    return stage


async def arrives(stage: Stage, inbox_id: UUID, body: bytes, *, times: int = 1) -> None:
    """The mail is fetched, and read `times` times."""
    services = SimpleNamespace(channels=stage.services.channels)
    async with stage.world.tx() as tx:
        inbox = InboxConfig(inbox_id, stage.world.tenant_id, "email", "Loja", {}, {})
        lanes = ["ana@empresa.example"]
        await tx.fetch("update inboxes set cursor = null where id = $1", inbox_id)
        await channel_actions.record_polled(tx, inbox, body, lanes, before=None, after="1")
        event_id = await tx.scalar(select(InboundEvent.id).where(InboundEvent.inbox_id == inbox_id))
    wanted = msgspec.json.encode(Receive(event_id, inbox_id, "*"))
    for _ in range(times):
        async with stage.world.tx() as tx:
            job = Job(1, stage.world.tenant_id, "inbound.receive", None, wanted, 1, 12)
            await inbound.receive(tx, cast(Any, services), [job])
            await tx.fetch("delete from jobs where kind = 'inbound.receive'")


@pytest.mark.parametrize("times", [1, 2], ids=["once", "read again"])
async def test_a_mail_that_arrives_begins_its_handlers_once(alone: World, times: int) -> None:
    stage = await opened(alone)
    inbox_id = await alone.inbox("email", bot_id=stage.bot_id)

    await arrives(stage, inbox_id, letter(), times=times)
    async with alone.tx() as tx:
        stage.conversation_id = await tx.scalar(select(Conversation.id))

    assert "Ana Lima mandou NF 4711 / Segue a nota." in await stage.settle()
    runs = [run for run in await stage.executions() if run["kind"] == "event"]
    assert [(run["script"], run["status"]) for run in runs] == [("notas.bas", "finished")]


async def test_handlers_hear_of_a_mail_while_a_person_has_the_conversation(alone: World) -> None:
    stage = await opened(alone)
    inbox_id = await alone.inbox("email", bot_id=stage.bot_id)
    await arrives(stage, inbox_id, letter())
    maria = await alone.user()
    async with alone.tx() as tx:
        found = await actions.lock(tx, await tx.scalar(select(Conversation.id)))
        await actions.assign(tx, found, maria, how="assigned")

    await arrives_again(stage, inbox_id)
    await stage.settle()

    assert len([run for run in await stage.executions() if run["kind"] == "event"]) == 2


async def arrives_again(stage: Stage, inbox_id: UUID) -> None:
    async with stage.world.tx() as tx:
        await tx.fetch("delete from inbound_events where inbox_id = $1", inbox_id)
    follows = {"Message-ID": "<2@empresa.example>", "In-Reply-To": "<1@empresa.example>"}
    await arrives(stage, inbox_id, letter(**follows))


async def test_a_mail_to_an_inbox_without_a_bot_begins_nothing(alone: World) -> None:
    stage = await opened(alone)

    await arrives(stage, await alone.inbox("email"), letter())

    assert [run for run in await stage.executions() if run["kind"] == "event"] == []
