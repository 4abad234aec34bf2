"""The Python files of the project, parsed once for all rules."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FOLDERS = ("attendance", "migrations", "tests", "tools", "benches")

type_of_function = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, slots=True)
class Source:
    """One file; `path` is relative to the project."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def folder(self) -> str:
        """The folder at the top: attendance, tests, …"""
        return self.path.parts[0]

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        for node in ast.walk(self.tree):
            if isinstance(node, type_of_function):
                yield node

    def breach(self, line: int, sentence: str) -> str:
        return f"{self.path}:{line}: {sentence}"


def read(root: Path) -> list[Source]:
    """All files, in order of their paths."""
    return list(_sources(root))


def _sources(root: Path) -> Iterator[Source]:
    for folder in _FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            yield Source(path.relative_to(root), text, ast.parse(text, str(path)))
