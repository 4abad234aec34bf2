"""Chapter 12 and raw blocks: parameters, descriptions, events, delayed blocks, tables, verbatim texts."""

from collections.abc import Callable
from typing import Final

from attendance.basic import syntax
from attendance.basic.diagnostics import Span
from attendance.basic.lexer import Raw, Token
from attendance.basic.parser.clauses import UNITS
from attendance.basic.parser.cursor import SyntaxTrouble, shown
from attendance.basic.parser.hearing import HEAR_TYPES
from attendance.basic.parser.tables import Tables
from attendance.basic.syntax import Clause, Expression, Statement

PARAM_TYPES: Final = HEAR_TYPES | {"OBJECT", "ARRAY", "LIST", "JSON"}
_PARAM_CLAUSES: Final = ("AS", "LIKE", "DESCRIPTION", "DEFAULT", "ENUM", "OPTIONAL", "REQUIRED")
_EVENTS: Final = frozenset(
    ["ERROR", "EVENT", "FORM", "EMAIL", "INSERT", "UPDATE", "DELETE", "CHANGE", "MESSAGE"]
)
_Rule = Callable[[], Statement]


class Declarations(Tables):
    """What a script says about itself."""

    def declaration(self, word: str) -> _Rule | None:
        """The rule for a word that declares something here."""
        following = self.peek()
        match word:
            case "PARAM" if following.kind == "word":
                return self.param
            case "DESCRIPTION":
                return self.description
            case "ON" if following.kind == "word" and following.word != "TIMEOUT":
                return self.on
            case "SCHEDULE" if following.word == "IN":
                return self.schedule
            case "TABLE" if following.kind == "word":
                return self.table
        return None

    def odd_statement(self) -> Statement:
        """A raw block begins with no word."""
        if self.token.kind == "raw":
            return self.raw_block()
        return super().odd_statement()

    # ------------------------------------------------------------ tools

    def param(self) -> Statement:
        """`"PARAM" ident { "AS" … | "LIKE" expr | "DESCRIPTION" expr | "DEFAULT" expr | "ENUM" expr | … }`"""
        start = self.token
        self.take_words(1)
        found = syntax.Param(self.expect_name().text)
        self.commas = True
        while not self.at_statement_end():
            clause = self.accept_word(*_PARAM_CLAUSES)
            if not clause:
                raise self.trouble("E152", self.token, x="PARAM", y=shown(self.token))
            self._param_clause(found, clause.word)
            self.accept(",")
        found.span = self.since(start)
        return found

    def _param_clause(self, param: syntax.Param, word: str) -> None:
        match word:
            case "AS" if self.token.kind == "string":
                param.choices = self._choices()
            case "AS":
                param.type = self._param_type()
            case "LIKE":
                param.example = self.argument()
            case "DESCRIPTION":
                param.description = self.argument()
            case "DEFAULT":
                param.default, param.optional = self.argument(), True
            case "ENUM":
                values = self.argument()
                param.choices = values.items if isinstance(values, syntax.Array) else (values,)
            case "OPTIONAL":
                param.optional = True

    def _choices(self) -> tuple[Expression, ...]:
        found = [self.argument()]
        while self.token.kind == "," and self.peek().kind == "string":
            self.advance()
            found.append(self.argument())
        return tuple(found)

    def _param_type(self) -> str:
        token = self.expect_name()
        if token.word not in PARAM_TYPES:
            raise self.trouble("E154", token, x="PARAM AS", y=shown(token))
        token.keyword = True
        return token.word

    def description(self) -> Statement:
        """`"DESCRIPTION" ( expr | rest-of-line-text )`"""
        start = self.token
        self.take_words(1)
        return syntax.Description(self.head(), span=self.since(start))

    # ------------------------------------------------------------ ON

    def on(self) -> Statement:
        """ON ERROR and the events."""
        if self.peek().word not in _EVENTS:
            raise self.trouble("E151", self.peek(), x="ON", y=shown(self.peek()))
        return self.on_error() if self.peek().word == "ERROR" else self.on_event()

    def on_error(self) -> Statement:
        """`"ON" "ERROR" ( "RESUME" "NEXT" | "GOTO" ( ident | "0" ) )`"""
        start = self.token
        self.take_words(2)
        if self.accept_word("RESUME"):
            self.expect_word("NEXT", code="E150")
            return syntax.OnError("RESUME", span=self.since(start))
        if not self.accept_word("GOTO"):
            raise self.trouble("E150", self.token, x="ON ERROR", y=shown(self.token))
        label = self.label_name()
        if label == "0":
            return syntax.OnError("DEFAULT", span=self.since(start))
        return syntax.OnError("GOTO", label, span=self.since(start))

    def on_event(self) -> Statement:
        """`"ON" event-head [ "DO" ] newline block "END" "ON"`; without a body the rest of the script is the handler."""
        start = self.token
        opener = self.opened("ON")
        kind, subject, clauses = self.recovering(self._event_head, ("EVENT", None, ()))
        has_body = self.accept_word("DO") is not None or self._has_end()
        if has_body:
            body = self.block(opener)
            self.closed(opener)
        else:
            self.shape.lines[-1].role = "plain"
            body = self.block(None)
        return syntax.OnEvent(kind, subject, clauses, body, not has_body, span=self.since(start))

    def _event_head(self) -> tuple[str, Expression | None, tuple[Clause, ...]]:
        self.take_words(1)
        kind = self.token.word
        self.take_words(1)
        if kind == "FORM":
            self.expect_word("SUBMIT", code="E151")
            kind = "FORM SUBMIT"
        if kind in ("INSERT", "UPDATE", "DELETE"):
            self.expect_word("OF", code="E151")
        subject = None if self.token.kind in ("newline", "end") or self.token.word == "DO" else self.head()
        clauses = []
        while kind == "EMAIL" and (word := self.accept_word("FROM", "SUBJECT")):
            clauses.append(Clause(word.word, (self.argument(),), span=self.since(word)))
        if self.token.word != "DO" and self.token.kind not in ("newline", "end"):
            raise self.trouble("E151", self.token, x="ON", y=shown(self.token))
        return kind, subject, tuple(clauses)

    def _has_end(self) -> bool:
        """Whether END ON comes before the next handler."""
        tokens = self.tokens
        for at in range(self.index, len(tokens) - 1):
            if tokens[at].word == "END" and tokens[at + 1].word == "ON":
                return True
            begins = tokens[at].first and tokens[at].word == "ON"
            if begins and tokens[at + 1].word in _EVENTS - {"ERROR"}:
                return False
        return False

    def schedule(self) -> Statement:
        """`SCHEDULE IN n unit DO … END SCHEDULE`"""
        start = self.token
        opener = self.opened("SCHEDULE")
        self.take_words(2)
        amount, unit = self.recovering(self._delay, (syntax.Literal(0), "SECONDS"))
        self.accept_word("DO")
        body = self.block(opener)
        self.closed(opener)
        return syntax.ScheduleBlock(amount, unit, body, span=self.since(start))

    def _delay(self) -> tuple[Expression, str]:
        amount = self.head()
        unit = self.expect_word(*sorted(UNITS))
        if self.token.word != "DO":
            self.end_of_header()
        return amount, unit.word

    # ------------------------------------------------------------ raw blocks

    def raw_block(self) -> Statement:
        """BEGIN kind … END kind."""
        token = self.advance()
        raw: Raw = token.value
        head = self.inside(raw.head) if raw.head.end > raw.head.start else None
        if raw.kind == "MERMAID":
            text: syntax.Literal | syntax.Text = syntax.Literal(raw.text.removesuffix("\n"), span=token.span)
        else:
            text = self._raw_text(raw, token)
        return syntax.RawBlock(raw.kind, head, text, span=token.span)  # type: ignore[arg-type]  # the lexer's pattern

    def _raw_text(self, raw: Raw, token: Token) -> syntax.Literal | syntax.Text:
        parts: list[str | Expression] = []
        for piece in raw.pieces:
            if isinstance(piece, str):
                self._append_text(parts, piece)
                continue
            depth = self.depth
            try:
                parts.append(self.inside(piece))
            except SyntaxTrouble:
                self.depth = depth
                written = self.source[piece.start - 2 : piece.end + 1]
                self.complain("W210", self._span_of(piece.line, piece.column - 2, len(written)), y=written)
                self._append_text(parts, written)
        if not parts:
            return syntax.Literal("", span=token.span)
        if len(parts) == 1 and isinstance(parts[0], str):
            return syntax.Literal(parts[0], span=token.span)
        return syntax.Text(tuple(parts), span=token.span)

    def _append_text(self, parts: list[str | Expression], text: str) -> None:
        if parts and isinstance(parts[-1], str):
            parts[-1] += text
        else:
            parts.append(text)

    def _span_of(self, line: int, column: int, length: int) -> Span:
        return Span(line, column, line, column + length)
