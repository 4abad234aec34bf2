"""Sending that holds: one broken account holds its own messages, burns none of them, and stops nobody else."""

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from attendance.channels import circuits, queries
from attendance.channels.base import Channel, InboxConfig, Outgoing, SendReceipt
from attendance.channels.echo.channel import EchoChannel
from attendance.conversations import actions, posting
from attendance.conversations.models import Message
from attendance.conversations.posting import Draft
from attendance.conversations.rules import Sender
from attendance.kernel import clock
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database
from attendance.kernel.errors import Misconfigured, Rejected, Temporary, VendorFailure
from attendance.kernel.ids import new_id
from attendance.kernel.jobs import registry
from attendance.kernel.runner import JobRunner
from attendance.worker import ENTRIES
from tests.factories.world import VAULT, World, new_world

DOWN = Temporary("It can't be reached.", reason="unreachable")
REVOKED = Misconfigured("The token was revoked.", reason="token_expired")


class Vendor(EchoChannel):
    """Answers as told: `broken` inboxes and `refused` texts raise."""

    def __init__(self) -> None:
        super().__init__()
        self.broken: dict[UUID, VendorFailure] = {}
        self.refused: dict[str, VendorFailure] = {}
        self.calls: list[tuple[UUID, str]] = []

    async def send(self, inbox: InboxConfig, message: Outgoing) -> SendReceipt:
        self.calls.append((inbox.id, message.text))
        failure = self.broken.get(inbox.id) or self.refused.get(message.text)
        if failure is not None:
            raise failure
        return await super().send(inbox, message)

    def texts(self, inbox_id: UUID) -> list[str]:
        return [text for called, text in self.calls if called == inbox_id]


@dataclass
class Services:
    database: Database
    channels: Mapping[str, Channel]
    vault: Vault = VAULT
    storage: Any = None
    settings: Any = None


@dataclass
class Stage:
    """A tenant with its own database and a worker that runs when told; time stands still until it is moved."""

    world: World
    vendor: Vendor
    runner: JobRunner
    time: Any
    maria: UUID = field(default_factory=new_id)

    async def answers(self, inbox: UUID, texts: list[str]) -> list[UUID]:
        """An attendant's answers, each to another customer."""
        ids = []
        for text in texts:
            async with self.world.tx() as tx:
                posted = await self.world.says(tx, inbox, "Oi", who=f"55119{new_id().int % 10**8:08}")
                found = await actions.lock(tx, posted.conversation_id)
                await actions.accept(tx, found, self.maria)
                found = await actions.lock(tx, posted.conversation_id)
                message_id, _ = await posting.post_reply(
                    tx, found, Draft(text, f"client-{text}"), Sender("attendant", self.maria),
                    author_name="Maria", limit=None,
                )  # fmt: skip
            ids.append(message_id)
        return ids

    async def pass_time(self, **span: float) -> None:
        """In steps, so that what is due in between runs when it is due."""
        whole = timedelta(**span)
        step = max(whole / 36, timedelta(seconds=10))
        passed = timedelta()
        while passed < whole:
            self.time.advance(min(step, whole - passed))
            passed += step
            await self.runner.drain()

    async def states(self, ids: list[UUID]) -> list[str]:
        async with self.world.tx() as tx:
            rows = await tx.rows(select(Message.id, Message.state).where(Message.id.in_(ids)))
        found = {row.id: row.state for row in rows}
        return [found[message_id] for message_id in ids]

    async def circuit(self, inbox: UUID) -> Any:
        async with self.world.tx() as tx:
            return (await queries.sending_inbox(tx, VAULT, inbox)).circuit


@pytest.fixture
def time() -> Iterator[Any]:
    with clock.frozen(clock.now()) as time:
        yield time


@pytest.fixture
async def stage(fresh_database_url: str, time: Any) -> AsyncIterator[Stage]:
    database = Database(fresh_database_url)
    world, vendor = await new_world(database), Vendor()
    wanted = {"message.deliver", "inbox.probe"}
    entries = registry([entry for entry in ENTRIES if entry.kind in wanted])
    runner = JobRunner(database, Services(database, {"echo": vendor}), entries)
    stage = Stage(world, vendor, runner, time)
    stage.maria = await world.user()
    yield stage
    await runner.stop()
    await database.close()


async def test_a_silent_vendor_is_left_alone_until_it_answers_again(stage: Stage) -> None:
    inbox = await stage.world.inbox()
    stage.vendor.broken[inbox] = DOWN
    ids = await stage.answers(inbox, [f"{number}" for number in range(8)])

    await stage.runner.drain()
    calls = len(stage.vendor.calls)
    assert calls >= 5
    await stage.pass_time(seconds=20)
    assert len(stage.vendor.calls) == calls  # nobody calls while it is held

    await stage.pass_time(seconds=10)
    assert len(stage.vendor.calls) == calls + 1  # the probe
    await stage.pass_time(seconds=50)
    assert len(stage.vendor.calls) == calls + 1  # its pause has doubled

    del stage.vendor.broken[inbox]
    await stage.pass_time(seconds=20)

    assert set(await stage.states(ids)) == {"sent"}
    assert await stage.circuit(inbox) is None


