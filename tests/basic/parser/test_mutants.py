"""One slip of the finger in a good script is noticed, and found where it happened."""

from collections.abc import Iterator

import pytest

from attendance.basic.parser import parse
from attendance.basic.parser.script import ScriptParser
from attendance.basic.parser.shape import closing_word
from tests.basic.sources import EXAMPLES

SOURCES = [path.read_text() for path in EXAMPLES]
CLOSERS = ("NEXT", "LOOP", "WEND")


def slips(source: str, kind: str) -> Iterator[tuple[str, int]]:
    """The source with one slip, and the line where it is."""
    parser = ScriptParser(source)
    parser.script("")
    lines = source.split("\n")
    for at, token in enumerate(parser.tokens):
        before, after = source[: token.start], source[token.end :]
        if kind == "misspelt" and token.keyword and token.first:
            yield before + token.text + token.text[-1] + after, token.line
        elif kind == "bracket" and token.kind == ")":
            yield before + after, token.line
        elif kind == "quote" and token.kind == "string" and token.text.endswith('"'):
            yield before + token.text[:-1] + after, token.end_line
        elif kind == "closer" and token.first and _closes(closing_word(parser.tokens, at)):
            yield "\n".join([*lines[: token.line - 1], *lines[token.line :]]), token.line


def _closes(word: str | None) -> bool:
    return word is not None and (word in CLOSERS or word.startswith("END "))


@pytest.mark.parametrize(
    ("kind", "rejected", "located", "distance"),
    [
        ("misspelt", 0.998, 0.998, 0),
        ("bracket", 1.0, 0.9, 0),
        ("quote", 0.973, 0.95, 0),
        ("closer", 0.996, 0.815, 2),
    ],
)
def test_slips(kind: str, rejected: float, located: float, distance: int) -> None:
    found = [(source, line, _lines(source)) for whole in SOURCES for source, line in slips(whole, kind)]

    noticed = [lines for _, _, lines in found if lines]
    near = [line for _, line, lines in found if any(abs(line - each) <= distance for each in lines)]

    assert len(found) > 20
    assert len(noticed) >= rejected * len(found)
    assert len(near) >= located * len(found)


def _lines(source: str) -> list[int]:
    """Every line that an error names."""
    errors = [each for each in parse(source, "x").diagnostics if each.severity == "error"]
    return [line for each in errors for line in (each.span.line, *(place.line for place in each.related))]
