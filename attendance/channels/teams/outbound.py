"""Renders our messages as activities for Teams. Pure.

Cards hold text runs only, which are never read as Markdown or mentions.
Source: adaptivecards.io/explorer and learn.microsoft.com/microsoftteams/platform/task-modules-and-cards, read 2026-11.
"""

import html
from collections.abc import Sequence
from typing import Any

from attendance.channels.base import MessageKind, Outgoing, OutgoingFile
from attendance.channels.cards import Card, card_of
from attendance.channels.menus import CHOSEN, Option, numbered, options_of
from attendance.channels.splitting import split
from attendance.channels.teams.markup import html_size, to_html
from attendance.kernel.errors import Rejected

MAX_TEXT_CHARS = 16_000
"""A message has about 100 KB in UTF-16, its markup included."""
ADAPTIVE_CARD = "application/vnd.microsoft.card.adaptive"
VERB = "choose"
_MOST_ACTIONS, _MOST_LABEL, _MOST_VALUE, _MOST_LINES, _MOST_LINE = 25, 100, 2000, 60, 4000


def render(message: Outgoing) -> list[dict[str, Any]]:
    """The activities of one message, in order. Raises Rejected for what can't be sent."""
    card = card_of(message.content)
    if card is not None:
        return [render_card(card)]
    options = options_of(message.content)
    has_buttons = bool(options) and _fit(options)
    text = numbered(message.text, options) if options and not has_buttons else message.text
    is_short = has_buttons and _is_short(text)
    activities = [] if is_short else [render_text(part) for part in split(text, MAX_TEXT_CHARS, html_size)]
    activities += [_file(file) for file in message.files]
    if has_buttons:
        body = [_line(line) for line in _lines(text)] if is_short else []
        activities.append(_card_activity(text, body, options))
    if not activities:
        raise Rejected("An empty message can't be sent.", reason="empty_text")
    return activities


def render_text(text: str) -> dict[str, Any]:
    return {"type": "message", "textFormat": "xml", "text": to_html(text)}


def render_card(card: Card) -> dict[str, Any]:
    body = [_block([_run(card.title[:_MOST_LINE], weight="Bolder", size="Medium")])]
    body += [_line(text) for text in _lines(card.text)]
    body += [
        _block([_run(f"{label}: ", weight="Bolder"), _run(value[:_MOST_LINE])])
        for label, value in card.facts[:_MOST_LINES]
    ]
    return _card_activity(card.title, body, card.actions[:_MOST_ACTIONS])


def _card_activity(summary: str, body: list[dict[str, Any]], options: Sequence[Option]) -> dict[str, Any]:
    card: dict[str, Any] = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body or [_line("👇")],
        "msteams": {"width": "Full"},
    }
    if options:
        card["actions"] = [_action(option) for option in options]
    attachment = {"contentType": ADAPTIVE_CARD, "content": card}
    return {"type": "message", "summary": summary[:200], "attachments": [attachment]}


def _action(option: Option) -> dict[str, Any]:
    """Clients that don't know `Execute` hand the same data back as a message."""
    data = {"chosen": CHOSEN + option.value, "label": option.label}
    title = option.label[:_MOST_LABEL]
    return {
        "type": "Action.Execute",
        "title": title,
        "verb": VERB,
        "data": data,
        "fallback": {"type": "Action.Submit", "title": title, "data": data},
    }


def _fit(options: Sequence[Option]) -> bool:
    """Whether all of them can be buttons."""
    return len(options) <= _MOST_ACTIONS and all(
        0 < len(option.label.strip()) <= len(option.label) <= _MOST_LABEL and len(option.value) <= _MOST_VALUE
        for option in options
    )


def _is_short(text: str) -> bool:
    """Whether a card shows all of it."""
    lines = text.strip().splitlines()
    return len(lines) <= _MOST_LINES and all(len(line) <= _MOST_LINE for line in lines)


def _lines(text: str) -> list[str]:
    return [line[:_MOST_LINE] for line in text.strip().splitlines() if line.strip()][:_MOST_LINES]


def _line(text: str) -> dict[str, Any]:
    return _block([_run(text)])


def _block(runs: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "RichTextBlock", "inlines": runs}


def _run(text: str, **style: str) -> dict[str, Any]:
    return {"type": "TextRun", "text": text or " ", **style}


def _file(file: OutgoingFile) -> dict[str, Any]:
    """Bots can't put files into chats: a picture is fetched from us, anything else is a link."""
    if file.url is None:
        raise Rejected(
            "Teams fetches files from us: set the public address of this installation.",
            reason="needs_public_url",
        )
    if file.kind is MessageKind.IMAGE:
        picture = {"contentType": file.mime_type, "contentUrl": file.url, "name": file.filename}
        return {"type": "message", "attachments": [picture]}
    name, address = html.escape(file.filename), html.escape(file.url)
    return {"type": "message", "textFormat": "xml", "text": f'📎 <a href="{address}">{name}</a>'}
