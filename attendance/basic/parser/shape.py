"""Section 13.2: which blocks are open, and where the indentation says that one should have been closed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from attendance.basic.lexer import Token

CLOSERS: Final[dict[str, tuple[str, ...]]] = {
    "IF": ("END IF",),
    "FOR": ("NEXT", "END FOR"),
    "WHILE": ("WEND", "END WHILE", "LOOP"),
    "DO": ("LOOP",),
    "SELECT CASE": ("END SELECT", "END SWITCH"),
    "SWITCH": ("END SWITCH", "END SELECT"),
    "WITH": ("END WITH",),
    "SUB": ("END SUB", "END FUNCTION"),
    "FUNCTION": ("END FUNCTION", "END SUB"),
    "TRY": ("END TRY",),
    "ON": ("END ON",),
    "SCHEDULE": ("END SCHEDULE",),
    "{": ("}",),
}
MIDDLES: Final[dict[str, tuple[str, ...]]] = {
    "IF": ("ELSE", "ELSEIF"),
    "{": (),
    "SELECT CASE": ("CASE", "CASE ELSE"),
    "SWITCH": ("CASE", "CASE ELSE"),
    "TRY": ("CATCH",),
}
_ONE_WORD: Final = {
    "ENDIF": "END IF", "ENDFOR": "END FOR", "ENDWHILE": "END WHILE", "ENDSELECT": "END SELECT", "ENDSUB": "END SUB",
    "ENDFUNCTION": "END FUNCTION", "WEND": "WEND", "LOOP": "LOOP", "NEXT": "NEXT", "ELSE": "ELSE",
    "ELSEIF": "ELSEIF", "CASE": "CASE", "DEFAULT": "CASE ELSE", "CATCH": "CATCH",
}  # fmt: skip
_AFTER_END: Final = frozenset(
    ["IF", "FOR", "WHILE", "SELECT", "SWITCH", "WITH", "SUB", "FUNCTION", "TRY", "ON", "SCHEDULE"]
)
_LINE_ENDS: Final = frozenset(["newline", "end", ":"])
FIRST_WORDS: Final = frozenset([*_ONE_WORD, "END"])


@dataclass(slots=True)
class Opened:
    """A block whose closing line has not come yet. `middles` are the middle words that may still come; `broken`: it
    was given up because a closer of a block around it came."""

    kind: str
    token: Token
    column: int
    middles: tuple[str, ...] = ()
    broken: bool = False

    @property
    def closers(self) -> tuple[str, ...]:
        """What closes it."""
        return CLOSERS[self.kind]

    def awaits(self, word: str) -> bool:
        """Whether this closer or middle word is its own."""
        return word in self.closers or word in self.middles


def closing_word(tokens: Sequence[Token], at: int) -> str | None:
    """The closer or middle word that the statement at this token is, None for any other statement."""
    token = tokens[at]
    if token.kind == "end":
        return None
    following = tokens[at + 1]
    if token.kind == "}":
        return "}"
    word = token.word
    if word not in FIRST_WORDS:
        return None
    if word == "END":
        return f"END {following.word}" if following.word in _AFTER_END else None
    if following.kind in ("=", ".", "?.", "[", ",") and word != "ELSE":
        return None
    match word:
        case "NEXT":
            named = following.kind == "word" and tokens[at + 2].kind in _LINE_ENDS
            is_closer = following.kind in _LINE_ENDS or following.word == "ELSE" or named
        case "LOOP":
            is_closer = following.kind in _LINE_ENDS or following.word in ("WHILE", "UNTIL")
        case "DEFAULT":
            is_closer = following.kind in _LINE_ENDS
        case "CATCH":
            is_closer = following.kind in (*_LINE_ENDS, "word")
        case _:
            is_closer = True
    if word == "CASE" and following.word == "ELSE":
        return "CASE ELSE"
    return _ONE_WORD[word] if is_closer else None


Role = Literal["plain", "opens", "closes", "goes on"]


@dataclass(slots=True)
class Line:
    """What the first statement of a line does to the blocks. `word` is the block's kind, or the closer."""

    line: int
    column: int
    role: Role = "plain"
    word: str = ""


@dataclass(slots=True)
class Shape:
    """The lines of a script as their indentation shows them."""

    lines: list[Line] = field(default_factory=list)

    def add(self, token: Token) -> None:
        """A statement begins here."""
        if token.first and (not self.lines or self.lines[-1].line != token.line):
            self.lines.append(Line(token.line, token.column))

    def mark(self, token: Token, role: Role, word: str) -> None:
        """What the statement at this token turned out to be."""
        if self.lines and self.lines[-1].line == token.line and self.lines[-1].role == "plain":
            self.lines[-1].role, self.lines[-1].word = role, word

    def violation(self) -> tuple[Line, Line] | None:
        """The first block whose body ends, by its indentation, before its closer: its line and the one that follows."""
        stack: list[Line] = []
        for at, line in enumerate(self.lines):
            while stack and line.column <= stack[-1].column:
                opener = stack[-1]
                if (
                    line.column == opener.column
                    and line.role == "closes"
                    and line.word in CLOSERS[opener.word]
                ):
                    stack.pop()
                    break
                if line.role == "goes on" and line.word in MIDDLES.get(opener.word, ()):
                    break
                return opener, line
            if line.role == "opens" and self._is_indented(at):
                stack.append(line)
        return None

    def _is_indented(self, at: int) -> bool:
        following = self.lines[at + 1] if at + 1 < len(self.lines) else None
        return following is not None and following.column > self.lines[at].column
