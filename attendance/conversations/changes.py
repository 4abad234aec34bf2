"""Writes of what was changed afterwards: by customers, in the vendor's own app, or by us once the vendor did it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import RowMapping, func, select, update

from attendance.channels.base import ChangeKind, IncomingChange
from attendance.conversations import actions, events
from attendance.conversations.models import Conversation, Message
from attendance.conversations.revisions import BUSINESS, Change, Words, revised
from attendance.crm import contacts
from attendance.files.models import MessageFile
from attendance.kernel import clock
from attendance.kernel.database import Tx

_SHOWN_CHARS: Final = 200


@dataclass(frozen=True, slots=True)
class Arrived:
    """A change as the vendor told it. `at`: when it was made, or for vendors that don't say, when we heard of it."""

    inbox_id: UUID
    channel: str
    change: IncomingChange
    at: datetime


async def apply_changes(tx: Tx, arrived: Sequence[Arrived]) -> list[Arrived]:
    """Change the messages, in the order given; a repeat, or what is older than what is there, is a no-op.

    Returns those whose message isn't known (yet).
    """
    found = await _targets(tx, arrived)
    await actions.lock_together(tx, {row["conversation_id"] for row in found.values()})
    unknown: list[Arrived] = []
    for one in arrived:
        target = found.get((one.inbox_id, one.change.target))
        if target is None:
            unknown.append(one)
        else:
            await apply_change(tx, target["id"], await _read(tx, one))
    return unknown


async def _targets(tx: Tx, arrived: Sequence[Arrived]) -> Mapping[tuple[UUID, str], RowMapping]:
    wanted: dict[UUID, set[str]] = defaultdict(set)
    for one in arrived:
        wanted[one.inbox_id].add(one.change.target)
    found: dict[tuple[UUID, str], RowMapping] = {}
    for inbox_id, targets in wanted.items():
        rows = await tx.mappings(
            select(Message.id, Message.conversation_id, Message.external_id).where(
                Message.inbox_id == inbox_id, Message.external_id.in_(targets)
            )
        )
        found |= {(inbox_id, row["external_id"]): row for row in rows}
    return found


async def _read(tx: Tx, one: Arrived) -> Change:
    change = one.change
    words = change.text.replace("\x00", "")
    if change.is_ours:
        return Change(change.kind, one.at, BUSINESS, "", words)
    known = (await contacts.identify(tx, one.channel, [change.sender]))[0]
    return Change(change.kind, one.at, f"contact:{known.id}", known.name, words)


_CHANGEABLE = (
    Message.id, Message.conversation_id, Message.seq, Message.direction, Message.is_note, Message.text,
    Message.content, Message.edited_at, Message.deleted_at, Message.reactions,
)  # fmt: skip


async def apply_change(tx: Tx, message_id: UUID, change: Change) -> bool:
    """Change one message, whose conversation is locked. False: nothing new."""
    row = (await tx.mappings(select(*_CHANGEABLE).where(Message.id == message_id)))[0]
    now = Words(
        row["text"], row["edited_at"], row["deleted_at"], row["content"].get("history", ()), row["reactions"]
    )
    then = revised(now, change)
    if then is None:
        return False
    await tx.execute(update(Message).where(Message.id == message_id).values(**_values(row, then)))
    if change.kind is not ChangeKind.REACTED:
        await _show(tx, row, then)
    if change.kind is ChangeKind.DELETED:
        await _close_files(tx, message_id)
    tx.publish(
        events.MessageChanged(
            conversation_id=row["conversation_id"], message_id=message_id, seq=row["seq"],
            change=change.kind.value, by=change.by,
        )
    )  # fmt: skip
    return True


def _values(row: RowMapping, then: Words) -> dict[str, Any]:
    """A deleted message isn't found by its words; the row keeps them for the audit. Nothing more is wanted of it."""
    dropped = ("amendment",) if then.deleted_at else ()
    content = {key: value for key, value in row["content"].items() if key not in dropped}
    history = {"history": list(then.history)} if then.history else {}
    vector = None if then.deleted_at else func.message_vector(then.text)
    return {
        "text": then.text,
        "content": {**content, **history},
        "edited_at": then.edited_at,
        "deleted_at": then.deleted_at,
        "reactions": list(then.reactions),
        "search": vector,
        "changed_at": clock.now(),
    }


async def _close_files(tx: Tx, message_id: UUID) -> None:
    """Nobody is handed them any more; their contents stay for the audit."""
    await tx.execute(
        update(MessageFile)
        .where(MessageFile.message_id == message_id)
        .values(state="refused", reason="deleted")
    )


async def _show(tx: Tx, row: RowMapping, then: Words) -> None:
    """In lists, where it is the conversation's last message, or the customer's."""
    shown = "" if then.deleted_at else then.text[:_SHOWN_CHARS]
    preview = {"text": shown, "is_deleted": then.deleted_at is not None}
    await tx.execute(
        update(Conversation)
        .where(
            Conversation.id == row["conversation_id"],
            Conversation.last_message["seq"].as_integer() == row["seq"],
        )
        .values(last_message=Conversation.last_message.op("||")(preview), updated_at=clock.now())
    )
    if row["direction"] == "in":
        newer = select(Message.id).where(
            Message.conversation_id == row["conversation_id"],
            Message.direction == "in",
            Message.seq > row["seq"],
        )
        await tx.execute(
            update(Conversation)
            .where(Conversation.id == row["conversation_id"], ~newer.exists())
            .values(last_inbound_text=shown)
        )
