"""IF in its three forms, SELECT CASE and SWITCH."""

from typing import Final

from attendance.basic import syntax
from attendance.basic.diagnostics import Span
from attendance.basic.lexer import Token
from attendance.basic.parser.blocks import NOTHING, Blocks
from attendance.basic.parser.cursor import shown
from attendance.basic.parser.expressions import ADD
from attendance.basic.parser.shape import Opened, closing_word
from attendance.basic.syntax import Block, Expression, Statement

_COMPARISONS: Final = {
    "=": "=", "==": "=", "<>": "<>", "!=": "<>", "<": "<", ">": ">", "<=": "<=", "=<": "<=", ">=": ">=",
}  # fmt: skip


class Conditions(Blocks):
    """Statements that choose a block."""

    # ------------------------------------------------------------ IF

    def if_(self) -> Statement:
        """`"IF" expr "THEN" newline block { else-if } [ "ELSE" block ] end-if`, on one line, or with braces."""
        start = self.token
        opener = self.opened("IF")
        self.take_words(1)
        errors = self.errors
        condition = self.recovering(self.head, NOTHING, "THEN")
        if self.accept_word("THEN"):
            if self.token.kind not in ("newline", "end"):
                return self.inline_if(condition, start)
        elif self.token.kind == "block{":
            return self.brace_if(condition, start)
        elif self.token.kind in ("newline", "end"):
            if errors == self.errors:
                self.complain("W201", self.since(start))
        elif not self._without_then():
            return syntax.If(((condition, ()),), span=self.since(start))
        branches, otherwise = self.if_branches(condition, opener)
        return syntax.If(branches, otherwise, span=self.since(start))

    def _without_then(self) -> bool:
        """Note that THEN is missing; whether a block follows all the same."""
        column = self._line_column()
        self.complain("E140", self.token.span, y=shown(self.token))
        while self.token.kind not in ("newline", "end") and self.token.word != "THEN":
            self.advance()
        if self.accept_word("THEN"):
            return self.token.kind in ("newline", "end")
        following = self.peek()
        return following.kind != "end" and following.column > column

    def _line_column(self) -> int:
        """The column in which this line begins."""
        at = self.index
        while at and not self.tokens[at].first:
            at -= 1
        return self.tokens[at].column

    def inline_if(self, condition: Expression, start: Token) -> Statement:
        """`inline-seq [ "ELSE" inline-seq ]`"""
        self.deeper()
        self.shape.mark(start, "plain", "")
        if self.shape.lines and self.shape.lines[-1].line == start.line:
            self.shape.lines[-1].role = "plain"
        body: list[Statement] = []
        otherwise: list[Statement] = []
        self.inline(body)
        if not body and self.token.word != "ELSE":
            raise self.trouble("E113", self.token, y=shown(self.token))
        if self.accept_word("ELSE"):
            self.inline(otherwise)
        self.depth -= 1
        return syntax.If(((condition, tuple(body)),), tuple(otherwise), span=self.since(start))

    def if_branches(
        self, condition: Expression, opener: Opened
    ) -> tuple[tuple[tuple[Expression, Block], ...], Block]:
        """Everything behind the first THEN."""
        branches = [(condition, self.block(opener))]
        otherwise: Block = ()
        while not opener.broken:
            if self.accept_word("ELSEIF") or (self.at_words("ELSE", "IF") and self._is_else_if()):
                condition = self.recovering(self.head, NOTHING, "THEN")
                self._then_of_branch()
                branches.append((condition, self.block(opener)))
            elif self.accept_word("ELSE"):
                opener.middles = ()
                otherwise = self.block(opener)
            else:
                break
        self.closed(opener)
        return tuple(branches), otherwise

    def _is_else_if(self) -> bool:
        self.take_words(2)
        return True

    def _then_of_branch(self) -> None:
        if self.accept_word("THEN"):
            return
        if self.token.kind in ("newline", "end"):
            self.complain("W201", self.previous.span)
        else:
            self.complain("E140", self.token.span, y=shown(self.token))
            while self.token.kind not in ("newline", "end"):
                self.advance()

    def brace_if(self, condition: Expression, start: Token) -> Statement:
        """`"IF" expr "{" newline block "}" [ "ELSE" ( if | "{" block "}" ) ]`"""
        self.complain("W205", self.token.span)
        opener = self.opened("{")
        self.advance()
        body = self.block(opener)
        self.closed(opener)
        otherwise: Block = ()
        after = 1 if self.token.kind == "newline" and self.peek().word == "ELSE" else 0
        if self.peek(after).word == "ELSE" and (after or self.token.word == "ELSE"):
            self.go(self.index + after)
            otherwise = self._brace_else()
        return syntax.If(((condition, body),), otherwise, span=self.since(start))

    def _brace_else(self) -> Block:
        self.take_words(1)
        if self.token.word == "IF":
            self.deeper()
            found = self.if_()
            self.depth -= 1
            return (found,)
        opener = self.opened("{")
        if not self.accept("block{"):
            raise self.expected('"{"')
        body = self.block(opener)
        self.closed(opener)
        return body

    # ------------------------------------------------------------ SELECT

    def select(self) -> Statement:
        """`( "SELECT" "CASE" | "SWITCH" ) expr newline { case } [ default ] ( "END" "SELECT" | "END" "SWITCH" )`"""
        start = self.token
        opener = self.opened("SWITCH" if start.word == "SWITCH" else "SELECT CASE")
        self.take_words(1 if start.word == "SWITCH" else 2)
        subject = self.recovering(self._select_subject, NOTHING)
        self._before_cases(opener)
        cases: list[tuple[tuple[syntax.Case, ...], Block]] = []
        otherwise: Block = ()
        while not opener.broken and (word := closing_word(self.tokens, self.index)) in opener.middles:
            if word == "CASE":
                values = self.case()
                cases.append((values, self.block(opener)))
            else:
                self.take_words(2 if self.token.word == "CASE" else 1)
                otherwise += self.block(opener)
        self.closed(opener)
        return syntax.Select(subject, tuple(cases), otherwise, span=self.since(start))

    def _select_subject(self) -> Expression:
        found = self.head()
        self.end_of_header()
        return found

    def _before_cases(self, opener: Opened) -> None:
        """Nothing may stand between SELECT and its first CASE."""
        misplaced = self.block(opener)
        if misplaced:
            span = misplaced[0].span
            self.complain(
                "E111", Span(span.line, span.column, span.line, span.column + 1), x="CASE", y="§statement"
            )

    def case(self) -> tuple[syntax.Case, ...]:
        """`"CASE" case-val { "," case-val } [ ":" ]`"""
        self.take_words(1)
        return self.recovering(self._case_values, ())

    def _case_values(self) -> tuple[syntax.Case, ...]:
        found = [self.case_value()]
        while self.accept(","):
            found.append(self.case_value())
        self.end_of_header()
        return tuple(found)

    def case_value(self) -> syntax.Case:
        """`additive | additive "TO" additive | "IS" cmp-op additive`"""
        start = self.token
        self.position, self.commas = "argument", True
        if start.word == "IS" and self.peek().kind in _COMPARISONS:
            self.take_words(1)
            operator = _COMPARISONS[self.advance().kind]
            return syntax.Case(self.binary(ADD), operator=operator, span=self.since(start))  # type: ignore[arg-type]  # a table
        value = self.binary(ADD)
        high = self.binary(ADD) if self.accept_word("TO") else None
        return syntax.Case(value, high, span=self.since(start))
