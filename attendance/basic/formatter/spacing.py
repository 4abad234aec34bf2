"""Blanks between the tokens of a line."""

from collections.abc import Sequence
from typing import Final

from attendance.basic.formatter.spelling import Spelling
from attendance.basic.lexer import Token

_NONE_AFTER: Final = frozenset(["(", "[", ".", "?.", "!", "${"])
_NONE_BEFORE: Final = frozenset([")", "]", ","])
_OBJECTS: Final = frozenset(["{", "#{"])
_OPENING: Final = frozenset(["(", "[", "{", "#{", "${"])
_CLOSING: Final = frozenset([")", "]", "}"])
_OPERAND_ENDS: Final = frozenset(["number", "string", ")", "]", "}"])
_OPERAND_WORDS: Final = frozenset(["TRUE", "FALSE", "NULL", "FOUND", "EMPTY", "NUMERIC", "NOTHING"])


class Spacing:
    """One line's tokens with the right blanks between them."""

    def __init__(self, tokens: Sequence[Token], spelling: Spelling) -> None:
        self._tokens = tokens
        self._spelling = spelling
        self._open: list[str] = []
        self._ternaries = [0]

    def text(self) -> str:
        """The line without its indentation."""
        found: list[str] = []
        words = self._spelling.words(self._tokens)
        for at, token in enumerate(self._tokens):
            if words[at]:
                if found and self._blank(at):
                    found.append(" ")
                found.append(words[at])
            self._follow(token)
        return "".join(found)

    def _follow(self, token: Token) -> None:
        if token.kind in _OPENING:
            self._open.append(token.kind)
            self._ternaries.append(0)
        elif token.kind in _CLOSING and self._open:
            self._open.pop()
            self._ternaries.pop()
        elif token.kind == "?":
            self._ternaries[-1] += 1
        elif token.kind == ":" and self._ternaries[-1]:
            self._ternaries[-1] -= 1

    def _blank(self, at: int) -> bool:
        token, before = self._tokens[at], self._tokens[at - 1]
        if token.kind in _NONE_BEFORE or before.kind in _NONE_AFTER:
            return False
        if token.kind == "}":
            return before.kind not in _OBJECTS and self._innermost() != "${"
        if token.kind == ":":
            return not self._is_attached_colon(at)
        if token.kind in ("(", "[", ".", "?."):
            return self._before_bracket(token, before)
        return before.kind not in ("-", "+") or not self._is_sign(at - 1)

    def _innermost(self) -> str:
        return self._open[-1] if self._open else ""

    def _before_bracket(self, token: Token, before: Token) -> bool:
        if before.kind == "word":
            return token.spaced
        if token.kind in (".", "?."):
            return before.kind not in _OPERAND_ENDS
        if before.kind in ("-", "+") and self._is_sign(self._tokens.index(before)):
            return False
        return before.kind not in _OPERAND_ENDS or token.spaced

    def _is_attached_colon(self, at: int) -> bool:
        """Of an object's entry, a label or a CASE."""
        if self._ternaries[-1]:
            return False
        if self._open:
            return True
        first = self._tokens[0]
        return (at == 1 and not first.keyword) or first.word in ("CASE", "DEFAULT")

    def _is_sign(self, at: int) -> bool:
        """Whether this `-` or `+` has no left side."""
        if at == 0:
            return False
        before = self._tokens[at - 1]
        if before.kind == "word":
            return before.keyword and before.word not in _OPERAND_WORDS
        return before.kind not in _OPERAND_ENDS
