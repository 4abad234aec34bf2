"""Who has which conversation open, and who is writing: short-lived, told between processes over the bus."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from attendance.kernel import clock
from attendance.kernel.bus import Bus
from attendance.realtime import frames
from attendance.realtime.hub import Connection, Hub

TOPIC = "viewing"
_LASTS = timedelta(seconds=70)
_SWEEP_SECONDS = 10.0


class Signal(msgspec.Struct, frozen=True):
    """What processes tell each other. `kind` viewing renews a look, left ends it, typing is a passing sign."""

    kind: Literal["viewing", "left", "typing"]
    tenant_id: UUID
    conversation_id: UUID
    name: str
    user_id: UUID | None = None
    is_replying: bool = False
    author: Literal["contact", "attendant", "bot"] = "attendant"


@dataclass(frozen=True, slots=True)
class _Look:
    name: str
    is_replying: bool
    until: datetime


WritingListener = Callable[[UUID, UUID, UUID], None]
TypingListener = Callable[[UUID, UUID, Literal["bot", "attendant"], str], Awaitable[None]]


@dataclass(slots=True)
class Viewing:
    """Keeps who looks at what, and tells those who look at the same."""

    hub: Hub
    bus: Bus
    on_typing: TypingListener | None = None
    """Called with (tenant, conversation, who, name) when our side writes: the visitor's stream shows it."""
    on_writing: WritingListener | None = None
    """Called with (tenant, conversation, user) when one of this process's attendants writes; must return at once."""
    _looks: dict[tuple[UUID, UUID], dict[UUID, _Look]] = field(default_factory=dict)
    _sweeper: "asyncio.Task[None] | None" = None
    _unlisten: Callable[[], None] | None = None

    async def start(self) -> None:
        self.hub.on_lost_sight = self.leave
        self._unlisten = self.bus.listen(TOPIC, self._hear)
        self._sweeper = asyncio.create_task(self._sweep(), name="viewing")

    async def stop(self) -> None:
        if self._unlisten:
            self._unlisten()
        if self._sweeper:
            self._sweeper.cancel()
            with suppress(asyncio.CancelledError):
                await self._sweeper

    async def look(self, connection: Connection, *, is_replying: bool = False) -> None:
        """The connection's user looks at `connection.viewing`; repeated with every heartbeat."""
        if connection.viewing is not None:
            await self._tell(connection, "viewing", is_replying=is_replying)

    async def leave(self, connection: Connection) -> None:
        """Not any more."""
        if connection.viewing is not None:
            await self._tell(connection, "left")
            connection.viewing = None

    async def typing(self, connection: Connection, *, is_writing: bool) -> None:
        """A colleague writes a reply."""
        await self.look(connection, is_replying=is_writing)
        if is_writing and connection.viewing is not None:
            await self._tell(connection, "typing")
            if self.on_writing is not None:
                self.on_writing(connection.who.tenant_id, connection.viewing, connection.who.user_id)

    async def _tell(
        self,
        connection: Connection,
        kind: Literal["viewing", "left", "typing"],
        *,
        is_replying: bool = False,
    ) -> None:
        assert connection.viewing is not None
        who = connection.who
        signal = Signal(kind, who.tenant_id, connection.viewing, who.name, who.user_id, is_replying)
        await self.bus.publish(TOPIC, msgspec.json.encode(signal))

    async def _hear(self, payload: bytes) -> None:
        signal = msgspec.json.decode(payload, type=Signal)
        place = (signal.tenant_id, signal.conversation_id)
        if signal.kind == "typing":
            self._show_typing(signal)
            if self.on_typing and signal.author != "contact":
                await self.on_typing(*place, signal.author, signal.name)
        elif signal.user_id is not None and self._note(signal, self._looks.setdefault(place, {})):
            self._show(place)

    def _note(self, signal: Signal, looks: dict[UUID, _Look]) -> bool:
        """Whether this changes what others see."""
        assert signal.user_id is not None
        if signal.kind == "left":
            return looks.pop(signal.user_id, None) is not None
        known = looks.get(signal.user_id)
        looks[signal.user_id] = _Look(signal.name, signal.is_replying, clock.now() + _LASTS)
        return known is None or known.is_replying != signal.is_replying

    def _show(self, place: tuple[UUID, UUID]) -> None:
        for connection in self.hub.watching(*place):
            self.show_to(connection)

    def show_to(self, connection: Connection) -> None:
        """Tell one connection who else has its conversation open."""
        if connection.viewing is None:
            return
        looks = self._looks.get((connection.who.tenant_id, connection.viewing), {})
        others = [
            frames.Viewer(user_id, look.name, look.is_replying)
            for user_id, look in looks.items()
            if user_id != connection.who.user_id
        ]
        connection.send(frames.encode(frames.Viewing(connection.viewing, others)))

    def _show_typing(self, signal: Signal) -> None:
        frame = frames.encode(
            frames.Typing(signal.conversation_id, signal.author, signal.user_id, signal.name)
        )
        for connection in self.hub.watching(signal.tenant_id, signal.conversation_id):
            if connection.who.user_id != signal.user_id:
                connection.send(frame)

    async def _sweep(self) -> None:
        """Forget looks whose process or browser went away without a word."""
        while True:
            await asyncio.sleep(_SWEEP_SECONDS)
            now = clock.now()
            for place, looks in list(self._looks.items()):
                stale = [user_id for user_id, look in looks.items() if look.until < now]
                for user_id in stale:
                    del looks[user_id]
                if stale:
                    self._show(place)
                if not looks:
                    del self._looks[place]


async def customer_is_typing(bus: Bus, tenant_id: UUID, conversation_id: UUID, name: str) -> None:
    """A customer writes (channels that tell it)."""
    signal = Signal("typing", tenant_id, conversation_id, name, author="contact")
    await bus.publish(TOPIC, msgspec.json.encode(signal))
