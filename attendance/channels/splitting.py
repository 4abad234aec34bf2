"""Long text in several messages: cut where a reader would, never inside a word that fits. Pure."""

from typing import Final

_BREAKS: Final = ("\n\n", "\n", ". ", " ")


def split(text: str, most_chars: int) -> list[str]:
    """Pieces of at most `most_chars`, cut after paragraphs, lines, sentences or words, in this order of liking."""
    pieces = []
    rest = text.strip()
    while len(rest) > most_chars:
        at = _cut(rest, most_chars)
        pieces.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return [*pieces, rest] if rest else pieces


def _cut(text: str, most_chars: int) -> int:
    """Where the first piece ends. A break in its first quarter would make it too short to be worth it."""
    for mark in _BREAKS:
        at = text.rfind(mark, most_chars // 4, most_chars + 1 - len(mark.rstrip()))
        if at > 0:
            return min(most_chars, at + len(mark.rstrip()) if mark.strip() else at)
    return most_chars
