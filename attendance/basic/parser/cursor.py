"""A place in the tokens: look, take, expect, complain, and start again after an error.

The grammar is one recursive whole, so its chapters are a line of classes that each add their rules to the one
before: Cursor, Expressions, Calls, Statements, Blocks, Declarations, Script.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeVar

from attendance.basic.diagnostics import MOST, Diagnostic, Related, Span
from attendance.basic.lexer import Lexed, Token
from attendance.basic.lexer.scanner import DEEPEST

T = TypeVar("T")
U = TypeVar("U")
MOST_OPERATORS: Final = 200
"""A chain of operators is a tree as deep as it is long; those who walk it should not run out of stack."""
_STATEMENT_ENDS: Final = frozenset(["newline", "end", ":", "}"])


class SyntaxTrouble(Exception):
    """A rule could not go on; the statement's line is given up."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.code)
        self.diagnostic = diagnostic


class TooMuch(Exception):
    """The script is given up: it is nested too deep or has too many errors."""


class Cursor:
    """The tokens and where the parser stands in them."""

    def __init__(self, script: Lexed, procedures: frozenset[str]) -> None:
        self.source = script.source
        self.lexed = script
        self.tokens = tokens = script.tokens
        self.procedures = procedures
        self.index = 0
        self.token = tokens[0]
        self.diagnostics: list[Diagnostic] = []
        self.errors = 0
        self.depth = 0

    # ------------------------------------------------------------ look and take

    def peek(self, ahead: int = 1) -> Token:
        """The token that far ahead; the last one beyond the end."""
        at = self.index + ahead
        return self.tokens[at] if at < len(self.tokens) else self.tokens[-1]

    def advance(self) -> Token:
        """Take the current token."""
        token = self.token
        if token.kind != "end":
            self.index += 1
            self.token = self.tokens[self.index]
        return token

    def go(self, index: int) -> None:
        """Stand at another token."""
        self.index = index
        self.token = self.tokens[index]

    def accept(self, kind: str) -> Token | None:
        """Take a token of this kind when it is next."""
        return self.advance() if self.token.kind == kind else None

    def accept_word(self, *words: str) -> Token | None:
        """Take one of these words as a keyword when it is next."""
        if self.token.word not in words or not self.token.word:
            return None
        self.token.keyword = True
        return self.advance()

    def take_words(self, count: int) -> None:
        """Take that many words as keywords."""
        for _ in range(count):
            self.token.keyword = True
            self.advance()

    def at_words(self, *words: str) -> bool:
        """Whether exactly these words come next."""
        tokens, at = self.tokens, self.index
        return all(tokens[at + offset].word == word for offset, word in enumerate(words))

    def at_statement_end(self) -> bool:
        """Whether the statement is over here."""
        return self.token.kind in _STATEMENT_ENDS or self.token.word == "ELSE"

    @property
    def previous(self) -> Token:
        """The token before."""
        return self.tokens[self.index - 1] if self.index else self.tokens[0]

    # ------------------------------------------------------------ expect

    def expect(self, kind: str) -> Token:
        """Take a token of this kind. Raises: SyntaxTrouble."""
        if self.token.kind == kind:
            return self.advance()
        raise self.expected(f'"{kind}"')

    def expect_word(self, *words: str, code: str = "E110") -> Token:
        """Take one of these keywords. Raises: SyntaxTrouble."""
        found = self.accept_word(*words)
        if not found:
            raise self.expected("/".join(words), code)
        return found

    def expect_name(self) -> Token:
        """Take a name. Raises: SyntaxTrouble."""
        if self.token.kind != "word":
            raise self.expected("§name", "E111")
        return self.advance()

    def expected(self, what: str, code: str = "E110") -> SyntaxTrouble:
        """Something else should stand here."""
        return self.trouble(code, self.token, x=what, y=shown(self.token))

    # ------------------------------------------------------------ complain

    def trouble(self, code: str, at: Token, /, *, hint: str | None = None, **values: str) -> SyntaxTrouble:
        """An error at a token, for the caller to raise."""
        return SyntaxTrouble(Diagnostic(code, _place(at, self.tokens, self.index), values, hint))

    def never_closed(self, opening: Token) -> SyntaxTrouble:
        """A bracket without its partner; where that was noticed stands beside it."""
        noticed = Related(self.previous.end_line, "R122")
        values = {"b": opening.text, "l": str(opening.line)}
        return SyntaxTrouble(Diagnostic("E103", opening.span, values, related=(noticed,)))

    def complain(
        self,
        code: str,
        span: Span,
        /,
        *,
        related: tuple[Related, ...] = (),
        hint: str | None = None,
        **values: str,
    ) -> None:
        """Note a finding and go on. Raises: TooMuch after the last that is reported."""
        self.note(Diagnostic(code, span, values, hint, related))

    def note(self, diagnostic: Diagnostic) -> None:
        """Add a diagnostic. Raises: TooMuch after the last error that is reported."""
        self.diagnostics.append(self._with_suspect(diagnostic))
        if diagnostic.severity == "error":
            self.errors += 1
            if self.errors >= MOST:
                raise TooMuch

    def _with_suspect(self, diagnostic: Diagnostic) -> Diagnostic:
        """A syntax error with a hint at the nearest text of several lines before it: it may have swallowed code."""
        before = [token.line for token in self.lexed.long_texts if token.line <= diagnostic.span.line]
        if not before or diagnostic.hint or not diagnostic.code.startswith("E1"):
            return diagnostic
        return replace(diagnostic, values={**diagnostic.values, "t": str(max(before))}, hint="H102")

    # ------------------------------------------------------------ depth

    def deeper(self) -> None:
        """One more bracket, block or prefix around what follows. Raises: TooMuch."""
        self.depth += 1
        if self.depth > DEEPEST:
            self.diagnostics.append(Diagnostic("E105", self.token.span))
            raise TooMuch

    # ------------------------------------------------------------ recover

    def recovering(self, rule: Callable[[], T], otherwise: U, *stops: str) -> T | U:
        """What the rule gives; after an error in it: note it, go to one of the words or the line's end, `otherwise`."""
        start, depth = self.index, self.depth
        try:
            return rule()
        except SyntaxTrouble as trouble:
            self.depth = depth
            self.note(trouble.diagnostic)
            self.skip_line(start, *stops)
            return otherwise

    def skip_line(self, start: int, *stops: str) -> None:
        """Go to the end of a broken statement that began at token `start`, or to one of the words in it."""
        opener = self._open_bracket(start)
        if opener is not None and self.tokens[opener].pair < 0:
            self._read_again(self._next_line(max(opener + 1, self.index)))
            return
        if opener is not None:
            self.go(self.tokens[opener].pair)
        while self.token.kind not in ("newline", "end") and self.token.word not in stops:
            self.advance()

    def _open_bracket(self, start: int) -> int | None:
        """The outermost bracket of this statement that is open here."""
        at = start
        while at <= self.index and at < len(self.tokens):
            token = self.tokens[at]
            if token.kind in _OPENING:
                if token.pair < 0 or token.pair >= self.index:
                    return at
                at = token.pair
            at += 1
        return None

    def _next_line(self, at: int) -> int:
        while not self.tokens[at].first and self.tokens[at].kind not in ("newline", "end"):
            at += 1
        return at

    def _read_again(self, at: int) -> None:
        """Lex the rest of the source anew, as if a statement began at this token."""
        token = self.tokens[at]
        if token.kind in ("newline", "end"):
            self.go(at)
            return
        newline = Token("newline", "", "", token.start, token.line, token.column, False)
        self.lexed.read_again(token, at + 1)
        self.tokens[at:] = [newline, *self.lexed.tokens]
        self.lexed.tokens = self.tokens
        self.go(at)


_OPENING: Final = frozenset(["(", "[", "{", "#{", "${"])


def _place(at: Token, tokens: list[Token], index: int) -> Span:
    """A token's place; something missing before a new line belongs to the end of the line before."""
    if index and (at.kind in ("newline", "end") or at.first) and at is tokens[index]:
        before = tokens[index - 1]
        if before.kind != "newline":
            return Span(before.end_line, before.end_column, before.end_line, before.end_column + 1)
    return at.span


def shown(token: Token) -> str:
    """How a message names a token."""
    if token.kind in ("newline", "end"):
        return "§" + token.kind
    if token.kind == "string":
        return "§string"
    return f'"{token.text}"' if token.kind != "block{" else '"{"'
