"""A running chat: the real routes on a real server, the rest of the product in memory."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send
from websockets.asyncio.client import ClientConnection, connect

from attendance.channels.webchat.desk import Desk
from attendance.channels.webchat.endpoints import webchat_routes
from attendance.channels.webchat.tokens import VisitorTokens
from tests.channels.webchat.memory import KEY, MemoryWebchat

WEB_ROOT = Path(__file__).parent / "built"


@dataclass
class Chat:
    """The server under test, and a browser that keeps cookies."""

    port: MemoryWebchat
    desk: Desk
    url: str
    http: httpx.AsyncClient = field(default_factory=httpx.AsyncClient)

    async def open(
        self, *, identity: str | None = None, origin: str | None = None, token: str | None = None
    ) -> httpx.Response:
        headers = {} if origin is None else {"origin": origin}
        if token is not None:
            headers["authorization"] = f"Bearer {token}"
        return await self.http.post(
            f"{self.url}/webchat/{KEY}/session", json={"identity": identity}, headers=headers
        )

    async def token(self, **kwargs: Any) -> str:
        token: str = (await self.open(**kwargs)).json()["token"]
        return token

    async def get(self, token: str, **query: Any) -> httpx.Response:
        return await self.http.get(
            f"{self.url}/webchat/{KEY}/messages",
            params=query,
            headers={"authorization": f"Bearer {token}"},
            timeout=40,
        )

    async def post(self, token: str, frame: Any) -> httpx.Response:
        return await self.http.post(
            f"{self.url}/webchat/{KEY}/messages", json=frame, headers={"authorization": f"Bearer {token}"}
        )

    @asynccontextmanager
    async def socket(self, *, origin: str | None = None) -> AsyncIterator["Socket"]:
        address = f"{self.url.replace('http', 'ws', 1)}/webchat/{KEY}/ws"
        async with connect(address, origin=origin, open_timeout=5) as connection:  # type: ignore[arg-type]  # an Origin is a str
            yield Socket(connection)

    @asynccontextmanager
    async def greeted(self, *, cursor: str | None = None) -> AsyncIterator["Socket"]:
        """A socket whose first frames (ready, messages, state) were read."""
        async with self.socket() as socket:
            await socket.send(type="hello", token=await self.token(), cursor=cursor)
            await socket.until("state")
            yield socket


@dataclass
class Socket:
    connection: ClientConnection

    async def send(self, **frame: Any) -> None:
        await self.connection.send(msgspec.json.encode(frame).decode())

    async def next(self) -> Any:
        async with asyncio.timeout(5):
            return msgspec.json.decode(await self.connection.recv())

    async def until(self, kind: str) -> list[Any]:
        """The frames up to and with the first of this type."""
        frames = [await self.next()]
        while frames[-1]["type"] != kind:
            frames.append(await self.next())
        return frames

    async def close_code(self) -> int | None:
        """Read until the server closes; its code."""
        async with asyncio.timeout(5):
            await self.connection.wait_closed()
        return self.connection.close_code


@dataclass
class Server:
    """One server for all tests; each puts its own application behind it."""

    url: str = ""
    app: ASGIApp = field(default_factory=Starlette)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)

    def serve(self, desk: Desk, *, web_root: Path = WEB_ROOT) -> str:
        self.app = Starlette(routes=webchat_routes(desk, web_root=web_root))
        return self.url


@pytest.fixture(scope="session")
async def server() -> AsyncIterator[Server]:
    server = Server()
    config = uvicorn.Config(
        server, host="127.0.0.1", port=0, log_config=None, access_log=False, lifespan="off"
    )
    uvicorn_server = uvicorn.Server(config)
    task = asyncio.create_task(uvicorn_server.serve())
    while not uvicorn_server.started:
        await asyncio.sleep(0.01)
    port = uvicorn_server.servers[0].sockets[0].getsockname()[1]
    server.url = f"http://127.0.0.1:{port}"
    yield server
    uvicorn_server.should_exit = True
    await task


@pytest.fixture
async def chat(server: Server) -> AsyncIterator[Chat]:
    port = MemoryWebchat()
    desk = Desk(port, VisitorTokens(b"k" * 32), "https://chat.example.com")
    chat = Chat(port, desk, server.serve(desk))
    async with chat.http:
        yield chat
