"""Section 3.1: the statements with blocks, and what to make of a block that is not closed."""

from collections.abc import Callable
from typing import Final

from attendance.basic import syntax
from attendance.basic.diagnostics import Related
from attendance.basic.lexer import Token
from attendance.basic.parser.cursor import SyntaxTrouble, shown
from attendance.basic.parser.keywords import begins_phrase
from attendance.basic.parser.primaries import RESERVED
from attendance.basic.parser.shape import CLOSERS, MIDDLES, Opened, Shape, closing_word
from attendance.basic.parser.statements import CONTROL_WORDS, Statements
from attendance.basic.syntax import Block, Expression, Statement

NOTHING: Final[Expression] = syntax.Literal(None)
_COMPARISONS: Final = {
    "=": "=", "==": "=", "<>": "<>", "!=": "<>", "<": "<", ">": ">", "<=": "<=", "=<": "<=", ">=": ">=",
}  # fmt: skip
_CONTROL: Final = frozenset(words.split()[0] for words in CONTROL_WORDS)
_Rule = Callable[[], Statement]


class Blocks(Statements):
    """Blocks and the lines in them."""

    def start_blocks(self) -> None:
        """Nothing is open yet."""
        self.open: list[Opened] = []
        self.shape = Shape()
        self.indents: dict[int, int] = {}

    # ------------------------------------------------------------ lines

    def block(self, opener: Opened | None) -> Block:
        """Lines up to the opener's closer or middle word, or up to the end of the script."""
        self.deeper()
        if opener:
            self.open.append(opener)
        found: list[Statement] = []
        while not self._block_ends(opener):
            if self.token.kind in ("newline", ":"):
                self.advance()
            else:
                self.line(found)
        if opener:
            self.open.pop()
        self.depth -= 1
        return tuple(found)

    def _block_ends(self, opener: Opened | None) -> bool:
        while True:
            self._indent()
            if self.token.kind == "end":
                if opener and not opener.broken:
                    self._complain_unclosed(opener)
                return True
            word = closing_word(self.tokens, self.index)
            if word in ("CASE", "CASE ELSE", "CATCH") and not self._awaited(word):
                word = None
            if word is None:
                if opener and self._must_be_closed(opener):
                    self._complain_unclosed(opener)
                    return True
                return False
            if opener and opener.awaits(word):
                return True
            if self._awaited(word) and opener:
                self._complain_unclosed(opener)
                return True
            self._skip_stray(word)

    def _indent(self) -> None:
        """Note where this line belongs."""
        token = self.token
        if token.kind in ("newline", "end"):
            return
        self.shape.add(token)
        word = closing_word(self.tokens, self.index)
        if word:
            self.shape.mark(
                token, "goes on" if any(word in words for words in MIDDLES.values()) else "closes", word
            )
        if token.first:
            self.indents[token.line] = self._level(word)

    def _level(self, word: str | None) -> int:
        level = sum(2 if each.kind in ("SELECT CASE", "SWITCH") else 1 for each in self.open)
        if word is None:
            return level
        for each in reversed(self.open):
            selects = each.kind in ("SELECT CASE", "SWITCH")
            level -= 2 if selects else 1
            if each.awaits(word) or word in MIDDLES.get(each.kind, ()):
                return level + 1 if selects and word in MIDDLES[each.kind] else level
        return 0

    def _awaited(self, word: str) -> bool:
        return any(each.awaits(word) for each in self.open)

    def _must_be_closed(self, opener: Opened) -> bool:
        """SUB and FUNCTION never stand in each other: a new one shows that the last was not closed."""
        if self.token.word not in ("SUB", "FUNCTION") or self.peek().kind != "word":
            return False
        in_procedure = any(each.kind in ("SUB", "FUNCTION") for each in self.open)
        return in_procedure or (self.token.first and self.token.column <= opener.column)

    def _skip_stray(self, word: str) -> None:
        start = self.token
        self.take_words(len(word.split()) if start.word == word.split()[0] else 1)
        violation = self._related() if self.shape.violation() else ()
        self.complain("E141", self.since(start), related=violation, x=word)
        while self.token.kind not in ("newline", "end"):
            self.advance()

    def _complain_unclosed(self, opener: Opened) -> None:
        opener.broken = True
        self.complain(
            "E121",
            opener.token.span,
            related=self._related(),
            b=opener.kind,
            l=str(opener.token.line),
            x="/".join(opener.closers),
            y=shown(self.token),
        )

    def _related(self) -> tuple[Related, ...]:
        """Where the indentation says that something is missing; else where it was noticed."""
        found = self.shape.violation()
        if not found:
            noticed = self.previous.end_line if self.token.kind == "end" else self.token.line
            return (Related(noticed, "R122"),)
        opener, line = found
        return (
            Related(
                line.line, "R121", {"b": opener.word, "l": str(opener.line), "x": CLOSERS[opener.word][0]}
            ),
        )

    def line(self, into: list[Statement]) -> None:
        """`[ label ] [ statement { ":" statement } ] newline`; a broken one is noted and left out."""
        start, depth, opened = self.index, self.depth, len(self.open)
        self.commas = self.fields = False
        try:
            self.label(into)
            self.inline(into)
            if self.token.kind not in ("newline", "end", "}") and not self._line_is_over():
                raise self.trouble("E122", self.token, y=shown(self.token))
        except SyntaxTrouble as trouble:
            self.depth = depth
            del self.open[opened:]
            self.note(trouble.diagnostic)
            self.skip_line(start)

    def _line_is_over(self) -> bool:
        """Whether a block was given up at the line that begins here, or is closed by what follows a colon."""
        if self.previous.kind == "newline":
            return self.token.first
        return self.previous.kind == ":" and closing_word(self.tokens, self.index) is not None

    def label(self, into: list[Statement]) -> None:
        """`ident ":" | number` at the start of a line."""
        token = self.token
        if not token.first:
            return
        if token.kind == "number":
            self.advance()
            into.append(syntax.Label(token.text, span=token.span))
            self.accept(":")
        elif token.kind == "word" and self.peek().kind == ":" and self.may_be_label(token):
            self.advance()
            self.advance()
            into.append(syntax.Label(token.text, span=token.span))

    def may_be_label(self, token: Token) -> bool:
        """Whether it is a word that begins no keyword."""
        return token.word not in RESERVED and token.word not in _CONTROL and not begins_phrase(token.word)

    def inline(self, into: list[Statement]) -> None:
        """`statement { ":" statement }`"""
        while not self.at_statement_end():
            found = self.statement()
            if found:
                into.append(found)
            if self.token.kind != ":":
                return
            while self.token.kind == ":":
                self.advance()
                if closing_word(self.tokens, self.index) not in (None, "ELSE"):
                    return

    def opened(self, kind: str) -> Opened:
        """A block begins with the current token."""
        token = self.token
        self.shape.mark(token, "opens", kind)
        return Opened(kind, token, token.column, MIDDLES.get(kind, ()))

    def end_of_header(self) -> None:
        """The line of a block's opener ends here."""
        if self.token.kind not in ("newline", "end", ":"):
            raise self.trouble("E122", self.token, y=shown(self.token))

    def closed(self, opener: Opened) -> str:
        """Take the opener's closer, unless the block was given up; its word."""
        word = closing_word(self.tokens, self.index)
        if opener.broken or word not in opener.closers:
            return ""
        if word == "}":
            self.advance()
        else:
            self.take_words(2 if self.token.word == "END" else 1)
        return word
