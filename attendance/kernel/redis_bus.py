"""The bus over Redis, for several machines. Loaded only where ATTENDANCE_REDIS_URL is set."""

import asyncio
from contextlib import suppress
from typing import cast

import redis.asyncio as redis
from redis.asyncio.client import PubSub

from attendance.kernel import log
from attendance.kernel.bus import LocalBus

_log = log.get("bus")
_RECONNECT_SECONDS = 1.0
_PUBLISH_SECONDS = 2.0


class RedisBus(LocalBus):
    """Redis pub/sub."""

    def __init__(self, url: str, *, prefix: str = "attendance:") -> None:
        super().__init__()
        self._redis = redis.Redis.from_url(url)
        self._prefix = prefix
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="redis-bus")

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        await self._redis.aclose()

    async def publish(self, topic: str, payload: bytes = b"") -> None:
        try:
            async with asyncio.timeout(_PUBLISH_SECONDS):
                await self._redis.publish(self._prefix + topic, payload)
        except (redis.RedisError, OSError) as error:
            _log.warning("signal_lost", topic=topic, reason=str(error))

    async def _run(self) -> None:
        while True:
            try:
                async with self._redis.pubsub() as pubsub:
                    await pubsub.psubscribe(self._prefix + "*")
                    await self._receive(pubsub)
            except (redis.RedisError, OSError) as error:
                _log.warning("bus_connection_lost", reason=str(error))
                await asyncio.sleep(_RECONNECT_SECONDS)

    async def _receive(self, pubsub: PubSub) -> None:
        async for message in pubsub.listen():
            if message["type"] == "pmessage":
                topic = cast(bytes, message["channel"]).decode().removeprefix(self._prefix)
                await self.deliver(topic, message["data"])
