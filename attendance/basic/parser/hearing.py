"""10.1: HEAR in all its forms."""

from decimal import Decimal
from difflib import get_close_matches
from typing import Final, Literal

from attendance.basic import syntax
from attendance.basic.lexer import Token
from attendance.basic.parser.calls import Calls
from attendance.basic.parser.cursor import shown
from attendance.basic.parser.expressions import ADD
from attendance.basic.parser.primaries import ARGUMENT, HEAD
from attendance.basic.syntax import Expression

HEAR_TYPES: Final = frozenset(
    ["TEXT", "STRING", "ANY", "INTEGER", "INT", "NUMBER", "FLOAT", "DECIMAL", "DOUBLE", "MONEY", "CURRENCY", "AMOUNT",
     "BOOLEAN", "BOOL", "YESNO", "DATE", "HOUR", "TIME", "DATETIME", "EMAIL", "NAME", "PHONE", "MOBILE", "TELEPHONE",
     "CPF", "CNPJ", "CEP", "ZIPCODE", "ZIP", "URL", "UUID", "LANGUAGE", "COLOR", "PASSWORD", "SECRET", "FILE",
     "DOCUMENT", "IMAGE", "PHOTO", "VIDEO", "AUDIO", "VOICE", "LOCATION", "CONTACT", "QRCODE"]
)  # fmt: skip
_CLAUSES: Final = ("AS", "WITH", "DEFAULT", "TIMEOUT", "RETRIES")
_SECONDS: Final = {"SECONDS": 1, "SECOND": 1, "MINUTES": 60, "MINUTE": 60, "HOURS": 3600, "HOUR": 3600}
_Unit = Literal["SECONDS", "MINUTES", "HOURS"]


class Hearing(Calls):
    """`HEAR [name] [AS type | AS menu] [WITH prompt] [DEFAULT expr] [TIMEOUT n [unit]] [RETRIES n]`"""

    def hear_expression(self) -> Expression:
        """`name = HEAR [prompt]`, standing behind HEAR; as the head of a statement it takes the clauses too."""
        start, position = self.previous, self.position
        found = syntax.Hear()
        if self.token.kind == "string" or (
            self.token.kind == "word" and self.token.word not in _CLAUSES and self.starts_operand(self.index)
        ):
            self.position = ARGUMENT
            found.prompt = self.binary(ADD) if position == HEAD else self.postfix()
        if position == HEAD:
            self._hear_clauses(found, start)
        found.span = self.since(start)
        return found

    def hear(self) -> syntax.Evaluate:
        """HEAR as a statement."""
        start = self.token
        self.take_words(1)
        found = syntax.Hear()
        if self.token.kind == "word" and not self._at_clause():
            found.target = self.lvalue()
        elif self.token.kind == "string":
            found.prompt = self.argument()
        self._hear_clauses(found, start)
        found.span = self.since(start)
        return syntax.Evaluate(found, span=found.span)

    def _at_clause(self) -> bool:
        return self.token.word in _CLAUSES and self.peek().kind not in ("newline", "end", ".", "[", ":")

    def lvalue(self) -> Expression:
        """`ident { "." ident | "?." ident | "[" expr "]" }`"""
        start = self.token
        found: Expression = syntax.Name(self.expect_name().text, span=start.span)
        while self.token.kind in (".", "?.", "["):
            found = self.index_of(found, start) if self.token.kind == "[" else self.member_of(found, start)
        return found

    def _hear_clauses(self, hear: syntax.Hear, start: Token) -> None:
        while self.token.kind == "word" and self.token.word != "ELSE":
            clause = self.accept_word(*_CLAUSES)
            if not clause:
                raise self.trouble(
                    "E153", self.token, x="HEAR", y=shown(self.token), s=_closest(self.token.word)
                )
            match clause.word:
                case "AS":
                    self._hear_type(hear)
                case "WITH":
                    hear.prompt = self.argument()
                case "DEFAULT":
                    hear.default = self.argument()
                case "RETRIES":
                    hear.retries = self.argument()
                case _:
                    self._timeout(hear)

    def _hear_type(self, hear: syntax.Hear) -> None:
        token = self.token
        if token.word == "MENU":
            token.keyword = True
            self.advance()
            self._menu(hear)
        elif token.word in HEAR_TYPES and self.peek().kind not in (".", "[", "("):
            token.keyword = True
            hear.type = self.advance().word
        elif token.kind == "word" and self.peek().kind not in (".", "[", "(") and _looks_like_type(token):
            close = get_close_matches(token.word, sorted(HEAR_TYPES), 1)
            hint = "H130" if close else None
            raise self.trouble(
                "E154", token, x="HEAR AS", y=shown(token), hint=hint, s=close[0] if close else ""
            )
        else:
            self._menu(hear)

    def _menu(self, hear: syntax.Hear) -> None:
        items: list[Expression] = []
        outside, self.commas = self.commas, True
        while True:
            if self.accept("*"):
                hear.others = True
            else:
                items.append(self.argument())
            if not self.accept(","):
                break
        self.commas = outside
        hear.type, hear.menu = "MENU", tuple(items)

    def _timeout(self, hear: syntax.Hear) -> None:
        self.position = ARGUMENT
        amount = self.binary(ADD)
        unit = self.accept_word(*_SECONDS)
        seconds = _SECONDS[unit.word] if unit else 1
        if isinstance(amount, syntax.Literal) and isinstance(amount.value, int | Decimal):
            hear.timeout = syntax.Literal(amount.value * seconds, span=amount.span)
            return
        hear.timeout, hear.timeout_unit = amount, _UNITS[seconds]


_UNITS: Final[dict[int, _Unit]] = {1: "SECONDS", 60: "MINUTES", 3600: "HOURS"}


def _closest(word: str) -> str:
    return (get_close_matches(word, _CLAUSES, 1, 0.5) or ["AS"])[0]


def _looks_like_type(token: Token) -> bool:
    """A misspelt type, rather than a variable that holds a menu."""
    return token.text.isupper() or bool(get_close_matches(token.word, sorted(HEAR_TYPES), 1, 0.8))
