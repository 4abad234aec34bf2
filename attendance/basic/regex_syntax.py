"""Reads a regular expression into the program of an automaton; refuses what linear time cannot do."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from attendance.basic.errors import BasicError

MOST_INSTRUCTIONS: Final = 1_000
_MOST_NESTING: Final = 50
_MOST_TIMES: Final = 1_000


@dataclass(frozen=True, slots=True)
class Characters:
    """Takes one character: of a set, of ranges, of a class (`d`, `w`, `s`; upper-case is the opposite)."""

    ranges: tuple[tuple[str, str], ...] = ()
    classes: str = ""
    negated: bool = False
    ignore_case: bool = False

    def has(self, character: str) -> bool:
        if self.ignore_case:
            cases = {character, character.lower(), character.upper()}
            return any(self._lists(case) for case in cases) is not self.negated
        return self._lists(character) is not self.negated

    def _lists(self, character: str) -> bool:
        return any(low <= character <= high for low, high in self.ranges) or any(
            _CLASSES[name](character) for name in self.classes
        )


@dataclass(frozen=True, slots=True)
class Assertion:
    """Takes nothing: `^`, `$`, `\\b`, `\\B`."""

    kind: Literal["start", "end", "edge", "inside"]


@dataclass(frozen=True, slots=True)
class Jump:
    """Goes on at each of these instructions."""

    targets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """The whole pattern has been found."""


Instruction: TypeAlias = Characters | Assertion | Jump | Match


@dataclass(frozen=True, slots=True)
class _Sequence:
    items: tuple["_Node", ...]


@dataclass(frozen=True, slots=True)
class _Choice:
    items: tuple["_Node", ...]


@dataclass(frozen=True, slots=True)
class _Repeat:
    item: "_Node"
    least: int
    most: int | None


_Node: TypeAlias = Characters | Assertion | _Sequence | _Choice | _Repeat


def is_word(character: str) -> bool:
    """A letter of any alphabet, a digit or an underscore."""
    return character.isalnum() or character == "_"


_CLASSES: dict[str, Callable[[str], bool]] = {
    "d": lambda character: "0" <= character <= "9",
    "D": lambda character: not "0" <= character <= "9",
    "w": is_word,
    "W": lambda character: not is_word(character),
    "s": str.isspace,
    "S": lambda character: not character.isspace(),
}
_ASSERTIONS: dict[str, Assertion] = {
    "b": Assertion("edge"),
    "B": Assertion("inside"),
    "A": Assertion("start"),
    "z": Assertion("end"),
    "Z": Assertion("end"),
}
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "0": "\0"}
_FLAGS = re.compile(r"\(\?([is]+)\)")
_TIMES = re.compile(r"\{(\d{1,4})(?:(,)(\d{1,4})?)?\}", re.ASCII)
_GROUP = re.compile(r"\?(?::|P?<[A-Za-z_]\w*>)")
_CODE = re.compile(r"x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})")


def parse_program(pattern: str) -> tuple[Instruction, ...]:
    """The instructions; the first one begins anywhere in the text. Raises: E311."""
    reader = _Reader(pattern)
    emitter = _Emitter()
    emitter.emit(reader.read())
    emitter.append(Match())
    return tuple(emitter.instructions)


def refused(pattern: str) -> BasicError:
    """What is raised for a pattern that is none, or one that linear time cannot do."""
    return BasicError("E311", function="MATCHES", pattern=pattern)


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.pattern, self.at, self.nesting = pattern, 0, 0
        flags = _FLAGS.match(pattern)
        self.ignore_case = flags is not None and "i" in flags[1]
        self.dot_takes_lines = flags is not None and "s" in flags[1]
        if flags is not None:
            self.at = flags.end()

    def read(self) -> _Node:
        node = self._choice()
        if self.at < len(self.pattern):
            raise refused(self.pattern)
        return node

    def _peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def _next(self) -> str:
        character = self._peek()
        if not character:
            raise refused(self.pattern)
        self.at += 1
        return character

    def _choice(self) -> _Node:
        items = [self._sequence()]
        while self._peek() == "|":
            self.at += 1
            items.append(self._sequence())
        return items[0] if len(items) == 1 else _Choice(tuple(items))

    def _sequence(self) -> _Node:
        items: list[_Node] = []
        while self._peek() not in ("", "|", ")"):
            items.append(self._repeated(self._atom()))
        return _Sequence(tuple(items))

    def _repeated(self, node: _Node) -> _Node:
        times = self._times()
        if times is None:
            return node
        if self._peek() == "?":
            self.at += 1
        if self._times() is not None:
            raise refused(self.pattern)
        return _Repeat(node, *times)

    def _times(self) -> tuple[int, int | None] | None:
        simple = {"*": (0, None), "+": (1, None), "?": (0, 1)}.get(self._peek())
        if simple is not None:
            self.at += 1
            return simple
        found = _TIMES.match(self.pattern, self.at)
        if found is None:
            return None
        self.at = found.end()
        least = int(found[1])
        most = least if found[2] is None else None if found[3] is None else int(found[3])
        if max(least, most or 0) > _MOST_TIMES or (most is not None and most < least):
            raise refused(self.pattern)
        return least, most

    def _atom(self) -> _Node:
        character = self._next()
        if character == "(":
            return self._group()
        if character == "[":
            return self._set()
        if character == ".":
            return Characters(() if self.dot_takes_lines else (("\n", "\n"),), negated=True)
        if character in "^$":
            return Assertion("start" if character == "^" else "end")
        if character == "\\":
            return self._escaped()
        if character in "*+?":
            raise refused(self.pattern)
        return self._literal(character)

    def _literal(self, character: str) -> Characters:
        return Characters(((character, character),), ignore_case=self.ignore_case)

    def _group(self) -> _Node:
        self.nesting += 1
        if self.nesting > _MOST_NESTING:
            raise refused(self.pattern)
        if self._peek() == "?":
            kind = _GROUP.match(self.pattern, self.at)
            if kind is None:
                raise refused(self.pattern)
            self.at = kind.end()
        node = self._choice()
        if self._next() != ")":
            raise refused(self.pattern)
        self.nesting -= 1
        return node

    def _escaped(self) -> _Node:
        character = self._peek()
        if character in _ASSERTIONS:
            self.at += 1
            return _ASSERTIONS[character]
        if character and character in _CLASSES:
            self.at += 1
            return Characters(classes=character)
        return self._literal(self._escaped_character())

    def _escaped_character(self) -> str:
        code = _CODE.match(self.pattern, self.at)
        if code is not None:
            self.at = code.end()
            return chr(int(code[1] or code[2], 16))
        character = self._next()
        if character in _CONTROLS:
            return _CONTROLS[character]
        if character.isalnum():
            raise refused(self.pattern)
        return character

    def _set(self) -> Characters:
        negated = self._peek() == "^"
        self.at += negated
        ranges: list[tuple[str, str]] = []
        classes, first = "", True
        while first or self._peek() != "]":
            first = False
            low = self._set_item()
            if len(low) == 2:
                classes += low[1]
            elif self._peek() == "-" and self.pattern[self.at + 1 : self.at + 2] not in ("]", ""):
                self.at += 1
                ranges.append(self._range(low, self._set_item()))
            else:
                ranges.append((low, low))
        self.at += 1
        return Characters(tuple(ranges), classes, negated, self.ignore_case)

    def _range(self, low: str, high: str) -> tuple[str, str]:
        if len(high) != 1 or high < low:
            raise refused(self.pattern)
        return low, high

    def _set_item(self) -> str:
        """A character, or a class as `\\d`."""
        character = self._next()
        if character != "\\":
            return character
        if self._peek() and self._peek() in _CLASSES:
            return "\\" + self._next()
        if self._peek() == "b":
            self.at += 1
            return "\b"
        return self._escaped_character()


class _Emitter:
    def __init__(self) -> None:
        self.instructions: list[Instruction] = []
        self.visits = 0

    def append(self, instruction: Instruction) -> int:
        if len(self.instructions) >= MOST_INSTRUCTIONS:
            raise BasicError("E311", function="MATCHES")
        self.instructions.append(instruction)
        return len(self.instructions) - 1

    def emit(self, node: _Node) -> None:
        self.visits += 1
        if self.visits > 10 * MOST_INSTRUCTIONS:
            raise BasicError("E311", function="MATCHES")
        if isinstance(node, _Sequence):
            for item in node.items:
                self.emit(item)
        elif isinstance(node, _Choice):
            self._emit_choice(node)
        elif isinstance(node, _Repeat):
            self._emit_repeat(node)
        else:
            self.append(node)

    def _emit_choice(self, node: _Choice) -> None:
        fork = self.append(Jump(()))
        starts, exits = [], []
        for item in node.items:
            starts.append(len(self.instructions))
            self.emit(item)
            exits.append(self.append(Jump(())))
        self.instructions[fork] = Jump(tuple(starts))
        for at in exits:
            self.instructions[at] = Jump((len(self.instructions),))

    def _emit_repeat(self, node: _Repeat) -> None:
        for _ in range(node.least):
            self.emit(node.item)
        if node.most is None:
            fork = self.append(Jump(()))
            self.emit(node.item)
            self.append(Jump((fork,)))
            self.instructions[fork] = Jump((fork + 1, len(self.instructions)))
            return
        forks = []
        for _ in range(node.most - node.least):
            forks.append(self.append(Jump(())))
            self.emit(node.item)
        for at in forks:
            self.instructions[at] = Jump((at + 1, len(self.instructions)))
