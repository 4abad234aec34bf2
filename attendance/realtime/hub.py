"""Fans the event log out to the open sockets of this process.

One reader of the log, one bounded queue and one writer per connection: a client that stops reading is dropped with
`resync`, never waited for.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from attendance.conversations import queries
from attendance.conversations.queries import Windows
from attendance.conversations.rules import Viewer
from attendance.identity.guards import Who, must_come_again
from attendance.kernel import events, log
from attendance.kernel.database import DATABASE_LOST, Database
from attendance.kernel.events import Cursor, Recorded
from attendance.realtime import frames
from attendance.realtime.projections import Projected, project, start_again
from attendance.realtime.sight import everybody_starts_again, may_change_sight

QUEUE_FRAMES = 4096
MOST_MISSED = 2000
_BATCH = 500
_POLL_SECONDS = 1.0
_log = log.get("realtime")


Observer = Callable[[UUID, Collection[UUID]], Awaitable[None]]
"""Called with a tenant and the conversations that a batch of events touched."""


@dataclass(eq=False, slots=True)
class Connection:
    """A browser's socket as the hub sees it: a queue of encoded frames. `None` in it ends the writer."""

    who: Who
    viewer: Viewer
    queue: "asyncio.Queue[bytes | None]" = field(default_factory=lambda: asyncio.Queue(QUEUE_FRAMES))
    viewing: UUID | None = None
    dropped: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def is_dropped(self) -> bool:
        return self.dropped.is_set()

    def send(self, frame: bytes) -> None:
        """Queue a frame; a full queue drops the connection instead of holding anybody up."""
        if self.is_dropped:
            return
        try:
            self.queue.put_nowait(frame)
        except asyncio.QueueFull:
            self.drop()

    def drop(self) -> None:
        """End it: the session closes the socket with a code that makes the browser come back and resume.

        Whoever serves it waits for `dropped`: its writer may be stuck in a socket that nobody reads."""
        self.dropped.set()
        while not self.queue.empty():
            self.queue.get_nowait()
        self.queue.put_nowait(None)


