"""Texts: escapes, doubled quotes, and where an interpolation ends."""

import re
from typing import Final

from attendance.basic.lexer.tokens import Interpolation

ESCAPES: Final = {
    "n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "'": "'", "$": "$", "{": "{", "/": "/", "0": "\0",
}  # fmt: skip
CLOSING: Final = {'"': '"', "“": "”", "”": "”"}
_PLAIN: Final = re.compile(r'[^"”\\$\n{]+')
_INSIDE: Final = re.compile(r'[^"{}\n]+')
_DEEPEST: Final = 20
_LONGEST: Final = 2000
"""An interpolation is at most this long: hostile text must not make every `${` look far ahead."""


class Pieces:
    """Collects the pieces of a text; neighbours of plain text become one."""

    def __init__(self) -> None:
        self.found: list[str | Interpolation] = []
        self._plain: list[str] = []

    def add(self, piece: str | Interpolation) -> None:
        """Append; empty text vanishes."""
        if isinstance(piece, str):
            self._plain.append(piece)
            return
        self._settle()
        self.found.append(piece)

    def done(self) -> tuple[str | Interpolation, ...]:
        """All pieces in order."""
        self._settle()
        return tuple(self.found)

    def _settle(self) -> None:
        if text := "".join(self._plain):
            self.found.append(text)
        self._plain.clear()


class Place:
    """Counts lines while a text is read."""

    def __init__(self, line: int, line_start: int) -> None:
        self.line = line
        self.line_start = line_start

    def newline(self, after: int) -> None:
        """A line ended; the next one starts at `after`."""
        self.line += 1
        self.line_start = after

    def interpolation(self, start: int, end: int) -> Interpolation:
        """The expression between these offsets of the current line."""
        return Interpolation(start, end, self.line, start - self.line_start + 1)


def read_text(
    source: str, position: int, end: int, place: Place, *, quote: str, braces: bool
) -> tuple[tuple[str | Interpolation, ...], int]:
    """The pieces of a text whose opening quote stands just before `position`, and the offset after its closing quote;
    that offset is -1 when it never closes. `braces`: `{…}` interpolates, as in f"…"; otherwise `${…}` does.
    """
    pieces, opened = Pieces(), position
    closing = CLOSING[quote]
    while position < end:
        if plain := _PLAIN.match(source, position, end):
            pieces.add(plain[0])
            position = plain.end()
            continue
        sign = source[position]
        if sign == closing:
            doubled = sign == '"' and position > opened and source.startswith('"', position + 1, end)
            if not doubled:
                return pieces.done(), position + 1
            pieces.add('"')
            position += 2
        elif sign == "\\":
            position = _read_escape(source, position, end, pieces, place)
        elif expression := _interpolation(source, position, end, place, braces=braces):
            pieces.add(expression)
            position = expression.end + 1
        else:
            pieces.add(sign)
            position += 1
            if sign == "\n":
                place.newline(position)
    return pieces.done(), -1


def _read_escape(source: str, position: int, end: int, pieces: Pieces, place: Place) -> int:
    sign = source[position + 1] if position + 1 < end else ""
    if sign in ESCAPES:
        pieces.add(ESCAPES[sign])
        return position + 2
    pieces.add("\\")
    return position + 1


def _interpolation(
    source: str, position: int, end: int, place: Place, *, braces: bool
) -> Interpolation | None:
    if braces:
        start = position + 1 if source[position] == "{" else 0
    else:
        start = position + 2 if source.startswith("${", position, end) else 0
    if not start or source.startswith("{", start, end):
        return None
    closing = _closing_brace(source, start, end)
    if closing < 0 or "\n" in source[start:closing]:
        return None
    return place.interpolation(start, closing)


def _closing_brace(source: str, position: int, end: int) -> int:
    """The offset of the brace that closes an interpolation on this line, -1 when there is none."""
    depth, end = 0, min(end, position + _LONGEST)
    while position < end:
        if inside := _INSIDE.match(source, position, end):
            position = inside.end()
            continue
        sign = source[position]
        if sign == "}" and not depth:
            return position
        if sign == "\n" or depth > _DEEPEST:
            return -1
        if sign == '"':
            position = source.find('"', position + 1, end)
            if position < 0:
                return -1
        else:
            depth += 1 if sign == "{" else -1
        position += 1
    return -1


def read_block(source: str, position: int, end: int, place: Place) -> tuple[str | Interpolation, ...]:
    """The pieces of a raw block: verbatim text and `${…}`."""
    pieces = Pieces()
    while position < end:
        mark = source.find("${", position, end)
        upto = end if mark < 0 else mark
        pieces.add(source[position:upto])
        if newlines := source.count("\n", position, upto):
            place.line += newlines
            place.line_start = source.rfind("\n", position, upto) + 1
        if mark < 0:
            break
        if expression := _interpolation(source, mark, end, place, braces=False):
            pieces.add(expression)
            position = expression.end + 1
        else:
            pieces.add("${")
            position = mark + 2
    return pieces.done()
