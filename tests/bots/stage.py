"""A published bot and its customer: what the customer writes is answered at once, turn by turn."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import msgspec

from attendance.botfiles.bundle import Bundle, file
from attendance.bots import actions, drafts, publishing
from attendance.bots.running import turns
from attendance.bots.scripts.jobs import Hook, Turn
from attendance.bots.scripts.meetings import Meetings
from attendance.channels.base import Channel
from attendance.channels.echo.channel import EchoChannel
from attendance.conversations import posting
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database
from attendance.kernel.ids import new_id
from attendance.kernel.jobs import Job, registry
from attendance.kernel.reactions import reaction_entries, reaction_names
from attendance.kernel.runner import JobRunner
from attendance.kernel.settings import Settings
from attendance.kernel.storage import LocalStorage, Storage
from attendance.llm.scripted import ScriptedModel
from attendance.subscriptions import SUBSCRIPTIONS
from attendance.worker import ENTRIES
from tests.factories.world import VAULT, World, arriving

CONFIG = "name,value\n"


@dataclass
class Services:
    database: Database
    vault: Vault = VAULT
    settings: Settings = field(default_factory=lambda: Settings(public_url="https://ours.test"))
    channels: Mapping[str, Channel] = field(default_factory=lambda: {"echo": EchoChannel()})
    http: httpx.AsyncClient = field(default_factory=lambda: _connected_to_nobody())
    outside: httpx.AsyncClient = field(default_factory=lambda: _connected_to_nobody())
    llm: ScriptedModel = field(default_factory=ScriptedModel)
    storage: Storage = field(default_factory=lambda: LocalStorage(Path("/nonexistent")))
    meetings: Meetings | None = None


def _connected_to_nobody() -> httpx.AsyncClient:
    """Made in no time: a real one reads the certificates of the whole world."""

    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError(f"nobody plays {request.url.host}", request=request)

    return httpx.AsyncClient(transport=httpx.MockTransport(refuse))


@dataclass
class Stage:
    """One bot and one inbox of it."""

    world: World
    services: Services
    bot_id: UUID
    inbox_id: UUID
    config: str = ""
    conversation_id: UUID | None = None

    async def says(self, text: str, *, who: str = "5511988887777", reopen_seconds: float = 0) -> list[str]:
        """What the bot answers to this message."""
        async with self.world.tx() as tx:
            arrived = await arriving(tx, self.inbox_id, text, who=who, reopen_seconds=reopen_seconds)
            arrival = replace(arrived, bot_id=self.bot_id)
            posted = (await posting.post_incoming(tx, [arrival]))[0]
        self.conversation_id = posted.conversation_id
        before = await self.said()
        if posted.owner == "bot":
            await self.turn(posted.seq or 0, epoch=posted.owner_epoch or 0)
        return (await self.said())[len(before) :]

    async def turn(self, seq: int, *, epoch: int = 1) -> None:
        assert self.conversation_id is not None
        await turns.answer_message(self.services, self.job(Turn(self.conversation_id, epoch, seq)))

    async def hook(self, script: str, **facts: Any) -> list[str]:
        assert self.conversation_id is not None
        before = await self.said()
        await turns.run_hook(self.services, self.job(Hook(self.conversation_id, script, facts)))
        return (await self.said())[len(before) :]

    async def is_due(self) -> list[str]:
        """The timers of this tenant go off, whatever the clock says; what the bot says then."""
        before = await self.said()
        async with self.world.tx() as tx:
            rows = await tx.fetch(
                "select id, kind, payload::text as payload from jobs where kind = 'bot.due'"
            )
        for row in rows:
            job = Job(row["id"], self.world.tenant_id, row["kind"], None, row["payload"].encode(), 1, 12)
            await turns.go_on_when_due(self.services, job)
        return (await self.said())[len(before) :]

    async def settle(self) -> list[str]:
        """Everything that is due happens: reactions, and jobs of bots and queues. What our side says meanwhile.

        For stages with a database of their own: it runs the jobs of all tenants."""
        before = await self.said()
        entries = [one for one in ENTRIES if one.kind.partition(".")[0] in ("bot", "queue")]
        runner = JobRunner(
            self.world.database,
            self.services,
            registry([*entries, *reaction_entries(SUBSCRIPTIONS)]),
            reactions=reaction_names(SUBSCRIPTIONS),
        )
        await runner.drain()
        await runner.stop()
        return (await self.said())[len(before) :]

    def job(self, payload: Any) -> Job:
        return Job(1, self.world.tenant_id, "bot.turn", None, msgspec.json.encode(payload), 1, 12)

    async def said(self) -> list[str]:
        """What our side wrote to the customer, in order."""
        async with self.world.tx() as tx:
            rows = await tx.fetch(
                "select text from messages where conversation_id = $1 and direction = 'out' and not is_note "
                "order by seq",
                self.conversation_id,
            )
        return [row["text"] for row in rows]

    async def executions(self) -> list[dict[str, Any]]:
        """Every execution of the tenant, oldest first."""
        async with self.world.tx() as tx:
            return [
                dict(row) for row in await tx.fetch("select * from bot_executions order by started_at, id")
            ]

    async def conversation(self) -> dict[str, Any]:
        async with self.world.tx() as tx:
            rows = await tx.fetch("select * from conversations where id = $1", self.conversation_id)
        return dict(rows[0])

    async def publish(self, **scripts: str) -> None:
        """A new version with these scripts in place of all."""
        await _publish(self.world, self.bot_id, bundle(scripts, self.config))


async def open_stage(world: World, start: str, *, config: str = "", **scripts: str) -> Stage:
    """`start` is the text of start.bas; the others are named without `.bas`."""
    files = bundle({"start": start, **scripts}, config)
    async with world.tx() as tx:
        bot_id = await actions.create(tx, VAULT, f"Bot {new_id().hex}", files)
    await _publish(world, bot_id, None)
    return Stage(world, Services(world.database), bot_id, await world.inbox(bot_id=bot_id), config)


def bundle(scripts: Mapping[str, str], config: str = "") -> Bundle:
    texts = {"config.csv": CONFIG + config} | {f"{name}.bas": text for name, text in scripts.items()}
    return Bundle({path: file(path, text.encode()) for path, text in texts.items()})


async def _publish(world: World, bot_id: UUID, files: Bundle | None) -> None:
    async with world.tx() as tx:
        if files is not None:
            await drafts.upload(tx, VAULT, bot_id, files, is_whole=True)
        await publishing.publish(tx, VAULT, bot_id)
