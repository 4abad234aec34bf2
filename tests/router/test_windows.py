"""Nothing leaves for a vendor whose window is closed: not when it is written, and not when its turn comes."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from attendance.channels.base import InboxConfig, Outgoing, SendReceipt
from attendance.channels.echo.channel import EchoChannel
from attendance.conversations import actions
from attendance.conversations.models import Message
from attendance.conversations.rules import OptedOut, Sender, WindowClosed
from attendance.crm.models import ContactIdentity
from attendance.kernel import clock
from attendance.kernel.errors import Rejected
from attendance.router import outbound
from tests.factories.world import World
from tests.router.talking import DAY, TEMPLATE, conversation, write
from tests.router.test_outbound import Services


class Windowed(EchoChannel):
    """Takes answers for a day, and from people for a week."""

    capabilities = replace(
        EchoChannel.capabilities, reply_window=DAY, human_reply_window=timedelta(days=7), has_templates=True
    )

    def __init__(self, refusal: Rejected | None = None) -> None:
        super().__init__()
        self.refusal = refusal
        self.sent: list[Outgoing] = []

    async def send(self, inbox: InboxConfig, message: Outgoing) -> SendReceipt:
        if self.refusal is not None:
            raise self.refusal
        self.sent.append(message)
        return await super().send(inbox, message)


async def state(world: World, conversation_id: UUID) -> tuple[str, str | None]:
    async with world.tx() as tx:
        newest = select(Message.state, Message.reason).where(Message.conversation_id == conversation_id)
        row = await tx.first(newest.order_by(Message.seq.desc()).limit(1))
    assert row is not None
    return row.state, (row.reason or {}).get("code")


@pytest.mark.parametrize(
    ("after", "kind", "goes"),
    [
        pytest.param(DAY - timedelta(seconds=1), "system", True, id="notice-in-the-window"),
        pytest.param(DAY + timedelta(seconds=1), "system", False, id="notice-a-second-late"),
        pytest.param(DAY + timedelta(seconds=1), "attendant", True, id="person-after-a-day"),
        pytest.param(timedelta(days=7, seconds=1), "attendant", False, id="person-after-a-week"),
    ],
)
async def test_what_waited_until_the_window_closed_is_not_sent(
    world: World, after: timedelta, kind: Any, goes: bool
) -> None:
    channel = Windowed()
    with clock.frozen(clock.now()) as time:
        conversation_id, maria = await conversation(world)
        sender = Sender(kind, maria if kind == "attendant" else None)
        job = await write(world, conversation_id, sender)
        time.advance(after)
        await outbound.deliver(Services(world.database, {"echo": channel}), job)

    assert len(channel.sent) == (1 if goes else 0)
    expected = ("sent", None) if goes else ("failed", "window_closed")
    assert await state(world, conversation_id) == expected


async def test_a_template_goes_when_nothing_else_does(world: World) -> None:
    channel = Windowed()
    with clock.frozen(clock.now()) as time:
        conversation_id, maria = await conversation(world)
        time.advance(timedelta(days=30))
        with pytest.raises(WindowClosed):
            await write(world, conversation_id, Sender("attendant", maria))
        job = await write(world, conversation_id, Sender("attendant", maria), content=TEMPLATE)
        await outbound.deliver(Services(world.database, {"echo": channel}), job)

    assert [message.content["template"]["name"] for message in channel.sent] == ["oi"]


async def test_a_customer_who_writes_opens_the_window_again(world: World) -> None:
    inbox, maria = await world.inbox(), await world.user()
    with clock.frozen(clock.now()) as time:
        async with world.tx() as tx:
            posted = await world.says(tx, inbox, "Oi")
            await actions.accept(tx, await actions.lock(tx, posted.conversation_id), maria)
        time.advance(timedelta(days=8))
        with pytest.raises(WindowClosed):
            await write(world, posted.conversation_id, Sender("attendant", maria))
        async with world.tx() as tx:
            await world.says(tx, inbox, "Ainda estou aqui")
        await write(world, posted.conversation_id, Sender("attendant", maria))


async def test_a_vendor_that_says_opted_out_is_believed(world: World) -> None:
    conversation_id, maria = await conversation(world)
    channel = Windowed(Rejected("Attempt to send to unsubscribed recipient", reason="opted_out"))
    job = await write(world, conversation_id, Sender("attendant", maria))

    await outbound.deliver(Services(world.database, {"echo": channel}), job)

    async with world.tx() as tx:
        refused = await tx.rows(select(ContactIdentity.opted_out_of))
    assert [row.opted_out_of for row in refused] == ["all"]
    with pytest.raises(OptedOut):
        await write(world, conversation_id, Sender("attendant", maria))
