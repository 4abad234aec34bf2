"""A `.test.bas` file into its conversations, or what is wrong with it. Reading never stops at the first mistake."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from attendance.basic.diagnostics import MOST, Diagnostic, Span
from attendance.basic.json_text import read_container
from attendance.bots.sandbox.golden.words import BY_NAME, UNIT_SECONDS, WORDS, Word

ANYTHING: Final = "..."
"""A line of its own, or what the bot says: any number of messages."""

_COMMENT: Final = ("'", "#", "//")


@dataclass(slots=True)
class Line:
    """`about` are the words before the colon, `text` is what follows it, `value` what that means."""

    word: str
    about: tuple[str, ...]
    text: str
    at: int
    value: Any = None


@dataclass(slots=True)
class Test:
    """A conversation."""

    name: str
    at: int
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Golden:
    """`setup` comes first in every conversation of the file."""

    setup: tuple[Line, ...]
    tests: tuple[Test, ...]
    diagnostics: tuple[Diagnostic, ...]


def parse(source: str, name: str) -> Golden:
    """`name` is what a file without a `test:` line calls its only conversation."""
    found = list[Diagnostic]()
    lines = [line for line in _lines(source, found) if _understand(line, found)]
    setup, tests = list[Line](), list[Test]()
    for line in lines:
        if line.word == "test":
            tests.append(Test(line.text or name, line.at))
        elif tests:
            tests[-1].lines.append(line)
        else:
            setup.append(line)
    if not tests and setup:
        return Golden((), (Test(name, 1, setup),), tuple(found[:MOST]))
    found += [
        _diagnostic("E742", line.at, word=line.word) for line in setup if not BY_NAME[line.word].is_setup
    ]
    return Golden(tuple(setup), tuple(tests), tuple(found[:MOST]))


def _lines(source: str, found: list[Diagnostic]) -> Iterator[Line]:
    """Lines that begin with `|` go on with the text of the one before."""
    current: Line | None = None
    for at, written in enumerate(source.splitlines(), start=1):
        text = written.strip()
        if not text or text.startswith(_COMMENT):
            continue
        if text.startswith("|") and current is not None:
            current.text += "\n" + text[1:].strip()
            continue
        if current is not None:
            yield current
        current = Line("bot", (), text, at) if text == ANYTHING else _line(text, at)
        if current is None:
            found.append(_unknown(text, at))
    if current is not None:
        yield current


def _line(text: str, at: int) -> Line | None:
    """The longest word that the line begins with."""
    folded = text.casefold()
    for name in sorted(BY_NAME, key=len, reverse=True):
        word, after = BY_NAME[name], text[len(name) :]
        if folded.startswith(name) and after[:1] in (":", " "):
            return _cut(word, after, at)
    return None


def _cut(word: Word, after: str, at: int) -> Line | None:
    """What stands before the colon and after it; a colon inside an address is none."""
    head, colon, rest = after.partition(": ")
    if not colon:
        head, colon, rest = after.rpartition(":") if after.rstrip().endswith(":") else ("", "", "")
    about = tuple(head.split()) if word.takes >= 0 else (head.strip(),)
    if not colon or (word.takes >= 0 and len(about) != word.takes):
        return None
    return Line(word.name, about, rest.strip(), at)


def _unknown(text: str, at: int) -> Diagnostic:
    said = text.partition(":")[0].split(" ")[0]
    near = difflib.get_close_matches(said.casefold(), [name.split(" ")[0] for name in BY_NAME], n=1)
    known = BY_NAME.get(said.casefold())
    if known is not None or said.casefold() in ("expect", "espera"):
        return _diagnostic("E741", at, len(text), word=said)
    return _diagnostic("E740", at, len(said), word=said, near=near[0] if near else WORDS[0].name)


def _understand(line: Line, found: list[Diagnostic]) -> bool:
    """Read what stands after the colon."""
    word = BY_NAME[line.word]
    if line.text.casefold() in word.may_be:
        return True
    reader = _READERS.get(word.holds)
    try:
        line.value = reader(line.text) if reader else line.text
    except ValueError:
        found.append(_diagnostic(f"E74{_CODES[word.holds]}", line.at, text=line.text[:60]))
        return False
    return True


def _json(text: str) -> Any:
    """A value of the language. Raises: ValueError."""
    if not text:
        return None
    values = read_container(f"[{text}]")
    if not isinstance(values, list) or len(values) != 1:
        raise ValueError(text)
    return values[0]


def span_seconds(text: str) -> float:
    """Seconds. Raises: ValueError."""
    number, _, unit = text.partition(" ")
    if unit.strip().casefold() not in UNIT_SECONDS:
        raise ValueError(text)
    return float(number.replace(",", ".")) * UNIT_SECONDS[unit.strip().casefold()]


_READERS: Final = {"json": _json, "span": span_seconds, "moment": datetime.fromisoformat}
_CODES: Final = {"json": 3, "span": 4, "moment": 5}


def _diagnostic(code: str, at: int, width: int = 1, **values: str) -> Diagnostic:
    return Diagnostic(code, Span(at, 1, at, 1 + max(1, width)), values)
