"""Attendants who work in a messenger write to the same inboxes as customers: their words are set apart, once each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import RowMapping

from attendance.attendants import recognising
from attendance.attendants.recognising import ONLY_ATTENDANTS, Recognised, Voice
from attendance.channels.base import Channel, Identity, IncomingChange, IncomingMessage, IncomingStatus
from attendance.kernel import jobs
from attendance.kernel.database import Tx
from attendance.kernel.jobs import Priority
from attendance.router.changing import Told

SAID: Final = "attendant.said"
CHANGED: Final = "attendant.changed_words"
RELAY_FAILED: Final = "relay.failed"


@dataclass(frozen=True, slots=True)
class Said:
    """Payload of `attendant.said`. Without `address_id` it is somebody who has yet to say who they are."""

    inbox_id: UUID
    message: IncomingMessage
    address_id: UUID | None
    user_id: UUID | None


@dataclass(frozen=True, slots=True)
class ChangedWords:
    """Payload of `attendant.changed_words`: an edit, a deletion or a reaction of an attendant's."""

    inbox_id: UUID
    change: IncomingChange
    address_id: UUID
    user_id: UUID


@dataclass(frozen=True, slots=True)
class RelayFailed:
    """Payload of `relay.failed`: the vendor took it, and told later that it didn't arrive."""

    relay_id: UUID
    reason: str | None


Addressed = tuple[UUID, IncomingMessage]


async def set_apart(
    tx: Tx, channels: Mapping[str, Channel], messages: list[Addressed], inboxes: Mapping[UUID, RowMapping]
) -> None:
    """Take the attendants' messages out of the list: they become jobs. One query, and none where nobody works."""
    candidates = [
        (inbox_id, message)
        for inbox_id, message in messages
        if channels[inboxes[inbox_id]["channel"]].capabilities.serves_attendants
    ]
    if not candidates:
        return
    voices = [_voice(inboxes[inbox_id], message) for inbox_id, message in candidates]
    found = await recognising.recognise(tx, voices)
    known = {_key(pair): one for pair, one in zip(candidates, found, strict=True) if one is not None}
    if known:
        await _hand_on(tx, [pair for pair in candidates if _key(pair) in known], known)
        messages[:] = [pair for pair in messages if _key(pair) not in known]


async def set_changes_apart(
    tx: Tx, channels: Mapping[str, Channel], told: list[Told], inboxes: Mapping[UUID, RowMapping]
) -> None:
    """Take what attendants changed out of the list: it becomes jobs, behind those of the messages themselves."""
    found = [
        (one, one.what)
        for one in told
        if isinstance(one.what, IncomingChange)
        and not one.what.is_ours
        and channels[inboxes[one.inbox_id]["channel"]].capabilities.serves_attendants
    ]
    if not found:
        return
    voices = [Voice(one.inbox_id, what.sender, "", None, is_theirs_only=False) for one, what in found]
    known = await recognising.recognise(tx, voices)
    for (one, what), who in zip(found, known, strict=True):
        if who is not None and who.address_id is not None and who.user_id is not None:
            told.remove(one)
            await jobs.enqueue(
                tx, CHANGED, ChangedWords(one.inbox_id, what, who.address_id, who.user_id),
                key=_line_of(one.inbox_id, what.sender), priority=Priority.URGENT,
            )  # fmt: skip


def _line_of(inbox_id: UUID, sender: Identity) -> str:
    """What one person does in one inbox is handled in its order."""
    return f"said:{inbox_id}:{sender.external_id}"


async def note_statuses(
    tx: Tx,
    channels: Mapping[str, Channel],
    statuses: Mapping[UUID, Sequence[IncomingStatus]],
    inboxes: Mapping[UUID, RowMapping],
) -> None:
    """What became of what was relayed to attendants; those of messages to customers are passed over."""
    items = [
        _status(inbox_id, status)
        for inbox_id, told in statuses.items()
        if channels[inboxes[inbox_id]["channel"]].capabilities.serves_attendants
        for status in told
    ]
    if not items:
        return
    for relay_id, reason in await recognising.note_statuses(tx, items):
        await jobs.enqueue(tx, RELAY_FAILED, RelayFailed(relay_id, reason))


async def _hand_on(
    tx: Tx, messages: Sequence[Addressed], known: Mapping[tuple[UUID, str], Recognised]
) -> None:
    new = await recognising.hear(tx, [_key(pair) for pair in messages])
    for inbox_id, message in messages:
        if (inbox_id, message.external_id) not in new:
            continue
        new.discard((inbox_id, message.external_id))
        who = known[(inbox_id, message.external_id)]
        await jobs.enqueue(
            tx, SAID, Said(inbox_id, message, who.address_id, who.user_id),
            key=_line_of(inbox_id, message.sender), priority=Priority.URGENT,
        )  # fmt: skip


def _voice(inbox: RowMapping, message: IncomingMessage) -> Voice:
    return Voice(
        inbox_id=inbox["id"],
        sender=message.sender,
        text=message.text,
        thread=message.thread,
        is_theirs_only=inbox["settings"].get("attendants") == ONLY_ATTENDANTS,
    )


def _key(pair: Addressed) -> tuple[UUID, str]:
    return (pair[0], pair[1].external_id)


def _status(inbox_id: UUID, status: IncomingStatus) -> dict[str, Any]:
    return {
        "inbox_id": inbox_id,
        "external_id": status.external_id,
        "reference": status.message_id,
        "state": status.state,
        "reason": status.reason,
    }
