"""Pure decisions about the pipeline: names of stages, where a deal stands in its column, what is to be expected."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, get_args

from attendance.kernel.errors import Conflict, InvalidInput
from attendance.kernel.text import fold

Kind = Literal["open", "won", "lost"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
MOST_VALUE: Final = Decimal("999999999999.99")
GAP: Final = 1024.0
"""Between two deals of a column when one is put at an end."""

_LEAST_GAP: Final = 1e-6
_CENT: Final = Decimal("0.01")


class DealMoved(Conflict):
    code = "deal_moved"
    message = "This deal is in {stage} meanwhile. Look again before you move it."


class StageInUse(Conflict):
    code = "stage_in_use"
    message = "There are {deals} deals in {stage}. Move them first."


class PipelineIncomplete(InvalidInput):
    code = "pipeline_incomplete"
    message = "A pipeline needs a stage for open deals, one for won ones and one for lost ones."


@dataclass(frozen=True, slots=True)
class Step:
    """A stage as it is planned. `key` None: a new one."""

    name: str
    probability: float
    kind: Kind = "open"
    key: str | None = None


def check_complete(kinds: Iterable[str]) -> None:
    """Raises PipelineIncomplete."""
    if set(kinds) != set(KINDS):
        raise PipelineIncomplete


def key_of(name: str, taken: Iterable[str]) -> str:
    """What deals and scripts call a new stage: its name in plain letters, told apart from the others."""
    plain = re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")[:40] or "stage"
    known = set(taken)
    key, number = plain, 1
    while key in known:
        number += 1
        key = f"{plain}_{number}"
    return key


def between(above: float | None, below: float | None) -> float | None:
    """A position between two neighbours, None being an end of the column. None: there is no room left."""
    if above is None:
        return 0.0 if below is None else below - GAP
    if below is None:
        return above + GAP
    middle = (above + below) / 2
    return middle if middle - above > _LEAST_GAP and below - middle > _LEAST_GAP else None


def positions(count: int) -> list[float]:
    """Of a column that is numbered anew."""
    return [at * GAP for at in range(count)]


def money(value: Decimal) -> Decimal:
    """In cents. Raises InvalidInput for less than nothing, for no number and for too much."""
    if not value.is_finite() or not 0 <= value <= MOST_VALUE:
        raise InvalidInput("A value is between 0 and 999,999,999,999.99.", fields={"value": "range"})
    return value.quantize(_CENT)


def weighted(sums: Sequence[tuple[Decimal, float]]) -> Decimal:
    """What is to be expected of sums with their probabilities in percent."""
    return sum((value * Decimal(str(percent)) / 100 for value, percent in sums), Decimal(0)).quantize(_CENT)
