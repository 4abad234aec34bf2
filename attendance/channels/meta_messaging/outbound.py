"""Renders our messages as requests of Meta's Send API. Pure.

Source: developers.facebook.com/docs/messenger-platform/reference/send-api, read 2026-11.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from attendance.channels.base import MessageKind, Outgoing
from attendance.channels.menus import CHOSEN, Option, numbered, options_of
from attendance.channels.meta_messaging.inbound import is_vendors_id
from attendance.channels.splitting import split
from attendance.kernel.errors import Rejected

_MOST_QUICK_REPLIES, _LONGEST_TITLE, _LONGEST_PAYLOAD = 13, 20, 1000
_NO_WORDS = "👇"


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


def render(message: Outgoing, dialect: Dialect) -> list[dict[str, Any]]:
    """The bodies of one or more `POST /messages`, in order. Raises Rejected for what Meta would refuse.

    The first quotes; the last has the quick replies and our reference.
    """
    if message.kind is not MessageKind.TEXT:
        raise Rejected(
            f"{dialect.title} can't be sent the kind {message.kind} yet.", reason="unsupported_kind"
        )
    if not message.recipient.strip():
        raise Rejected(f"This contact has no {dialect.title} id.", reason="invalid_recipient")
    options = options_of(message.content)
    has_replies = _fit(options)
    text = message.text if has_replies or not options else numbered(message.text, options)
    parts = split(text, dialect.most, dialect.size) or ([_NO_WORDS] if has_replies else [])
    if not parts:
        raise Rejected("An empty message can't be sent.", reason="empty_text")
    bodies = [_body(message.recipient, part) for part in parts]
    if message.reply_to is not None and is_vendors_id(message.reply_to):
        bodies[0]["reply_to"] = {"mid": message.reply_to}
    if has_replies:
        bodies[-1]["message"]["quick_replies"] = [_quick_reply(option) for option in options]
    if dialect.echoes_metadata:
        bodies[-1]["message"]["metadata"] = str(message.message_id)
    return bodies


def _body(recipient: str, text: str) -> dict[str, Any]:
    return {"recipient": {"id": recipient}, "messaging_type": "RESPONSE", "message": {"text": text}}


def _fit(options: Sequence[Option]) -> bool:
    """Whether all of them can be quick replies."""
    return 0 < len(options) <= _MOST_QUICK_REPLIES and all(
        0 < len(option.label.strip()) <= len(option.label) <= _LONGEST_TITLE
        and len(CHOSEN + option.value) <= _LONGEST_PAYLOAD
        for option in options
    )


def _quick_reply(option: Option) -> dict[str, str]:
    return {"content_type": "text", "title": option.label, "payload": CHOSEN + option.value}
