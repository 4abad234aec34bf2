"""Renders our messages as requests of Meta's Send API. Pure.

Source: developers.facebook.com/docs/messenger-platform/reference/send-api, read 2026-11.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from attendance.channels.base import MessageKind, Outgoing
from attendance.channels.menus import CHOSEN, Option, numbered, options_of
from attendance.channels.meta_messaging.inbound import is_vendors_id
from attendance.channels.splitting import split
from attendance.kernel.errors import Rejected

_MOST_QUICK_REPLIES, _LONGEST_TITLE, _LONGEST_PAYLOAD = 13, 20, 1000
_NO_WORDS = "👇"
ANSWERS = timedelta(hours=24)
PEOPLES_ANSWERS = timedelta(days=7)
"""Counted from the customer's last message: for everybody, and for people (Meta's tag HUMAN_AGENT)."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """What sets one of the two apart from the other."""

    title: str
    """Its name for people."""
    most: int
    """The longest text, by `size`."""
    size: Callable[[str], int]
    echoes_metadata: bool
    """Its echo hands back the reference that we send."""


def render(
    message: Outgoing,
    dialect: Dialect,
    *,
    now: datetime | None = None,
    attachments: Sequence[Mapping[str, Any]] = (),
) -> list[dict[str, Any]]:
    """The bodies of one or more `POST /messages`, in order. Raises Rejected for what Meta would refuse.

    `attachments` are the message's files as Meta knows them. Words go before them, unless they have quick replies. The
    first body quotes; the last has our reference. `now` None: the window is open.
    """
    if message.kind is not MessageKind.TEXT and not attachments:
        raise Rejected(f"{dialect.title} can't be sent the kind {message.kind}.", reason="unsupported_kind")
    if not message.recipient.strip():
        raise Rejected(f"This contact has no {dialect.title} id.", reason="invalid_recipient")
    contents = _contents(message, dialect, attachments)
    if dialect.echoes_metadata:
        contents[-1]["metadata"] = str(message.message_id)
    envelope = {"recipient": {"id": message.recipient}, **_permission(message, dialect, now)}
    bodies: list[dict[str, Any]] = [{**envelope, "message": content} for content in contents]
    if message.reply_to is not None and is_vendors_id(message.reply_to):
        bodies[0]["reply_to"] = {"mid": message.reply_to}
    return bodies


def _contents(
    message: Outgoing, dialect: Dialect, attachments: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    options = options_of(message.content)
    has_replies = _fit(options)
    text = message.text if has_replies or not options else numbered(message.text, options)
    parts = split(text, dialect.most, dialect.size) or ([_NO_WORDS] if has_replies else [])
    words: list[dict[str, Any]] = [{"text": part} for part in parts]
    files: list[dict[str, Any]] = [{"attachment": dict(one)} for one in attachments]
    if not words and not files:
        raise Rejected("An empty message can't be sent.", reason="empty_text")
    if not has_replies:
        return [*words, *files]
    words[-1]["quick_replies"] = [_quick_reply(option) for option in options]
    return [*files, *words]


def _permission(message: Outgoing, dialect: Dialect, now: datetime | None) -> dict[str, str]:
    """Why Meta may deliver it: an answer within a day, or a person's own within a week. Raises Rejected.

    The tag must never be on what a machine wrote: Meta takes the permission away for that.
    """
    since = None if now is None or message.last_inbound_at is None else now - message.last_inbound_at
    if since is None or since < ANSWERS:
        return {"messaging_type": "RESPONSE"}
    if message.author_kind == "attendant" and since < PEOPLES_ANSWERS:
        return {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
    raise Rejected(f"The window of {dialect.title} is closed.", reason="window_closed")


def _fit(options: Sequence[Option]) -> bool:
    """Whether all of them can be quick replies."""
    return 0 < len(options) <= _MOST_QUICK_REPLIES and all(
        0 < len(option.label.strip()) <= len(option.label) <= _LONGEST_TITLE
        and len(CHOSEN + option.value) <= _LONGEST_PAYLOAD
        for option in options
    )


def _quick_reply(option: Option) -> dict[str, str]:
    return {"content_type": "text", "title": option.label, "payload": CHOSEN + option.value}
