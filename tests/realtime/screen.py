"""A console without pixels: a state that only frames and fetches change, as `packages/realtime/src/apply.ts` has it."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import httpx
import websockets

from tests.flows.product import Product, until
from tools.contracts import FOLDER

Json = dict[str, Any]
_PROGRESS = {"received": 0, "queued": 0, "sent": 1, "failed": 2, "delivered": 3, "read": 4, "played": 5}
_VIEWS = ("all", "snoozed", "resolved")


@dataclass
class State:
    """What a screen knows; messages and timeline only of the conversations that were opened."""

    conversations: dict[str, Json] = field(default_factory=dict)
    read_counts: dict[str, int] = field(default_factory=dict)
    messages: dict[str, dict[str, Json]] = field(default_factory=dict)
    timelines: dict[str, dict[str, Json]] = field(default_factory=dict)
    attendants: dict[str, Json] = field(default_factory=dict)
    queues: list[Json] = field(default_factory=list)

    def visible(self) -> Json:
        """Everything comparable, without the places that are kept for what isn't there."""
        return {
            "conversations": self.conversations,
            "read_counts": {key: self.read_counts.get(key, 0) for key in self.conversations},
            "messages": {key: self.messages[key] for key in self.conversations if key in self.messages},
            "timelines": {key: self.timelines[key] for key in self.conversations if key in self.timelines},
            "attendants": self.attendants,
            "queues": self.queues,
        }


