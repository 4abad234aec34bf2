"""What was written in a conversation, put on its way to where its attendant works: each message once, in order."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import RowMapping, select, update

from attendance.attendants.models import AttendantAddress, AttendantWords
from attendance.conversations.models import Message
from attendance.destinations import outbox, queries
from attendance.destinations.cards import Shown, shorten
from attendance.destinations.models import Relay, RelayThread
from attendance.destinations.phrases import say
from attendance.destinations.queries import Address
from attendance.kernel.database import Tx

EARLIER: Final = 6
"""How many of the latest messages whoever takes a conversation reads first."""
_LONGEST_EARLIER: Final = 500
_LONGEST_QUOTE: Final = 200
_MOST_AT_ONCE: Final = 200

_MESSAGE = (
    Message.id, Message.seq, Message.direction, Message.kind, Message.is_note, Message.author_kind,
    Message.author_id, Message.author_name, Message.text, Message.content, Message.deleted_at, Message.state,
)  # fmt: skip


async def tell_earlier(tx: Tx, to: Address, thread_id: UUID, shown: Shown, locale: str) -> None:
    """What was said last, as one notice; files of it one by one. What comes later is relayed as it comes."""
    locked = select(RelayThread.relayed_seq).where(RelayThread.id == thread_id).with_for_update()
    done = await tx.scalar(locked)
    newest = (
        select(*_MESSAGE)
        .where(Message.conversation_id == shown.id, Message.seq > done, Message.seq <= shown.last_seq)
        .order_by(Message.seq.desc())
        .limit(EARLIER)
    )
    rows = list(reversed(await tx.mappings(newest)))
    if rows:
        lines = [
            shorten(_line(row, to, locale, customer=shown.contact_name), _LONGEST_EARLIER) for row in rows
        ]
        text = "\n".join([say(locale, "earlier"), *lines])
        await outbox.put(tx, to, text, thread_id=thread_id, conversation_id=shown.id)
    for row in rows:
        if _is_of_customer(row) and _may_have_files(row):
            await _put(tx, to, thread_id, shown.id, row, row["text"])
    await _note_done(tx, thread_id, shown.last_seq)


async def catch_up(tx: Tx, thread_id: UUID) -> None:
    """Everything after what the thread has, unless it is closed. Under the thread's lock: nothing twice."""
    locked = select(RelayThread.id).where(RelayThread.id == thread_id).with_for_update()
    if await tx.scalar(locked) is None:
        return
    thread = await queries.thread(tx, thread_id)
    to = await queries.address(tx, thread.address_id) if thread else None
    if thread is None or to is None or thread.state != "open":
        return
    shown = await queries.conversation(tx, thread.conversation_id)
    assert shown is not None, "the thread would have gone with it"
    rows = await _after(tx, thread.conversation_id, thread.relayed_seq)
    own = await _written_there(tx, to, rows)
    locale = await queries.locale_of(tx, to)
    for row in rows:
        if row["id"] not in own and row["deleted_at"] is None:
            text = row["text"] if _is_of_customer(row) else _line(row, to, locale, customer="")
            await _put(tx, to, thread_id, thread.conversation_id, row, text)
    if rows:
        await _note_done(tx, thread_id, rows[-1]["seq"])
    if len(rows) == _MOST_AT_ONCE:
        await outbox.catch_up(tx, thread_id)


async def catch_up_all(tx: Tx, conversation_id: UUID) -> None:
    """Every open thread of the conversation, in one order so that two never wait for each other."""
    threads = (await queries.threads_of(tx, conversation_id)).values()
    for thread in sorted(threads, key=lambda one: one.id):
        if thread.state == "open":
            await catch_up(tx, thread.id)


async def _after(tx: Tx, conversation_id: UUID, seq: int) -> Sequence[RowMapping]:
    statement = select(*_MESSAGE).where(Message.conversation_id == conversation_id, Message.seq > seq)
    return await tx.mappings(statement.order_by(Message.seq).limit(_MOST_AT_ONCE))


