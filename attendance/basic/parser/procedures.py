"""WITH, SUB, FUNCTION and TRY, and which word opens which block."""

from collections.abc import Callable

from attendance.basic import syntax
from attendance.basic.parser.blocks import NOTHING
from attendance.basic.parser.cursor import shown
from attendance.basic.parser.loops import Loops
from attendance.basic.syntax import Block, Expression, Statement

_Rule = Callable[[], Statement]


class Procedures(Loops):
    """The rest of the statements with a block."""

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

    # ------------------------------------------------------------ WITH

    def with_(self) -> Statement:
        """`"WITH" lvalue newline { with-field newline } "END" "WITH"`"""
        start = self.token
        opener = self.opened("WITH")
        self.take_words(1)
        target: Expression = self.recovering(self._with_target, NOTHING)
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
