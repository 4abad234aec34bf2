"""A company whose attendants work in messengers, without a network: fake channels, and a worker told to work."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from attendance.attendants import actions as attendants
from attendance.attendants.schemas import AttendantStatus
from attendance.channels.base import (
    Capabilities,
    Identity,
    InboxConfig,
    Incoming,
    IncomingMessage,
    MessageKind,
    Outgoing,
    SendReceipt,
)
from attendance.channels.echo.channel import EchoChannel
from attendance.destinations import actions
from attendance.destinations.schemas import NewWorkAddress
from attendance.kernel import clock
from attendance.kernel.bus import LocalBus
from attendance.kernel.errors import Rejected, VendorFailure
from attendance.kernel.ids import new_id
from attendance.kernel.runner import JobRunner
from attendance.kernel.settings import Settings
from attendance.main import WebServices, build_services
from attendance.queues import administration as queues
from attendance.queues.schemas import NewQueue
from attendance.worker import build_runner
from tests.factories.world import VAULT, World, new_world


class FakeMessenger(EchoChannel):
    """A body is one message as JSON; what is sent is kept. `failures` are raised by the next sends."""

    def __init__(self, name: str, **able: Any) -> None:
        super().__init__()
        self.name = name
        able = {"serves_attendants": True, "messages_per_second": 10_000.0, **able}
        self.capabilities = Capabilities(max_text_chars=4096, **able)
        self.sent: list[Outgoing] = []
        self.failures: list[VendorFailure] = []

    def parse(self, body: bytes) -> Sequence[Incoming]:
        said = json.loads(body)
        return [
            IncomingMessage(
                lane=said["from"],
                external_id=said["id"],
                sender=Identity(said["from"], name=said.get("name"), phone=said.get("phone")),
                kind=MessageKind.INTERACTIVE if "chosen" in said else MessageKind.TEXT,
                text=said.get("text", ""),
                reply_to=said.get("reply_to"),
                thread=said.get("thread"),
                content={"chosen": said["chosen"]} if "chosen" in said else {},
            )
        ]

    async def send(self, inbox: InboxConfig, message: Outgoing) -> SendReceipt:
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append(message)
        return SendReceipt(f"m{len(self.sent)}", thread=self._thread(message))

    def _thread(self, message: Outgoing) -> str | None:
        if not self.capabilities.has_threads:
            return None
        own = f"t{len(self.sent)}" if message.recipient.startswith("C") else f"D-{message.recipient}"
        return message.thread or own


class FakeWorkspace(FakeMessenger):
    """Has threads, draws cards anew, and knows its people's e-mails."""

    def __init__(self, name: str = "workspace") -> None:
        super().__init__(name, has_threads=True)
        self.redrawn: list[tuple[str, Mapping[str, Any]]] = []
        self.emails: dict[str, str] = {}

    async def update_card(self, inbox: InboxConfig, message: Outgoing, external_id: str) -> None:
        self.redrawn.append((external_id, message.content["card"]))

    async def profile(self, inbox: InboxConfig, external_id: str) -> Identity:
        if external_id not in self.emails:
            raise Rejected("nobody", reason="unknown_person")
        return Identity(external_id, name="x", email=self.emails[external_id])


@dataclass
class Desk:
    world: World
    services: WebServices
    runner: JobRunner
    messenger: FakeMessenger
    workspace: FakeWorkspace
    shop: FakeMessenger
    """Where customers write."""
    inboxes: dict[str, UUID] = field(default_factory=dict)

    async def work(self) -> None:
        """Until nothing is left to do."""
        await self.runner.drain()

    async def says(self, channel: str, who: str, text: str, *, works: bool = True, **more: Any) -> str:
        """A message arrives, and everything that follows happens; returns its id."""
        external_id = str(more.pop("id", new_id().hex))
        body = json.dumps({"id": external_id, "from": who, "text": text, "name": f"Cliente {who}", **more})
        inbox_id = self.inboxes[channel]
        async with self.services.database.transaction(self.world.tenant_id) as tx:
            event_id = new_id()
            await tx.fetch(
                "insert into inbound_events (id, tenant_id, inbox_id, delivery_hash, body, received_at) "
                "values ($1, $2, $3, $4, $5, $6)",
                event_id, self.world.tenant_id, inbox_id, event_id.bytes, body.encode(), clock.now(),
            )  # fmt: skip
            await tx.fetch(
                "select jobs_enqueue($1, 'inbound.receive', $2, $3, $4, 0, 12, null)",
                self.world.tenant_id, f"in:{inbox_id}:{who}",
                json.dumps({"event_id": str(event_id), "inbox_id": str(inbox_id), "lane": "*"}), clock.now(),
            )  # fmt: skip
        if works:
            await self.work()
        return external_id

    async def attendant(self, name: str, *, at: Mapping[str, str], is_online: bool = True) -> UUID:
        """`at`: channel → their id there."""
        user_id = await self.world.user(name)
        async with self.world.tx() as tx:
            await attendants.ensure_profile(tx, user_id)
            if is_online:
                await attendants.set_status(tx, user_id, AttendantStatus.ONLINE, is_leased=False)
        for channel, external_id in at.items():
            await self.address(channel, external_id, user_id=user_id)
        return user_id

    async def address(self, channel: str, external_id: str, **more: Any) -> UUID:
        new = NewWorkAddress(inbox_id=self.inboxes[channel], external_id=external_id, **more)
        able = self.services.channels[channel].capabilities
        async with self.world.tx() as tx:
            return await actions.add(tx, new, channel, able)

    async def queue(self, *user_ids: UUID, **values: Any) -> UUID:
        new = NewQueue(name="Suporte", channels=["shop"], user_ids=list(user_ids), **values)
        async with self.world.tx() as tx:
            return await queues.create(tx, new, created_by=user_ids[0])

    def told(self, channel: FakeMessenger, who: str) -> list[str]:
        """What went to this chat, oldest first."""
        return [message.text for message in channel.sent if message.recipient == who]


@asynccontextmanager
async def new_desk(
    database_url: str, folder: Path, *, window: timedelta | None = None
) -> AsyncIterator[Desk]:
    services = build_services(Settings(data_dir=folder, database_pool_size=6), database_url, bus=LocalBus())
    messenger = FakeMessenger("messenger_x", reply_window=window)
    workspace, shop = FakeWorkspace(), FakeMessenger("shop", serves_attendants=False)
    services.vault = VAULT
    services.channels = {**services.channels, "messenger_x": messenger, "workspace": workspace, "shop": shop}
    runner = build_runner(services, concurrency=2)
    await runner.start()
    for loop in runner._loops:
        loop.cancel()  # it works when it is told to
    desk = Desk(await new_world(services.database), services, runner, messenger, workspace, shop)
    desk.world = replace(desk.world, database=services.database)
    for channel in ("messenger_x", "workspace", "shop"):
        desk.inboxes[channel] = await desk.world.inbox(channel)
    yield desk
    await runner.stop()
    await services.http.aclose()
    await services.outside.aclose()
    await services.database.close()
