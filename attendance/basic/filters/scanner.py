"""The characters of a filter with the holes between them, and where in them something is wrong."""

from collections.abc import Sequence
from typing import NoReturn

from attendance.basic.errors import BasicError
from attendance.basic.filters.tree import Hole

_SHOWN = 20
"""Characters of the filter that an error tells."""


class Scanner:
    """A template read from left to right. A hole is no character: no word, blank or symbol matches it."""

    def __init__(self, pieces: Sequence[str | None]) -> None:
        self.items: list[str | Hole] = []
        self.holes = 0
        self.at = 0
        for piece in pieces:
            if piece is None:
                self.items.append(Hole(self.holes))
                self.holes += 1
            else:
                self.items.extend(piece)

    def peek(self, ahead: int = 0) -> str | Hole | None:
        """The item `ahead` of the next one; None behind the end."""
        at = self.at + ahead
        return self.items[at] if at < len(self.items) else None

    def next(self) -> str | Hole:
        """Take one item. Raises: E343 at the end."""
        item = self.peek()
        if item is None:
            self.fail()
        self.at += 1
        return item

    def blanks(self) -> bool:
        """Skip blanks; whether there were any."""
        start = self.at
        while is_blank(self.peek()):
            self.at += 1
        return self.at > start

    def word(self, ahead: int = 0) -> str:
        """The word that begins `ahead` of the next item, upper-case; empty when none does."""
        letters: list[str] = []
        while isinstance(item := self.peek(ahead + len(letters)), str) and (item.isalnum() or item == "_"):
            letters.append(item)
        return "".join(letters).upper()

    def take_words(self, *words: str) -> bool:
        """Skip blanks and these words in a row, or nothing."""
        start = self.at
        for word in words:
            self.blanks()
            if self.word() != word:
                self.at = start
                return False
            self.at += len(word)
        return True

    def take(self, *symbols: str) -> str | None:
        """Skip blanks and the first of these symbols that stands here; None (and nothing skipped) otherwise."""
        start = self.at
        self.blanks()
        for symbol in symbols:
            if all(self.peek(i) == character for i, character in enumerate(symbol)):
                self.at += len(symbol)
                return symbol
        self.at = start
        return None

    def fail(self) -> NoReturn:
        """Raises: E341 when a hole stands here, else E343."""
        self.blanks()
        code = "E341" if isinstance(self.peek(), Hole) else "E343"
        near = "".join(_shown(item) for item in self.items[self.at : self.at + _SHOWN])
        raise BasicError(code, position=str(self.at + 1), near=near)


def is_blank(item: str | Hole | None) -> bool:
    return isinstance(item, str) and item.isspace()


def _shown(item: str | Hole) -> str:
    return item if isinstance(item, str) else "…"