async def test_a_revoked_token_fails_no_message_and_new_credentials_let_them_go_at_once(stage: Stage) -> None:
    inbox = await stage.world.inbox()
    stage.vendor.broken[inbox] = REVOKED
    ids = await stage.answers(inbox, ["1", "2", "3", "4"])

    await stage.runner.drain()
    await stage.pass_time(hours=6)

    assert set(await stage.states(ids)) == {"queued"}
    assert (await stage.circuit(inbox)).trouble.reason == "token_expired"
    del stage.vendor.broken[inbox]
    async with stage.world.tx() as tx:
        await circuits.close(tx, inbox)
    await stage.runner.drain()
    assert set(await stage.states(ids)) == {"sent"}


async def test_one_message_that_is_always_refused_fails_while_its_neighbours_go(stage: Stage) -> None:
    inbox = await stage.world.inbox()
    stage.vendor.refused["poison"] = REVOKED
    [refused] = await stage.answers(inbox, ["poison"])

    for number in range(3):
        await stage.runner.drain()
        ids = await stage.answers(inbox, [f"ok {number}"])
        await stage.pass_time(seconds=10)
        assert await stage.states(ids) == ["sent"]

    assert await stage.states([refused]) == ["failed"]
    assert stage.vendor.texts(inbox).count("poison") == 3
    assert await stage.circuit(inbox) is None or (await stage.circuit(inbox)).opened_at is None


async def test_what_the_vendor_refuses_of_one_message_proves_that_the_account_works(stage: Stage) -> None:
    inbox = await stage.world.inbox()
    stage.vendor.broken[inbox] = DOWN
    await stage.answers(inbox, ["1", "2", "3", "4"])
    await stage.runner.drain()
    assert (await stage.circuit(inbox)).failures == 4

    stage.vendor.broken[inbox] = Rejected("No such number.", reason="undeliverable")
    await stage.answers(inbox, ["5"])
    await stage.runner.drain()

    assert await stage.circuit(inbox) is None


async def test_a_broken_account_takes_nothing_from_the_others(stage: Stage) -> None:
    broken, well = await stage.world.inbox(), await stage.world.inbox()
    stage.vendor.broken[broken] = REVOKED
    held = await stage.answers(broken, [f"held {number}" for number in range(30)])
    await stage.runner.drain()
    calls = len(stage.vendor.texts(broken))

    ids = await stage.answers(well, [f"goes {number}" for number in range(5)])
    await stage.runner.drain()

    assert set(await stage.states(ids)) == {"sent"}
    assert len(stage.vendor.texts(broken)) == calls  # not even asked
    assert set(await stage.states(held)) == {"queued"}


async def test_waiting_uses_up_no_attempts(stage: Stage) -> None:
    inbox = await stage.world.inbox()
    stage.vendor.broken[inbox] = REVOKED
    await stage.answers(inbox, [f"{number}" for number in range(6)])
    await stage.runner.drain()
    await stage.pass_time(minutes=30)

    async with stage.world.tx() as tx:
        rows = await tx.fetch("select attempts from jobs where kind = 'message.deliver' order by attempts")
    called = len(stage.vendor.calls)
    assert sum(row["attempts"] for row in rows) == called
    assert called <= 6 + 3  # one each at most before it opened, then probes after 5, 10 and 20 minutes


async def test_two_workers_send_one_probe(stage: Stage) -> None:
    inbox = await stage.world.inbox()
    stage.vendor.broken[inbox] = DOWN
    await stage.answers(inbox, [f"{number}" for number in range(5)])
    await stage.runner.drain()
    stage.time.advance(timedelta(seconds=31))

    async with stage.world.tx() as tx:
        first = await circuits.claim_probe(tx, inbox)
    async with stage.world.tx() as tx:
        second = await circuits.claim_probe(tx, inbox)

    assert (first, second) == (True, False)


async def test_too_fast_slows_the_whole_inbox_down_and_opens_nothing(stage: Stage) -> None:
    inbox = await stage.world.inbox()
    stage.vendor.broken[inbox] = Temporary("Slow down.", reason="rate_limited", retry_after_seconds=40)
    ids = await stage.answers(inbox, ["1", "2", "3"])
    await stage.runner.drain()
    calls = len(stage.vendor.calls)
    del stage.vendor.broken[inbox]

    more = await stage.answers(inbox, ["4"])
    await stage.pass_time(seconds=30)
    assert len(stage.vendor.calls) == calls
    await stage.pass_time(seconds=40)

    assert set(await stage.states([*ids, *more])) == {"sent"}
    assert await stage.circuit(inbox) is None


async def test_a_paused_inbox_holds_what_we_write_and_sends_it_in_order_when_it_is_resumed(
    stage: Stage,
) -> None:
    inbox = await stage.world.inbox(is_active=False)
    ids = await stage.answers(inbox, ["1", "2"])
    await stage.runner.drain()
    await stage.pass_time(hours=3)
    assert stage.vendor.calls == []

    async with stage.world.tx() as tx:
        await tx.fetch("update inboxes set is_active = true where id = $1", inbox)
        await circuits.wake(tx, inbox)
    await stage.runner.drain()

    assert stage.vendor.texts(inbox) == ["1", "2"]
    assert await stage.states(ids) == ["sent", "sent"]
