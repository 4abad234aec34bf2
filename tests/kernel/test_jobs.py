"""Jobs: at least once, in order per key, retried, buried, recovered."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from attendance.kernel import clock, runner
from attendance.kernel.database import DATABASE_LOST, Database, Tx
from attendance.kernel.errors import Temporary
from attendance.kernel.ids import new_id
from attendance.kernel.jobs import (
    Entry,
    Job,
    Later,
    Priority,
    backoff,
    cancel,
    decode,
    enqueue,
    registry,
)
from attendance.kernel.runner import JobRunner


@pytest.fixture
async def database(fresh_database_url: str) -> AsyncIterator[Database]:
    database = Database(fresh_database_url)
    yield database
    await database.close()


class Recorder:
    """A service that notes what ran, and fails when told to."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.failures: dict[str, int] = {}
        self.slow: set[str] = set()

    async def run(self, tx: Tx, services: Any, jobs: Sequence[Job]) -> None:
        for job in jobs:
            name = decode(job, str)
            if name in self.slow:
                await asyncio.sleep(0.3)
            if self.failures.get(name, 0) > 0:
                self.failures[name] -= 1
                raise RuntimeError(f"{name} fails")
            self.ran.append(name)


def runner_for(database: Database, recorder: Recorder, *, batch: int = 1) -> JobRunner:
    return JobRunner(
        database, recorder, registry([Entry("test.run", in_transaction=recorder.run, batch=batch)])
    )


async def put(database: Database, tenant: UUID, name: str, **options: Any) -> None:
    async with database.transaction(tenant) as tx:
        await enqueue(tx, "test.run", name, **options)


async def until(is_so: Callable[[], bool]) -> None:
    for _ in range(200):
        if is_so():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not happen in four seconds")


@pytest.mark.parametrize("batch", [1, 8])
async def test_a_failing_job_holds_the_later_ones_of_its_key_and_nobody_else(
    database: Database, batch: int
) -> None:
    tenant, recorder = new_id(), Recorder()
    for name, key in [("a1", "a"), ("a2", "a"), ("b1", "b"), ("a3", "a"), ("b2", "b")]:
        await put(database, tenant, name, key=key)
    recorder.failures["a1"] = 2

    with clock.frozen(clock.now() + timedelta(seconds=1)) as time:
        runner = runner_for(database, recorder, batch=batch)
        await runner.drain()
        first = list(recorder.ran)
        for _ in range(3):
            time.advance(timedelta(minutes=20))
            await runner.drain()
    await runner.stop()

    assert "a2" not in first
    assert [n for n in recorder.ran if n.startswith("a")] == ["a1", "a2", "a3"]
    assert [n for n in recorder.ran if n.startswith("b")] == ["b1", "b2"]


async def test_urgent_jobs_overtake_bulk(database: Database) -> None:
    tenant, recorder = new_id(), Recorder()
    for number in range(30):
        await put(database, tenant, f"bulk{number}", priority=Priority.BULK)
    await put(database, tenant, "chat", priority=Priority.URGENT)

    runner = runner_for(database, recorder)
    await runner.drain()
    await runner.stop()

    assert recorder.ran.index("chat") < 8


async def test_equal_waiting_jobs_are_one_and_can_be_cancelled(database: Database) -> None:
    tenant, recorder = new_id(), Recorder()
    for _ in range(3):
        await put(database, tenant, "once", dedupe_key="once")
    await put(database, tenant, "timer", dedupe_key="timer")
    async with database.transaction(tenant) as tx:
        await cancel(tx, "timer")

    runner = runner_for(database, recorder)
    await runner.drain()
    await runner.stop()

    assert recorder.ran == ["once"]


async def test_a_job_that_always_fails_is_buried_and_frees_its_key(database: Database) -> None:
    tenant, recorder = new_id(), Recorder()
    await put(database, tenant, "poison", key="k", max_attempts=2)
    await put(database, tenant, "next", key="k")
    recorder.failures["poison"] = 99

    with clock.frozen(clock.now() + timedelta(seconds=1)) as time:
        runner = runner_for(database, recorder)
        for _ in range(3):
            await runner.drain()
            time.advance(timedelta(hours=1))
    await runner.stop()

    assert recorder.ran == ["next"]
    async with database.system() as driver:
        assert [tuple(row)[:3] for row in await driver.fetch("select * from jobs_backlog()")] == [
            ("test.run", "dead", 1)
        ]


async def test_jobs_of_a_worker_that_died_are_free_at_once(database: Database) -> None:
    tenant, recorder = new_id(), Recorder()
    await put(database, tenant, "orphan")
    dead = runner_for(database, recorder)
    assert await dead._claim(dead._lanes[0])
    assert dead._own is not None
    dead._own.terminate()

    alive = runner_for(database, recorder)
    await alive.start()
    await until(lambda: bool(recorder.ran))
    await alive.stop()

    assert recorder.ran == ["orphan"]


