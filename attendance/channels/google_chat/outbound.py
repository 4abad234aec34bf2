"""Renders our messages for Google Chat. Pure.

Texts are written as people write them there, `*bold*`; cards are read as HTML, so their words are escaped.
Source: developers.google.com/workspace/chat/format-messages and
developers.google.com/workspace/chat/api/reference/rest/v1/cards, read 2026-11.
"""

import html
import re
from collections.abc import Sequence
from typing import Any

from attendance.channels.base import MessageKind, Outgoing, OutgoingFile
from attendance.channels.cards import Card, card_of
from attendance.channels.google_chat.inbound import CHOSEN_PARAMETER
from attendance.channels.menus import CHOSEN, Option, numbered, options_of
from attendance.channels.splitting import split, utf8_bytes
from attendance.kernel.errors import Rejected

MAX_TEXT_CHARS = 4000
_MOST_BYTES = 16_000
"""A message has 32 000 bytes, its card included."""
_MOST_BUTTONS, _MOST_FACTS, _MOST_WORDS = 20, 40, 3000
_OPENS_MARKUP = re.compile(r"<(?=\S)")
_ZERO_WIDTH_SPACE = "\u200b"


def render(message: Outgoing, *, function: str) -> list[dict[str, Any]]:
    """The messages, in order, without their thread. `function` is what a button calls. Raises Rejected."""
    card = card_of(message.content)
    if card is not None:
        return [render_card(card, function=function)]
    options = options_of(message.content)
    has_buttons = _fit(options)
    text = message.text if has_buttons or not options else numbered(message.text, options)
    bodies = [render_text(part) for part in split(text, MAX_TEXT_CHARS, _size)]
    bodies += [_file(file) for file in message.files]
    if has_buttons:
        bodies = bodies or [{}]
        widget = _buttons(options, function)
        bodies[-1].setdefault("cardsV2", []).append(_card("choices", {"sections": [{"widgets": [widget]}]}))
    if not bodies:
        raise Rejected("An empty message can't be sent.", reason="empty_text")
    return bodies


def render_text(text: str) -> dict[str, Any]:
    return {"text": escape(text)}


def escape(text: str) -> str:
    """`<users/all>` mentions everybody and `<address|words>` hides an address: nothing follows a `<` at once."""
    return _OPENS_MARKUP.sub(f"<{_ZERO_WIDTH_SPACE}", text)


def render_card(card: Card, *, function: str) -> dict[str, Any]:
    """The text beside it is what notifications show."""
    widgets: list[dict[str, Any]] = []
    if card.text.strip():
        widgets.append({"textParagraph": {"text": _html(card.text)}})
    widgets += [
        {"decoratedText": {"topLabel": _html(label), "text": _html(value) or " ", "wrapText": True}}
        for label, value in card.facts[:_MOST_FACTS]
    ]
    if card.actions:
        widgets.append(_buttons(card.actions[:_MOST_BUTTONS], function))
    shown: dict[str, Any] = {"header": {"title": card.title[:200]}}
    if widgets:
        shown["sections"] = [{"widgets": widgets}]
    return {"fallbackText": card.title[:200], "cardsV2": [_card("card", shown)]}


def _card(card_id: str, shown: dict[str, Any]) -> dict[str, Any]:
    return {"cardId": card_id, "card": shown}


def _buttons(options: Sequence[Option], function: str) -> dict[str, Any]:
    """What was chosen travels as a parameter: newer apps are not told the function's name."""
    return {
        "buttonList": {
            "buttons": [
                {
                    "text": option.label or option.value,
                    "onClick": {
                        "action": {
                            "function": function,
                            "parameters": [{"key": CHOSEN_PARAMETER, "value": CHOSEN + option.value}],
                        }
                    },
                }
                for option in options
            ]
        }
    }


def _fit(options: Sequence[Option]) -> bool:
    return 0 < len(options) <= _MOST_BUTTONS and all(option.label.strip() for option in options)


def _html(text: str) -> str:
    cut = text if len(text) <= _MOST_WORDS else text[: _MOST_WORDS - 1] + "…"
    return html.escape(cut.strip(), quote=False).replace("\n", "<br>")


def _size(text: str) -> int:
    """Four thousand characters may be sixteen thousand bytes; more text is never smaller."""
    return max(len(text), utf8_bytes(escape(text)) * MAX_TEXT_CHARS // _MOST_BYTES)


def _file(file: OutgoingFile) -> dict[str, Any]:
    """Apps can't upload: a picture is fetched from us, anything else is a link."""
    if file.url is None:
        raise Rejected(
            "Google Chat fetches files from us: set the public address of this installation.",
            reason="needs_public_url",
        )
    if file.kind is MessageKind.IMAGE:
        opens = {"openLink": {"url": file.url}}
        picture = {"image": {"imageUrl": file.url, "altText": file.filename, "onClick": opens}}
        return {"cardsV2": [_card("picture", {"sections": [{"widgets": [picture]}]})]}
    name = re.sub(r"[<>|\n]", " ", file.filename).strip() or "arquivo"
    return {"text": f"📎 <{file.url}|{name}>"}
