"""Wake-ups and short-lived signals between processes. Nothing durable: whoever misses one polls or resumes.

So a signal never fails the one who sends it, who has committed already, nor one listener another.
Three backends: in one process, PostgreSQL's NOTIFY sent by one coalescing notifier after the commit (inside a
transaction it would serialise every commit of the database), and Redis (`kernel.redis_bus`).
"""

import asyncio
import base64
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Protocol

import asyncpg

from attendance.kernel import log
from attendance.kernel.driver import Driver

Listener = Callable[[bytes], Awaitable[None] | None]

_log = log.get("bus")
_NOTIFY_CHANNEL = "attendance"
_MAX_NOTIFY_BYTES = 7900
_RECONNECT_SECONDS = 1.0


class Bus(Protocol):
    """Publish to a topic, listen to a topic. Listeners must return quickly; slow work belongs in a task."""

    async def publish(self, topic: str, payload: bytes = b"") -> None: ...

    def listen(self, topic: str, listener: Listener) -> Callable[[], None]:
        """Call `listener` with each payload; returns the function that ends it."""

    async def start(self) -> None: ...

    async def stop(self) -> None: ...


class LocalBus:
    """Within one process; the base of the others, which deliver what arrives through it."""

    def __init__(self) -> None:
        self._listeners: dict[str, list[Listener]] = {}

    async def start(self) -> None:
        """Nothing to connect."""

    async def stop(self) -> None:
        """Nothing to close."""

    async def publish(self, topic: str, payload: bytes = b"") -> None:
        await self.deliver(topic, payload)

    def listen(self, topic: str, listener: Listener) -> Callable[[], None]:
        self._listeners.setdefault(topic, []).append(listener)
        return lambda: self._listeners[topic].remove(listener)

    async def deliver(self, topic: str, payload: bytes) -> None:
        for listener in list(self._listeners.get(topic, ())):
            try:
                outcome = listener(payload)
                if outcome is not None:
                    await outcome
            except Exception as error:  # the main loop of all signals: the others have to hear it still
                _log.error("listener_failed", topic=topic, exc_info=error)


class PostgresBus(LocalBus):
    """Through the database that we have anyway. Equal signals that pile up are sent once."""

    def __init__(self, dsn: str) -> None:
        super().__init__()
        self._dsn = dsn
        self._outbox: dict[str, None] = {}
        self._due = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._deliveries: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="postgres-bus")

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def publish(self, topic: str, payload: bytes = b"") -> None:
        message = f"{topic}|{base64.b64encode(payload).decode()}"
        if len(message) > _MAX_NOTIFY_BYTES:
            raise ValueError(f"a signal of {len(payload)} bytes does not fit a NOTIFY; send ids")
        self._outbox[message] = None
        self._due.set()

    async def _run(self) -> None:
        while True:
            try:
                async with self._connection() as connection:
                    await self._send(connection)
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                _log.warning("bus_connection_lost", reason=str(error))
                await asyncio.sleep(_RECONNECT_SECONDS)

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Driver]:
        connection = await asyncpg.connect(self._dsn, server_settings={"application_name": "attendance bus"})
        try:
            await connection.add_listener(_NOTIFY_CHANNEL, self._on_notify)
            yield connection
        finally:
            await connection.close()

    async def _send(self, connection: Driver) -> None:
        while not connection.is_closed():
            with suppress(TimeoutError):
                async with asyncio.timeout(_RECONNECT_SECONDS):
                    await self._due.wait()
            self._due.clear()
            batch, self._outbox = list(self._outbox), {}
            if batch:
                await connection.execute(
                    "select pg_notify($1, message) from unnest($2::text[]) as message", _NOTIFY_CHANNEL, batch
                )

    def _on_notify(self, _connection: object, _pid: int, _channel: str, message: object) -> None:
        topic, _, payload = str(message).partition("|")
        task = asyncio.get_running_loop().create_task(self.deliver(topic, base64.b64decode(payload)))
        self._deliveries.add(task)  # the loop itself holds tasks only weakly
        task.add_done_callback(self._deliveries.discard)