async def test_a_job_whose_turn_has_not_come_waits_without_counting_an_attempt(database: Database) -> None:
    tenant, attempts = new_id(), list[int]()
    await put(database, tenant, "early", key="k", max_attempts=2)

    async def wait_for_turn(services: Any, job: Job) -> None:
        attempts.append(job.attempts)
        if len(attempts) < 5:
            raise Later(timedelta(seconds=30))

    with clock.frozen(clock.now() + timedelta(seconds=1)) as time:
        patient = JobRunner(database, None, registry([Entry("test.run", free=wait_for_turn)]))
        await patient.drain()
        time.advance(timedelta(seconds=29))
        await patient.drain()
        assert attempts == [1]
        for _ in range(5):
            time.advance(timedelta(seconds=31))
            await patient.drain()
    await patient.stop()

    assert attempts == [1] * 5


@pytest.mark.parametrize(
    ("asked_seconds", "waits_at_least", "waits_at_most"), [(0, 4, 8), (60, 60, 60), (900_000, 3600, 3600)]
)
async def test_a_vendor_prolongs_the_pause_within_reason_and_never_shortens_it(
    database: Database, asked_seconds: int, waits_at_least: int, waits_at_most: int
) -> None:
    async def refuse(services: Any, job: Job) -> None:
        raise Temporary("busy", reason="rate_limited", retry_after_seconds=asked_seconds)

    await put(database, new_id(), "send")
    with clock.frozen(clock.now() + timedelta(seconds=1)) as time:
        refused = JobRunner(database, None, registry([Entry("test.run", free=refuse)]))
        for _ in range(4):
            time.advance(timedelta(hours=2))
            await refused.drain()
        async with database.system() as driver:
            [row] = await driver.fetch("select * from jobs_backlog()")
        pause = (row["oldest"] - clock.now()).total_seconds()
    await refused.stop()

    assert waits_at_least <= pause <= waits_at_most


async def test_one_key_never_runs_in_two_batches_at_once(database: Database) -> None:
    tenant, recorder = new_id(), Recorder()
    recorder.failures["retried"] = 1
    recorder.slow.add("retried")
    await put(database, tenant, "retried", key="other")
    with clock.frozen(clock.now() + timedelta(seconds=1)) as time:
        first = runner_for(database, recorder, batch=4)
        await first.drain()
        await first.stop()
        time.advance(timedelta(minutes=1))
        for number in range(3):
            for key in "ab":
                await put(database, tenant, f"{key}{number}", key=key)

        second = runner_for(database, recorder, batch=4)
        await second.start()
        await until(lambda: len(recorder.ran) == 7)
        await second.stop()

    for key in "ab":
        assert [name for name in recorder.ran if name[0] == key] == [f"{key}{number}" for number in range(3)]


async def test_a_job_that_could_not_be_noted_is_free_when_its_lease_ends(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "LEASE", timedelta(seconds=0.3))
    monkeypatch.setattr(runner, "POLL_SECONDS", 0.05)
    tenant, ended = new_id(), asyncio.Event()
    buried: list[int] = []

    async def run(services: Any, job: Job) -> None:
        if decode(job, str) == "long":
            await ended.wait()  # keeps its worker busy, and its own lease renewed
        raise RuntimeError("fails")

    async def bury(tx: Tx, services: Any, jobs: Sequence[Job]) -> None:
        buried.append(jobs[0].id)
        if len(buried) == 1:
            raise OSError("the database went away")

    await put(database, tenant, "long")
    await put(database, tenant, "poison", max_attempts=1)
    busy = JobRunner(database, None, registry([Entry("test.run", free=run, on_dead=bury)]))
    await busy.start()
    await until(lambda: len(buried) == 2)
    ended.set()
    await busy.stop()

    async with database.system() as driver:
        states = {row["state"]: row["jobs"] for row in await driver.fetch("select * from jobs_backlog()")}
    assert states == {"dead": 1, "ready": 1}


async def test_an_exhausted_pool_is_survived_like_a_lost_database(fresh_database_url: str) -> None:
    small = Database(fresh_database_url, pool_size=1)
    pool: Any = small.engine.sync_engine.pool
    pool._timeout = 0.05
    async with small.system():
        with pytest.raises(DATABASE_LOST):
            async with small.system():
                pass
    await small.close()


def test_backoff_grows_is_bounded_and_jittered() -> None:
    assert [backoff(n, jitter=lambda: 0.0).total_seconds() for n in (1, 2, 3, 20)] == [1, 2, 4, 600]
    assert backoff(3, jitter=lambda: 1.0).total_seconds() == 2