@dataclass
class Screen:
    """One viewer's console, its socket and its state."""

    product: Product
    name: str
    user_id: UUID
    api: httpx.AsyncClient
    checker: httpx.AsyncClient
    """The same user with another token, whose requests count against another limit."""
    state: State = field(default_factory=State)
    cursor: str = ""
    frames: list[Json] = field(default_factory=list)
    removed_at: dict[str, str] = field(default_factory=dict)
    closes: list[int] = field(default_factory=list)
    epoch: int = 0
    connection: Any = None
    _fetches: set["asyncio.Task[None]"] = field(default_factory=set)
    _may_connect: asyncio.Event = field(default_factory=asyncio.Event)

    # ---- the line

    async def listen(self) -> None:
        """Stay connected, resuming with the newest cursor whenever the line is cut."""
        while True:
            await self._may_connect.wait()
            async with self.connected() as connection:
                with suppress(websockets.ConnectionClosed):
                    async for text in connection:
                        self.apply(json.loads(text))
                self.closes.append(connection.close_code)

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[Any]:
        address = self.product.url.replace("http", "ws", 1) + f"/api/attendance/ws?cursor={self.cursor}"
        headers = {"authorization": self.api.headers["authorization"]}
        async with websockets.connect(address, additional_headers=headers, close_timeout=1) as connection:
            self.connection = connection
            yield connection

    def cut(self) -> None:
        """The network goes away, without a word."""
        self.connection.transport.abort()

    def pause(self) -> None:
        """The network is away until `resume`."""
        self._may_connect.clear()
        self.cut()

    def resume(self) -> None:
        self._may_connect.set()

    def of_type(self, kind: str) -> list[Json]:
        return [frame for frame in self.frames if frame["type"] == kind]

    async def hears(self, kind: str, *, beyond: int) -> None:
        """Until more than `beyond` frames of the kind have come."""
        await until(lambda: len(self.of_type(kind)) > beyond)

    async def has_line_other_than(self, before: Any) -> None:
        await until(lambda: self.connection is not before)

    # ---- the state

    def apply(self, frame: Json) -> None:
        self.frames.append(frame)
        change = _CHANGES.get(frame["type"])
        if change is not None:
            change(self, frame)
        if frame.get("cursor") and frame["type"] != "ready":
            self.cursor = frame["cursor"]

    def _ready(self, frame: Json) -> None:
        if not frame["resumed"]:
            self._start_again(frame)

    def _start_again(self, frame: Json) -> None:
        self.cursor = frame["cursor"]
        self.epoch += 1
        opened = list(self.state.messages)
        self.state = State()
        self._soon(self._fetch(self.epoch, opened))

    def _upserted(self, frame: Json) -> None:
        self.keep_conversation(frame["conversation"])

    def _removed(self, frame: Json) -> None:
        key = frame["conversation_id"]
        self.removed_at[key] = frame["updated_at"]
        for part in (self.state.conversations, self.state.messages, self.state.timelines):
            part.pop(key, None)

    def _message(self, frame: Json) -> None:
        message = frame["message"]
        thread = self.state.messages.get(message["conversation_id"])
        if thread is not None:
            thread[message["id"]] = _further(thread.get(message["id"]), message)

    def _timeline(self, frame: Json) -> None:
        entry = frame["entry"]
        thread = self.state.timelines.get(entry["conversation_id"])
        if thread is not None:
            thread[entry["id"]] = entry

    def _read(self, frame: Json) -> None:
        marker = frame["marker"]
        self.keep_read_count(marker["conversation_id"], marker["read_count"])

    def _attendant(self, frame: Json) -> None:
        self.state.attendants[frame["attendant"]["id"]] = frame["attendant"]

    def _queues(self, _: Json) -> None:
        self._soon(self._fetch_queues(self.epoch))

    def keep_conversation(self, incoming: Json) -> None:
        key = incoming["id"]
        if _instant(incoming["updated_at"]) < _instant(self.removed_at.get(key)):
            return  # fetched before we were told to forget it
        self.state.conversations[key] = _newer(self.state.conversations.get(key), incoming)

    def keep_read_count(self, key: str, count: int) -> None:
        self.state.read_counts[key] = max(count, self.state.read_counts.get(key, 0))

    # ---- fetching, as the console does after `ready` and `resync`

    def _soon(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._fetches.add(task)
        task.add_done_callback(self._fetches.discard)

    async def open(self, *keys: str) -> None:
        await self._open(self.epoch, keys)

    async def _fetch(self, epoch: int, opened: Iterable[str]) -> None:
        attendants = await fetch_attendants(self.api)
        items = await fetch_conversations(self.api)
        if epoch != self.epoch:
            return
        self.state.attendants = attendants | self.state.attendants
        for item in items:
            self.keep_conversation(item["conversation"])
            self.keep_read_count(item["conversation"]["id"], item["read_count"])
        await self._fetch_queues(epoch)
        await self._open(epoch, [key for key in opened if key in self.state.conversations])

    async def _fetch_queues(self, epoch: int) -> None:
        queues = await fetch_queues(self.api)
        if epoch == self.epoch:
            self.state.queues = queues

    async def _open(self, epoch: int, keys: Iterable[str]) -> None:
        for key in keys:
            self.state.messages.setdefault(key, {})
            self.state.timelines.setdefault(key, {})
            messages, timeline = await fetch_thread(self.api, key)
            if epoch != self.epoch or key not in self.state.messages:
                return
            held = self.state.messages[key]
            self.state.messages[key] = {
                **held,
                **{one: _further(held.get(one), m) for one, m in messages.items()},
            }
            self.state.timelines[key] |= timeline

    async def _quiet(self) -> None:
        """Until no frame came for a moment, so that little is compared in vain."""
        known = -1
        while known != len(self.frames):
            known = len(self.frames)
            await asyncio.sleep(0.05)
        await self.settle()

    async def settle(self) -> None:
        while self._fetches:
            await asyncio.gather(*self._fetches)

    async def equals_server(self) -> Json:
        """Raises AssertionError unless the state becomes what a fresh start would fetch; returns it."""
        found: list[Json] = []

        async def is_equal() -> bool:
            await self._quiet()
            found[:] = [(await fetch_all(self.checker, self.state.messages)).visible()]
            return found[0] == self.state.visible()

        try:
            await until(is_equal, seconds=8)
        except AssertionError:
            raise AssertionError(
                f"{self.name}: " + "\n".join(differences(self.state.visible(), found[0]))
            ) from None
        return found[0]


_CHANGES: dict[str, Callable[[Screen, Json], None]] = {
    "ready": Screen._ready,
    "resync": Screen._start_again,
    "conversation.upserted": Screen._upserted,
    "conversation.removed": Screen._removed,
    "message.upserted": Screen._message,
    "timeline.added": Screen._timeline,
    "read.marked": Screen._read,
    "attendant.upserted": Screen._attendant,
    "queues.changed": Screen._queues,
}


@asynccontextmanager
async def screen(product: Product, name: str, user_id: UUID) -> AsyncIterator[Screen]:
    """A console that is signed in, connected, and shows everything that its user may see."""
    made = Screen(product, name, user_id, await product.api(user_id), await product.api(user_id))
    made.resume()
    line = asyncio.create_task(made.listen())
    try:
        await until(lambda: made.of_type("ready"))
        await made.settle()
        yield made
    finally:
        if line.done():
            line.result()  # it may only end with the test
        line.cancel()
        await asyncio.gather(line, return_exceptions=True)
        await made.settle()
    for frame in made.frames:
        assert _fields(frame) == _fields(_golden(frame["type"])), f"{frame['type']} isn't as its contract"


@cache
def _golden(kind: str) -> Json:
    example: Json = json.loads((FOLDER / "realtime" / f"{kind}.json").read_text("utf-8"))
    return example


def _fields(frame: Json) -> Json:
    """The names of a frame's fields, and of the fields of what it carries."""
    return {name: sorted(value) if isinstance(value, dict) else None for name, value in frame.items()}


# ---- the server's own word


async def fetch_all(api: httpx.AsyncClient, opened: Iterable[str]) -> State:
    """What a fresh start would show, with these conversations open."""
    items = await fetch_conversations(api)
    state = State(
        conversations={item["conversation"]["id"]: item["conversation"] for item in items},
        read_counts={item["conversation"]["id"]: item["read_count"] for item in items},
        attendants=await fetch_attendants(api),
        queues=await fetch_queues(api),
    )
    for key in [key for key in opened if key in state.conversations]:
        state.messages[key], state.timelines[key] = await fetch_thread(api, key)
    return state


async def fetch_conversations(api: httpx.AsyncClient) -> list[Json]:
    items: list[Json] = []
    for view in _VIEWS:
        items += (await _get(api, f"conversations?view={view}&limit=100"))["items"]
    return items


async def fetch_attendants(api: httpx.AsyncClient) -> dict[str, Json]:
    return {one["id"]: one for one in await _get(api, "attendants")}


async def fetch_queues(api: httpx.AsyncClient) -> list[Json]:
    return [{key: queue[key] for key in ("id", "name", "is_active")} for queue in await _get(api, "queues")]


async def fetch_thread(api: httpx.AsyncClient, key: str) -> tuple[dict[str, Json], dict[str, Json]]:
    answer = await api.get(f"/api/attendance/conversations/{key}/messages?limit=200")
    if answer.status_code == 404:  # passed on meanwhile; the frame that says so follows
        return {}, {}
    timeline = await _get(api, f"conversations/{key}/timeline")
    return {one["id"]: one for one in answer.json()["items"]}, {one["id"]: one for one in timeline}


async def _get(api: httpx.AsyncClient, path: str) -> Any:
    answer = await api.get(f"/api/attendance/{path}")
    assert answer.status_code in (200, 404), answer.text
    return answer.json() if answer.status_code == 200 else []


# ---- which of two copies is the newer one (`order.ts`)


def _newer(held: Json | None, incoming: Json) -> Json:
    if held is None:
        return incoming
    return incoming if _version(incoming) >= _version(held) else held


def _version(conversation: Json) -> tuple[int, datetime]:
    return conversation["last_seq"], _instant(conversation["updated_at"])


def _instant(written: str | None) -> datetime:
    return datetime.fromisoformat(written or "0001-01-01T00:00:00+00:00")


def _further(held: Json | None, incoming: Json) -> Json:
    if held is None or held["state"] == "failed":
        return incoming
    return incoming if _PROGRESS[incoming["state"]] >= _PROGRESS[held["state"]] else held


def differences(shown: Any, actual: Any, path: str = "") -> list[str]:
    """Where two states differ, a line each."""
    if isinstance(shown, dict) and isinstance(actual, dict):
        return [
            line
            for key in sorted({*shown, *actual})
            for line in differences(shown.get(key), actual.get(key), f"{path}/{key}")
        ]
    return [] if shown == actual else [f"{path}: shows {str(shown)[:200]}, is {str(actual)[:200]}"]
