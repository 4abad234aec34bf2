"""Turns an activity of Teams into our messages, losing nothing.

Tolerant on purpose: what a client sends differs by client and by cloud. Ids of activities are unique in their
conversation only. Source: learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations, read 2026-11.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from attendance.channels.base import (
    ChangeKind,
    Identity,
    Ignored,
    Incoming,
    IncomingChange,
    IncomingMessage,
    MessageKind,
)
from attendance.channels.json_body import read_object
from attendance.channels.menus import value_of
from attendance.channels.reading import read_dict, read_id, read_list, read_text
from attendance.channels.teams import files
from attendance.channels.teams.ids import message_id
from attendance.channels.teams.markup import to_plain
from attendance.kernel.errors import InvalidInput

CARD_ACTION = "adaptiveCard/action"
_NOBODY = "teams"
"""Lane of what concerns nobody in particular."""
_LONGEST_ID = 400
_POINT = re.compile(r"(?:2[0-9a-f]{3}|3[0-9a-f]{3}|fe0f|1f[0-9a-f]{3})")
"""Of emoji and of what joins them."""
_REACTIONS = {
    "like": "👍", "heart": "❤️", "laugh": "😆", "surprised": "😮", "sad": "🙁", "angry": "😠",
    "plusOne": "👍",
}  # fmt: skip


def parse(body: bytes) -> list[Incoming]:
    """Every part of the activity. Raises InvalidInput unless the body is a JSON object with a `type`."""
    activity = _Activity(read_activity(body))
    if activity.is_ours:
        return [activity.ignored("from_bot")]
    match activity.kind:
        case "message":
            return [_message(activity)]
        case "invoke" if activity.part.get("name") == CARD_ACTION:
            return [_pressed(activity)]
        case "messageUpdate" | "messageDelete":
            return [_changed(activity)]
        case "messageReaction":
            return _reactions(activity)
        case _:
            return [activity.ignored()]


def lanes(body: bytes) -> list[str]:
    """One lane per person (and one for what concerns nobody), in order of appearance."""
    return list(dict.fromkeys(incoming.lane for incoming in parse(body)))


def read_activity(body: bytes) -> dict[str, Any]:
    """Raises InvalidInput for what is no activity."""
    activity = read_object(body)
    kind = activity.get("type")
    if not isinstance(kind, str) or not 0 < len(kind) <= _LONGEST_ID:
        raise InvalidInput("The body is not an activity of Teams: it has no `type`.")
    return activity


@dataclass(frozen=True, slots=True)
class _Activity:
    part: Mapping[str, Any]

    @property
    def kind(self) -> str:
        return str(self.part["type"])

    @property
    def conversation(self) -> str | None:
        return _id(read_dict(self.part.get("conversation")).get("id"))

    @property
    def author(self) -> Mapping[str, Any]:
        return read_dict(self.part.get("from"))

    @property
    def is_ours(self) -> bool:
        """Written by the bot that receives it, or by another."""
        who = self.author.get("id")
        bot = read_dict(self.part.get("recipient")).get("id")
        return self.author.get("role") == "bot" or (who is not None and who == bot)

    @property
    def account(self) -> str | None:
        tenant = read_dict(read_dict(self.part.get("channelData")).get("tenant"))
        return _id(tenant.get("id")) or _id(read_dict(self.part.get("conversation")).get("tenantId"))

    @property
    def event(self) -> str | None:
        return read_text(read_dict(self.part.get("channelData")).get("eventType"))

    def ignored(self, why: str | None = None) -> Ignored:
        more = why or self.event or read_text(self.part.get("action")) or read_text(self.part.get("name"))
        kind = f"{self.kind}.{more}" if more else self.kind
        lane = _id(self.author.get("id")) or _NOBODY
        return Ignored(lane, kind, self.part, self.external_id(self.part.get("id")))

    def external_id(self, activity: object) -> str | None:
        number = _id(activity)
        return message_id(self.conversation, number) if self.conversation and number else None

    def sender(self) -> Identity | None:
        """Their Entra id is the same for every bot, `29:…` for this one only."""
        external_id, entra_id = _id(self.author.get("id")), _id(self.author.get("aadObjectId"))
        if external_id is None:
            return None
        return Identity(
            external_id,
            name=read_text(self.author.get("name")),
            aliases=(entra_id,) if entra_id is not None and entra_id != external_id else (),
        )

    def plain(self) -> str:
        entities = [one for one in read_list(self.part.get("entities")) if isinstance(one, dict)]
        return to_plain(
            read_text(self.part.get("text")) or "",
            mentions=[one for one in entities if one.get("type") == "mention"],
            bot_id=_id(read_dict(self.part.get("recipient")).get("id")),
            is_html=self.part.get("textFormat") == "xml",
        )

    def at(self) -> datetime | None:
        return _time(self.part.get("timestamp"))


def _message(activity: _Activity) -> Incoming:
    """Words, files, or a button that older clients hand back as a message without words."""
    external_id, sender = activity.external_id(activity.part.get("id")), activity.sender()
    if external_id is None or sender is None:
        return activity.ignored("unreadable")
    value = activity.part.get("value")
    if isinstance(value, dict) and not read_text(activity.part.get("text")):
        return _press(activity, value, label=None)
    attachments = files.attachments_of(activity.part)
    text = "\n".join(part for part in (activity.plain(), *files.links_of(activity.part)) if part)
    quoted = files.quoted_activity(activity.part)
    return IncomingMessage(
        lane=sender.external_id,
        external_id=external_id,
        sender=sender,
        kind=attachments[0].kind if attachments else MessageKind.TEXT if text else MessageKind.UNSUPPORTED,
        text=text,
        sent_at=activity.at(),
        reply_to=activity.external_id(quoted),
        content=_content(activity.part, has_files=bool(attachments), has_words=bool(text)),
        account=activity.account,
        attachments=attachments,
        thread=activity.conversation,
    )


def _content(part: Mapping[str, Any], *, has_files: bool, has_words: bool) -> dict[str, Any]:
    if has_files:
        return {"files": files.shown_files(part)}
    return {} if has_words else {key: part[key] for key in ("attachments", "entities") if key in part}


def _pressed(activity: _Activity) -> Incoming:
    action = read_dict(read_dict(activity.part.get("value")).get("action"))
    return _press(activity, read_dict(action.get("data")), label=read_text(action.get("title")))


def _press(activity: _Activity, data: Mapping[str, Any], *, label: str | None) -> Incoming:
    """A button of a card of ours."""
    sender, pressed = activity.sender(), activity.external_id(activity.part.get("id"))
    if sender is None or pressed is None:
        return activity.ignored("unreadable")
    chosen = value_of(read_text(data.get("chosen")))
    return IncomingMessage(
        lane=sender.external_id,
        external_id=f"press:{pressed}",
        sender=sender,
        kind=MessageKind.INTERACTIVE,
        text=label or read_text(data.get("label")) or chosen or "",
        sent_at=activity.at(),
        reply_to=activity.external_id(activity.part.get("replyToId")),
        content={"data": dict(data), **({} if chosen is None else {"chosen": chosen})},
        account=activity.account,
        thread=activity.conversation,
    )


def _changed(activity: _Activity) -> Incoming:
    """Taking a deletion back is an edit to the words that were."""
    is_deleted = activity.kind == "messageDelete"
    target, sender = activity.external_id(activity.part.get("id")), activity.sender()
    if target is None or sender is None:
        return activity.ignored("unreadable")
    return IncomingChange(
        lane=sender.external_id,
        target=target,
        sender=sender,
        kind=ChangeKind.DELETED if is_deleted else ChangeKind.EDITED,
        text="" if is_deleted else activity.plain(),
        at=activity.at(),
        account=activity.account,
        external_id=target,
    )


def _reactions(activity: _Activity) -> list[Incoming]:
    """Taken back first: a person has one emoji on a message, so what was added stands."""
    target, sender = activity.external_id(activity.part.get("replyToId")), activity.sender()
    changes = [
        (read_dict(one).get("type"), key == "reactionsRemoved")
        for key in ("reactionsRemoved", "reactionsAdded")
        for one in read_list(activity.part.get(key))
    ]
    if target is None or sender is None or not changes:
        return [activity.ignored("unreadable")]
    return [
        IncomingChange(
            lane=sender.external_id,
            target=target,
            sender=sender,
            kind=ChangeKind.REACTED,
            text="" if is_gone else _emoji(name),
            at=activity.at(),
            account=activity.account,
            external_id=activity.external_id(activity.part.get("id")),
        )
        for name, is_gone in changes
    ]


def _emoji(name: object) -> str:
    """Newer reactions are named `1f44d_thumbsup`: their code points, then a word."""
    known = _REACTIONS.get(name) if isinstance(name, str) else None
    if known is not None or not isinstance(name, str):
        return known or "👍"
    points = name.partition("_")[0].split("-")
    if all(_POINT.fullmatch(point) for point in points):
        return "".join(chr(int(point, 16)) for point in points)
    return f":{name[:60]}:"


def _id(value: object) -> str | None:
    text = read_id(value)
    return text if text is not None and len(text) <= _LONGEST_ID else None


def _time(value: object) -> datetime | None:
    """ISO 8601 with an offset."""
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return at.astimezone(UTC) if at is not None and at.tzinfo is not None and 1970 < at.year < 9000 else None
