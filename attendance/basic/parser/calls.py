"""Sections 3.3 and 3.4: keywords with their arguments and clauses, and calls by name."""

from typing import Final

from attendance.basic import syntax
from attendance.basic.catalogue import CLAUSE_WORDS, FUNCTION_PHRASES, PAREN_FUNCTIONS
from attendance.basic.diagnostics import Span
from attendance.basic.lexer import Token
from attendance.basic.parser.clauses import Clauses
from attendance.basic.parser.expressions import ADD, POSTFIX, TERNARY, WORD_STRENGTH
from attendance.basic.parser.keywords import begins_phrase, longest_phrase
from attendance.basic.parser.primaries import ARGUMENT, HEAD, OPERAND, RESERVED
from attendance.basic.phrases import Phrase
from attendance.basic.syntax import Expression

_OPERAND_KINDS: Final = frozenset(["string", "number", "{", "#{", "${"])
_STOPS: Final = RESERVED.union(WORD_STRENGTH, ["DO", "STEP"]) - {"NOT"} | {"NOT"}
_ENDS: Final = frozenset(["newline", "end", ")", "]", "}", ","])
_STATEMENT_WORDS: Final = frozenset(
    ["TALK", "HEAR", "PRINT", "SAVE", "RETURN", "CALL", "SELECT", "NEXT", "LOOP", "WEND", "LET", "DIM", "GOTO",
     "ELSEIF", "ENDIF", "EXIT", "SET", "ADD", "CLEAR", "TRANSFER", "NOTIFY", "SUB", "FUNCTION", "DO", "SWITCH"]
)  # fmt: skip


