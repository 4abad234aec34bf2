"""The web chat's side of realtime: what a visitor may read of their conversations, and wake-ups when it changes."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, Select, func, or_, select, tuple_

from attendance.channels.actions import InboundStore
from attendance.channels.base import InboxConfig
from attendance.channels.webchat.channel import WebchatChannel
from attendance.channels.webchat.ports import MessagePage, SomebodyTypes, SomethingChanged, Wake
from attendance.channels.webchat.protocol import BEGINNING, Answering, ChatMessage, ChatState
from attendance.channels.webchat.rules import Visitor
from attendance.channels.webhooks import InboxCache
from attendance.conversations.models import Conversation, Message, ReadMarker
from attendance.crm.models import Contact, ContactIdentity
from attendance.files.links import Links
from attendance.files.storing import note_loose
from attendance.identity.models import User
from attendance.kernel import clock
from attendance.kernel.bus import Bus
from attendance.kernel.database import Database, Tx
from attendance.kernel.errors import NotFound
from attendance.kernel.storage import Storage, StoredFile, new_key
from attendance.queues import queries as queue_queries
from attendance.realtime.chat_messages import (
    CHANGED_AT,
    Showing,
    changed_after,
    messages_where,
    microseconds,
    moment_of,
)
from attendance.realtime.viewing import customer_is_typing

CHANNEL = "webchat"
_TIME: Final = "~"
_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(eq=False, slots=True)
class _WakeUps:
    """One visitor's open stream. Changes coalesce; the newest typing sign waits beside them."""

    due: asyncio.Event = field(default_factory=asyncio.Event)
    has_changed: bool = False
    typing: SomebodyTypes | None = None

    def wake(self) -> None:
        self.has_changed = True
        self.due.set()

    def show_typing(self, typing: SomebodyTypes) -> None:
        self.typing = typing
        self.due.set()

    async def next(self, timeout_seconds: float) -> Wake | None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self.due.wait(), timeout_seconds)
        changed, typing = self.has_changed, self.typing
        if changed:
            self.has_changed = False
            if typing is None:
                self.due.clear()
            return SomethingChanged()
        self.typing = None
        self.due.clear()
        return typing


