"""The whole product in one process, as `attendance up` runs it: web server, worker, sockets; and the fake Graph."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import uvicorn
import websockets
from starlette.types import ASGIApp

from attendance.attendants import actions as attendants
from attendance.attendants.schemas import AttendantStatus
from attendance.channels import actions as channels
from attendance.channels.schemas import NewInbox
from attendance.commands.ports import bind
from attendance.identity import logins
from attendance.kernel.bus import PostgresBus
from attendance.kernel.settings import Settings
from attendance.main import WebServices, build_services, create_app, web_parts
from attendance.queues import administration as queues
from attendance.queues.schemas import NewQueue
from attendance.services import running
from attendance.worker import worker_parts
from tests.factories.world import World, new_world
from tests.fakes.graph import FakeGraph

CUSTOMER = "5511988887777"


async def until(condition: Callable[[], Any], *, seconds: float = 30) -> Any:
    """Wait for something that happens elsewhere; returns its first true value."""
    deadline = asyncio.get_running_loop().time() + seconds
    while True:
        outcome = condition()
        value = await outcome if isinstance(outcome, Awaitable) else outcome
        if value:
            return value
        assert asyncio.get_running_loop().time() < deadline, "it did not happen in time"
        await asyncio.sleep(0.02)


@dataclass
class Socket:
    """An attendant's socket; frames gather in `frames`."""

    frames: list[dict[str, Any]] = field(default_factory=list)
    connection: Any = None

    def of_type(self, kind: str) -> list[dict[str, Any]]:
        return [frame for frame in self.frames if frame["type"] == kind]

    async def wait_for(self, kind: str, **facts: Any) -> dict[str, Any]:
        """The first frame of the kind whose inner object has these facts."""

        def found() -> dict[str, Any] | None:
            return next((f for f in self.of_type(kind) if _has(f, facts)), None)

        frame: dict[str, Any] = await until(found)
        return frame

    async def send(self, **frame: Any) -> None:
        await self.connection.send(json.dumps(frame))


def _has(frame: dict[str, Any], facts: dict[str, Any]) -> bool:
    inner = next((value for value in frame.values() if isinstance(value, dict)), frame)
    return all(inner.get(key, frame.get(key)) == value for key, value in facts.items())


@dataclass
class Product:
    """The running product, one tenant in it, and the fakes around it."""

    url: str
    services: WebServices
    world: World
    graph: FakeGraph
    _clients: list[httpx.AsyncClient] = field(default_factory=list)

    async def attendant(
        self, name: str = "Maria Santos", *, is_online: bool = True, role: str = "attendant"
    ) -> UUID:
        user_id = await self.world.user(name, role=role)
        async with self.world.tx() as tx:
            await attendants.ensure_profile(tx, user_id)
            if is_online:
                await attendants.set_status(tx, user_id, AttendantStatus.ONLINE)
        return user_id

    async def queue(self, *user_ids: UUID, **values: Any) -> UUID:
        new = NewQueue(name=values.pop("name", "Suporte"), user_ids=list(user_ids), **values)
        async with self.world.tx() as tx:
            return await queues.create(tx, new, created_by=user_ids[0])

    async def whatsapp(self, **values: Any) -> UUID:
        """A WhatsApp inbox whose vendor is the fake Graph."""
        credentials = {
            "phone_number_id": self.graph.phone_number_id,
            "access_token": self.graph.token,
            "app_secret": self.graph.app_secret,
            "verify_token": "verify-me",
        }
        key = f"key-{self.world.tenant_id.hex}"
        new = NewInbox(channel="whatsapp", name="WhatsApp", credentials=credentials, **values)
        async with self.world.tx() as tx:
            inbox_id = await channels.create_inbox(tx, self.services.vault, new, key=key)
        self.graph.callback_url = f"{self.url}/webhooks/whatsapp/{key}"
        return inbox_id

    async def api(self, user_id: UUID) -> httpx.AsyncClient:
        """A client of the API in the user's name."""
        async with self.world.tx() as tx:
            _, secret = await logins.create_token(tx, user_id, name="test", scopes=["read", "write", "admin"])
        client = httpx.AsyncClient(base_url=self.url, headers={"authorization": f"Bearer {secret}"})
        self._clients.append(client)
        return client

    @asynccontextmanager
    async def socket(self, api: httpx.AsyncClient, cursor: str = "") -> AsyncIterator[Socket]:
        socket = Socket()
        address = self.url.replace("http", "ws", 1) + f"/api/attendance/ws?cursor={cursor}"
        headers = {"authorization": api.headers["authorization"]}
        async with websockets.connect(address, additional_headers=headers) as connection:
            socket.connection = connection
            reader = asyncio.create_task(_read(socket))
            await socket.wait_for("ready")
            try:
                yield socket
            finally:
                reader.cancel()
                await asyncio.gather(reader, return_exceptions=True)

    async def close(self) -> None:
        for client in self._clients:
            await client.aclose()


async def _read(socket: Socket) -> None:
    with suppress(websockets.ConnectionClosed):
        async for text in socket.connection:
            socket.frames.append(json.loads(text))


@asynccontextmanager
async def serving(app: ASGIApp, *, certificate: Path | None = None) -> AsyncIterator[str]:
    """Serve an application on a free port of this machine; with a certificate for localhost, over TLS."""
    bound = bind("127.0.0.1", 0)
    config = uvicorn.Config(
        app, loop="none", http="httptools", lifespan="off", log_config=None, ws_per_message_deflate=False,
        ssl_certfile=certificate,
    )  # fmt: skip
    server = uvicorn.Server(config)
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    task = asyncio.create_task(server._serve(sockets=[bound]))
    await until(lambda: server.started)
    try:
        port = bound.getsockname()[1]
        yield f"https://localhost:{port}" if certificate else f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await task


@asynccontextmanager
async def product_over(
    database_url: str, folder: Path, *, web_root: Path | None = None
) -> AsyncIterator[Product]:
    """Everything, running."""
    graph = FakeGraph()
    async with serving(graph.app) as graph_url:
        settings = Settings(data_dir=folder, graph_url=graph_url, database_pool_size=12)
        services = build_services(settings, database_url, bus=PostgresBus(database_url))
        parts = (*web_parts(services), *worker_parts(services, concurrency=6))
        async with running(services, *parts):
            options = {"web_root": web_root} if web_root else {}
            async with serving(create_app(services, is_demo=True, **options)) as url:
                product = Product(url, services, await new_world(services.database), graph)
                yield product
                await graph.settle()
                await product.close()
        await graph.http.aclose()
