"""Lines: their indentation, their comments, the blank lines between them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from attendance.basic.formatter.spacing import Spacing
from attendance.basic.formatter.spelling import Spelling
from attendance.basic.lexer import Raw, Token
from attendance.basic.parser.script import ScriptParser, clean
from attendance.basic.parser.shape import FIRST_WORDS
from attendance.basic.syntax import Comment

_INDENT: Final = "    "
_PRAGMA: Final = re.compile(r"#[a-z]", re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"#lang\b", re.IGNORECASE)


@dataclass(slots=True)
class _Row:
    """Tokens that stand on one line; a text of several lines is one token."""

    line: int
    tokens: list[Token] = field(default_factory=list)
    comment: Comment | None = None

    @property
    def end_line(self) -> int:
        return self.tokens[-1].end_line if self.tokens else self.line


def layout(source: str, language: str | None) -> str:
    """The source in its canonical layout; it must be free of errors."""
    text = clean(source)
    parser = ScriptParser(text)
    parser.script("")
    spelling = Spelling(parser.lexed, language)
    lines = list(_Layout(parser, spelling).lines())
    if spelling.wants_pragma:
        lines.insert(0, "#lang pt")
    return "\n".join(lines).strip("\n") + "\n" if any(lines) else ""


class _Layout:
    def __init__(self, parser: ScriptParser, spelling: Spelling) -> None:
        self._indents = parser.indents
        self._spelling = spelling
        self._rows = _rows(parser.tokens, parser.lexed.comments)
        self._open: list[int] = []
        self._base = 0

    def lines(self) -> Iterator[str]:
        """Each line of the result, without its newline."""
        last = 0
        for at, row in enumerate(self._rows):
            if not row.tokens and row.comment and self._spelling.drops(row.comment.text):
                last = row.line
                continue
            if last and row.line > last + 1:
                yield ""
            yield from self._row(row, self._rows[at + 1 : at + 60])
            last = row.end_line

    def _row(self, row: _Row, following: Sequence[_Row]) -> Iterator[str]:
        if not row.tokens:
            assert row.comment is not None, "a row has tokens or a comment"
            yield self._comment(row.comment, following)
            return
        level = self._level(row)
        if row.tokens[0].kind == "raw":
            yield from _raw_block(row.tokens[0], level)
            return
        spaced = Spacing(row.tokens, self._spelling)
        text = _INDENT * level + spaced.text()
        self._follow_brackets(row, level)
        if following and following[0].tokens and following[0].tokens[0].underscored:
            text += " _"
        if row.comment:
            text += "  " + row.comment.text
        yield from text.split("\n")

    def _level(self, row: _Row) -> int:
        first = row.tokens[0]
        if row.line in self._indents and not self._open and not first.joined and not first.underscored:
            self._base = self._indents[row.line]
            return self._base
        if not self._open:
            return self._base + 1
        closes = first.kind in (")", "]", "}")
        return self._open[-1] - 1 if closes else self._open[-1]

    def _follow_brackets(self, row: _Row, level: int) -> None:
        for token in row.tokens:
            if token.kind in ("(", "[", "{", "#{", "${"):
                self._open.append(level + 1)
            elif token.kind in (")", "]", "}") and self._open:
                self._open.pop()

    def _comment(self, comment: Comment, following: Sequence[_Row]) -> str:
        if _PRAGMA.match(comment.text):
            if comment.span.column == 1:
                return comment.text
            return _INDENT * self._comment_level(following) + "# " + comment.text[1:]
        return _INDENT * self._comment_level(following) + comment.text

    def _comment_level(self, following: Sequence[_Row]) -> int:
        if self._open:
            return self._open[-1]
        row = next((row for row in following if row.tokens), None)
        if row is None or row.line not in self._indents:
            return 0
        first = row.tokens[0]
        closes = first.word in FIRST_WORDS - {"CASE", "DEFAULT"} and first.keyword
        return self._indents[row.line] + (1 if (closes and first.word != "END") or _ends_block(row) else 0)


def _ends_block(row: _Row) -> bool:
    first = row.tokens[0]
    return first.kind == "}" or (first.word == "END" and len(row.tokens) > 1 and row.tokens[1].kind == "word")


def _rows(tokens: Sequence[Token], comments: Sequence[Comment]) -> list[_Row]:
    rows: list[_Row] = []
    for token in tokens:
        if token.kind in ("newline", "end"):
            continue
        if not rows or token.line > rows[-1].end_line:
            rows.append(_Row(token.line))
        rows[-1].tokens.append(token)
    ends = {row.end_line: row for row in rows}
    for comment in comments:
        row = ends.get(comment.span.line)
        if row and not comment.alone:
            row.comment = comment
        else:
            rows.append(_Row(comment.span.line, comment=comment))
    return sorted(rows, key=lambda row: row.line)


def _raw_block(token: Token, level: int) -> Iterator[str]:
    raw: Raw = token.value
    head = token.text.split("\n", 1)[0][len("BEGIN") :].strip()[len(raw.kind) :].strip()
    yield _INDENT * level + f"BEGIN {raw.kind} {head}".rstrip()
    yield from raw.text.removesuffix("\n").split("\n") if raw.text else ()
    yield _INDENT * level + f"END {raw.kind}"
