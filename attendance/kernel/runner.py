"""Runs jobs: claims in batches, keeps the lease, finishes with the work's own commit, retries, buries.

The runner holds an advisory lock named by its number: when the process dies, PostgreSQL drops the lock and the jobs
are free for others at once.
"""

import asyncio
import secrets
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any

import asyncpg
import msgspec

from attendance.kernel import clock, log
from attendance.kernel.database import APP_ROLE, DATABASE_LOST, Database
from attendance.kernel.driver import Driver
from attendance.kernel.errors import VendorFailure
from attendance.kernel.jobs import Entry, Job, Later, Registry, backoff

LEASE = timedelta(seconds=30)
POLL_SECONDS = 1.0
_JOBS_LOCK = 7321
_CALLS_PER_PLACE = 4
_LONGEST_PAUSE = timedelta(hours=1)
"""However long a vendor asks us to wait: what waits holds back the later jobs of its key."""
_MOST_AT_ONCE = 128
"""Jobs of one claim: enough for full batches, few enough that other workers find something to do."""
_RACES = (asyncpg.DeadlockDetectedError, asyncpg.SerializationError, asyncpg.UniqueViolationError)

_log = log.get("jobs")


class _Lane:
    """Kinds of jobs that share their places: calls to vendors, which may hang, never take those of the database's."""

    def __init__(self, entries: Sequence[Entry], places: int) -> None:
        self.kinds = [entry.kind for entry in entries]
        self.widest = max((entry.batch for entry in entries), default=1)
        self.places = places
        self.slots = asyncio.Semaphore(places)
        self.wake = asyncio.Event()
        self.running: set[asyncio.Task[None]] = set()

    @property
    def free(self) -> int:
        return self.places - len(self.running)

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Run it as soon as there is a place."""
        task = asyncio.create_task(self._in_place(work))
        self.running.add(task)
        task.add_done_callback(self._ended)

    async def _in_place(self, work: Coroutine[Any, Any, None]) -> None:
        async with self.slots:
            await work

    def _ended(self, task: asyncio.Task[None]) -> None:
        self.running.discard(task)
        self.wake.set()


class JobRunner:
    """One worker. `start` returns at once; `stop` lets the running jobs end."""

    def __init__(
        self,
        database: Database,
        services: Any,
        registry: Registry,
        *,
        reactions: Mapping[str, Sequence[str]] | None = None,
        concurrency: int = 8,
    ) -> None:
        self._database = database
        self._services = services
        self._registry = registry
        self._reactions = msgspec.json.encode(
            {kind: list(names) for kind, names in (reactions or {}).items()}
        ).decode()
        entries = list(registry.values())
        self._lanes = (
            _Lane([entry for entry in entries if entry.in_transaction], concurrency),
            _Lane([entry for entry in entries if entry.free], concurrency * _CALLS_PER_PLACE),
        )
        self._number = secrets.randbelow(2**31 - 1)
        self._held: set[int] = set()
        """Jobs that were claimed and whose run has not ended: those whose lease is renewed."""
        self._reactor_wake = asyncio.Event()
        self._loops: list[asyncio.Task[None]] = []
        self._unlisten: list[Callable[[], None]] = []
        self._own: Driver | None = None
        self._own_turn = asyncio.Lock()

    async def start(self) -> None:
        await self._ask("select 1")
        self._unlisten = [
            self._database.bus.listen("jobs", lambda _: self._wake()),
            self._database.bus.listen("events", lambda _: self._reactor_wake.set()),
        ]
        loops: list[Callable[[], Coroutine[Any, Any, None]]] = [self._keep_loop, self._react_loop]
        loops += [partial(self._claim_loop, lane) for lane in self._lanes if lane.kinds]
        self._loops = [asyncio.create_task(self._forever(loop)) for loop in loops]

    def _wake(self) -> None:
        for lane in self._lanes:
            lane.wake.set()

    async def stop(self) -> None:
        """Stop claiming, let what runs end, give the presence back."""
        for unlisten in self._unlisten:
            unlisten()
        for loop in self._loops:
            loop.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)
        running = [task for lane in self._lanes for task in lane.running]
        await asyncio.gather(*running, return_exceptions=True)
        if self._own:
            await self._own.close()

    async def drain(self) -> None:
        """Run until no job is due and no event unread: for tests and one-off commands."""
        while True:
            seen = await self._react()
            claimed = [job for lane in self._lanes for job in await self._claim(lane)]
            if not seen and not claimed:
                return
            for batch in _batches(claimed, self._registry):
                await self._run(batch)

    async def _ask(self, sql: str, *args: Any) -> list[asyncpg.Record]:
        """A statement about jobs, over a connection of the runner's own: it holds the lock that says we live.

        These commits don't wait for the disk: a claim that a crash undoes is claimed again.
        """
        async with self._own_turn:
            if self._own is None or self._own.is_closed():
                self._own = await self._announce()
            return await self._own.fetch(sql, *args)

    async def _announce(self) -> Driver:
        settings = {
            "application_name": "attendance worker",
            "synchronous_commit": "off",
            "role": str(APP_ROLE),
        }
        connection = await asyncpg.connect(self._database.dsn, server_settings=settings)
        await connection.execute("select pg_advisory_lock($1, $2)", _JOBS_LOCK, self._number)
        return connection

    async def _forever(self, loop: Callable[[], Coroutine[Any, Any, None]]) -> None:
        while True:
            try:
                await loop()
            except DATABASE_LOST as error:
                _log.warning("database_lost", reason=str(error))
                await asyncio.sleep(POLL_SECONDS)

    async def _claim_loop(self, lane: _Lane) -> None:
        while True:
            lane.wake.clear()
            claimed = await self._claim(lane) if lane.free > 0 else []
            for batch in _batches(claimed, self._registry):
                lane.start(self._run(batch))
            if not claimed:
                with suppress(TimeoutError):
                    async with asyncio.timeout(await self._idle_seconds()):
                        await lane.wake.wait()

    async def _idle_seconds(self) -> float:
        """Until the next job is due, at most the poll."""
        due = (await self._ask("select jobs_next_run($1)", clock.now()))[0][0]
        return min(POLL_SECONDS, (due - clock.now()).total_seconds()) if due else POLL_SECONDS

    async def _claim(self, lane: _Lane) -> list[Job]:
        rows = await self._ask(
            "select * from jobs_claim($1, $2, $3, $4, $5)",
            self._number, clock.now(), min(lane.free * lane.widest, _MOST_AT_ONCE), LEASE, lane.kinds,
        )  # fmt: skip
        heads = [_job(row) for row in rows]
        claimed = heads + await self._followers(heads)
        self._held.update(_ids(claimed))
        return claimed

    async def _followers(self, heads: Sequence[Job]) -> list[Job]:
        """The next jobs of the same keys, for kinds that take many at once.

        Never more than one batch holds together with all its heads: two batches of a key would run side by side."""
        followers: list[Job] = []
        for (tenant_id, kind), group in groupby(sorted(heads, key=_group), key=_group):
            jobs = list(group)
            room = self._registry[kind].batch - len(jobs)
            keys = [job.key for job in jobs if job.key and job.attempts == 1]
            if room > 0 and keys:
                rows = await self._ask(
                    "select * from jobs_followers($1, $2, $3, $4, $5::text[], $6, $7)",
                    self._number, clock.now(), tenant_id, kind, keys, room, LEASE,
                )  # fmt: skip
                followers += [_job(row) for row in rows]
        return followers

    async def _run(self, jobs: Sequence[Job]) -> None:
        """The main loop of all background work. What can't even be noted is left to its lease, which runs out."""
        try:
            await self._work_on(jobs)
        except Exception as error:
            _log.error("jobs_left_to_their_lease", kind=jobs[0].kind, jobs=_ids(jobs), exc_info=error)
        finally:
            self._held.difference_update(_ids(jobs))

    async def _work_on(self, jobs: Sequence[Job]) -> None:
        entry = self._registry[jobs[0].kind]
        try:
            await self._attempt(entry, jobs)
        except Exception as error:  # whatever fails is retried or buried
            if len(jobs) > 1:
                await self._run_singly(entry, jobs)
            else:
                await self._put_off(entry, jobs[0], error)

    async def _run_singly(self, entry: Entry, jobs: Sequence[Job]) -> None:
        """One of a batch failed: alone, each shows whether it was the one, and only its own key waits."""
        failed_keys: set[str | None] = set()
        for job in jobs:
            if job.key and job.key in failed_keys:
                await self._release(job)
                continue
            try:
                await self._attempt(entry, [job])
            except Exception as error:
                await self._put_off(entry, job, error)
                failed_keys.add(job.key)

    async def _attempt(self, entry: Entry, jobs: Sequence[Job]) -> None:
        if entry.free:
            await entry.free(self._services, jobs[0])
            await self._finish(jobs)
            return
        assert entry.in_transaction is not None
        for last_try in (False, False, True):
            try:
                async with self._database.transaction(jobs[0].tenant_id, is_durable=False) as tx:
                    await entry.in_transaction(tx, self._services, jobs)
                    finished = await tx.fetch(
                        "select jobs_finish($1, $2::bigint[])", self._number, _ids(jobs)
                    )
                    if finished[0][0] != len(jobs):
                        raise _LeaseLost
                return
            except _LeaseLost:
                _log.warning("lease_lost", kind=entry.kind, jobs=_ids(jobs))
                return
            except Exception as error:
                if last_try or not isinstance(_root(error), _RACES):
                    raise

    async def _finish(self, jobs: Sequence[Job]) -> None:
        await self._ask("select jobs_finish($1, $2::bigint[])", self._number, _ids(jobs))

    async def _release(self, job: Job) -> None:
        await self._ask("select jobs_release($1, $2::bigint[])", self._number, [job.id])

    async def _put_off(self, entry: Entry, job: Job, error: Exception) -> None:
        if isinstance(error, Later):
            run_at = clock.now() + error.delay
            await self._ask("select jobs_postpone($1, $2, $3)", self._number, job.id, run_at)
        else:
            await self._fail(entry, job, error)

    async def _fail(self, entry: Entry, job: Job, error: Exception) -> None:
        """Retry it later, or bury it together with what its kind does then."""
        is_dead = job.attempts >= job.max_attempts
        delay = backoff(job.attempts)
        if isinstance(error, VendorFailure) and error.retry_after_seconds is not None:
            asked = timedelta(seconds=error.retry_after_seconds)
            delay = max(
                delay, min(asked, _LONGEST_PAUSE)
            )  # never so soon that all attempts are over in a moment
        log_line = _log.error if is_dead else _log.warning
        reason = f"{type(error).__name__}: {error}"[:2000]
        traced = None if isinstance(error, VendorFailure) else error  # where a vendor failed is known
        log_line(
            "job_failed", kind=job.kind, job=job.id, attempts=job.attempts, reason=reason, exc_info=traced
        )
        async with self._database.transaction(job.tenant_id) as tx:
            if is_dead and entry.on_dead:
                await entry.on_dead(tx, self._services, [job])
            await tx.fetch(
                "select jobs_fail($1, $2, $3, $4, $5)",
                self._number, job.id, reason, clock.now() + delay, is_dead,
            )  # fmt: skip

    async def _keep_loop(self) -> None:
        """Renew the leases of what runs, free the jobs of the dead, come back when the connection is lost."""
        while True:
            if self._held:
                await self._ask(
                    "select jobs_extend($1, $2::bigint[], $3)", self._number, list(self._held), LEASE
                )
            if (await self._ask("select jobs_recover()"))[0][0]:
                self._wake()
            await asyncio.sleep(POLL_SECONDS)

    async def _react_loop(self) -> None:
        while True:
            self._reactor_wake.clear()
            if not await self._react():
                with suppress(TimeoutError):
                    async with asyncio.timeout(POLL_SECONDS):
                        await self._reactor_wake.wait()

    async def _react(self) -> int:
        """One step of the reader that enqueues the reactions to new events; returns how many it read."""
        async with self._database.system() as driver:
            rows = await driver.fetch(
                "select reactor_step($1::jsonb, $2, $3)", self._reactions, clock.now(), 500
            )
        seen: int = rows[0][0]
        if seen:
            self._wake()
        return seen


class _LeaseLost(Exception):
    """Another worker took the jobs over while this one worked: its transaction must not commit."""


def _batches(jobs: Sequence[Job], registry: Registry) -> list[list[Job]]:
    """Split what was claimed into runs: of one tenant and kind, in order, no longer than the kind's batch."""
    batches: list[list[Job]] = []
    for (_, kind), group in groupby(sorted(jobs, key=lambda job: (*_group(job), job.id)), key=_group):
        same, size = list(group), registry[kind].batch
        batches += [same[start : start + size] for start in range(0, len(same), size)]
    return batches


_group = attrgetter("tenant_id", "kind")


def _ids(jobs: Sequence[Job]) -> list[int]:
    return [job.id for job in jobs]


def _root(error: BaseException) -> BaseException:
    """SQLAlchemy wraps the driver's errors; the race is in the cause."""
    while error.__cause__ is not None:
        error = error.__cause__
    return error


def _job(row: asyncpg.Record) -> Job:
    return Job(
        id=row["id"],
        tenant_id=row["tenant_id"],
        kind=row["kind"],
        key=row["key"],
        payload=row["payload"].encode(),
        attempts=row["attempts"],
        max_attempts=row["max_attempts"],
    )
