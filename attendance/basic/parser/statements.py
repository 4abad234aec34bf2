"""Section 3.1: the statements without a block of their own."""

from abc import abstractmethod
from collections.abc import Callable
from difflib import get_close_matches
from typing import Final, Literal, cast

from attendance.basic import syntax
from attendance.basic.catalogue import PHRASES
from attendance.basic.lexer import Token
from attendance.basic.parser.cursor import SyntaxTrouble, shown
from attendance.basic.parser.expressions import ADD, TERNARY
from attendance.basic.parser.hearing import Hearing
from attendance.basic.parser.keywords import begins_phrase, completions, longest_phrase
from attendance.basic.parser.primaries import RESERVED
from attendance.basic.phrases import Phrase
from attendance.basic.syntax import Expression, Statement

_ASSIGNS: Final = ("=", "+=", "-=", "*=", "/=")
_LOOPS: Final = ("FOR", "DO", "WHILE")
CONTROL_WORDS: Final = (
    "IF", "ELSE", "ELSEIF", "END IF", "FOR EACH", "FOR", "NEXT", "END FOR", "WHILE", "WEND", "END WHILE", "DO",
    "LOOP", "SELECT CASE", "CASE", "CASE ELSE", "END SELECT", "SWITCH", "END SWITCH", "WITH", "END WITH", "SUB",
    "END SUB", "FUNCTION", "END FUNCTION", "CALL", "RETURN", "EXIT", "EXIT SUB", "EXIT FOR", "BREAK", "CONTINUE",
    "GOTO",     "ON ERROR", "ON EVENT", "TRY", "CATCH", "END TRY", "PARAM", "DESCRIPTION", "DIM", "LET", "SET", "CONST",
    "GLOBAL", "BEGIN TALK", "BEGIN SYSTEM PROMPT", "TABLE", "END TABLE", "HEAR",
)  # fmt: skip
_FIRST_WORDS: Final = sorted({words.split()[0] for words in (*PHRASES, *CONTROL_WORDS)})
_Rule = Callable[[], Statement]


