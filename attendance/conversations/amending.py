"""What attendants change at the vendor: words, reactions, taking back. Asked here, done by the job `message.amend`.

The message shows what is wanted (`content.amendment`) until the vendor did it, or why it did not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import RowMapping, select, update

from attendance.channels.base import Capabilities, ChangeKind
from attendance.conversations import changes, events
from attendance.conversations.actions import Locked
from attendance.conversations.models import Message
from attendance.conversations.revisions import Change
from attendance.conversations.rules import CLOSED, ConversationClosed, NotYourConversation
from attendance.kernel import clock, jobs
from attendance.kernel.database import Tx
from attendance.kernel.errors import Conflict, NotFound
from attendance.kernel.ids import new_id

WITHDRAWN: Final = {
    "code": "withdrawn",
    "message": "It was taken back before it was sent.",
    "may_retry": False,
}


class ChangeNotSupported(Conflict):
    code = "change_not_supported"
    message = "Messages of this channel can't be {kind}."


class ReactionNotSupported(Conflict):
    code = "reaction_not_supported"
    message = "This channel doesn't take this emoji. It takes: {emoji}."


class NotYourMessage(Conflict):
    code = "not_your_message"
    message = "Only who wrote a message, or a supervisor, may change it."


class TooLateToChange(Conflict):
    code = "too_late_to_change"
    message = "This channel lets messages be {kind} for {hours} hours after they were sent only."


class NotChangeable(Conflict):
    code = "not_changeable"
    message = "This message can't be {kind}: {why}."


@dataclass(frozen=True, slots=True)
class Wish:
    """Who wants what. `text`: the new words, or the emoji (empty: taken back). `may_change_others`: a supervisor."""

    kind: ChangeKind
    user_id: UUID
    user_name: str
    text: str = ""
    may_change_others: bool = False


_KNOWN = (
    Message.id, Message.seq, Message.direction, Message.is_note, Message.author_kind, Message.author_id, Message.text,
    Message.state, Message.external_id, Message.content, Message.created_at, Message.sent_at, Message.deleted_at,
    Message.send_started_at, Message.kind,
)  # fmt: skip


async def ask(tx: Tx, found: Locked, message_id: UUID, wish: Wish, can: Capabilities) -> None:
    """Have the vendor do it; what was never handed to the vendor is taken back at once. Raises why it may not be."""
    row = await _message(tx, found, message_id)
    if found.status in CLOSED:
        raise ConversationClosed
    if found.assigned_to != wish.user_id and not wish.may_change_others:
        raise NotYourConversation
    check(row, wish, can, now=clock.now(), has_files=await _has_files(tx, message_id))
    if wish.kind is ChangeKind.DELETED and row["external_id"] is None and row["send_started_at"] is None:
        await withdraw(tx, message_id, wish)
        return
    amendment_id = new_id()
    await _note(tx, found.id, row, wish, {"id": str(amendment_id), "state": "pending", "reason": None})
    payload = {"message_id": message_id, "amendment_id": amendment_id, "wish": wish}
    await jobs.enqueue(
        tx, "message.amend", payload, key=f"out:{found.id}", priority=jobs.Priority.URGENT, max_attempts=6
    )


async def _message(tx: Tx, found: Locked, message_id: UUID) -> RowMapping:
    rows = await tx.mappings(
        select(*_KNOWN).where(
            Message.id == message_id, Message.conversation_id == found.id, Message.is_note.is_(False)
        )
    )
    if not rows:
        raise NotFound("message")
    return rows[0]


async def _has_files(tx: Tx, message_id: UUID) -> bool:
    return bool(await tx.fetch("select from message_files where message_id = $1 limit 1", message_id))


def check(
    row: RowMapping | Mapping[str, Any],
    wish: Wish,
    can: Capabilities,
    *,
    now: datetime,
    has_files: bool = False,
) -> None:
    """Whether this message can be changed so, by this person, in this channel. Raises the reason.

    Of what the vendor holds as several messages only the last one's id is known: a change would leave the others.
    """
    kind = wish.kind.value
    if row["deleted_at"] is not None:
        raise NotChangeable(kind=kind, why="it was deleted")
    if wish.kind is ChangeKind.REACTED:
        _check_reaction(row, wish, can)
        return
    if row["direction"] != "out":
        raise NotChangeable(kind=kind, why="the customer wrote it")
    if row["author_id"] != wish.user_id and not wish.may_change_others:
        raise NotYourMessage
    if row["external_id"] is None and row["send_started_at"] is None and wish.kind is ChangeKind.DELETED:
        return
    if not (can.can_edit if wish.kind is ChangeKind.EDITED else can.can_delete):
        raise ChangeNotSupported(kind=kind)
    _check_age(row, wish, can.edit_limit if wish.kind is ChangeKind.EDITED else can.delete_limit, now)
    most = min(can.max_caption_chars, can.max_text_chars) if has_files else can.max_text_chars
    if max(_units(row["text"]), _units(wish.text)) > most:
        raise NotChangeable(kind=kind, why="its text is longer than one message of the channel")
    if wish.kind is ChangeKind.EDITED and row["state"] == "failed":
        raise NotChangeable(kind=kind, why="it was not sent")


def _check_reaction(row: RowMapping | Mapping[str, Any], wish: Wish, can: Capabilities) -> None:
    if not can.can_react:
        raise ChangeNotSupported(kind=wish.kind.value)
    if row["external_id"] is None:
        raise NotChangeable(kind=wish.kind.value, why="it was not sent")
    if wish.text and can.reaction_emoji and wish.text not in can.reaction_emoji:
        raise ReactionNotSupported(emoji=" ".join(can.reaction_emoji))


def _check_age(
    row: RowMapping | Mapping[str, Any], wish: Wish, limit: timedelta | None, now: datetime
) -> None:
    if limit is not None and now - (row["sent_at"] or row["created_at"]) > limit:
        raise TooLateToChange(kind=wish.kind.value, hours=int(limit.total_seconds() // 3600))


def _units(text: str) -> int:
    """As the strictest vendors count: in UTF-16."""
    return len(text.encode("utf-16-le")) // 2


async def withdraw(tx: Tx, message_id: UUID, wish: Wish) -> None:
    """Take back what the vendor never got. Under the conversation's lock, as the claim of a send."""
    await tx.execute(
        update(Message)
        .where(Message.id == message_id, Message.external_id.is_(None))
        .values(state="failed", reason=WITHDRAWN)
    )
    await changes.apply_change(tx, message_id, change_of(wish))


