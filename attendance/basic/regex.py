"""Regular expressions in linear time, for MATCHES: nobody's text can make one run for minutes.

Literals, `.`, classes, `\\d \\w \\s \\b` and their opposites, anchors, groups, `|`, `* + ? {m,n}` (lazy too: whether
there is a match is the same), `(?i)`, `(?s)` at the start. A pattern becomes the states of an automaton; sets of states
that a search has met are remembered, as in RE2.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, TypeAlias

from attendance.basic.errors import LimitError
from attendance.basic.regex_syntax import (
    Assertion,
    Characters,
    Instruction,
    Jump,
    Match,
    is_word,
    parse_program,
)
from attendance.basic.sizes import spend

_MOST_REMEMBERED: Final = 2_000
_MOST_WORK: Final = 2_000_000
"""States visited for one search: a second or two."""

_States: TypeAlias = frozenset[int]
_START, _WORD, _OTHER = "start", "word", "other"
"""What stands before a position: nothing, a letter or digit, something else."""


def search(pattern: str, text: str) -> bool:
    """Whether the pattern occurs in the text. Raises: E311 for a bad pattern, E502 for one too costly."""
    spend(2 * len(text))
    return _Search(_program(pattern)).run(text)


def check_pattern(pattern: str) -> None:
    """Raises: E311 when it is no pattern, or too big a one."""
    _program(pattern)


_program = lru_cache(maxsize=128)(parse_program)


@dataclass(slots=True)
class _Search:
    instructions: tuple[Instruction, ...]
    work: int = 0
    steps: dict[tuple[_States, str, str], _States | None] = field(default_factory=dict)
    """What follows states, by what stands before and the next character; None: the pattern has matched."""
    sets: dict[_States, _States] = field(default_factory=dict)
    """Each set once: then finding a step compares identities."""

    def run(self, text: str) -> bool:
        states, before = frozenset((0,)), _START
        for character in text:
            key = (states, before, character)
            following = self.steps[key] if key in self.steps else self._step(states, before, character)
            if following is None:
                return True
            states, before = following, _WORD if is_word(character) else _OTHER
        return self._closure(states, before, None) is None

    def _step(self, states: _States, before: str, character: str) -> _States | None:
        ready = self._closure(states, before, character)
        following = None
        if ready is not None:
            reached = frozenset((0, *(at + 1 for at, taker in ready if taker.has(character))))
            following = self.sets.setdefault(reached, reached)
        if len(self.steps) >= _MOST_REMEMBERED:
            self.steps.clear()
            self.sets.clear()
        self.steps[states, before, character] = following
        return following

    def _closure(
        self, states: _States, before: str, after: str | None
    ) -> list[tuple[int, Characters]] | None:
        """Who waits for a character, of all that is reached without taking one; None when a match is reached."""
        waiting, met = list(states), set(states)
        ready: list[tuple[int, Characters]] = []
        while waiting:
            at = waiting.pop()
            instruction = self.instructions[at]
            targets: tuple[int, ...] = ()
            if isinstance(instruction, Match):
                return None
            if isinstance(instruction, Characters):
                ready.append((at, instruction))
            elif isinstance(instruction, Jump):
                targets = instruction.targets
            elif _holds(instruction, before, after):
                targets = (at + 1,)
            new = [target for target in targets if target not in met]
            met.update(new)
            waiting.extend(new)
        self._count(len(met))
        return ready

    def _count(self, visited: int) -> None:
        self.work += visited
        spend(5 * visited)
        if self.work > _MOST_WORK:
            raise LimitError("E502")


def _holds(assertion: Assertion, before: str, after: str | None) -> bool:
    if assertion.kind == "start":
        return before == _START
    if assertion.kind == "end":
        return after is None
    at_edge = (before == _WORD) != (after is not None and is_word(after))
    return at_edge if assertion.kind == "edge" else not at_edge