class Statements(Hearing):
    """One statement."""

    @abstractmethod
    def block_statement(self, word: str) -> _Rule | None:
        """The rule of a statement with a block that begins with this word, if it does begin here."""

    @abstractmethod
    def declaration(self, word: str) -> _Rule | None:
        """The rule of a declaration that begins with this word, if it does begin here."""

    def statement(self) -> Statement | None:
        """One statement; None for one that is ignored."""
        token = self.token
        if token.kind != "word":
            return self.odd_statement()
        word, following = token.word, self.peek()
        if following.kind in _ASSIGNS and word not in RESERVED:
            return self.assignment()
        if following.kind in (".", "?.", "[") and not following.spaced:
            return self.assignment() if self.at_assignment() else self.expression_statement()
        rule = self.block_statement(word) or self._simple(word) or self.declaration(word)
        if rule:
            return rule()
        return self.keyword_or_name(token, following)

    def _simple(self, word: str) -> _Rule | None:
        rules: dict[str, _Rule] = {
            "LET": self.assignment,
            "CONST": self.assignment,
            "DIM": self.dim,
            "GLOBAL": self.global_,
            "CALL": self.call_statement,
            "RETURN": self.return_,
            "EXIT": self.exit_,
            "BREAK": self.exit_,
            "CONTINUE": self.continue_,
            "END": self.stop,
            "GOTO": self.goto,
            "HEAR": self.hear,
        }
        if word == "CALL" and self.peek().word == "PHONE" and self.peek(2).kind != "(":
            return None
        if word == "END" and longest_phrase(self.tokens, self.index):
            return None
        return rules.get(word)

    def odd_statement(self) -> Statement:
        """What begins with no word: only `.name` in WITH could be meant, and that is read elsewhere."""
        code = "E123" if self.token.kind == "string" else "E120"
        raise self.trouble(code, self.token, y=shown(self.token))

    # ------------------------------------------------------------ assignments

    def assignment(self) -> Statement:
        """`[ "LET" | "CONST" | "SET" ] lvalue ( "=" | "+=" | … ) rhs`"""
        start = self.token
        if start.word in ("LET", "CONST", "SET") and self.peek().kind == "word":
            self.take_words(1)
        target = self.lvalue()
        if self.token.kind not in _ASSIGNS:
            raise self.expected('"="')
        operator = cast(Literal["=", "+=", "-=", "*=", "/="], self.advance().kind)
        return syntax.Assign(target, operator, self.head(), span=self.since(start))

    def set_(self) -> Statement:
        """SET that is no longer phrase: an assignment, a path, or `SET name, value`."""
        start = self.token
        following = self.peek()
        if following.kind == "string":
            self.take_words(1)
            path = self.text(self.advance())
            if not self.accept("=") and not self.accept(","):
                raise self.trouble("E131", self.token)
            return syntax.SetPath(path, self.head(), span=self.since(start))
        if following.kind != "word":
            raise self.trouble("E131", self.token)
        self.take_words(1)
        target = self.lvalue()
        if self.token.kind not in (*_ASSIGNS, ","):
            raise self.trouble("E131", self.token)
        sign = self.advance().kind
        operator = cast(Literal["=", "+=", "-=", "*=", "/="], "=" if sign == "," else sign)
        return syntax.Assign(target, operator, self.head(), span=self.since(start))

    def dim(self) -> Statement:
        """`"DIM" ident [ "(" [expr] ")" ] [ "AS" ident ] { "," … }`"""
        start = self.advance()
        start.keyword = True
        names: list[tuple[str, Expression | None, str | None]] = []
        while True:
            name, size, kind = self.expect_name().text, None, None
            if opening := self.accept("("):
                size = syntax.Literal(0, span=opening.span) if self.token.kind == ")" else self.argument()
                self.close(opening, ")")
            if self.accept_word("AS"):
                kind = self.expect_name().text
            names.append((name, size, kind))
            if not self.accept(","):
                return syntax.Dim(tuple(names), span=self.since(start))

    def global_(self) -> Statement:
        """`GLOBAL a, b`"""
        start = self.advance()
        start.keyword = True
        names = [self.expect_name().text]
        while self.accept(","):
            names.append(self.expect_name().text)
        return syntax.Global(tuple(names), span=self.since(start))

    # ------------------------------------------------------------ calls and jumps

    def call_statement(self) -> Statement:
        """CALL as a statement."""
        start = self.token
        self.take_words(1)
        self.position, self.commas = "head", False
        return syntax.Evaluate(self.call(), span=self.since(start))

    def expression_statement(self) -> Statement:
        """`postfix-expr ending in a call`"""
        start = self.token
        found = self.postfix()
        if not isinstance(found, syntax.MethodCall | syntax.Call | syntax.KeywordCall):
            raise self.trouble("E122", self.token, y=shown(self.token))
        return syntax.Evaluate(found, span=self.since(start))

    def return_(self) -> Statement:
        """`"RETURN" [ expr | "WITH" as-field { "," as-field } ]`"""
        start = self.token
        self.take_words(1)
        if self.at_statement_end():
            return syntax.Return(None, span=start.span)
        if self.token.word == "WITH" and self.peek().kind in ("word", "string"):
            self.take_words(1)
            fields = self.as_fields()
            value = syntax.Object(tuple((each.name, each.value) for each in fields), span=self.since(start))
            return syntax.Return(value, span=self.since(start))
        return syntax.Return(self.head(), span=self.since(start))

    def exit_(self) -> Statement:
        """`"EXIT" [ "FOR"|"DO"|"WHILE"|"SUB"|"FUNCTION" ] | "BREAK"`"""
        start = self.token
        self.take_words(1)
        if start.word == "EXIT":
            if self.accept_word("SUB", "FUNCTION"):
                return syntax.Return(None, span=self.since(start))
            if self.at_statement_end():
                return syntax.Stop(span=start.span)
            kind = self.expect_word(*_LOOPS, "SUB", "FUNCTION").word
        else:
            found = self.accept_word(*_LOOPS)
            kind = found.word if found else ""
        return syntax.Leave("EXIT", _loop(kind), span=self.since(start))

    def continue_(self) -> Statement:
        """`"CONTINUE" [ "FOR"|"DO"|"WHILE" ]`"""
        start = self.token
        self.take_words(1)
        found = self.accept_word(*_LOOPS)
        return syntax.Leave("CONTINUE", _loop(found.word if found else ""), span=self.since(start))

    def stop(self) -> Statement:
        """END alone."""
        start = self.token
        self.take_words(1)
        if not self.at_statement_end():
            raise self._unknown(start)
        return syntax.Stop(span=start.span)

    def goto(self) -> Statement:
        """`"GOTO" ( ident | number )`"""
        start = self.token
        self.take_words(1)
        return syntax.Goto(self.label_name(), span=self.since(start))

    def label_name(self) -> str:
        """A label where it is used."""
        if self.token.kind == "number":
            return self.advance().text
        return self.expect_name().text

    # ------------------------------------------------------------ keywords

    def keyword_or_name(self, token: Token, following: Token) -> Statement | None:
        """A keyword; else a call, else a SUB's name, else nothing that we know."""
        is_procedure = syntax.fold(token.text) in self.procedures
        alone = following.kind in ("newline", "end", ":")
        if is_procedure and (alone or (following.kind == "(" and not following.spaced)):
            return self.call_by_name(alone)
        found = longest_phrase(self.tokens, self.index)
        if found:
            return self.keyword_statement(*found)
        if token.word == "SET":
            return self.set_()
        if following.kind == "(" and token.word not in RESERVED:
            return self.expression_statement()
        if alone and is_procedure:
            return self.call_by_name(alone)
        raise self._unknown(token)

    def call_by_name(self, alone: bool) -> Statement:
        """`my_sub`, `my_sub(1)`"""
        start = self.token
        if not alone:
            return self.expression_statement()
        self.advance()
        return syntax.Evaluate(syntax.Name(start.text, span=start.span), span=start.span)

    def keyword_statement(self, row: Phrase, count: int) -> Statement | None:
        """`phrase [ "(" args ")" ] | phrase [ args ] { clause }`"""
        start = self.token
        if row.mark == "out":
            return self.outside_statement(row, count)
        self.take_words(count)
        self.deeper()
        if self.token.kind == "(" and self._closes_statement():
            arguments = self.bracketed()
            clauses: tuple[syntax.Clause, ...] = ()
        else:
            arguments = tuple(self._statement_arguments(row))
            clauses = self.clauses(row, TERNARY)
        self.depth -= 1
        return syntax.Evaluate(self.finish(row, arguments, clauses, start), span=self.since(start))

    def _closes_statement(self) -> bool:
        pair = self.token.pair
        if pair < 0:
            return not self.token.spaced
        after = self.tokens[pair + 1]
        return after.kind in ("newline", "end", ":", "}") or after.word == "ELSE"

    def _statement_arguments(self, row: Phrase) -> list[Expression]:
        found: list[Expression] = []
        self.commas, self.fields = row.most > 1, False
        if self.at_statement_end() or self.clause_word(row):
            return found
        if row.words in ("SET HEADER", "REMEMBER"):
            return self._pair_arguments()
        found.append(self.argument())
        while True:
            separated = self.accept(",") is not None
            if self.clause_word(row) or not (separated or (row.loose and self.starts_operand(self.index))):
                return found
            found.append(self.argument())

    def _pair_arguments(self) -> list[Expression]:
        """`name, value`, `name = value`, `name AS value`"""
        self.position = "argument"
        found = [self.binary(ADD)]
        while self.accept(",") or (len(found) == 1 and (self.accept("=") or self.accept_word("AS"))):
            found.append(self.argument())
        return found

    def outside_statement(self, row: Phrase, count: int) -> Statement | None:
        """A phrase of another product: the rest of its line is not looked at."""
        start = self.token
        self.take_words(count)
        while self.token.kind not in ("newline", "end"):
            self.advance()
        if row.words == "CREATE INDEX":
            self.complain("W214", self.since(start), w=row.words)
            return None
        return syntax.Evaluate(syntax.KeywordCall(row.words, span=self.since(start)), span=self.since(start))

    def _unknown(self, token: Token) -> SyntaxTrouble:
        """E130 with the keyword that may be meant, or E122 where a known name is followed by something odd."""
        following = self.tokens[self.tokens.index(token, max(0, self.index - 1)) + 1]
        if following.kind not in ("word", "string", "number", "newline", "end", "{", ":"):
            return self.trouble("E122", following, y=shown(following))
        meant = suggestion(_words_from(self.tokens, self.index - (self.token is not token)))
        return self.trouble("E130", token, hint="H130" if meant else None, w=token.text, s=meant)


def _words_from(tokens: list[Token], at: int) -> list[str]:
    words: list[str] = []
    while len(words) < 4 and tokens[at].kind == "word":
        words.append(tokens[at].word)
        at += 1
    return words


def suggestion(words: list[str]) -> str:
    """The keyword that these words may mean, or nothing."""
    known = [*PHRASES, *CONTROL_WORDS]
    if begins_phrase(words[0]) and len(words) > 1 and words[0] in _FIRST_WORDS:
        known = completions(words[:1])
    for length in range(min(4, len(words)), 0, -1):
        of_length = [phrase for phrase in known if phrase.count(" ") == length - 1]
        if close := get_close_matches(" ".join(words[:length]), of_length, 1, 0.75):
            return close[0]
    close = get_close_matches(words[0], _FIRST_WORDS, 1, 0.6)
    return close[0] if close else ""


def _loop(word: str) -> Literal["FOR", "DO", "WHILE"] | None:
    return cast(Literal["FOR", "DO", "WHILE"], word) if word else None
