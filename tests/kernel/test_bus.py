"""Signals: heard by everybody who listens, whoever else fails; never the trouble of those who send them."""

import asyncio

from attendance.kernel.bus import LocalBus, PostgresBus
from attendance.kernel.database import Database
from attendance.kernel.ids import new_id
from attendance.kernel.redis_bus import RedisBus


async def test_a_listener_that_fails_keeps_the_signal_from_nobody() -> None:
    bus, heard = LocalBus(), list[bytes]()

    async def fail(payload: bytes) -> None:
        raise OSError("the database went away")

    bus.listen("topic", fail)
    bus.listen("topic", heard.append)
    await bus.publish("topic", b"one")

    assert heard == [b"one"]


async def test_work_that_was_committed_does_not_fail_because_the_bus_is_away(fresh_database_url: str) -> None:
    database = Database(fresh_database_url, bus=RedisBus("redis://127.0.0.1:1"))

    async with database.transaction(new_id()) as tx:
        tx.wake("jobs")

    await database.bus.stop()
    await database.close()


async def test_equal_signals_that_pile_up_arrive_once_through_postgresql(fresh_database_url: str) -> None:
    bus, heard, last = PostgresBus(fresh_database_url), list[bytes](), asyncio.Event()
    bus.listen("topic", heard.append)
    bus.listen("end", lambda _: last.set())
    for _ in range(5):
        await bus.publish("topic", b"again")
    await bus.publish("end")

    await bus.start()
    await asyncio.wait_for(last.wait(), 10)
    await bus.stop()

    assert heard == [b"again"]
