"""Section 3.5 and chapter 6: expressions, by precedence."""

from abc import abstractmethod
from typing import Final

from attendance.basic import syntax
from attendance.basic.diagnostics import Diagnostic, Span
from attendance.basic.lexer import Interpolation, Lexer, Place, Token
from attendance.basic.parser.cursor import MOST_OPERATORS, Cursor, SyntaxTrouble, TooMuch, shown
from attendance.basic.syntax import Expression

HEAD: Final = "head"
ARGUMENT: Final = "argument"
OPERAND: Final = "operand"

TERNARY, OR, AND, NOT, COMPARE, ADD, TERM, UNARY, POWER, POSTFIX = range(1, 11)
_STRENGTH: Final = {
    "||": OR, "??": OR, "&&": AND, "=": COMPARE, "==": COMPARE, "<>": COMPARE, "!=": COMPARE, "<": COMPARE,
    ">": COMPARE, "<=": COMPARE, "=<": COMPARE, ">=": COMPARE, "+": ADD, "-": ADD, "&": ADD, "*": TERM, "/": TERM,
    "\\": TERM, "%": TERM, "^": POWER,
}  # fmt: skip
WORD_STRENGTH: Final = {
    "OR": OR, "XOR": OR, "AND": AND, "MOD": TERM, "IS": COMPARE, "CONTAINS": COMPARE, "LIKE": COMPARE,
    "ILIKE": COMPARE, "MATCHES": COMPARE, "STARTS": COMPARE, "ENDS": COMPARE, "IN": COMPARE, "BETWEEN": COMPARE,
    "FOUND": COMPARE, "NOT": COMPARE,
}  # fmt: skip
_LOGIC: Final = {"OR": "OR", "||": "OR", "XOR": "XOR", "??": "??", "AND": "AND", "&&": "AND"}
_SAME: Final = {"==": "=", "!=": "<>", "=<": "<=", "%": "MOD"}
_NEGATABLE: Final = frozenset(
    ["CONTAINS", "LIKE", "ILIKE", "MATCHES", "STARTS", "ENDS", "IN", "BETWEEN", "FOUND"]
)
_STATES: Final = frozenset(["NULL", "EMPTY", "NOTHING", "TRUE", "FALSE", "NUMERIC", "FOUND"])
_CONSTANTS: Final = {"TRUE": True, "FALSE": False, "NULL": None}
RESERVED: Final = frozenset(["AND", "OR", "NOT", "THEN", "ELSE", "END", "IF", "FOR", "WHILE"])


