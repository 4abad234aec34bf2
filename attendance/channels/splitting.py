"""Long text in several messages: cut where a reader would, never inside a word that fits. Pure."""

from collections.abc import Callable
from typing import Final

_BREAKS: Final = ("\n\n", "\n", ". ", " ")


def split(text: str, most: int, size: Callable[[str], int] = len) -> list[str]:
    """Pieces of at most `most` by `size`, cut after paragraphs, lines, sentences or words, in this order of liking."""
    pieces = []
    rest = text.strip()
    while size(rest) > most:
        at = _cut(rest, _fitting(rest, most, size))
        pieces.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return [*pieces, rest] if rest else pieces


def utf8_bytes(text: str) -> int:
    return len(text.encode())


def utf16_units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _fitting(text: str, most: int, size: Callable[[str], int]) -> int:
    """How many characters fit; one at least, so that cutting comes to an end. More text is never smaller."""
    low, high = 1, min(len(text), most)
    while low < high:
        middle = (low + high + 1) // 2
        if size(text[:middle]) <= most:
            low = middle
        else:
            high = middle - 1
    return low


def _cut(text: str, most_chars: int) -> int:
    """Where the first piece ends. A break in its first quarter would make it too short to be worth it."""
    for mark in _BREAKS:
        at = text.rfind(mark, most_chars // 4, most_chars + 1 - len(mark.rstrip()))
        if at > 0:
            return min(most_chars, at + len(mark.rstrip()) if mark.strip() else at)
    return most_chars
