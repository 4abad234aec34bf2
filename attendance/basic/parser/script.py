"""A whole script: section 3.1's `program`."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from attendance.basic import syntax
from attendance.basic.diagnostics import MOST, Diagnostic, Span
from attendance.basic.lexer import Lexed, Token
from attendance.basic.parser.cursor import TooMuch
from attendance.basic.parser.declarations import Declarations

MOST_BYTES: Final = 512 * 1024
MOST_WARNINGS: Final = 100


@dataclass(frozen=True, slots=True)
class Parsed:
    """The tree, whole where the source is sound, and what is wrong with the rest, in the order of the source."""

    script: syntax.Script
    diagnostics: tuple[Diagnostic, ...]

    @property
    def is_sound(self) -> bool:
        """No errors; there may be warnings."""
        return all(each.severity != "error" for each in self.diagnostics)


class ScriptParser(Declarations):
    """Reads one script."""

    def __init__(self, source: str) -> None:
        lexed = Lexed(source)
        super().__init__(lexed, _procedures(lexed.tokens))
        self.start_blocks()

    def script(self, name: str) -> Parsed:
        """`{ statement-line }`"""
        body: syntax.Block = ()
        try:
            body = self.block(None)
        except TooMuch:
            pass
        except RecursionError:
            self.diagnostics.append(Diagnostic("E105", self.token.span))
        script = syntax.Script(name, body, self.lexed.pragmas, tuple(self.lexed.comments))
        return Parsed(script, most([*self.lexed.diagnostics, *self.diagnostics]))

    def note_column_line(self) -> None:
        """Columns stand one level deeper than their TABLE."""
        if self.token.first:
            self.indents[self.token.line] = self._level(None) + (self.token.word != "END")


def parse(source: str, name: str) -> Parsed:
    """The tree of a script and all that is wrong with it. Never raises."""
    text = clean(source)
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        return Parsed(syntax.Script(name, ()), (Diagnostic("E105", Span(1, 1, 1, 1)),))
    return ScriptParser(text).script(name)


def clean(source: str) -> str:
    """The source without a byte order mark and with line feeds alone."""
    return source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def most(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """What is reported, in the order of the source: nothing twice, not every echo; of what is too large only that."""
    found = sorted(diagnostics, key=lambda each: (each.span.line, each.span.column))
    for each in found:
        if each.code == "E105":
            return (each,)
    kept: dict[tuple[str, Span], Diagnostic] = {}
    room = {"error": MOST, "warning": MOST_WARNINGS}
    for each in found:
        if (each.code, each.span) not in kept and room[each.severity]:
            room[each.severity] -= 1
            kept[each.code, each.span] = each
    return tuple(kept.values())


def _procedures(tokens: list[Token]) -> frozenset[str]:
    return frozenset(
        syntax.fold(tokens[at + 1].text)
        for at, token in enumerate(tokens[:-1])
        if token.word in ("SUB", "FUNCTION") and token.first and tokens[at + 1].kind == "word"
    )