async def _written_there(tx: Tx, to: Address, rows: Sequence[RowMapping]) -> set[UUID]:
    """Those that were written in this very chat, or place: they stand there already."""
    if not rows:
        return set()
    found = await tx.rows(
        select(AttendantWords.message_id).where(
            AttendantWords.message_id.in_([row["id"] for row in rows]), AttendantWords.inbox_id == to.inbox_id
        )
    )
    return {row.message_id for row in found}


async def _put(
    tx: Tx, to: Address, thread_id: UUID, conversation_id: UUID, row: RowMapping, text: str
) -> None:
    content: dict[str, Any] = {"kind": row["kind"]}
    if row["content"].get("template"):
        content["was_template"] = True
    await outbox.put(
        tx, to, text, kind="message", content=content, thread_id=thread_id, conversation_id=conversation_id,
        message_id=row["id"],
    )  # fmt: skip


async def _note_done(tx: Tx, thread_id: UUID, seq: int) -> None:
    await tx.execute(update(RelayThread).where(RelayThread.id == thread_id).values(relayed_seq=seq))


def _line(row: RowMapping, to: Address, locale: str, *, customer: str) -> str:
    """A message with who wrote it."""
    text = row["text"] or say(locale, "no_text", kind=row["kind"])
    name = row["author_name"]
    if _is_of_customer(row):
        return f"{customer or name}: {text}"
    if row["is_note"]:
        return say(locale, "note_by", name=name, text=text)
    match row["author_kind"]:
        case "bot":
            return say(locale, "bot", name=name or "Bot", text=text)
        case "attendant" if row["author_id"] == to.user_id:
            return say(locale, "yourself", text=text)
        case "attendant":
            return say(locale, "colleague", name=name, text=text)
        case _:
            return say(locale, "system", text=text)


def _is_of_customer(row: RowMapping) -> bool:
    return bool(row["author_kind"] == "contact")


def _may_have_files(row: RowMapping) -> bool:
    return row["kind"] in ("image", "audio", "video", "document", "sticker")


async def tell_change(tx: Tx, conversation_id: UUID, message_id: UUID, change: str) -> None:
    """Somebody changed a message: said in words wherever it stands, relayed or written there."""
    rows = await tx.mappings(select(*_MESSAGE, Message.reactions).where(Message.id == message_id))
    if not rows:
        return
    row = rows[0]
    for address_id, thread_id in (await _stands_in(tx, conversation_id, message_id)).items():
        to = await queries.address(tx, address_id)
        if to is not None:
            locale = await queries.locale_of(tx, to)
            text = _change(row, locale, change)
            if text is not None:
                await outbox.put(tx, to, text, thread_id=thread_id, conversation_id=conversation_id)


async def _stands_in(tx: Tx, conversation_id: UUID, message_id: UUID) -> dict[UUID, UUID | None]:
    """The addresses where the message can be read, each with the conversation's thread there."""
    relayed = await tx.rows(
        select(Relay.address_id, Relay.thread_id).where(Relay.message_id == message_id).order_by(Relay.id)
    )
    written = await tx.rows(
        select(RelayThread.address_id, RelayThread.id.label("thread_id"))
        .join(AttendantAddress, AttendantAddress.id == RelayThread.address_id)
        .join(AttendantWords, AttendantWords.inbox_id == AttendantAddress.inbox_id)
        .where(
            AttendantWords.message_id == message_id, RelayThread.conversation_id == conversation_id,
            RelayThread.state == "open",
        )
        .order_by(RelayThread.id)
    )  # fmt: skip
    return {one.address_id: one.thread_id for one in (*relayed, *written)}


def _change(row: RowMapping, locale: str, change: str) -> str | None:
    who = row["author_name"]
    words = shorten(row["text"], _LONGEST_QUOTE) or say(locale, "no_text", kind=row["kind"])
    match change:
        case "edited":
            return say(locale, "edited", who=who, text=row["text"])
        case "deleted":
            return say(locale, "deleted", who=who, text=words)
        case "reacted":
            latest = max(row["reactions"], key=lambda one: str(one.get("at", "")), default=None)
            if latest is None or not latest["emoji"]:
                return None
            return say(locale, "reacted", emoji=latest["emoji"], who=latest["name"], text=words)
        case _:
            return None
