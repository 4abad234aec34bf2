"""Texts of Teams to our plain text, and ours to the HTML that Teams reads as `xml`. Pure.

Source: learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages, read 2026-11.
"""

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

from attendance.channels.reading import read_dict, read_text

_AT = re.compile(r"<at(?:\s[^<>]*)?>(.*?)</at>", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>|</p>|</div>|</li>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{1,2000}>")
_MARKS = (
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), "b"),
    (re.compile(r"(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])"), "i"),
    (re.compile(r"(?<![\w~])~(?=\S)([^~\n]+?)(?<=\S)~(?![\w~])"), "s"),
)


def to_plain(text: str, *, mentions: Sequence[Mapping[str, Any]], bot_id: str | None, is_html: bool) -> str:
    """Readable words: people by their names, the bot not mentioned. `mentions` are the activity's entities."""
    for mention in mentions:
        who, written = read_dict(mention.get("mentioned")), read_text(mention.get("text"))
        if written is not None:
            name = "" if who.get("id") == bot_id else "@" + (read_text(who.get("name")) or _at_name(written))
            text = text.replace(written, name, 1)
    text = _AT.sub(lambda found: f"@{found[1].strip()}", text)
    if is_html:
        text = html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    return text.replace("&nbsp;", " ").replace("\xa0", " ").replace("\r\n", "\n").strip()


def to_html(text: str) -> str:
    """Our text with bold, italic and struck-out words; everything else is shown as it is, mentions included."""
    words = html.escape(text, quote=False)
    for mark, tag in _MARKS:
        words = mark.sub(rf"<{tag}>\1</{tag}>", words)
    return words.replace("\n", "<br>")


def html_size(text: str) -> int:
    """More text never has less."""
    return len(html.escape(text, quote=False)) + 7 * sum(text.count(mark) for mark in "\n*_~")


def _at_name(written: str) -> str:
    return _TAG.sub("", written).strip()
