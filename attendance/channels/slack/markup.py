"""Slack's `mrkdwn` to our plain text and back. Bold, italic and struck-out words are written alike. Pure.

Source: docs.slack.dev/messaging/formatting-message-text, read 2026-11.
"""

import re

from attendance.channels.slack.emoji_names import with_emoji

_ANGLED = re.compile(r"<([^<>\n]{1,3000})>")
_SPECIAL = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))


def to_plain(text: str, *, bot_id: str | None = None, is_mention: bool = False) -> str:
    """Readable words: links, people and channels by their names, the bot not mentioned.

    `is_mention`: the message came because it begins with the bot, whose id may be unknown.
    """
    if is_mention and bot_id is None:
        begins = re.match(r"\s*<@([^<>|]+)", text)
        bot_id = begins[1] if begins else None
    words = _ANGLED.sub(lambda found: _readable(found[1], bot_id), text)
    for character, spelled in reversed(_SPECIAL):
        words = words.replace(spelled, character)
    return with_emoji(words).strip()


def escape(text: str) -> str:
    """Words that Slack shows as they are: no mention, channel, link or emphasis of everybody can be made of them."""
    for character, spelled in _SPECIAL:
        text = text.replace(character, spelled)
    return text


def escaped_size(text: str) -> int:
    return len(escape(text))


def _readable(inside: str, bot_id: str | None) -> str:
    target, _, label = inside.partition("|")
    match target[:1]:
        case "@":
            return "" if target[1:] == bot_id else f"@{label or target[1:]}"
        case "#":
            return f"#{label or target[1:]}"
        case "!":
            return label if label else f"@{target[1:].split('^')[0]}"
    address = target.removeprefix("mailto:").removeprefix("tel:")
    return address if not label or label in (target, address) else f"{label} ({address})"
