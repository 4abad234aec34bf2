"""Section 3.1: the statements with blocks, and what to make of a block that is not closed."""

from collections.abc import Callable
from typing import Final

from attendance.basic import syntax
from attendance.basic.catalogue import begins_phrase
from attendance.basic.diagnostics import Diagnostic, Related, Span
from attendance.basic.lexer import Token
from attendance.basic.parser.cursor import SyntaxTrouble, shown
from attendance.basic.parser.expressions import ADD, RESERVED
from attendance.basic.parser.shape import CLOSERS, MIDDLES, Opened, Shape, closing_word
from attendance.basic.parser.statements import CONTROL_WORDS, Statements
from attendance.basic.syntax import Block, Expression, Statement

_NOTHING: Final[Expression] = syntax.Literal(None)
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
        related = self._related()
        self.complain("E141", self.since(start), related=related, x=word)
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
        found = self.shape.violation()
        if not found:
            return ()
        opener, line = found
        return (
            Related(
                line.line, "R121", {"b": opener.word, "l": str(opener.line), "x": CLOSERS[opener.word][0]}
            ),
        )

    def line(self, into: list[Statement]) -> None:
        """`[ label ] [ statement { ":" statement } ] newline`; a broken one is noted and left out."""
        start, depth, opened = self.index, self.depth, len(self.open)
        try:
            self.label(into)
            self.inline(into)
            if self.token.kind not in ("newline", "end", "}"):
                raise self.trouble("E122", self.token, y=shown(self.token))
        except SyntaxTrouble as trouble:
            self.depth = depth
            del self.open[opened:]
            self.note(self._with_suspect(trouble.diagnostic))
            self.skip_line(start)

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

    def _with_suspect(self, diagnostic: Diagnostic) -> Diagnostic:
        """The same, with a hint at the text that may have swallowed code."""
        return diagnostic

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

    # ------------------------------------------------------------ which rule

    def block_statement(self, word: str) -> _Rule | None:
        """The rule for a word that opens a block here."""
        following = self.peek()
        match word:
            case "IF":
                return self.if_
            case "FOR":
                return self.for_
            case "WHILE":
                return self.while_
            case "DO" if following.kind in ("newline", "end", ":") or following.word in ("WHILE", "UNTIL"):
                return self.do
            case "SELECT" if following.word == "CASE":
                return self.select
            case "SWITCH" if following.kind not in ("newline", "end"):
                return self.select
            case "WITH" if following.kind == "word":
                return self.with_
            case "SUB" | "FUNCTION" if following.kind == "word":
                return self.procedure
            case "TRY" if following.kind in ("newline", "end", ":"):
                return self.try_
        return None

    # ------------------------------------------------------------ IF

    def if_(self) -> Statement:
        """`"IF" expr "THEN" newline block { else-if } [ "ELSE" block ] end-if`, on one line, or with braces."""
        start = self.token
        opener = self.opened("IF")
        self.take_words(1)
        errors = self.errors
        condition = self.recovering(self.head, _NOTHING, "THEN")
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
        start = self.token
        self.complain("E140", start.span, y=shown(start))
        while self.token.kind not in ("newline", "end") and self.token.word != "THEN":
            self.advance()
        if self.accept_word("THEN"):
            return self.token.kind in ("newline", "end")
        following = self.peek()
        return following.kind != "end" and following.column > self.open_column(start)

    def open_column(self, token: Token) -> int:
        """The column in which the line of a token begins."""
        at = self.tokens.index(token, max(0, self.index - 200))
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
                condition = self.recovering(self.head, _NOTHING, "THEN")
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

    # ------------------------------------------------------------ loops

    def for_(self) -> Statement:
        """FOR … TO and FOR EACH."""
        start = self.token
        opener = self.opened("FOR")
        self.take_words(1)
        found: syntax.For | syntax.ForEach = self.recovering(
            self._for_header, syntax.ForEach((), _NOTHING, None, ())
        )
        self.accept_word("DO")
        found.body = self.block(opener)
        self.next_(found, opener)
        found.span = self.since(start)
        return found

    def _for_header(self) -> syntax.For | syntax.ForEach:
        each = self.accept_word("EACH") if self.peek().kind == "word" else None
        name = self.expect_name().text
        if not each and self.accept("="):
            start = self.head()
            self.expect_word("TO")
            end = self.head()
            step = self.head() if self.accept_word("STEP") else None
            self._header_end()
            return syntax.For(name, start, end, step, ())
        return self.foreach(name)

    def foreach(self, name: str) -> syntax.ForEach:
        """`"FOR" [ "EACH" ] ident [ "," ident ] "IN" expr [ ("FIRST"|"LAST") expr ]`"""
        names = (name, self.expect_name().text) if self.accept(",") else (name,)
        self.expect_word("IN")
        self.loops = True
        try:
            source = self.head()
        finally:
            self.loops = False
        only = None
        if side := self.accept_word("FIRST", "LAST"):
            only = (side.word, self.head())
        self._header_end()
        return syntax.ForEach(names, source, only, ())  # type: ignore[arg-type]  # one of two words

    def _header_end(self) -> None:
        if self.token.word != "DO":
            self.end_of_header()

    def next_(self, loop: syntax.For | syntax.ForEach, opener: Opened) -> None:
        """`"NEXT" [ ident ] | "END" "FOR"`"""
        if self.closed(opener) != "NEXT" or self.token.kind != "word":
            return
        name = self.advance()
        names = (loop.name,) if isinstance(loop, syntax.For) else loop.names
        if names and syntax.fold(name.text) not in {syntax.fold(each) for each in names}:
            self.complain(
                "E142", name.span, a=name.text, b=names[0], related=(Related(opener.token.line, "R142"),)
            )

    def while_(self) -> Statement:
        """`"WHILE" expr [ "DO" ] newline block ( "WEND" | "END" "WHILE" | "LOOP" )`"""
        start = self.token
        opener = self.opened("WHILE")
        self.take_words(1)
        condition = self.recovering(self._loop_condition, _NOTHING)
        self.accept_word("DO")
        body = self.block(opener)
        self.closed(opener)
        return syntax.Loop("WHILE", condition, None, body, span=self.since(start))

    def _loop_condition(self) -> Expression:
        found = self.head()
        self._header_end()
        return found

    def do(self) -> Statement:
        """`"DO" [ ("WHILE"|"UNTIL") expr ] newline block "LOOP" [ ("WHILE"|"UNTIL") expr ]`"""
        start = self.token
        opener = self.opened("DO")
        self.take_words(1)
        before = self.recovering(self._going_on, None)
        body = self.block(opener)
        after = self._going_on() if self.closed(opener) else None
        return syntax.Loop("DO", before, after, body, span=self.since(start))

    def _going_on(self) -> Expression | None:
        word = self.accept_word("WHILE", "UNTIL")
        if not word:
            return None
        condition = self.head()
        if word.word == "WHILE":
            return condition
        return syntax.Unary("NOT", condition, span=self.since(word))

    # ------------------------------------------------------------ SELECT

    def select(self) -> Statement:
        """`( "SELECT" "CASE" | "SWITCH" ) expr newline { case } [ default ] ( "END" "SELECT" | "END" "SWITCH" )`"""
        start = self.token
        opener = self.opened("SWITCH" if start.word == "SWITCH" else "SELECT CASE")
        self.take_words(1 if start.word == "SWITCH" else 2)
        subject = self.recovering(self._select_subject, _NOTHING)
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

    # ------------------------------------------------------------ WITH

    def with_(self) -> Statement:
        """`"WITH" lvalue newline { with-field newline } "END" "WITH"`"""
        start = self.token
        opener = self.opened("WITH")
        self.take_words(1)
        target: Expression = self.recovering(self._with_target, _NOTHING)
        fields: list[tuple[tuple[str, ...], Expression]] = []
        self.open.append(opener)
        while not self._block_ends(opener):
            if self.token.kind in ("newline", ":"):
                self.advance()
            elif not self.recovering(lambda: self._with_line(fields), True):
                self._complain_unclosed(opener)
                break
        self.open.pop()
        self.closed(opener)
        return syntax.With(target, tuple(fields), span=self.since(start))

    def _with_target(self) -> Expression:
        found = self.lvalue()
        self.end_of_header()
        return found

    def _with_line(self, fields: list[tuple[tuple[str, ...], Expression]]) -> bool:
        """One field; False when the line cannot be one, so that END WITH is missing."""
        at = self.index
        if self.token.kind == "word" and self.peek().kind not in ("=", ".", "["):
            found = self.open[-1]
            if self.token.column <= found.column or self.block_statement(self.token.word):
                return False
        fields.append(self.with_field())
        if self.token.kind not in ("newline", "end", ":"):
            raise self.trouble("E122", self.token, y=shown(self.token))
        assert self.index > at, "a field has at least a name"
        return True

    def with_field(self) -> tuple[tuple[str, ...], Expression]:
        """`( ident | "." ident { "." ident } | string ) "=" expr`"""
        if self.token.kind == "string":
            path = ["".join(piece for piece in self.advance().value if isinstance(piece, str))]
        else:
            self.accept(".")
            path = [self.expect_name().text]
            while self.accept("."):
                path.append(self.expect_name().text)
        self.expect("=")
        return tuple(path), self.head()

    # ------------------------------------------------------------ procedures

    def procedure(self) -> Statement:
        """`( "SUB" | "FUNCTION" ) ident [ "(" … ")" ] [ "AS" ident ] newline block "END" ("SUB"|"FUNCTION")`"""
        start = self.token
        kind = "SUB" if start.word == "SUB" else "FUNCTION"
        opener = self.opened(kind)
        self.take_words(1)
        name, parameters = self.recovering(self._procedure_header, ("", ()))
        body = self.block(opener)
        self.closed(opener)
        declared = [each for each in body if isinstance(each, syntax.Param)]
        parameters += tuple(
            syntax.Parameter(each.name, each.type, each.default, span=each.span) for each in declared
        )
        body = tuple(each for each in body if not isinstance(each, syntax.Param))
        return syntax.Procedure(kind, name, parameters, body, span=self.since(start))  # type: ignore[arg-type]  # either

    def _procedure_header(self) -> tuple[str, tuple[syntax.Parameter, ...]]:
        name = self.expect_name().text
        found: list[syntax.Parameter] = []
        if opening := self.accept("("):
            while self.token.kind != ")":
                found.append(self.parameter())
                if not self.accept(","):
                    break
            self.close(opening, ")")
        if self.accept_word("AS"):
            self.expect_name()
        self.end_of_header()
        return name, tuple(found)

    def parameter(self) -> syntax.Parameter:
        """`ident [ "AS" ident ] [ "=" expr ]`"""
        start = self.expect_name()
        kind = self.expect_name().text if self.accept_word("AS") else None
        default = self.argument() if self.accept("=") else None
        return syntax.Parameter(start.text, kind, default, span=self.since(start))

    def try_(self) -> Statement:
        """`"TRY" block [ "CATCH" [ ident ] block ] "END" "TRY"`"""
        start = self.token
        opener = self.opened("TRY")
        self.take_words(1)
        body = self.block(opener)
        name: str | None = None
        handler: Block = ()
        if not opener.broken and self.accept_word("CATCH"):
            opener.middles = ()
            name = self.advance().text if self.token.kind == "word" else None
            handler = self.block(opener)
        self.closed(opener)
        return syntax.Try(body, name, handler, span=self.since(start))
