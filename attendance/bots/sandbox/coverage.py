"""Which lines of scripts ran."""

from collections.abc import Mapping
from dataclasses import dataclass

from attendance.basic.program import Program
from attendance.bots.sandbox.scripts import Scripts


@dataclass(frozen=True, slots=True)
class Coverage:
    """Lines that can run, and those that did, by script."""

    lines: Mapping[str, frozenset[int]]
    ran: Mapping[str, frozenset[int]]

    @property
    def share(self) -> float:
        """1 when there is nothing that could run."""
        total = sum(map(len, self.lines.values()))
        return sum(map(len, self.ran.values())) / total if total else 1.0

    def missing(self, script: str) -> list[int]:
        return sorted(self.lines[script] - self.ran[script])

    def __or__(self, other: "Coverage") -> "Coverage":
        ran = {name: self.ran[name] | other.ran.get(name, frozenset()) for name in self.ran}
        return Coverage(self.lines, ran)


def coverage(scripts: Scripts, covered: Mapping[str, set[int]]) -> Coverage:
    """Every script counts, those that never ran too."""
    lines = {}
    for name in scripts:
        program = scripts.named(name)
        lines[name] = _written(program) if program else frozenset()
    return Coverage(lines, {name: lines[name] & covered.get(name, set()) for name in lines})


def ends(program: Program) -> frozenset[int]:
    """The steps that nobody wrote: each body ends with one, under the line of the statement before."""
    bodies = [
        *program.entries.values(),
        *(one.entry for one in program.procedures.values()),
        len(program.steps),
    ]
    return frozenset(start - 1 for start in bodies)


def _written(program: Program) -> frozenset[int]:
    implied = ends(program)
    return frozenset(line for at, line in enumerate(program.lines) if at not in implied)
