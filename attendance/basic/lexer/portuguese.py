"""`#lang pt`: Portuguese keywords become the English ones, before the parser sees them (chapter 14)."""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from attendance.basic.lexer.tokens import Token

STATEMENT_WORDS: Final = frozenset(
    ["IF", "FOR", "FOR EACH", "NEXT", "WHILE", "SELECT CASE", "END SELECT", "CASE", "CASE ELSE", "SUB", "FUNCTION",
     "RETURN", "EXIT", "BREAK", "END"]
)  # fmt: skip
BEFORE_STATEMENT: Final = frozenset(["THEN", "ELSE", "END", "EXIT", "CONTINUE", "DO", "LOOP"])
_BETWEEN: Final = frozenset(
    ["AND", "OR", "CONTAINS", "FOUND", "NOT FOUND", "IS NULL", "IS NOT NULL", "IN", "TO", "STEP"]
)
_BINARY: Final = frozenset(["AND", "OR", "CONTAINS", "IN", "TO", "STEP"])
_OPERAND_ENDS: Final = frozenset(["word", "number", "string", ")", "]", "}"])
_OPERAND_STARTS: Final = frozenset(["word", "number", "string", "(", "[", "{", "#{", "-", "."])
_ASSIGNS: Final = frozenset(["=", "+=", "-=", "*=", "/="])
_LONGEST: Final = 3


def plain(word: str) -> str:
    """An upper-case word without its accents."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))


class Translator:
    """Knows the aliases: Portuguese words to the English phrase."""

    def __init__(self, aliases: Mapping[str, str]) -> None:
        self._aliases = {plain(words): english.split() for words, english in aliases.items()}
        self._first = {words.split()[0] for words in self._aliases}

    def translate(self, tokens: Sequence[Token], base: int) -> list[Token]:
        """The same tokens with aliases replaced; `base` is the first one's index in the parser's list."""
        found: list[Token] = []
        moved: list[int] = []
        at = 0
        while at < len(tokens):
            count, english = self._alias(tokens, at, found)
            moved += [len(found)] * max(1, count)
            found += _replaced(tokens[at : at + count], english) if count else [tokens[at]]
            at += max(1, count)
        for token in found:
            if token.pair >= 0:
                token.pair = base + moved[token.pair - base]
        return found

    def _alias(self, tokens: Sequence[Token], at: int, before: Sequence[Token]) -> tuple[int, list[str]]:
        if tokens[at].kind != "word" or plain(tokens[at].word) not in self._first:
            return 0, []
        words: list[str] = []
        while len(words) < _LONGEST and tokens[at + len(words)].kind == "word":
            words.append(plain(tokens[at + len(words)].word))
        for count in range(len(words), 0, -1):
            english = self._aliases.get(" ".join(words[:count]))
            if english and _may_stand(" ".join(english), before[-1] if before else None, tokens[at + count]):
                return count, english
        return 0, []


def _may_stand(english: str, before: Token | None, after: Token) -> bool:
    """Whether a word is this keyword here, and no variable, property or key."""
    if before and before.kind in (".", "?."):
        return False
    starts = before is None or before.kind in ("newline", ":", "block{") or before.word in BEFORE_STATEMENT
    if after.kind in (".", "?.", "[") and not after.spaced:
        return False
    if after.kind in _ASSIGNS and (starts or (before and before.kind in ("(", ",", "{"))):
        return False
    if after.kind == ":" and before and before.kind in ("{", "#{", ","):
        return False
    if english == "END" and after.kind == ":":
        return False
    if english in _BETWEEN:
        follows = before is not None and before.kind in _OPERAND_ENDS
        return follows and (english not in _BINARY or after.kind in _OPERAND_STARTS)
    return starts or english not in STATEMENT_WORDS


def _replaced(tokens: Sequence[Token], english: Sequence[str]) -> list[Token]:
    """English words in the place of the written ones; the first of them keeps what was written."""
    first, last = tokens[0], tokens[-1]
    written = " ".join(token.text for token in tokens)
    found = []
    for order, word in enumerate(english):
        token = Token(
            "word", written if order == 0 else "", word, first.start, first.line, first.column, first.spaced
        )
        if order:
            token.start, token.column = last.end, last.end_column
        token.end, token.end_line, token.end_column = last.end, last.end_line, last.end_column
        token.first, token.joined = first.first and order == 0, first.joined and order == 0
        found.append(token)
    return found