class Hub:
    """The sockets of this process, by tenant, and the reader that feeds them."""

    def __init__(self, database: Database, windows: Windows, *, observers: Sequence[Observer] = ()) -> None:
        self._database = database
        self._windows = windows
        self._observers = observers
        self.on_lost_sight: Callable[[Connection], Awaitable[None]] = _nothing
        self._connections: dict[UUID, set[Connection]] = {}
        self._cursor = Cursor(0, 0)
        self._turn = asyncio.Lock()
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._unlisten: Callable[[], None] | None = None

    async def start(self) -> None:
        async with self._database.system() as driver:
            self._cursor = await events.head(driver)
        self._unlisten = self._database.bus.listen("events", lambda _: self._wake.set())
        self._task = asyncio.create_task(self._run(), name="realtime-hub")

    async def stop(self) -> None:
        if self._unlisten:
            self._unlisten()
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        for connection in [c for group in self._connections.values() for c in group]:
            connection.drop()

    async def join(self, who: Who, cursor: Cursor | None, *, heartbeat_seconds: int) -> Connection:
        """Admit a socket. It gets `ready`, what it missed since `cursor` (or `resync`), then all that follows."""
        async with self._turn:
            connection = Connection(who, await self._viewer(who))
            missed = await self._missed(connection, cursor)
            start, resumed = cursor if missed else self._cursor, missed is not None
            connection.send(frames.encode(frames.Ready(str(start), resumed, heartbeat_seconds)))
            _send(connection, missed or ())
            self._connections.setdefault(who.tenant_id, set()).add(connection)
        return connection

    def leave(self, connection: Connection) -> None:
        group = self._connections.get(connection.who.tenant_id, set())
        group.discard(connection)
        if not group:
            self._connections.pop(connection.who.tenant_id, None)

    def watching(self, tenant_id: UUID, conversation_id: UUID) -> list[Connection]:
        """The connections that have this conversation on their screen."""
        return [c for c in self._connections.get(tenant_id, ()) if c.viewing == conversation_id]

    @property
    def size(self) -> int:
        """How many sockets are open here."""
        return sum(len(group) for group in self._connections.values())

    async def _viewer(self, who: Who) -> Viewer:
        async with self._database.transaction(who.tenant_id) as tx:
            return await queries.viewer(tx, who.user_id, who.visibility.value)

    async def _missed(self, connection: Connection, cursor: Cursor | None) -> list[Projected] | None:
        """What it sees of the events since the cursor; None when that can't be told: no cursor, more than its queue
        holds, other eyes than before, or events that can't be shown."""
        who = connection.who
        if cursor is None or cursor > self._cursor:
            return None
        async with self._database.system() as driver:
            found = await events.read_between(
                driver, who.tenant_id, cursor, self._cursor, limit=MOST_MISSED + 1
            )
        if len(found) > MOST_MISSED or any(_changed_eyes(who, event) for event in found):
            return None
        try:
            projected = await self._project(who.tenant_id, found, before=cursor, after=self._cursor)
        except DATABASE_LOST:
            raise
        except Exception as error:  # nor must it keep anybody from coming back
            _log.error("missed_not_shown", tenant=str(who.tenant_id), exc_info=error)
            return None
        seen = [frame for frame in projected if frame.audience(connection.viewer)]
        return seen if len(seen) < QUEUE_FRAMES else None

    async def _run(self) -> None:
        while True:
            try:
                async with self._turn:
                    read = await self._step()
            except DATABASE_LOST as error:
                _log.warning("database_lost", reason=str(error))
                await asyncio.sleep(_POLL_SECONDS)
                continue
            if read < _BATCH:
                with suppress(TimeoutError):
                    async with asyncio.timeout(_POLL_SECONDS):
                        await self._wake.wait()
            self._wake.clear()

    async def _step(self) -> int:
        async with self._database.alone() as driver:
            batch = await events.read_after(driver, self._cursor, limit=_BATCH)
        if not batch:
            return 0
        before, after = self._cursor, batch[-1].cursor
        for tenant_id, group in groupby(
            sorted(batch, key=attrgetter("tenant_id")), key=attrgetter("tenant_id")
        ):
            await self._show_or_start_again(tenant_id, list(group), before=before, after=after)
        self._cursor = after
        return len(batch)

    async def _show_or_start_again(
        self, tenant_id: UUID, batch: Sequence[Recorded], *, before: Cursor, after: Cursor
    ) -> None:
        try:
            await self._show(tenant_id, batch, before=before, after=after)
        except DATABASE_LOST:
            raise
        except Exception as error:  # one event that can't be shown must not blind every screen for good
            _log.error("frames_not_made", exc_info=error)
            for connection in self._connections.get(tenant_id, ()):
                connection.send(start_again(before=str(before), after=str(after)).final)

    async def _show(
        self, tenant_id: UUID, batch: Sequence[Recorded], *, before: Cursor, after: Cursor
    ) -> None:
        connections = list(self._connections.get(tenant_id, ()))
        kept = _dismiss(connections, batch)
        renewed = await self._refresh_viewers(kept, batch)
        if kept:
            await self._send_batch(kept, batch, before=before, after=after, renewed=renewed)
        touched = {event.conversation_id for event in batch if event.conversation_id}
        for observe in self._observers if touched else ():
            await observe(tenant_id, touched)

    async def _send_batch(
        self,
        connections: Sequence[Connection],
        batch: Sequence[Recorded],
        *,
        before: Cursor,
        after: Cursor,
        renewed: Collection[Connection] = (),
    ) -> None:
        """`renewed` see with other eyes than before: they are told to fetch everything first."""
        projected = await self._project(connections[0].who.tenant_id, batch, before=before, after=after)
        again = start_again(before=str(before), after=str(after))
        for connection in connections:
            _send(connection, [again, *projected] if connection in renewed else projected)
            if _lost_what_it_shows(connection, projected):
                await self.on_lost_sight(connection)

    async def _project(
        self, tenant_id: UUID, batch: Sequence[Recorded], *, before: Cursor, after: Cursor
    ) -> list[Projected]:
        async with self._database.transaction(tenant_id) as tx:
            return await project(tx, batch, self._windows, before=str(before), after=str(after))

    async def _refresh_viewers(
        self, connections: Sequence[Connection], batch: Sequence[Recorded]
    ) -> Collection[Connection]:
        """Memberships or names changed; returns those to whom other things are visible now, or under other names."""
        if everybody_starts_again(batch):
            return set(connections)
        renewed: set[Connection] = set()
        for connection in connections:
            if any(may_change_sight(connection.who, event) for event in batch):
                before, connection.viewer = connection.viewer, await self._viewer(connection.who)
                if connection.viewer != before:
                    renewed.add(connection)
        return renewed


def _dismiss(connections: Sequence[Connection], batch: Sequence[Recorded]) -> list[Connection]:
    """Drop those whose sign-in or rights an event of the batch ended; they come back as what they are now, or not."""
    kept: list[Connection] = []
    for connection in connections:
        if any(must_come_again(connection.who, event.kind, event.payload) for event in batch):
            connection.drop()
        else:
            kept.append(connection)
    return kept


def _changed_eyes(who: Who, event: Recorded) -> bool:
    return (
        may_change_sight(who, event)
        or must_come_again(who, event.kind, event.payload)
        or everybody_starts_again([event])
    )


def _lost_what_it_shows(connection: Connection, projected: Sequence[Projected]) -> bool:
    """Whether the conversation on its screen is one that it may not see any more."""
    shown = connection.viewing
    return shown is not None and any(
        frame.removes == shown and frame.audience(connection.viewer) for frame in projected
    )


async def _nothing(_: Connection) -> None:
    """Until somebody wants to hear of it."""


def _send(connection: Connection, projected: Sequence[Projected]) -> None:
    seen = [frame for frame in projected if frame.audience(connection.viewer)]
    for frame in seen[:-1]:
        connection.send(frame.held)
    if seen:
        connection.send(seen[-1].final)
