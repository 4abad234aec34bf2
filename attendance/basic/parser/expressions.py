"""Section 3.5 and chapter 6: operators, by precedence."""

from typing import Final

from attendance.basic import syntax
from attendance.basic.lexer import Token
from attendance.basic.parser.cursor import MOST_OPERATORS, TooMuch
from attendance.basic.parser.primaries import OPERAND, Primaries
from attendance.basic.syntax import Expression

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


class Expressions(Primaries):
    """Everything that has a value."""

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
