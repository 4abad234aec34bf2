"""12.3: TABLE."""

from abc import abstractmethod
from typing import Final

from attendance.basic import syntax
from attendance.basic.lexer import Token
from attendance.basic.parser.cursor import shown
from attendance.basic.parser.procedures import Procedures

_TRAITS: Final = (
    "KEY", "PRIMARY", "NOT", "NULL", "UNIQUE", "DEFAULT", "REFERENCES", "CHECK", "GENERATED",
)  # fmt: skip
_LINE_ENDS: Final = frozenset(["newline", "end"])


class Tables(Procedures):
    """`"TABLE" ident [ "ON" ident ] newline { column newline } "END" "TABLE"`"""

    @abstractmethod
    def note_column_line(self) -> None:
        """A line of a table begins: for the formatter."""

    def table(self) -> syntax.Statement:
        """A whole table; a broken column is noted and left out."""
        start = self.token
        self.take_words(1)
        name = self.expect_name().text
        connection = self.expect_name().text if self.accept_word("ON") else None
        columns: list[syntax.Column] = []
        while not self.at_words("END", "TABLE"):
            if self.token.kind == "end":
                raise self.trouble(
                    "E121", start, b="TABLE", l=str(start.line), x="END TABLE", y=shown(self.token)
                )
            self.note_column_line()
            self._table_line(columns)
        self.note_column_line()
        self.take_words(2)
        return syntax.Table(name, connection, tuple(columns), span=self.since(start))

    def _table_line(self, columns: list[syntax.Column]) -> None:
        if self.token.kind == "newline":
            self.advance()
        elif self.at_words("CREATE", "INDEX"):
            self.complain("W214", self.token.span, w="CREATE INDEX")
            self.skip_line(self.index)
        else:
            column = self.recovering(self.column, None)
            if column:
                columns.append(column)

    def column(self) -> syntax.Column:
        """`ident [ "*" ] type [ "(" … ")" ] { … }`"""
        start = self.token
        name = self.expect_name().text
        required = self.accept("*") is not None
        kind = self.expect_name().text
        found = syntax.Column(name, kind, self._size(), is_key=kind.lower() == "key", required=required)
        if opening := self.accept("["):
            self.close(opening, "]")
            found.is_array = True
        while self.token.kind not in _LINE_ENDS:
            if not self.accept(","):
                self._trait(found)
        found.span = self.since(start)
        return found

    def _size(self) -> tuple[int, ...]:
        opening = self.accept("(")
        if not opening:
            return ()
        found: list[int] = []
        while self.token.kind in ("number", ",") or self.token.word == "MAX":
            token = self.advance()
            if token.kind == "number":
                found.append(int(token.value))
        self.close(opening, ")")
        return tuple(found)

    def _trait(self, column: syntax.Column) -> None:
        word = self.accept_word(
            "KEY", "PRIMARY", "NOT", "NULL", "UNIQUE", "DEFAULT", "REFERENCES", "CHECK", "GENERATED"
        )
        match word.word if word else "":
            case "KEY":
                column.is_key = True
            case "PRIMARY":
                self.expect_word("KEY")
                column.is_key = True
            case "NOT":
                self.expect_word("NULL")
                column.required = True
            case "NULL":
                column.required = False
            case "UNIQUE":
                column.unique = True
            case "DEFAULT":
                column.default = self.postfix()
            case "REFERENCES":
                column.references = self._reference()
            case "CHECK":
                column.check = self._bracketed_text()
            case "GENERATED":
                column.generated = self._rest_of_line()
            case _:
                raise self.trouble("E122", self.token, y=shown(self.token))

    def _reference(self) -> tuple[str, ...]:
        table = self.expect_name().text
        opening = self.accept("(")
        if not opening:
            return (table,)
        column = self.expect_name().text
        self.close(opening, ")")
        return table, column

    def _bracketed_text(self) -> str:
        opening: Token = self.expect("(")
        if opening.pair < 0:
            raise self.never_closed(opening)
        inside = self.tokens[self.index : opening.pair]
        self.go(opening.pair + 1)
        return " ".join(token.text for token in inside)

    def _rest_of_line(self) -> str:
        found: list[str] = []
        while self.token.kind not in _LINE_ENDS:
            found.append(self.advance().text)
        return " ".join(found)
