"""The console's socket: `/api/attendance/ws`. Frames out as `realtime.frames` says, heartbeats and looks in."""

import asyncio
from contextlib import suppress
from typing import Protocol, cast
from uuid import UUID

import msgspec
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from attendance.conversations import queries
from attendance.conversations.rules import sees
from attendance.identity.guards import Who, who_from_headers
from attendance.kernel.database import Database
from attendance.kernel.errors import AttendanceError
from attendance.kernel.events import Cursor
from attendance.kernel.settings import Settings
from attendance.realtime import frames
from attendance.realtime.hub import Connection, Hub
from attendance.realtime.presence import Presence
from attendance.realtime.viewing import Viewing

HEARTBEAT_SECONDS = 20
_SILENCE_SECONDS = 75
CLOSE_NOT_SIGNED_IN = 4401
CLOSE_RESYNC = 4408
_PONG = frames.encode(frames.Pong())


class Services(Protocol):
    """What the socket needs of the composition."""

    @property
    def database(self) -> Database: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def hub(self) -> Hub: ...
    @property
    def viewing(self) -> Viewing: ...
    @property
    def presence(self) -> Presence: ...


def routes() -> list[WebSocketRoute]:
    return [WebSocketRoute("/api/attendance/ws", connect)]


async def connect(socket: WebSocket) -> None:
    """Sign in by cookie (from a page of ours) or by bearer token, then serve until either side ends it."""
    services = cast(Services, socket.app.state.services)
    try:
        who = await who_from_headers(
            services.database, socket.headers, socket.cookies, origins={services.settings.public_url}
        )
        who.require("conversations.read")
    except AttendanceError as refusal:
        await socket.accept()
        await socket.close(CLOSE_NOT_SIGNED_IN, refusal.code)
        return
    await socket.accept()
    await _Session(socket, services, who).serve()


class _Session:
    """One open socket."""

    def __init__(self, socket: WebSocket, services: Services, who: Who) -> None:
        self._socket = socket
        self._services = services
        self._who = who

    async def serve(self) -> None:
        cursor = Cursor.parse(self._socket.query_params.get("cursor", ""))
        connection = await self._services.hub.join(self._who, cursor, heartbeat_seconds=HEARTBEAT_SECONDS)
        await self._services.presence.arrive(self._who)
        writer = asyncio.create_task(self._write(connection))
        reader = asyncio.create_task(self._read(connection))
        dropped = asyncio.create_task(connection.dropped.wait())
        tasks = (writer, reader, dropped)
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._part(connection)

    async def _part(self, connection: Connection) -> None:
        self._services.hub.leave(connection)
        await self._services.viewing.leave(connection)
        await self._services.presence.leave(self._who)
        with suppress(RuntimeError, WebSocketDisconnect):
            await self._socket.close(CLOSE_RESYNC if connection.is_dropped else 1000)

    async def _write(self, connection: Connection) -> None:
        with suppress(WebSocketDisconnect, RuntimeError):
            while (frame := await connection.queue.get()) is not None:
                await self._socket.send_text(frame.decode())

    async def _read(self, connection: Connection) -> None:
        with suppress(WebSocketDisconnect, TimeoutError):
            while True:
                text = await asyncio.wait_for(self._socket.receive_text(), _SILENCE_SECONDS)
                with suppress(msgspec.DecodeError):
                    await self._hear(connection, _decoder.decode(text))

    async def _hear(self, connection: Connection, frame: frames.ClientFrame) -> None:
        match frame:
            case frames.Ping():
                connection.send(_PONG)
                await self._services.presence.beat(self._who)
                await self._services.viewing.look(connection)
            case frames.View(conversation_id):
                await self._look_at(connection, conversation_id)
            case frames.Type(conversation_id, is_writing):
                if conversation_id == connection.viewing:
                    await self._services.viewing.typing(connection, is_writing=is_writing)

    async def _look_at(self, connection: Connection, conversation_id: UUID | None) -> None:
        if conversation_id == connection.viewing:
            return
        await self._services.viewing.leave(connection)
        if conversation_id is not None and await self._may_see(connection, conversation_id):
            connection.viewing = conversation_id
            await self._services.viewing.look(connection)
            self._services.viewing.show_to(connection)

    async def _may_see(self, connection: Connection, conversation_id: UUID) -> bool:
        async with self._services.database.transaction(self._who.tenant_id) as tx:
            found = (await queries.by_ids(tx, [conversation_id], {})).get(conversation_id)
        return found is not None and sees(
            connection.viewer, assigned_to=found.assigned_to, queue_id=found.queue_id
        )


_decoder = msgspec.json.Decoder(frames.ClientFrame)
