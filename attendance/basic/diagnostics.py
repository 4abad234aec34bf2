"""What is wrong with a script, and where: one shape for the terminal, the editor and the API."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

Language: TypeAlias = Literal["pt-BR", "en"]
Severity: TypeAlias = Literal["error", "warning"]

MOST: Final = 20
"""Diagnostics reported for one script; the rest would only be echoes of these."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the source: lines and columns count from 1, a tab is one column, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that explains a diagnostic."""

    line: int
    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `code` (E…, W…) and `values` make the message in either language (`basic.messages`);
    `hint` is the code of a text of the same catalogue, or None."""

    code: str
    span: Span
    values: Mapping[str, str] = field(default_factory=dict)
    hint: str | None = None
    related: tuple[Related, ...] = ()

    @property
    def severity(self) -> Severity:
        """Errors keep a script from running, warnings don't."""
        return "warning" if self.code.startswith("W") else "error"
