"""What the lexer hands to the parser."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from attendance.basic.diagnostics import Span

_LONGEST_NUMBER: Final = 100
_LARGEST_EXPONENT: Final = 30


@dataclass(frozen=True, slots=True)
class Interpolation:
    """An expression inside a text: `source[start:end]`, which begins at this line and column."""

    start: int
    end: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Raw:
    """What a raw block holds: its kind, where the rest of its BEGIN line stands, its pieces and their place."""

    kind: str
    head: Interpolation
    pieces: tuple[str | Interpolation, ...]
    text: str


class Token:
    """One token. `kind` is `word`, `number`, `string`, `raw`, `newline`, `end`, `block{`, or the sign itself.

    `word` is the upper-case spelling of a word (English under `#lang pt`), empty for other kinds. `spaced`: blanks
    stand before it. `first`: it is the first of its line; then `joined` says that an operator or comma ended the line
    before, and `underscored` that `_` did. `pair` of an opening bracket is the index of its closing one, -1 when it
    has none. `keyword` is set by the parser when the word served as one; the formatter asks.
    """

    __slots__ = (
        "column", "end", "end_column", "end_line", "first", "joined", "keyword", "kind", "line", "pair", "spaced",
        "start", "text", "underscored", "value", "word",
    )  # fmt: skip

    def __init__(
        self, kind: str, text: str, word: str, start: int, line: int, column: int, spaced: bool
    ) -> None:
        self.kind = kind
        self.text = text
        self.word = word
        self.value: Any = None
        self.start = start
        self.end = start + len(text)
        self.line = self.end_line = line
        self.column = column
        self.end_column = column + len(text)
        self.spaced = spaced
        self.first = False
        self.joined = False
        self.underscored = False
        self.pair = -1
        self.keyword = False

    def __repr__(self) -> str:
        return f"<{self.kind} {self.text!r} {self.line}:{self.column}>"

    @property
    def span(self) -> Span:
        """Its place."""
        return Span(self.line, self.column, self.end_line, self.end_column)


def number(text: str) -> int | Decimal | None:
    """The value of a numeric literal: whole ones are integers. None when it is larger than numbers can be."""
    digits = text.replace("_", "")
    if len(digits) > _LONGEST_NUMBER:
        return None
    try:
        value = Decimal(digits)
    except InvalidOperation:
        return None
    if value and not -_LONGEST_NUMBER < value.adjusted() < _LARGEST_EXPONENT:
        return None
    return int(digits) if digits.isdecimal() else value
