"""Section 3.3: the clauses behind a keyword's arguments."""

from collections.abc import Callable
from typing import Final

from attendance.basic import syntax
from attendance.basic.lexer import Token
from attendance.basic.parser.expressions import ADD, OR, POSTFIX, TERNARY, Expressions
from attendance.basic.parser.primaries import ARGUMENT, OPERAND
from attendance.basic.phrases import ClauseKind, Phrase
from attendance.basic.syntax import Clause, Expression

UNITS: Final = frozenset(["SECOND", "SECONDS", "MINUTE", "MINUTES", "HOUR", "HOURS", "DAY", "DAYS"])
_NO_CLAUSE: Final = frozenset([",", ".", "?.", "=", ")", "newline", "end"])


class Clauses(Expressions):
    """`clause-word [ args ] | "WITH" as-field { "," as-field } | "WHERE" expr | "ORDER" "BY" order | …`"""

    loops: bool = False
    """The source of a FOR EACH is being read: FIRST and LAST belong to the loop."""

    def clauses(self, row: Phrase, level: int) -> tuple[Clause, ...]:
        """The clauses of a keyword, each value bound at least as tightly as `level`."""
        found: list[Clause] = []
        while row.clauses and self.token.kind == "word":
            word = self.clause_word(row)
            if not word:
                break
            start = self.token
            self.take_words(word.count(" ") + 1)
            clause = self._clause(word, row.clauses[word], level)
            clause.span = self.since(start)
            found.append(clause)
        return tuple(found)

    def clause_word(self, row: Phrase) -> str | None:
        """The clause of this keyword that begins here, None when none does."""
        if self.token.first and not self.token.joined and self.previous.kind == "newline":
            return None
        if self.loops and self.token.word in ("FIRST", "LAST"):
            return None
        for word, kind in row.clauses.items():
            words = word.split()
            if self.at_words(*words):
                following = self.peek(len(words)).kind
                return word if kind == "flag" or following not in _NO_CLAUSE else None
        return None

    def _clause(self, word: str, kind: ClauseKind, level: int) -> Clause:
        rules: dict[ClauseKind, Callable[[str, int], Clause]] = {
            "value": self.value_clause,
            "values": self.values_clause,
            "fields": self.fields_clause,
            "pattern": self.pattern_clause,
            "word": self.word_clause,
            "flag": lambda word, _: Clause(word),
            "order": self.order_clause,
            "where": self.where_clause,
        }
        return rules[kind](word, level)

    def _value(self, level: int) -> Expression:
        self.position = OPERAND if level == POSTFIX else ARGUMENT
        return self.ternary() if level == TERNARY else self.binary(level)

    def value_clause(self, word: str, level: int) -> Clause:
        """One value, with a unit of time where there is one."""
        found = [self._value(level)]
        if self.token.word in UNITS and word == "TIMEOUT":
            found.append(self._bare_word())
        return Clause(word, tuple(found))

    def values_clause(self, word: str, level: int) -> Clause:
        """Values with commas."""
        found = [self._value(level)]
        while self.accept(","):
            found.append(self._value(level))
        return Clause(word, tuple(found))

    def pattern_clause(self, word: str, level: int) -> Clause:
        """A format: a text, or a bare word such as JSON."""
        if self.token.word == "JSON":
            return Clause(word, (self._bare_word(),))
        return self.value_clause(word, level)

    def word_clause(self, word: str, level: int) -> Clause:
        """Bare words and numbers: `EVERY 5 MINUTES`."""
        found: list[Expression] = [self._value(POSTFIX)]
        while self.token.word in UNITS or self.token.word in ("WEEK", "WEEKS", "MONTH", "MONTHS"):
            found.append(self._bare_word())
        return Clause(word, tuple(found))

    def _bare_word(self) -> Expression:
        token = self.advance()
        return syntax.Name(token.text, span=token.span)

    def where_clause(self, word: str, level: int) -> Clause:
        """A condition: columns on the left, expressions of the script on the right."""
        outside = self.commas, self.fields
        self.commas, self.fields = True, True
        self.position = ARGUMENT
        found = self.binary(OR)
        self.commas, self.fields = outside
        return Clause(word, (found,))

    def order_clause(self, word: str, level: int) -> Clause:
        """`col [ASC|DESC], …`"""
        found = [self._order()]
        while self.token.kind == "," and self.peek().kind in ("word", "string"):
            self.advance()
            found.append(self._order())
        return Clause(word, order=tuple(found))

    def _order(self) -> syntax.Order:
        start = self.token
        column = self._column()
        descending = self.accept_word("ASC", "DESC")
        return syntax.Order(
            column, descending is not None and descending.word == "DESC", span=self.since(start)
        )

    def _column(self) -> str:
        if self.token.kind == "string":
            return "".join(piece for piece in self.advance().value if isinstance(piece, str))
        name = self.expect_name().text
        while self.token.kind == ".":
            self.advance()
            name += "." + self.expect_name().text
        return name

    def fields_clause(self, word: str, level: int) -> Clause:
        """`a = b, c AS d`, or one value."""
        if not self.at_field():
            return self.value_clause(word, level)
        return Clause(word, fields=self.as_fields())

    def at_field(self) -> bool:
        """Whether `name =` or `name AS` comes next."""
        following = self.peek()
        return self.token.kind in ("word", "string") and (following.kind == "=" or following.word == "AS")

    def as_fields(self) -> tuple[syntax.Field, ...]:
        """`as-field { "," as-field }`"""
        outside = self.commas, self.fields
        self.commas, self.fields = True, True
        found = [self.as_field()]
        while self.accept(","):
            found.append(self.as_field())
        self.commas, self.fields = outside
        return tuple(found)

    def as_field(self) -> syntax.Field:
        """`( ident | string ) ( "AS" | "=" ) expr`"""
        start: Token = self.token
        if start.kind == "string":
            self.advance()
            name = "".join(piece for piece in start.value if isinstance(piece, str))
        else:
            name = self.expect_name().text
        if not self.accept("=") and not self.accept_word("AS"):
            raise self.expected("AS", "E110")
        return syntax.Field(name, self.argument(), span=self.since(start))


__all__ = ["ADD", "Clauses"]