class Expressions(Cursor):
    """Everything that has a value. `position` says where the next primary stands, `commas` whether what is around it
    separates its parts with commas (section 3.4)."""

    position: str = HEAD
    commas: bool = False
    fields: bool = False

    @abstractmethod
    def keyword_call(self) -> Expression | None:
        """A keyword with its arguments, None when the word is only a name."""

    @abstractmethod
    def named_call(self, name: Token) -> Expression:
        """`name(args)`, standing at the bracket."""

    @abstractmethod
    def call(self) -> Expression:
        """CALL, standing behind it."""

    @abstractmethod
    def hear_expression(self) -> Expression:
        """HEAR, standing behind it."""

    @abstractmethod
    def begins_statement(self) -> bool:
        """Whether the current token can hardly be anything but the beginning of a statement."""

    # ------------------------------------------------------------ entrances

    def head(self) -> Expression:
        """The expression that a statement is about."""
        self.position, self.commas = HEAD, False
        return self.ternary()

    def argument(self) -> Expression:
        """An element of a list."""
        self.position = ARGUMENT
        return self.ternary()

    def since(self, start: Token) -> Span:
        """From a token to the one taken last."""
        last = self.tokens[self.index - 1]
        return Span(start.line, start.column, last.end_line, last.end_column)

    # ------------------------------------------------------------ operators

    def ternary(self) -> Expression:
        """`or [ "?" ternary ":" ternary ]`"""
        start = self.token
        condition = self.binary(OR)
        if self.token.kind != "?":
            return condition
        self.deeper()
        self.advance()
        yes = self.argument()
        self.expect(":")
        no = self.argument()
        self.depth -= 1
        return syntax.Ternary(condition, yes, no, span=self.since(start))

    def binary(self, level: int) -> Expression:
        """All that binds at least as tightly as `level`."""
        start = self.token
        left = self.prefix(level)
        length, compared = 0, False
        while True:
            token = self.token
            word = token.word
            strength = WORD_STRENGTH.get(word) if word else _STRENGTH.get(token.kind)
            if strength is None or strength < level or (word == "NOT" and not self._negates()):
                return left
            length += 1
            if length > MOST_OPERATORS:
                self.complain("E105", token.span)
                raise TooMuch
            if strength == COMPARE:
                if compared and word not in ("IS", "FOUND"):
                    self.complain("W208", token.span)
                compared = True
                left = self.comparison(left, start)
            else:
                left = self.operation(left, start, strength)

    def _negates(self) -> bool:
        return self.peek().word in _NEGATABLE

    def operation(self, left: Expression, start: Token, strength: int) -> Expression:
        """`left op right` for the operators that only join two values."""
        token = self.advance()
        token.keyword = bool(token.word)
        self.position = OPERAND
        if strength == POWER:
            self.deeper()
            right = self.binary(UNARY)
            self.depth -= 1
        else:
            right = self.binary(strength + 1)
        name = token.word or token.kind
        if logic := _LOGIC.get(name):
            return syntax.Logic(logic, left, right, span=self.since(start))  # type: ignore[arg-type]  # a table of them
        return syntax.Binary(_SAME.get(name, name), left, right, span=self.since(start))  # type: ignore[arg-type]  # a table of them

    # ------------------------------------------------------------ comparisons

    def comparison(self, left: Expression, start: Token) -> Expression:
        """Everything of level 5 behind its left side."""
        negated = self.accept_word("NOT")
        token = self.advance()
        token.keyword = bool(token.word)
        found = self._test(token, left, start)
        if negated:
            found = syntax.Unary("NOT", found, span=self.since(start))
        return found

    def _test(self, token: Token, left: Expression, start: Token) -> Expression:
        match token.word:
            case "IS":
                return self.is_test(left, start)
            case "FOUND":
                return syntax.Is(left, "FOUND", span=self.since(start))
            case "IN":
                return self.in_test(left, start)
            case "BETWEEN":
                low = self._operand(ADD)
                self.expect_word("AND")
                return syntax.Between(left, low, self._operand(ADD), span=self.since(start))
            case "STARTS" | "ENDS":
                self.expect_word("WITH")
                name = token.word + " WITH"
            case _:
                name = token.word or _SAME.get(token.kind, token.kind)
        right = self._operand(ADD)
        return syntax.Binary(name, left, right, span=self.since(start))  # type: ignore[arg-type]  # a table of them

    def _operand(self, level: int) -> Expression:
        self.position = OPERAND
        return self.binary(level)

    def is_test(self, left: Expression, start: Token) -> Expression:
        """`"IS" [ "NOT" ] ( "NULL" | … | additive )`"""
        negated = self.accept_word("NOT") is not None
        if self.token.word not in _STATES or self.peek().kind in (".", "?.", "[", "("):
            right = self._operand(ADD)
            return syntax.Binary("<>" if negated else "=", left, right, span=self.since(start))
        self.token.keyword = True
        what = self.advance().word
        found: Expression = syntax.Is(left, "NULL" if what == "NOTHING" else what, span=self.since(start))  # type: ignore[arg-type]  # a table of them
        return syntax.Unary("NOT", found, span=self.since(start)) if negated else found

    def in_test(self, left: Expression, start: Token) -> Expression:
        """`"IN" ( "(" args ")" | additive )`"""
        if self.token.kind != "(":
            return syntax.In(left, (self._operand(ADD),), listed=False, span=self.since(start))
        self.advance()
        items = self.listed(")")
        return syntax.In(left, items, span=self.since(start))

    # ------------------------------------------------------------ prefixes and what follows a value

    def prefix(self, level: int) -> Expression:
        """NOT and the signs, then a value."""
        start = self.token
        if start.word == "NOT" or start.kind == "!":
            self.deeper()
            start.keyword = bool(start.word)
            self.advance()
            operand = self.binary(max(level, COMPARE))
            self.depth -= 1
            return syntax.Unary("NOT", operand, span=self.since(start))
        if start.kind in ("-", "+"):
            self.deeper()
            self.advance()
            self.position = OPERAND
            operand = self.binary(UNARY)
            self.depth -= 1
            return syntax.Unary("-" if start.kind == "-" else "+", operand, span=self.since(start))
        return self.postfix()

    def postfix(self) -> Expression:
        """`primary { "." ident [ "(" named-args ")" ] | "?." ident | "[" expr "]" }`"""
        start = self.token
        found = self.primary()
        length = 0
        while self.token.kind in (".", "?.", "["):
            if self.token.kind == "[" and self.token.first:
                break
            length += 1
            if length > MOST_OPERATORS:
                self.complain("E105", self.token.span)
                raise TooMuch
            found = self.index_of(found, start) if self.token.kind == "[" else self.member_of(found, start)
        return found

    def member_of(self, target: Expression | None, start: Token) -> Expression:
        """`.name`, `.name(args)`"""
        self.advance()
        if self.token.kind != "word" or self.token.first:
            raise self.trouble("E112", self.token)
        name = self.advance().text
        if self.token.kind == "(" and not self.token.spaced:
            arguments = self.named_arguments()
            return syntax.MethodCall(target, name, arguments, span=self.since(start))
        return syntax.Member(target, name, span=self.since(start))

    def index_of(self, target: Expression, start: Token) -> Expression:
        """`[expr]`"""
        self.deeper()
        opening = self.advance()
        outside, self.commas = self.commas, False
        index = self.argument()
        self.commas = outside
        self.close(opening, "]")
        self.depth -= 1
        return syntax.Index(target, index, span=self.since(start))

    def named_arguments(self) -> tuple[syntax.Argument, ...]:
        """`( name = value, value, … )`"""
        opening = self.advance()
        self.deeper()
        outside = self.commas, self.fields
        self.commas, self.fields = True, True
        found: list[syntax.Argument] = []
        while self.token.kind != ")":
            start, name = self.token, None
            if start.kind == "word" and self.peek().kind == "=":
                name = self.advance().text
                self.advance()
            found.append(syntax.Argument(self.argument(), name, span=self.since(start)))
            if not self.accept(","):
                break
        self.commas, self.fields = outside
        self.close(opening, ")")
        self.depth -= 1
        return tuple(found)

    # ------------------------------------------------------------ primaries

    def primary(self) -> Expression:
        """A value by itself."""
        token = self.token
        kind = token.kind
        if kind == "word":
            return self.name_or_call(token)
        if kind == "string":
            return self.text(self.advance())
        if kind == "number":
            self.advance()
            return syntax.Literal(token.value, span=token.span)
        if kind == "(":
            return self.group()
        if kind == "[":
            self.advance()
            return syntax.Array(self.listed("]"), span=self.since(token))
        if kind in ("{", "#{"):
            return self.object()
        if kind == "${":
            return self.group("}")
        if kind == ".":
            return self.member_of(None, token)
        raise self.trouble("E113", token, y=shown(token))

    def name_or_call(self, token: Token) -> Expression:
        """A word: a constant, a name, a call, a keyword."""
        word = token.word
        if token.joined and self.begins_statement():
            raise SyntaxTrouble(Diagnostic("E116", self.previous.span))
        following = self.tokens[self.index + 1]
        if following.kind in (".", "?.", "[") and not following.spaced:
            self.advance()
            return syntax.Name(token.text, span=token.span)
        if word in _CONSTANTS:
            token.keyword = True
            self.advance()
            return syntax.Literal(_CONSTANTS[word], span=token.span)
        if following.kind == "(" and not following.spaced and (word not in RESERVED or word == "IF"):
            self.advance()
            return self.named_call(token)
        if word in RESERVED:
            raise self.trouble("E113", token, y=shown(token))
        found = self._special(word, following) or self.keyword_call()
        if found:
            return found
        self.advance()
        if self.token.kind == "(" and not self.token.first:
            return self.named_call(token)
        return syntax.Name(token.text, span=token.span)

    def _special(self, word: str, following: Token) -> Expression | None:
        start = self.token
        if word == "HEAR":
            self.take_words(1)
            return self.hear_expression()
        if word == "CALL" and following.kind in ("word", "string") and following.word != "PHONE":
            self.take_words(1)
            return self.call()
        if word == "NEW" and following.word in ("OBJECT", "ARRAY"):
            self.take_words(2)
            made = syntax.Object if following.word == "OBJECT" else syntax.Array
            return made((), span=self.since(start))
        return None

    def group(self, closing: str = ")") -> Expression:
        """`( expr )`, `${ expr }`"""
        self.deeper()
        opening = self.advance()
        outside, self.commas = (self.commas, self.fields), False
        self.fields = False
        found = self.argument()
        self.commas, self.fields = outside
        self.close(opening, closing)
        self.depth -= 1
        return found

    def listed(self, closing: str) -> tuple[Expression, ...]:
        """`expr , …` behind an opening bracket, up to its closing one; a last comma may stand."""
        opening = self.previous
        self.deeper()
        outside = self.commas, self.fields
        self.commas, self.fields = True, False
        found: list[Expression] = []
        while self.token.kind != closing:
            found.append(self.argument())
            if not self.accept(","):
                break
        self.commas, self.fields = outside
        self.close(opening, closing)
        self.depth -= 1
        return tuple(found)

    def close(self, opening: Token, closing: str) -> None:
        """Take the closing bracket. Raises: SyntaxTrouble that names the opening one when it never closes."""
        if self.token.kind == closing:
            self.advance()
            return
        if opening.pair < 0 and (self.token.first or self.token.kind in ("newline", "end")):
            raise self.trouble("E103", opening, b=opening.text, l=str(opening.line))
        raise self.expected(f'"{closing}"')

    # ------------------------------------------------------------ objects

    def object(self) -> Expression:
        """`{ key: value, name, … }`"""
        opening = self.advance()
        self.deeper()
        outside = self.commas, self.fields
        self.commas, self.fields = True, True
        entries: list[tuple[str, Expression]] = []
        while self.token.kind != "}":
            entries.append(self.entry())
            if self.token.kind not in (",", "}"):
                if opening.pair < 0 and self.token.first:
                    raise self.trouble("E103", opening, b=opening.text, l=str(opening.line))
                raise self.trouble("E115", self.token, y=shown(self.token))
            self.accept(",")
        self.commas, self.fields = outside
        self.close(opening, "}")
        self.depth -= 1
        return syntax.Object(tuple(entries), span=self.since(opening))

    def entry(self) -> tuple[str, Expression]:
        """`( string | ident | number ) ( ":" | "=" ) expr | ident`"""
        key = self.token
        if key.kind == "string" and all(isinstance(piece, str) for piece in key.value):
            name = "".join(key.value)
        elif key.kind in ("word", "number"):
            name = key.text
        else:
            raise self.trouble("E114", key, y=shown(key))
        self.advance()
        if self.accept(":") or self.accept("="):
            return name, self.argument()
        if key.kind != "word" or self.token.kind not in (",", "}"):
            raise self.trouble("E115", self.token, y=shown(self.token))
        return name, syntax.Name(name, span=key.span)

    # ------------------------------------------------------------ texts

    def text(self, token: Token) -> Expression:
        """A string token's value."""
        pieces = token.value
        if not pieces:
            return syntax.Literal("", span=token.span)
        if len(pieces) == 1 and isinstance(pieces[0], str):
            return syntax.Literal(pieces[0], span=token.span)
        parts = tuple(piece if isinstance(piece, str) else self.inside(piece) for piece in pieces)
        return syntax.Text(parts, span=token.span)

    def inside(self, piece: Interpolation) -> Expression:
        """The expression of an interpolation. Raises: SyntaxTrouble."""
        outside = self.tokens, self.index
        state = self.position, self.commas, self.fields
        place = Place(piece.line, piece.start - piece.column + 1)
        self.tokens = Lexer(self.source, piece.start, piece.end, place=place).read().tokens
        try:
            self.go(0)
            self.deeper()
            self.position, self.commas, self.fields = ARGUMENT, False, False
            found = self.ternary()
            if self.token.kind != "newline" or self.peek().kind != "end":
                raise self.trouble("E122", self.token, y=shown(self.token))
            self.depth -= 1
            return found
        finally:
            self.tokens, index = outside
            self.go(index)
            self.position, self.commas, self.fields = state