class Calls(Clauses):
    """Who is called, and which of what follows belongs to the call."""

    # ------------------------------------------------------------ what a word begins

    def begins_statement(self) -> bool:
        """An assignment, or a keyword that no expression begins with."""
        word, following = self.token.word, self.peek()
        if word in RESERVED and word != "NOT":
            return True
        operator = self.previous.word
        if not self.fields and operator not in ("AND", "OR") and self.at_assignment():
            return True
        return word in _STATEMENT_WORDS and following.kind in ("word", "string", "newline")

    def at_assignment(self) -> bool:
        """Whether an lvalue and `=` or a compound `=` come next."""
        tokens, at = self.tokens, self.index + 1
        while True:
            kind = tokens[at].kind
            if kind in (".", "?.") and tokens[at + 1].kind == "word":
                at += 2
            elif kind == "[" and tokens[at].pair > at:
                at = tokens[at].pair + 1
            else:
                return kind in ("=", "+=", "-=", "*=", "/=")

    def starts_operand(self, at: int) -> bool:
        """Whether the token there begins an operand, so that the word before it is a keyword."""
        token = self.tokens[at]
        kind = token.kind
        if kind in _OPERAND_KINDS:
            return True
        if kind in ("(", "["):
            return token.spaced and not token.first
        if kind == ".":
            return token.spaced and self.tokens[at + 1].kind == "word"
        if kind != "word" or token.word in _STOPS or (token.first and not token.joined):
            return False
        following = self.tokens[at + 1]
        if following.kind in (".", "?."):
            return True
        if token.word in ("AS", "TO", "FIRST", "LAST") and self.loops:
            return False
        return not (token.word in CLAUSE_WORDS and self._starts_plainly(following))

    def _starts_plainly(self, token: Token) -> bool:
        """Whether what a clause word would govern follows it."""
        if token.kind == "word":
            return token.word not in _STOPS and token.word not in CLAUSE_WORDS
        return token.kind in _OPERAND_KINDS or (token.kind in ("(", "[") and token.spaced)

    # ------------------------------------------------------------ calls by name

    def named_call(self, name: Token) -> Expression:
        """`name(args)`: a procedure of the script, a keyword, or a function."""
        found = longest_phrase([name, self.token], 0) if name.word not in PAREN_FUNCTIONS else None
        arguments = self.bracketed()
        if found and syntax.fold(name.text) not in self.procedures:
            name.keyword = True
            return self.finish(found[0], arguments, (), name)
        return syntax.Call(name.text, arguments, span=self.since(name))

    def bracketed(self) -> tuple[Expression, ...]:
        """`( args )`"""
        self.advance()
        return self.listed(")")

    def call(self) -> Expression:
        """`"CALL" ( ident [ "(" args ")" | args ] | string-expr [ "," args ] )`, standing behind CALL."""
        start = self.previous
        position, outside = self.position, self.commas
        if self.token.kind == "string":
            self.position = OPERAND if position == OPERAND else ARGUMENT
            script = self.binary(POSTFIX if position == OPERAND else ADD)
            most = 99 if position == HEAD or not outside else 0
            arguments = self._more_arguments(position, most) if self.token.kind == "," and most else ()
            return syntax.ScriptCall(script, tuple(arguments), span=self.since(start))
        name = self.expect_name()
        if self.token.kind == "(":
            return syntax.Call(name.text, self.bracketed(), span=self.since(start))
        if self.at_statement_end() or not self.starts_operand(self.index):
            return syntax.Call(name.text, (), span=self.since(start))
        arguments = self.arguments_of(position, 99 if position == HEAD else 1, loose=False)
        return syntax.Call(name.text, tuple(arguments), span=self.since(start))

    def _more_arguments(self, position: str, most: int) -> list[Expression]:
        self.advance()
        return self.arguments_of(position, most, loose=False)

    # ------------------------------------------------------------ keywords inside an expression

    def keyword_call(self) -> Expression | None:
        """A keyword of two or more words, or one word with an operand behind it; None: it is only a name."""
        start = self.token
        if not begins_phrase(start.word):
            return None
        found = longest_phrase(self.tokens, self.index)
        if not found:
            return None
        row, count = found
        if count == 1 and not self.starts_operand(self.index + 1):
            return None
        if row.mark == "out":
            return self.outside(row, count)
        self.take_words(count)
        if self._is_bracketed():
            return self.finish(row, self.bracketed(), (), start)
        return self.open_call(row, start)

    def _is_bracketed(self) -> bool:
        """Whether all arguments stand in brackets: they follow directly, or hold a comma."""
        bracket = self.token
        if bracket.kind != "(" or bracket.first:
            return False
        return not bracket.spaced or self._has_comma(self.index)

    def _has_comma(self, at: int) -> bool:
        tokens, end = self.tokens, self.tokens[at].pair
        at += 1
        while at < end:
            if tokens[at].kind == ",":
                return True
            at = max(at, tokens[at].pair) + 1
        return False

    def open_call(self, row: Phrase, start: Token) -> Expression:
        """Arguments and clauses without brackets, as tightly as the position asks (section 3.4)."""
        position, outside = self.position, (self.commas, self.fields)
        self.deeper()
        self.commas = self.commas or row.most > 1
        arguments: list[Expression] = []
        if self.starts_operand(self.index) or self.token.kind == "(":
            most = self._limit(row, position, outside[0])
            arguments = self.arguments_of(position, most, loose=row.loose, row=row)
        self.commas, self.fields = outside
        if len(arguments) > 1 and position != HEAD:
            self.complain("W206", start.span, w=row.words)
        clauses = self.clauses(row, POSTFIX if position == OPERAND else ADD)
        self.depth -= 1
        return self.finish(row, tuple(arguments), clauses, start)

    def _limit(self, row: Phrase, position: str, commas: bool) -> int:
        if position == HEAD:
            return 99
        return row.nested if position == ARGUMENT or commas else row.most

    def arguments_of(
        self, position: str, most: int, *, loose: bool, row: Phrase | None = None
    ) -> list[Expression]:
        """Arguments without brackets, at most so many, each bound as the position asks."""
        level = POSTFIX if position == OPERAND else ADD
        found = [self._bound(level)]
        if row and row.words in _BY_FIRST and position != HEAD:
            most = _nested(row.words, found[0], most)
        while len(found) < most:
            if self.token.kind == "," and not self._entry_follows(position):
                self.advance()
                if row and self.clause_word(row):
                    break
            elif not (loose and self.starts_operand(self.index) and self.token.word not in CLAUSE_WORDS):
                break
            found.append(self._bound(level))
        return found

    def _bound(self, level: int) -> Expression:
        self.position = ARGUMENT
        return self.binary(level)

    def _entry_follows(self, position: str) -> bool:
        """Whether the comma here leads to the next entry of what is around, not to another argument."""
        if position == HEAD:
            return False
        key, after = self.peek(), self.peek(2)
        if after.kind == ":":
            return key.kind in ("word", "string", "number")
        return self.fields and key.kind in ("word", "string") and (after.kind == "=" or after.word == "AS")

    # ------------------------------------------------------------ what a keyword becomes

    def finish(
        self, row: Phrase, arguments: tuple[Expression, ...], clauses: tuple[syntax.Clause, ...], start: Token
    ) -> Expression:
        """The node of a keyword; its arguments are counted and the keys of an only object are compared."""
        span = self.since(start)
        if row.words == "CREATE OBJECT":
            return syntax.Object((), span=span)
        self._count(row, arguments, clauses, span)
        if row.words in FUNCTION_PHRASES and not clauses:
            return syntax.Call(row.words, arguments, span=span)
        return syntax.KeywordCall(row.words, arguments, clauses, span=span)

    def _count(
        self, row: Phrase, arguments: tuple[Expression, ...], clauses: tuple[syntax.Clause, ...], span: Span
    ) -> None:
        is_object = len(arguments) == 1 and isinstance(arguments[0], syntax.Object)
        if is_object and row.keys:
            self._check_keys(row, arguments[0])
            return
        enough = len(arguments) >= row.least or (clauses and arguments) or is_object
        if (enough and len(arguments) <= row.most) or row.mark == "out":
            return
        if row.words in ("REMEMBER", "SET HEADER") and clauses:
            return
        self.complain("E310", span, w=row.words, x=_range(row), y=str(len(arguments)))

    def _check_keys(self, row: Phrase, only: Expression) -> None:
        assert isinstance(only, syntax.Object)
        for key, value in only.entries:
            if key.lower() not in row.keys:
                self.complain("E311", value.span, w=row.words, x=key, hint="H311", s=", ".join(row.keys))

    def outside(self, row: Phrase, count: int) -> Expression:
        """A phrase of another product: what belongs to it is not looked at."""
        start, position = self.token, self.position
        self.take_words(count)
        if self.token.kind == "(" and not self.token.spaced and self.token.pair > 0:
            self.go(self.token.pair + 1)
        else:
            self.skip_operands(stop_at_comma=position != HEAD)
        return syntax.KeywordCall(row.words, span=self.since(start))

    def skip_operands(self, *, stop_at_comma: bool) -> None:
        """Pass over all that can belong to an unknown keyword."""
        while self.token.kind not in ("newline", "end", ")", "]", "}", "?") and self.token.word not in (
            "THEN",
            "ELSE",
        ):
            if stop_at_comma and self.token.kind == ",":
                break
            if self.token.pair > 0:
                self.go(self.token.pair)
            self.advance()


_BY_FIRST: Final = frozenset(["GET", "GET SESSION"])


def _nested(words: str, first: Expression, most: int) -> int:
    """How many arguments GET and GET SESSION take inside an expression depends on the first one (15.2)."""
    text = first.value if isinstance(first, syntax.Literal) else None
    if words == "GET":
        return 2 if text == "config" else 1
    return 1 if isinstance(text, str) else 2


def _range(row: Phrase) -> str:
    if row.most >= 99:
        return f"{row.least}…"
    return str(row.least) if row.least == row.most else f"{row.least}–{row.most}"


__all__ = ["TERNARY", "Calls"]
