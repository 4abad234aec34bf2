"""The scripts of a folder, compiled when first asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from attendance.basic.compiler import compile_script
from attendance.basic.diagnostics import Diagnostic
from attendance.basic.parser import parse
from attendance.basic.program import Program


@dataclass(frozen=True, slots=True)
class Compiled:
    """A script that can run, or what keeps it from running."""

    program: Program
    errors: tuple[Diagnostic, ...]


class Scripts:
    """By name, with or without `.bas`, whatever the case. Tests are no scripts."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = files
        self._paths = {_bare(path): path for path in files if _is_script(path)}
        self._compiled: dict[str, Compiled] = {}

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and _bare(name) in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._paths.values()))

    def compiled(self, name: str) -> Compiled | None:
        """None when there is no such script."""
        path = self._paths.get(_bare(name))
        if path is None:
            return None
        if path not in self._compiled:
            self._compiled[path] = _compile(self._files[path], path)
        return self._compiled[path]

    def named(self, name: str) -> Program | None:
        """A script that can run."""
        found = self.compiled(name)
        return found.program if found and not found.errors else None

    def declares(self, table: str) -> bool:
        """Whether one of the scripts has a TABLE of this name."""
        programs = filter(None, map(self.named, self))
        return any(table == one.name.casefold() for program in programs for one in program.facts.tables)

    def by_hash(self) -> dict[str, Program]:
        """Every program that ran so far."""
        return {one.program.hash: one.program for one in self._compiled.values()}


def _compile(source: str, path: str) -> Compiled:
    parsed = parse(source, path)
    errors = tuple(found for found in parsed.diagnostics if found.severity == "error")
    if errors:
        return Compiled(Program(path, ""), errors)
    program = compile_script(parsed.script)
    program.hash = f"{path}:{program.hash}"
    return Compiled(program, tuple(found for found in program.diagnostics if found.severity == "error"))


def _is_script(path: str) -> bool:
    return path.casefold().endswith(".bas") and not path.casefold().endswith(".test.bas")


def _bare(path: str) -> str:
    return path.casefold().removesuffix(".bas")
