"""What a message is like after a change. Pure: a change may come late, twice, or after a newer one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, assert_never

from attendance.channels.base import ChangeKind

BUSINESS: Final = "business"
"""Who did it, when it was somebody of the business in the vendor's own app."""


@dataclass(frozen=True, slots=True)
class Change:
    """`text` as in `IncomingChange`; `by` is `contact:<id>`, `user:<id>` or `business`."""

    kind: ChangeKind
    at: datetime
    by: str
    name: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What of a message can change. `history`: the former words, `{text, at}`, oldest first."""

    text: str
    edited_at: datetime | None = None
    deleted_at: datetime | None = None
    history: Sequence[Mapping[str, Any]] = ()
    reactions: Sequence[Mapping[str, Any]] = ()


def revised(now: Words, change: Change) -> Words | None:
    """None when the change brings nothing new: a repeat, or something older than what is there."""
    match change.kind:
        case ChangeKind.EDITED:
            return _edited(now, change)
        case ChangeKind.DELETED:
            return None if now.deleted_at else replace(now, deleted_at=change.at)
        case ChangeKind.REACTED:
            return _reacted(now, change)
        case _:
            assert_never(change.kind)


def _edited(now: Words, change: Change) -> Words | None:
    if now.deleted_at or not change.text.strip() or (now.edited_at and change.at < now.edited_at):
        return None
    if change.text == now.text:  # newer all the same, unless it never was another
        return replace(now, edited_at=change.at) if now.edited_at and change.at > now.edited_at else None
    if now.edited_at == change.at and _was(now.history, change):
        return None
    former = {"text": now.text, "at": now.edited_at.isoformat() if now.edited_at else None}
    return replace(now, text=change.text, edited_at=change.at, history=[*now.history, former])


def _was(history: Sequence[Mapping[str, Any]], change: Change) -> bool:
    """Vendors count in seconds: of two edits within one, the first may be told again."""
    return any(one["text"] == change.text and one["at"] == change.at.isoformat() for one in history)


def _reacted(now: Words, change: Change) -> Words | None:
    """One per person. What was taken back stays as an empty emoji, so that an older one doesn't come back."""
    theirs = next((one for one in now.reactions if one["by"] == change.by), None)
    if theirs and change.at < datetime.fromisoformat(theirs["at"]):
        return None
    put = {"by": change.by, "name": change.name, "emoji": change.text, "at": change.at.isoformat()}
    if theirs is None:
        return replace(now, reactions=[*now.reactions, put])
    if put == theirs:
        return None
    return replace(now, reactions=[put if one is theirs else one for one in now.reactions])
