"""Renders our messages as bodies of `chat.postMessage`. Pure.

Words of cards go as rich text, which is never read as markup. Source: docs.slack.dev/reference/block-kit/blocks and
docs.slack.dev/reference/methods/chat.postMessage, read 2026-11.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from attendance.channels.base import Outgoing
from attendance.channels.cards import Card, card_of
from attendance.channels.menus import CHOSEN, Option, numbered, options_of
from attendance.channels.slack.ids import is_direct, is_place, parts_of
from attendance.channels.slack.markup import escape, escaped_size
from attendance.channels.splitting import split
from attendance.kernel.errors import Rejected

MAX_TEXT_CHARS = 4000
_MOST_SECTION, _MOST_HEADER, _MOST_BUTTONS, _MOST_LABEL, _MOST_VALUE = 3000, 150, 25, 75, 2000
_MOST_FACTS = 40


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: a channel or a person, and the thread in it."""

    channel: str
    thread_ts: str | None = None

    def fields(self) -> dict[str, str]:
        return {"channel": self.channel, **({"thread_ts": self.thread_ts} if self.thread_ts else {})}


def place_of(message: Outgoing) -> Place:
    """Raises Rejected for what is no id of Slack."""
    thread = parts_of(message.thread or "")
    if thread is not None:
        return Place(*thread)
    target = message.thread or message.recipient
    if not is_place(target):
        raise Rejected("This contact has no Slack id.", reason="invalid_recipient")
    quoted = parts_of(message.reply_to or "")
    if quoted is not None and is_direct(target) and quoted[0] == target:
        return Place(*quoted)
    return Place(target)


def render(message: Outgoing) -> list[dict[str, Any]]:
    """What each message shows, in order, without its place. Raises Rejected for what Slack would refuse."""
    card = card_of(message.content)
    if card is not None:
        return [render_card(card)]
    options = options_of(message.content)
    has_buttons = _fit(options)
    text = message.text if has_buttons or not options else numbered(message.text, options)
    most = _MOST_SECTION if has_buttons else MAX_TEXT_CHARS
    parts = split(text, most, escaped_size)
    bodies = [_body(part) for part in parts] or ([_body("")] if has_buttons else [])
    if not bodies:
        raise Rejected("An empty message can't be sent.", reason="empty_text")
    if has_buttons:
        bodies[-1]["blocks"] = [*_sections(parts[-1:]), _actions(options)]
    return bodies


def render_card(card: Card) -> dict[str, Any]:
    """The text is what notifications show of it."""
    title = _cut(card.title, _MOST_HEADER) or "…"
    blocks: list[dict[str, Any]] = [{"type": "header", "text": _plain(title)}]
    lines = [[_run(_cut(card.text, _MOST_SECTION))]] if card.text.strip() else []
    lines += [
        [_run(f"{label}: ", is_bold=True), _run(_cut(value, _MOST_SECTION))]
        for label, value in card.facts[:_MOST_FACTS]
    ]
    if lines:
        sections = [{"type": "rich_text_section", "elements": _on_own_line(line, lines)} for line in lines]
        blocks.append({"type": "rich_text", "elements": sections})
    if card.actions:
        blocks.append(_actions(card.actions[:_MOST_BUTTONS]))
    summary = "\n".join(part for part in (title, card.text.strip()) if part)
    return {**_body(split(summary, MAX_TEXT_CHARS, escaped_size)[0]), "blocks": blocks}


def _body(text: str) -> dict[str, Any]:
    return {"text": escape(text), "mrkdwn": True, "unfurl_links": False, "unfurl_media": False}


def _sections(parts: Sequence[str]) -> list[dict[str, Any]]:
    return [{"type": "section", "text": {"type": "mrkdwn", "text": escape(part)}} for part in parts]


def _actions(options: Sequence[Option]) -> dict[str, Any]:
    buttons = [
        {
            "type": "button",
            "action_id": f"choose_{number}",
            "text": _plain(_cut(option.label, _MOST_LABEL) or option.value[:_MOST_LABEL]),
            "value": CHOSEN + option.value,
        }
        for number, option in enumerate(options)
    ]
    return {"type": "actions", "elements": buttons}


def _fit(options: Sequence[Option]) -> bool:
    """Whether all of them can be buttons."""
    return 0 < len(options) <= _MOST_BUTTONS and all(
        0 < len(option.label.strip()) <= len(option.label) <= _MOST_LABEL
        and len(CHOSEN + option.value) <= _MOST_VALUE
        for option in options
    )


def _on_own_line(line: list[dict[str, Any]], lines: Sequence[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Sections of one rich text follow each other without a break."""
    return line if line is lines[-1] else [*line, _run("\n")]


def _run(text: str, *, is_bold: bool = False) -> dict[str, Any]:
    return {"type": "text", "text": text or " ", **({"style": {"bold": True}} if is_bold else {})}


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}


def _cut(text: str, most: int) -> str:
    text = text.strip()
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
