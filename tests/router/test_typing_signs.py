"""An attendant who writes is shown writing: to their own customer, not too often, and whatever the vendor says."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from attendance.channels.base import Channel, InboxConfig
from attendance.channels.echo.channel import EchoChannel
from attendance.channels.models import Inbox
from attendance.conversations import actions
from attendance.kernel import clock
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database
from attendance.kernel.errors import Misconfigured, Rejected, Temporary, VendorFailure
from attendance.router.typing_signs import TypingSigns
from tests.factories.world import VAULT, World, new_world


class Vendor(EchoChannel):
    """Shows it, unless it is told to fail."""

    capabilities = replace(EchoChannel.capabilities, supports_typing=True, typing_seconds=5.0)

    def __init__(self, failure: VendorFailure | None = None) -> None:
        super().__init__()
        self.shown: list[tuple[str, str | None]] = []
        self._failure = failure

    async def mark_read(
        self, inbox: InboxConfig, external_id: str, *, recipient: str | None = None, show_typing: bool = False
    ) -> None:
        assert show_typing
        self.shown.append((external_id, recipient))
        if self._failure is not None:
            raise self._failure


class SilentVendor(Vendor):
    capabilities = replace(EchoChannel.capabilities, supports_typing=False)


@dataclass
class Services:
    database: Database
    channels: Mapping[str, Channel]
    vault: Vault = VAULT


@dataclass
class Desk:
    """One conversation, taken by Maria."""

    world: World
    inbox_id: UUID
    conversation_id: UUID
    maria: UUID
    vendor: Vendor = field(default_factory=Vendor)

    def signs(self, vendor: Vendor) -> TypingSigns:
        self.vendor = vendor
        return TypingSigns(Services(self.world.database, {"echo": vendor}))

    async def writes(self, signs: TypingSigns, user_id: UUID | None = None) -> None:
        signs.note(self.world.tenant_id, self.conversation_id, user_id or self.maria)
        await signs.settle()


@pytest.fixture
async def desk(database: Database) -> AsyncIterator[Desk]:
    world = await new_world(database)
    inbox_id, maria = await world.inbox(), await world.user("Maria Santos")
    async with world.tx() as tx:
        await world.says(tx, inbox_id, "Oi", external_id="m1")
        said = await world.says(tx, inbox_id, "Alguém?", external_id="m2")
    async with world.tx() as tx:
        await actions.assign(tx, await actions.lock(tx, said.conversation_id), maria, how="assigned")
    yield Desk(world, inbox_id, said.conversation_id, maria)


async def test_it_is_shown_at_the_newest_message_and_repeated_when_it_fades(desk: Desk) -> None:
    signs = desk.signs(Vendor())
    with clock.frozen(clock.now()) as time:
        for _ in range(3):
            await desk.writes(signs)
        assert desk.vendor.shown == [("m2", "5511988887777")]

        time.advance(timedelta(seconds=6))
        await desk.writes(signs)
    assert len(desk.vendor.shown) == 2


async def test_who_only_looks_on_is_not_shown(desk: Desk) -> None:
    signs = desk.signs(Vendor())

    await desk.writes(signs, await desk.world.user("Rui"))

    assert desk.vendor.shown == []


async def test_nothing_is_asked_of_an_inbox_that_is_paused(desk: Desk) -> None:
    async with desk.world.tx() as tx:
        await tx.execute(update(Inbox).where(Inbox.id == desk.inbox_id).values(is_active=False))

    await desk.writes(desk.signs(Vendor()))

    assert desk.vendor.shown == []


async def test_a_channel_without_it_is_not_asked(desk: Desk) -> None:
    await desk.writes(desk.signs(SilentVendor()))

    assert desk.vendor.shown == []


@pytest.mark.parametrize(
    "failure",
    [
        Temporary("cut", reason="no_answer"),
        Rejected("window", reason="window_closed"),
        Misconfigured("token", reason="token_expired"),
    ],
    ids=lambda failure: failure.reason,
)
async def test_a_refusal_hurts_nobody_and_is_not_asked_for_soon(desk: Desk, failure: VendorFailure) -> None:
    signs = desk.signs(Vendor(failure))
    with clock.frozen(clock.now()) as time:
        await desk.writes(signs)
        time.advance(timedelta(seconds=30))
        await desk.writes(signs)
        assert len(desk.vendor.shown) == 1

        time.advance(timedelta(seconds=31))
        await desk.writes(signs)
    assert len(desk.vendor.shown) == 2


async def test_what_is_under_way_ends_with_the_process(desk: Desk) -> None:
    signs = desk.signs(Vendor())
    signs.note(desk.world.tenant_id, desk.conversation_id, desk.maria)

    await signs.stop()

    assert desk.vendor.shown == []
