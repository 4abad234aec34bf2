"""Somebody who is blocked writes: it is kept, and nobody answers."""

import json
from typing import Any, cast

import msgspec
import pytest
from sqlalchemy import select

from attendance.bots.config import BotConfig
from attendance.channels import actions as channels
from attendance.channels.base import InboxConfig
from attendance.channels.echo.channel import EchoChannel
from attendance.channels.models import InboundEvent
from attendance.crm import actions
from attendance.kernel.ids import new_id
from attendance.kernel.jobs import Job
from attendance.router import inbound
from attendance.router.decide import Nothing, Silence, Situation, Verdict, decide
from tests.factories.world import World
from tests.tickets.desk import Desk
from tests.web import TestServices


@pytest.mark.parametrize(
    ("opened", "owner", "expected"),
    [("created", "bot", Silence()), ("open", "human", Silence()), ("duplicate", "bot", Nothing())],
    ids=["to the bot", "to a person", "again"],
)
def test_the_words_of_somebody_blocked_go_to_nobody(opened: str, owner: str, expected: Verdict) -> None:
    situation = Situation(opened, owner, 1, "atendente", None, "bot", is_blocked=True)  # type: ignore[arg-type]  # cases

    assert decide(situation, BotConfig()) == expected


@pytest.mark.parametrize("is_blocked", [False, True], ids=["free", "blocked"])
async def test_a_message_is_kept_and_waits_for_nobody(desk: Desk, is_blocked: bool) -> None:
    world = desk.world
    async with world.tx() as tx:
        [contact] = await tx.fetch("select id from crm_contacts")
        await tx.fetch("update conversations set bot_id = $1", await world.bot())
        if is_blocked:
            await actions.block(tx, contact["id"], "Spam")

    await _arrives(world, desk, "Quero falar com um atendente")

    async with world.tx() as tx:
        [kept] = await tx.fetch("select count(*) as messages from messages where text like 'Quero%'")
        jobs = await tx.fetch("select kind from jobs where kind like 'bot.%' or kind like 'conversation.%'")
    assert kept["messages"] == 1
    assert [job["kind"] for job in jobs] == ([] if is_blocked else ["conversation.hand_over"])


async def _arrives(world: World, desk: Desk, text: str) -> None:
    """On the desk's inbox, of the customer who is there."""
    body = json.dumps([{"id": new_id().hex, "from": "5511988887777", "text": text}]).encode()
    services = cast(Any, TestServices(world.database, channels={"echo": EchoChannel()}))
    inbox = InboxConfig(desk.inbox_id, world.tenant_id, "echo", "Loja", {}, {})
    async with world.tx() as tx:
        await channels.record_polled(tx, inbox, body, ["5511988887777"], before=None, after="1")
        event_id = await tx.scalar(select(InboundEvent.id).where(InboundEvent.inbox_id == desk.inbox_id))
    wanted = msgspec.json.encode(inbound.Receive(event_id, desk.inbox_id, "*"))
    async with world.tx() as tx:
        job = Job(1, world.tenant_id, "inbound.receive", None, wanted, 1, 12)
        await inbound.receive(tx, services, [job])
