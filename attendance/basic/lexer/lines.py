"""Where a statement goes on after the end of its line."""

import re
from collections.abc import Sequence
from typing import Final

from attendance.basic.lexer.tokens import Token

_OPERAND_ENDS: Final = frozenset(["word", "number", "string", ")", "]", "}"])
_BINARY: Final = frozenset(
    ["+", "-", "*", "/", "\\", "^", "%", "&", "=", "==", "<>", "!=", "<", ">", "<=", "=<", ">=", "&&", "||", "??", "?",
     "+=", "-=", "*=", "/="]
)  # fmt: skip
_WORD_OPERATORS: Final = frozenset(["AND", "OR", "XOR", "MOD"])
_PORTUGUESE_OPERATORS: Final = frozenset(["E", "OU"])
_CLAUSES: Final = frozenset(["WHERE", "SET", "WITH", "VALUES", "ONDE"])
_BEFORE_MENU_STAR: Final = frozenset(["AS", "MENU"])
_QUERIES: Final = frozenset(["FIND", "UPDATE", "DELETE", "COUNT", "BUSCAR", "ATUALIZAR", "EXCLUIR"])
_NEXT_WORD: Final = re.compile(r"[ \t]*(WITH|WHERE|ONDE)[ \t]+(?![=,.\[])([^\n]*)", re.IGNORECASE)
_BLOCK_HEAD: Final = re.compile(r"[^\W\d]\w*\$?(?:\??\.\w+|\[[^\]]*\])*[ \t]*(?:'.*|//.*)?$")
_FAR: Final = 200
"""Tokens to look back for a statement's keyword: enough for people, little for hostile scripts."""


def continues(tokens: Sequence[Token], start: int, *, portuguese: bool) -> bool:
    """Whether the statement from `start` on asks for more: its last token is a comma or a binary operator."""
    last, length = tokens[-1], len(tokens) - start
    if last.kind == ",":
        return length > 1
    if length < 2 or tokens[-2].kind not in _OPERAND_ENDS:
        return False
    if last.kind == "*":
        return tokens[-2].word not in _BEFORE_MENU_STAR
    if last.kind != "word":
        return last.kind in _BINARY
    operator = last.word in _WORD_OPERATORS or (portuguese and last.word in _PORTUGUESE_OPERATORS)
    return operator and length > 2


def ends_in_clause(tokens: Sequence[Token], start: int) -> bool:
    """Whether the last word opens a clause whose content stands on the next line."""
    last = tokens[-1].word
    if last not in _CLAUSES or len(tokens) - start < 2 or tokens[-2].kind not in _OPERAND_ENDS:
        return False
    match last:
        case "SET":
            return "UPDATE" in _words(tokens, start)
        case "VALUES":
            return "INSERT" in _words(tokens, start)
        case "WITH":
            return tokens[-2].word not in ("END", "FIM")
    return not _words(tokens, start).isdisjoint(_QUERIES)


def next_line_continues(tokens: Sequence[Token], start: int, source: str, position: int) -> bool:
    """Whether the line at `position` is a clause of the statement before it: WITH of an LLM call, WHERE."""
    found = _NEXT_WORD.match(source, position)
    if not found:
        return False
    words = _words(tokens, start)
    if found[1].upper() == "WITH":
        return "LLM" in words and not _BLOCK_HEAD.match(found[2])
    return not words.isdisjoint(_QUERIES)


def _words(tokens: Sequence[Token], start: int) -> set[str]:
    return {token.word for token in tokens[max(start, len(tokens) - _FAR) :]}
