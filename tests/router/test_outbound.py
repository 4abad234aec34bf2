"""Delivery: once, also when the vendor's answer is lost or its status is faster than we are."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, select, update

from attendance.channels.base import (
    Channel,
    DeliveryState,
    InboxConfig,
    IncomingStatus,
    Outgoing,
    SendReceipt,
)
from attendance.channels.echo.channel import EchoChannel
from attendance.conversations import actions, posting
from attendance.conversations.models import Message
from attendance.conversations.posting import Draft
from attendance.conversations.rules import Sender
from attendance.kernel import clock
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database, Tx
from attendance.kernel.errors import Temporary
from attendance.kernel.jobs import Job, Later, decode
from attendance.kernel.settings import Settings
from attendance.kernel.storage import LocalStorage, Storage
from attendance.router import outbound
from attendance.router.outbound import Deliver
from tests.factories.world import VAULT, World


class Vendor(EchoChannel):
    """Confirms by reference, and answers as told."""

    capabilities = replace(EchoChannel.capabilities, confirms_by_reference=True)

    def __init__(self, *failures: Temporary) -> None:
        super().__init__()
        self.failures = list(failures)
        self.calls: list[UUID] = []

    async def send(self, inbox: InboxConfig, message: Outgoing) -> SendReceipt:
        self.calls.append(message.message_id)
        if self.failures:
            raise self.failures.pop(0)
        return await super().send(inbox, message)


@dataclass
class Services:
    database: Database
    channels: Mapping[str, Channel]
    vault: Vault = VAULT
    storage: Storage = field(default_factory=lambda: LocalStorage(Path("unused")))
    settings: Settings = field(default_factory=Settings)


async def queued(world: World) -> tuple[UUID, Job]:
    """The inbox, and the delivery of an attendant's answer in it."""
    inbox, maria = await world.inbox(), await world.user()
    async with world.tx() as tx:
        posted = await world.says(tx, inbox, "Oi")
        await actions.accept(tx, await actions.lock(tx, posted.conversation_id), maria)
        found = await actions.lock(tx, posted.conversation_id)
        draft = Draft("Olá", "c1")
        message_id, _ = await posting.post_reply(
            tx, found, draft, Sender("attendant", maria), author_name="M", limit=None
        )
    return inbox, Job(1, world.tenant_id, "message.deliver", None, _payload(message_id), 1, 10)


def _payload(message_id: UUID) -> bytes:
    return f'{{"message_id":"{message_id}"}}'.encode()


async def confirm(world: World, inbox: UUID, message_id: UUID) -> None:
    """The vendor's status of a message whose vendor id we don't know."""
    status = IncomingStatus("l", f"wamid.{message_id}", DeliveryState.SENT, message_id=message_id)
    async with world.tx() as tx:
        await posting.apply_statuses(tx, inbox, [status])


async def test_a_message_whose_answer_was_lost_waits_for_its_status_before_it_goes_again(
    world: World,
) -> None:
    _, job = await queued(world)
    vendor = Vendor(Temporary("cut", reason="no_answer", may_have_arrived=True))
    services = Services(world.database, {"echo": vendor})

    with clock.frozen(clock.now()) as time:
        with pytest.raises(Temporary):
            await outbound.deliver(services, job)
        time.advance(outbound.CONFIRMATION_GRACE - timedelta(seconds=1))
        with pytest.raises(Later):
            await outbound.deliver(services, job)
        assert len(vendor.calls) == 1
        time.advance(timedelta(seconds=2))
        await outbound.deliver(services, job)

    assert len(vendor.calls) == 2


async def test_a_message_that_the_vendor_never_got_goes_again_at_once(world: World) -> None:
    _, job = await queued(world)
    vendor = Vendor(Temporary("unreachable", reason="unreachable"))
    services = Services(world.database, {"echo": vendor})

    with pytest.raises(Temporary):
        await outbound.deliver(services, job)
    await outbound.deliver(services, job)

    assert len(vendor.calls) == 2


async def test_a_status_that_comes_while_the_message_waits_for_its_place_is_enough(world: World) -> None:
    inbox, job = await queued(world)
    vendor = Vendor()
    message_id = decode(job, Deliver).message_id
    services = Services(world.database, {"echo": vendor})
    async with world.tx() as tx:
        long_ago = clock.now() - timedelta(hours=1)
        await tx.execute(update(Message).where(Message.id == message_id).values(send_started_at=long_ago))
    wait_for_place = outbound._wait_for_place

    async def confirmed_meanwhile(*arguments: Any) -> None:
        await confirm(world, inbox, message_id)
        await wait_for_place(*arguments)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(outbound, "_wait_for_place", confirmed_meanwhile)
        await outbound.deliver(services, job)

    assert vendor.calls == []
    async with world.tx() as tx:
        assert await tx.scalar(select(Message.state).where(Message.id == message_id)) == "sent"


async def test_an_answer_takes_few_statements(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is a way to the database and back, for every message that is sent."""
    _, job = await queued(world)
    asked: list[str] = []
    fetch = Tx.fetch

    async def counted(tx: Tx, sql: str, *args: Any) -> Any:
        asked.append(sql)
        return await fetch(tx, sql, *args)

    monkeypatch.setattr(Tx, "fetch", counted)
    event.listen(
        world.database.engine.sync_engine, "before_cursor_execute", lambda *args: asked.append(str(args[2]))
    )
    await outbound.deliver(Services(world.database, {"echo": Vendor()}), job)

    work = [one for one in asked if "set_config" not in one]
    assert len(work) <= 8, work