def change_of(wish: Wish) -> Change:
    return Change(wish.kind, clock.now(), f"user:{wish.user_id}", wish.user_name, wish.text)


async def _note(
    tx: Tx, conversation_id: UUID, row: RowMapping | Mapping[str, Any], wish: Wish, more: Mapping[str, Any]
) -> None:
    wanted = {"kind": wish.kind.value, "text": wish.text, "by": str(wish.user_id), **more}
    await tx.execute(
        update(Message)
        .where(Message.id == row["id"])
        .values(content=Message.content.op("||")({"amendment": wanted}))
    )
    tx.publish(
        events.MessageChanged(
            conversation_id=conversation_id, message_id=row["id"], seq=row["seq"], change="requested",
            by=f"user:{wish.user_id}",
        )
    )  # fmt: skip


async def done(tx: Tx, found: Locked, message_id: UUID, amendment_id: UUID, wish: Wish) -> None:
    """The vendor did it."""
    row = await _message(tx, found, message_id)
    content = row["content"]
    if content.get("amendment", {}).get("id") == str(amendment_id):
        content = {key: value for key, value in content.items() if key != "amendment"}
        await tx.execute(update(Message).where(Message.id == message_id).values(content=content))
    if not await changes.apply_change(tx, message_id, change_of(wish)):
        tx.publish(
            events.MessageChanged(
                conversation_id=found.id, message_id=message_id, seq=row["seq"], change="unchanged",
                by=f"user:{wish.user_id}",
            )
        )  # fmt: skip


async def refused(
    tx: Tx, found: Locked, message_id: UUID, amendment_id: UUID, wish: Wish, *, code: str, message: str
) -> None:
    """The vendor did not do it: shown at the message, unless something else was wanted since."""
    row = await _message(tx, found, message_id)
    if row["content"].get("amendment", {}).get("id") != str(amendment_id):
        return
    reason = {"code": code, "message": message}
    await _note(tx, found.id, row, wish, {"id": str(amendment_id), "state": "failed", "reason": reason})
