"""How each word is written: keywords in capitals, in English or in Portuguese."""

from collections.abc import Sequence
from typing import Final

from attendance.basic.catalogue import PORTUGUESE
from attendance.basic.lexer import Interpolation, Lexed, Token
from attendance.basic.lexer.portuguese import BEFORE_STATEMENT, STATEMENT_WORDS

_TO_PORTUGUESE: Final[dict[str, str]] = {}
for _portuguese, _english in PORTUGUESE.items():
    _TO_PORTUGUESE.setdefault(_english, _portuguese)
_ONLY_IN_LOOPS: Final = frozenset(["IN", "TO", "STEP"])
_LONGEST: Final = 3


def _may_translate(phrase: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether the Portuguese words would be understood here."""
    if phrase in _ONLY_IN_LOOPS:
        return tokens[0].word == "FOR"
    before = tokens[at - 1] if at else None
    starts = before is None or before.kind == ":" or before.word in BEFORE_STATEMENT
    return starts or phrase not in STATEMENT_WORDS


class Spelling:
    """The words of one script. `language` None keeps the author's."""

    def __init__(self, lexed: Lexed, language: str | None) -> None:
        self._lexed = lexed
        self._is_portuguese = lexed.pragmas.get("lang") == "pt"
        self._language = language

    @property
    def wants_pragma(self) -> bool:
        """Whether `#lang pt` has to be added."""
        return self._language == "pt" and not self._is_portuguese

    def drops(self, comment: str) -> bool:
        """Whether this line is the pragma that English keywords no longer need."""
        return self._language == "en" and comment.lower().startswith("#lang")

    def words(self, tokens: Sequence[Token]) -> list[str]:
        """The text of each token; empty where a longer phrase before it says it."""
        found: list[str] = []
        while len(found) < len(tokens):
            at = len(found)
            taken = self._portuguese(tokens, at) if self._language == "pt" else None
            found += taken or [self._text(tokens[at])]
        return found

    def _portuguese(self, tokens: Sequence[Token], at: int) -> list[str] | None:
        words: list[str] = []
        while len(words) < _LONGEST and at + len(words) < len(tokens) and tokens[at + len(words)].keyword:
            words.append(tokens[at + len(words)].word)
        for count in range(len(words), 0, -1):
            phrase = " ".join(words[:count])
            if phrase in _TO_PORTUGUESE and _may_translate(phrase, tokens, at):
                return [_TO_PORTUGUESE[phrase], *[""] * (count - 1)]
        return None

    def _text(self, token: Token) -> str:
        if token.kind == "string":
            return self._string(token)
        if token.kind == "block{":
            return "{"
        if token.kind != "word" or not token.keyword:
            return token.text
        if self._language is None and self._is_portuguese:
            return token.text.upper()
        return token.word

    def _string(self, token: Token) -> str:
        """A text; English keywords replace Portuguese ones in its interpolations when the script goes English."""
        if self._language != "en" or not self._is_portuguese:
            return token.text
        text, shift = token.text, token.start
        for piece in reversed(token.value):
            if isinstance(piece, Interpolation):
                for each in reversed(self._lexed.inside(piece)):
                    if each.kind == "word" and each.word != each.text.upper():
                        text = text[: each.start - shift] + each.word + text[each.end - shift :]
        return text
