"""What a benchmark says: figures, each with its target and, where one was measured, the machine's bare limit."""

from dataclasses import asdict, dataclass, field
from typing import Any

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """`target` reads with `is_least`: at least, or at most. `limit` is the bare limit measured in the same run."""

    name: str
    value: float
    unit: str
    target: float | None = None
    is_least: bool = False
    limit: float | None = None

    @property
    def is_reached(self) -> bool | None:
        """None without a target."""
        if self.target is None:
            return None
        return self.value >= self.target if self.is_least else self.value <= self.target


@dataclass
class Report:
    """The figures of one run, in order."""

    figures: list[Figure] = field(default_factory=list)

    def add(self, *figures: Figure) -> None:
        self.figures += figures

    def as_json(self) -> list[dict[str, Any]]:
        return [{**asdict(figure), "is_reached": figure.is_reached} for figure in self.figures]

    def show(self) -> None:
        table = Table("figure", "measured", "target", "bare limit", "", title="Benchmarks")
        for figure in self.figures:
            sign = "≥" if figure.is_least else "≤"
            table.add_row(
                figure.name,
                f"{figure.value:,.1f} {figure.unit}",
                f"{sign} {figure.target:,.0f} {figure.unit}" if figure.target is not None else "",
                f"{figure.limit:,.1f} {figure.unit}" if figure.limit is not None else "",
                {True: "[green]reached[/]", False: "[red]missed[/]", None: ""}[figure.is_reached],
            )
        Console().print(table)


def quantile(values: list[float], share: float) -> float:
    """Nearest rank, 0 for no values."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0
