"""A script's tokens and what was noticed on the way to them."""

import re
from typing import Final

from attendance.basic.catalogue.portuguese import PORTUGUESE
from attendance.basic.lexer.portuguese import Translator
from attendance.basic.lexer.scanner import Lexer
from attendance.basic.lexer.texts import Place
from attendance.basic.lexer.tokens import Interpolation, Token

_TRANSLATOR: Final = Translator(PORTUGUESE)
_MOST_CUTS: Final = 5
"""Each lost quote costs one more reading of the source."""
STATEMENT_IN_TEXT: Final = re.compile(
    r"""^[ \t]*(?:
        (?P<word>(?:END[ ](?:IF|SUB|FUNCTION|SELECT|WITH|TRY|FOR|WHILE)|FOR[ ]EACH|ELSE[ ]IF|ELSEIF|SELECT[ ]CASE|CASE|
            TALK|HEAR|IF(?=.*\bTHEN\b)|NEXT|WEND|RETURN|CALL|SET[ ]\w+|ADD[ ]SUGGESTION|CLEAR[ ]\w+|USE[ ]KB|
            TRANSFER[ ]TO|DIGA|OUÇA|SE(?=.*\bENTÃO\b))\b)
      | (?P<last>(?i:TALK|HEAR|PRINT|SAVE|FIND|\w+[ \t]*=)[ \t]*\Z))""",
    re.VERBOSE | re.MULTILINE,
)
"""A line of a text that reads like code: a keyword in capitals, or what stands before the quote of the next text."""


class Lexed:
    """The tokens of a whole source, ready for the parser: aliases translated, lost quotes found."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.cuts: frozenset[int] = frozenset()
        first = self._read()
        self.pragmas: dict[str, str] = first.pragmas
        self.comments = first.comments
        self.diagnostics = first.diagnostics
        self.long_texts = first.long_texts
        self.tokens = self._translated(first, 0)

    def inside(self, piece: Interpolation) -> list[Token]:
        """The tokens of an interpolation."""
        place = Place(piece.line, piece.start - piece.column + 1)
        return self._translated(Lexer(self.source, piece.start, piece.end, place=place).read(), 0)

    def read_again(self, token: Token, base: int) -> None:
        """Make the tokens from this one on anew, as if a statement began there."""
        again = Lexer(self.source, token.start, base=base, cuts=self.cuts)
        again.pragmas = dict(self.pragmas)
        again.read()
        here = token.line
        self.comments = [each for each in self.comments if each.span.line < here] + again.comments
        self.diagnostics = [each for each in self.diagnostics if each.span.line < here] + again.diagnostics
        self.long_texts = [each for each in self.long_texts if each.line < here] + again.long_texts
        self.tokens = self._translated(again, base)

    def _translated(self, lexer: Lexer, base: int) -> list[Token]:
        if self.pragmas.get("lang") != "pt":
            return lexer.tokens
        return _TRANSLATOR.translate(lexer.tokens, base)

    def _read(self) -> Lexer:
        """Read; as long as some text has swallowed code, end it with its line and read again."""
        while True:
            found = Lexer(self.source, cuts=self.cuts).read()
            suspect = self._suspect(found)
            if not suspect or len(self.cuts) >= _MOST_CUTS:
                return found
            self.cuts |= {suspect.start}

    def _suspect(self, lexer: Lexer) -> Token | None:
        """The first text of several lines whose quote is surely missing: a word touches its end, or, when some text
        never ends, it holds a line of code."""
        touched = [token for token in lexer.long_texts if self.source[token.end : token.end + 1].isalnum()]
        if touched:
            return touched[0]
        if sum(each.code == "E102" for each in lexer.diagnostics) <= len(self.cuts):
            return None
        return next((token for token in lexer.long_texts if swallowed(token)), None)


def swallowed(token: Token) -> re.Match[str] | None:
    """The first line inside a text that reads like code."""
    return STATEMENT_IN_TEXT.search(token.text[:-1], token.text.find("\n") + 1)
