"""Section 3.5: values by themselves, and what follows a value: members, indexes, brackets."""

from abc import abstractmethod
from typing import Final

from attendance.basic import syntax
from attendance.basic.diagnostics import Diagnostic, Span
from attendance.basic.lexer import Interpolation, Token
from attendance.basic.parser.cursor import MOST_OPERATORS, Cursor, SyntaxTrouble, TooMuch, shown
from attendance.basic.syntax import Expression

HEAD: Final = "head"
ARGUMENT: Final = "argument"
OPERAND: Final = "operand"

_CONSTANTS: Final = {"TRUE": True, "FALSE": False, "NULL": None}
RESERVED: Final = frozenset(["AND", "OR", "NOT", "THEN", "ELSE", "END", "IF", "FOR", "WHILE"])


class Primaries(Cursor):
    """What an operator joins. `position` says where the next one stands, `commas` whether what is around it separates
    its parts with commas, `fields` whether these parts have names (section 3.4)."""

    position: str = HEAD
    commas: bool = False
    fields: bool = False

    @abstractmethod
    def ternary(self) -> Expression:
        """A whole expression."""

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
        self.position, self.commas, self.fields = HEAD, False, False
        return self.ternary()

    def argument(self) -> Expression:
        """An element of a list."""
        self.position = ARGUMENT
        return self.ternary()

    def since(self, start: Token) -> Span:
        """From a token to the one taken last."""
        last = self.tokens[self.index - 1]
        return Span(start.line, start.column, last.end_line, last.end_column)

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
            raise self.never_closed(opening)
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
                    raise self.never_closed(opening)
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
        self.tokens = self.lexed.inside(piece)
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
