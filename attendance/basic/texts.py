"""Building texts within the limits: replace, split, join, repeat."""

import re
from collections.abc import Iterable
from typing import Any

from attendance.basic.host import Host, Value
from attendance.basic.sizes import SMALL, grown, room_for_array, room_for_text
from attendance.basic.values import text


def replace(subject: str, old: str, new: str) -> str:
    """Every occurrence; an empty `old` occurs nowhere. Raises: E503."""
    if not old:
        return subject
    if len(new) > len(old):
        room_for_text(len(subject) + subject.count(old) * (len(new) - len(old)))
    return kept(subject.replace(old, new))


def split(subject: str, separator: str) -> list[Any]:
    """The pieces between separators; without a separator the characters; of an empty text nothing. Raises: E503."""
    if not subject:
        return []
    if not separator:
        room_for_array(len(subject))
        return grown(list(subject))
    room_for_array(subject.count(separator) + 1)
    kept(subject)
    return grown(subject.split(separator))


def join(items: Iterable[Value], separator: str, host: Host) -> str:
    """The texts of the items with the separator between them. Raises: E503."""
    pieces: list[str] = []
    length = -len(separator)
    for item in items:
        pieces.append(text(item, host))
        length += len(pieces[-1]) + len(separator)
        room_for_text(length)
    return kept(separator.join(pieces))


def repeat(subject: str, times: int) -> str:
    """Nothing for a negative number. Raises: E503."""
    if times <= 0 or not subject:
        return ""
    room_for_text(len(subject) * times)
    return kept(subject * times)


def kept(built: str) -> str:
    """A text that was just built, counted when it is not small. Raises: E503."""
    return built if len(built) <= SMALL else grown(built)


def proper(name: str) -> str:
    """A person's name as it is written: `MARIA DA SILVA-COSTA` → `Maria da Silva-Costa`."""
    words = re.split(r"(\s+)", name.strip())
    return "".join(_proper_word(word, first=at == 0) for at, word in enumerate(words))


_LOW = frozenset(
    {"da", "das", "de", "del", "do", "dos", "du", "e", "la", "las", "los", "y", "van", "von", "di"}
)
_LETTERS = re.compile(r"[^\W\d_]+")


def _proper_word(word: str, *, first: bool) -> str:
    folded = word.lower()
    return folded if folded in _LOW and not first else _LETTERS.sub(lambda part: part[0].capitalize(), folded)
