"""Receipts: shown to the customer when whoever has the conversation has read, and never at the cost of an inbox."""

from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import UUID

import msgspec
import pytest
from sqlalchemy import select, update

from attendance.channels.base import InboxConfig
from attendance.channels.echo.channel import EchoChannel
from attendance.channels.models import Inbox
from attendance.channels.rules import circuit_of
from attendance.kernel.database import Database
from attendance.kernel.errors import Misconfigured, Rejected, Temporary, VendorFailure
from attendance.kernel.jobs import Job
from attendance.router import receipts
from attendance.router.receipts import ShowRead
from tests.factories.world import World, new_world
from tests.router.test_outbound import Services


class Vendor(EchoChannel):
    capabilities = replace(EchoChannel.capabilities, supports_read_receipts=True)

    def __init__(self) -> None:
        super().__init__()
        self.failure: VendorFailure | None = None
        self.read: list[str | None] = []

    async def mark_read(
        self,
        inbox: InboxConfig,
        external_id: str,
        *,
        recipient: str | None = None,
        show_typing: bool = False,
    ) -> None:
        self.read.append(recipient)
        if self.failure:
            raise self.failure


class Desk:
    """A customer has written twice; what is read is shown when told."""

    def __init__(self, world: World, vendor: Vendor) -> None:
        self.world, self.vendor = world, vendor

    async def open(self) -> None:
        self.inbox_id = await self.world.inbox()
        async with self.world.tx() as tx:
            await self.world.says(tx, self.inbox_id, "Oi")
            said = await self.world.says(tx, self.inbox_id, "Tudo bem?")
        self.conversation_id: UUID = said.conversation_id

    async def show(self, seq: int = 2) -> None:
        payload = msgspec.json.encode(ShowRead(self.conversation_id, seq))
        job = Job(1, self.world.tenant_id, "message.show_read", None, payload, 1, 3)
        await receipts.show_read(Services(self.world.database, {"echo": self.vendor}), job)

    async def is_counted(self) -> bool:
        async with self.world.tx() as tx:
            return circuit_of(await tx.scalar(select(Inbox.circuit))) is not None


@pytest.fixture
async def desk(fresh_database_url: str) -> AsyncIterator[Desk]:
    database = Database(fresh_database_url)
    desk = Desk(await new_world(database), Vendor())
    await desk.open()
    yield desk
    await database.close()


async def test_the_customer_sees_that_it_was_read(desk: Desk) -> None:
    await desk.show()

    assert desk.vendor.read == ["5511988887777"]


@pytest.mark.parametrize(
    ("failure", "is_counted"),
    [
        pytest.param(Rejected("no such message", reason="unknown_message"), False, id="refused"),
        pytest.param(Misconfigured("token", reason="token_expired"), True, id="misconfigured"),
    ],
)
async def test_a_refusal_is_of_no_consequence_but_for_the_account(
    desk: Desk, failure: VendorFailure, is_counted: bool
) -> None:
    desk.vendor.failure = failure

    await desk.show()

    assert await desk.is_counted() is is_counted


async def test_a_vendor_that_is_away_counts_and_is_asked_again(desk: Desk) -> None:
    desk.vendor.failure = Temporary("down", reason="vendor_unavailable")

    with pytest.raises(Temporary):
        await desk.show()

    assert await desk.is_counted()


async def test_nothing_goes_through_a_paused_inbox(desk: Desk) -> None:
    async with desk.world.tx() as tx:
        await tx.execute(update(Inbox).values(is_active=False))

    await desk.show()

    assert desk.vendor.read == []


async def test_nothing_is_tried_while_the_circuit_is_open(desk: Desk) -> None:
    desk.vendor.failure = Misconfigured("token", reason="token_expired")
    for _ in range(3):
        await desk.show()
    asked = len(desk.vendor.read)

    await desk.show()

    assert len(desk.vendor.read) == asked == 3