@dataclass(slots=True)
class Visitors:
    """Implements the web chat's port over the product."""

    database: Database
    bus: Bus
    inbound: InboundStore
    inboxes: InboxCache
    links: Links
    storage: Storage
    _streams: dict[tuple[UUID, str], set[_WakeUps]] = field(default_factory=lambda: defaultdict(set))

    async def find_inbox(self, inbox_key: str) -> InboxConfig | None:
        """A paused chat is closed: whoever has it open is told so, and nobody writes into the void."""
        try:
            found = await self.inboxes.find(CHANNEL, inbox_key)
        except NotFound:
            return None
        return found if found.is_active else None

    async def record(self, inbox: InboxConfig, body: bytes) -> None:
        await self.inbound.record(inbox, body, WebchatChannel().lanes(body))

    async def drop_file(
        self, inbox: InboxConfig, content: AsyncIterable[bytes], *, limit_bytes: int
    ) -> StoredFile:
        key = new_key(inbox.tenant_id)
        async with self.database.transaction(inbox.tenant_id) as tx:
            await note_loose(tx, [key])
        return await self.storage.put(inbox.tenant_id, content, limit_bytes=limit_bytes, key=key)

    async def external_id_of(self, inbox: InboxConfig, visitor: Visitor, message_id: UUID) -> str | None:
        async with self.database.transaction(inbox.tenant_id) as tx:
            rows = await tx.mappings(_messages_of(inbox, visitor).where(Message.id == message_id))
        return rows[0]["external_id"] if rows else None

    async def messages_after(
        self, inbox: InboxConfig, visitor: Visitor, cursor: str, *, limit: int
    ) -> MessagePage:
        seen = _places(cursor)
        statement = _messages_of(inbox, visitor)
        if seen:
            statement = statement.where(_is_after(inbox, visitor, seen))
        async with self.database.transaction(inbox.tenant_id) as tx:
            rows = await tx.mappings(statement.order_by(Message.created_at, Message.seq).limit(limit))
            changed = await _changed_since(tx, inbox, visitor, cursor, limit=limit)
            shown = await Showing.of(tx, self.links, inbox, [*rows, *changed])
        new = _in_places(shown, rows, seen)
        known = {item.id for item in new}
        again = [shown.message(row, _own_place(row)) for row in changed if row["id"] not in known]
        place = new[-1].cursor if new else _place_of(cursor)
        items = [*again, *new]
        return MessagePage(items, _with_time(place, changed, cursor) if items else None, has_older=False)

    async def messages_before(
        self, inbox: InboxConfig, visitor: Visitor, cursor: str | None, *, limit: int
    ) -> MessagePage:
        async with self.database.transaction(inbox.tenant_id) as tx:
            statement = _messages_of(inbox, visitor)
            if cursor and (place := _last_place(cursor)):
                before = await _moment_of(tx, inbox, visitor, place)
                statement = statement.where(tuple_(Message.created_at, Message.seq) < before)
            rows = await tx.mappings(
                statement.order_by(Message.created_at.desc(), Message.seq.desc()).limit(limit + 1)
            )
            page = list(reversed(rows[:limit]))
            items = _in_places(await Showing.of(tx, self.links, inbox, page), page, {})
        newest = _with_time(items[-1].cursor, (), "") if items else None
        return MessagePage(items, newest, has_older=len(rows) > limit)

    async def chat_state(self, inbox: InboxConfig, visitor: Visitor) -> ChatState:
        async with self.database.transaction(inbox.tenant_id) as tx:
            row = await _latest(tx, inbox, visitor)
            if row is None:
                return ChatState()
            if row["status"] == "waiting":
                line = await queue_queries.line_of(tx, row["id"])
                return ChatState(
                    "waiting", queue_position=line.position, estimate_seconds=line.estimated_wait_seconds,
                    read_message_id=await _read_by_somebody(tx, row["id"]),
                )  # fmt: skip
            return ChatState(
                _phase(row["status"]),
                answering=_answering(row),
                read_message_id=await _read_by_somebody(tx, row["id"]),
            )

    async def show_typing(self, inbox: InboxConfig, visitor: Visitor, *, is_writing: bool) -> None:
        if not is_writing:
            return
        async with self.database.transaction(inbox.tenant_id) as tx:
            row = await _latest(tx, inbox, visitor)
        if row is not None:
            await customer_is_typing(self.bus, inbox.tenant_id, row["id"], row["contact_name"])

    @asynccontextmanager
    async def subscribe(self, inbox: InboxConfig, visitor: Visitor) -> AsyncIterator[_WakeUps]:
        wake_ups = _WakeUps()
        keys = [(inbox.id, external_id) for external_id in _ids(visitor)]
        for key in keys:
            self._streams[key].add(wake_ups)
        try:
            yield wake_ups
        finally:
            for key in keys:
                self._streams[key].discard(wake_ups)
                if not self._streams[key]:
                    del self._streams[key]

    async def conversations_changed(self, tenant_id: UUID, conversation_ids: Iterable[UUID]) -> None:
        """Wake the visitors behind these conversations; the hub calls it with each batch of events."""
        for key in await self._visitors_behind(tenant_id, conversation_ids):
            for wake_ups in self._streams.get(key, ()):
                wake_ups.wake()

    async def somebody_types(
        self, tenant_id: UUID, conversation_id: UUID, kind: Literal["bot", "attendant"], name: str
    ) -> None:
        """An attendant or the bot writes to the visitor."""
        for key in await self._visitors_behind(tenant_id, [conversation_id]):
            for wake_ups in self._streams.get(key, ()):
                wake_ups.show_typing(SomebodyTypes(kind, name))

    async def _visitors_behind(
        self, tenant_id: UUID, conversation_ids: Iterable[UUID]
    ) -> list[tuple[UUID, str]]:
        if not self._streams:
            return []
        async with self.database.transaction(tenant_id) as tx:
            rows = await tx.rows(
                select(Conversation.inbox_id, ContactIdentity.external_id)
                .join(ContactIdentity, ContactIdentity.contact_id == Conversation.contact_id)
                .where(
                    Conversation.id.in_(list(conversation_ids)),
                    Conversation.channel == CHANNEL,
                    ContactIdentity.channel == CHANNEL,
                )
            )
        return [(row.inbox_id, row.external_id) for row in rows]


def _ids(visitor: Visitor) -> list[str]:
    return [visitor.id, visitor.alias] if visitor.alias else [visitor.id]


def _contacts(visitor: Visitor) -> Select[Any]:
    return select(ContactIdentity.contact_id).where(
        ContactIdentity.channel == CHANNEL, ContactIdentity.external_id.in_(_ids(visitor))
    )


def _messages_of(inbox: InboxConfig, visitor: Visitor) -> Select[*tuple[Any, ...]]:
    return messages_where(Conversation.inbox_id == inbox.id, Conversation.contact_id.in_(_contacts(visitor)))


def _is_after(inbox: InboxConfig, visitor: Visitor, seen: Mapping[int, int]) -> ColumnElement[bool]:
    """In a conversation that the cursor names, by the place in it. It doesn't name those that were over long ago:
    there, only what came after the cursor's own message is new. An own message that isn't theirs is before them all.
    """
    number, seq = list(seen.items())[-1]
    own = _messages_of(inbox, visitor).where(Conversation.number == number, Message.seq == seq)
    moment = func.coalesce(own.with_only_columns(Message.created_at).scalar_subquery(), _LONG_AGO)
    is_elsewhere = Conversation.number.not_in(list(seen))
    is_newer = or_(Conversation.number > max(seen), Message.created_at >= moment)
    later = ((Conversation.number == number) & (Message.seq > seq) for number, seq in seen.items())
    return or_(is_elsewhere & is_newer, *later)


def _in_places(shown: Showing, rows: Iterable[RowMapping], seen: Mapping[int, int]) -> list[ChatMessage]:
    places = dict(seen)
    made: list[ChatMessage] = []
    for row in rows:
        places.pop(row["number"], None)
        places[row["number"]] = row["seq"]  # last: this message's own place
        made.append(shown.message(row, _cursor(places)))
    return made


def _own_place(row: RowMapping) -> str:
    return _cursor({row["number"]: row["seq"]})


async def _changed_since(
    tx: Tx, inbox: InboxConfig, visitor: Visitor, cursor: str, *, limit: int
) -> Sequence[RowMapping]:
    """Messages that changed since, the earliest change first. A cursor without a time knows of no changes."""
    since = _time_of(cursor)
    if since == 0:
        return []
    statement = _messages_of(inbox, visitor).where(changed_after(moment_of(since)))
    return await tx.mappings(statement.order_by(CHANGED_AT, Message.id).limit(limit))


def _time_of(cursor: str) -> int:
    written = cursor.partition(_TIME)[2]
    return int(written) if written.isdigit() and len(written) < 18 else 0


def _cursor(places: Mapping[int, int]) -> str:
    """The newest place in each of the latest conversations, the message's own last: `12:5_14:3`."""
    return "_".join(f"{number}:{seq}" for number, seq in list(places.items())[-8:])


def _place_of(cursor: str) -> str:
    return cursor.partition(_TIME)[0]


def _with_time(place: str, changed: Sequence[RowMapping], cursor: str) -> str:
    """The place, and until when changes of earlier messages are known: `12:5_14:3~1794312000123456`."""
    known = _time_of(cursor) or microseconds(clock.now())
    return f"{place}{_TIME}{max([known, *(microseconds(row['changed_at']) for row in changed)])}"


def _places(cursor: str) -> dict[int, int]:
    cursor = _place_of(cursor)
    if cursor == BEGINNING:
        return {}
    pairs = [pair.partition(":") for pair in cursor.split("_")]
    return {
        int(n): int(s) for n, _, s in pairs if n.isdigit() and s.isdigit() and len(n) < 10 and len(s) < 10
    }


def _last_place(cursor: str) -> tuple[int, int] | None:
    places = list(_places(cursor).items())
    return places[-1] if places else None


async def _moment_of(tx: Tx, inbox: InboxConfig, visitor: Visitor, place: tuple[int, int]) -> tuple[Any, int]:
    rows = await tx.mappings(
        _messages_of(inbox, visitor).where(Conversation.number == place[0], Message.seq == place[1])
    )
    if not rows:
        raise NotFound("message")
    return rows[0]["created_at"], rows[0]["seq"]


async def _latest(tx: Tx, inbox: InboxConfig, visitor: Visitor) -> RowMapping | None:
    rows = await tx.mappings(
        select(
            Conversation.id,
            Conversation.status,
            User.name.label("attendant"),
            Contact.name.label("contact_name"),
        )
        .join(Contact, Contact.id == Conversation.contact_id)
        .outerjoin(User, User.id == Conversation.assigned_to)
        .where(Conversation.inbox_id == inbox.id, Conversation.contact_id.in_(_contacts(visitor)))
        .order_by(Conversation.last_activity_at.desc())
        .limit(1)
    )
    return rows[0] if rows else None


def _phase(status: str) -> Literal["bot", "human", "resolved"]:
    if status in ("resolved", "abandoned"):
        return "resolved"
    return "bot" if status == "bot" else "human"


def _answering(row: RowMapping) -> Answering | None:
    if row["status"] in ("assigned", "active", "pending") and row["attendant"]:
        return Answering("attendant", row["attendant"])
    return Answering("bot", "Assistente") if row["status"] == "bot" else None


async def _read_by_somebody(tx: Tx, conversation_id: UUID) -> UUID | None:
    read = (
        select(func.max(ReadMarker.seq))
        .where(ReadMarker.conversation_id == conversation_id)
        .scalar_subquery()
    )
    found: UUID | None = await tx.scalar(
        select(Message.id)
        .where(Message.conversation_id == conversation_id, Message.direction == "in", Message.seq <= read)
        .order_by(Message.seq.desc())
        .limit(1)
    )
    return found
