"""How much one script may use. What is exceeded ends the script with E5xx, which no script can catch."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Final

from attendance.basic import sizes
from attendance.basic.errors import LimitError
from attendance.basic.host import Value

SAMPLE_STEPS: Final = 1_000
"""Steps between two looks at the clocks and, at the earliest, at the memory."""

_MOST_STEPS_BETWEEN_MEASURES: Final = 10_000
_CONTAINER_BYTES: Final = 64
_ELEMENT_BYTES: Final = 8
_SCALAR_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one execution; a company may lower them."""

    turn_steps: int = 100_000
    total_steps: int = 5_000_000
    cpu_seconds: float = 5.0
    wall_seconds: float = 60.0
    memory_bytes: int = 8 * 1024 * 1024
    state_bytes: int = 1024 * 1024
    call_depth: int = 64
    script_depth: int = 8


class Meter:
    """What one turn has used. Whoever counts here learns when it was too much."""

    def __init__(self, limits: Limits, steps_before: int, roots: Callable[[], Sequence[Value]]) -> None:
        self._limits = limits
        self._allowed = min(limits.turn_steps, limits.total_steps - steps_before)
        self._roots = roots
        self.steps = 0
        self._cpu = 0.0
        self._began = monotonic()
        self._next_measure = SAMPLE_STEPS
        sizes.use(sizes.Sizes(budget=limits.memory_bytes, measure=self.measure))

    def allowance(self) -> int:
        """How many steps may run before the next `check`."""
        return min(SAMPLE_STEPS, self._allowed - self.steps + 1)

    def spend_time(self, cpu_seconds: float) -> None:
        """Count what the steps took."""
        self._cpu += cpu_seconds

    def check(self) -> None:
        """Raises: LimitError when the steps, their time or the values were too much."""
        if self.steps > self._allowed:
            raise LimitError("E501")
        if self._cpu > self._limits.cpu_seconds:
            raise LimitError("E502")
        self.check_wall()
        if self.steps >= self._next_measure:
            self.measure()

    def check_wall(self) -> None:
        """Raises: LimitError when the turn has lasted too long, whoever it waited for."""
        if monotonic() - self._began > self._limits.wall_seconds:
            raise LimitError("E502")

    def measure(self) -> int:
        """The bytes of all values. What is large is looked at less often. Raises: LimitError."""
        size, elements = measure(self._roots(), self._limits.memory_bytes)
        if size > self._limits.memory_bytes:
            raise LimitError("E503")
        wait = min(_MOST_STEPS_BETWEEN_MEASURES, max(SAMPLE_STEPS, elements // 2))
        self._next_measure = self.steps + wait
        return size


def measure(roots: Sequence[Value], enough: int) -> tuple[int, int]:
    """An estimate of the bytes behind `roots` and the number of elements seen; stops once above `enough`."""
    seen: set[int] = set()
    waiting: list[Value] = [roots]
    size = elements = 0
    while waiting and size <= enough:
        container = waiting.pop()
        if id(container) in seen:
            continue
        seen.add(id(container))
        elements += len(container)
        size += _CONTAINER_BYTES
        if isinstance(container, dict):
            size += _leaves_bytes(container.keys())
            container = container.values()
        size += _leaves_bytes(container)
        if _has_containers(container):
            waiting.extend(value for value in container if isinstance(value, (list, dict)))
    return size, elements


def _leaves_bytes(values: Collection[Value]) -> int:
    """Element by element in C: arrays may be long, and this is done often."""
    kinds = set(map(type, values))
    size = (_ELEMENT_BYTES + _SCALAR_BYTES) * len(values)
    if kinds == {str}:
        return size + sum(map(len, values))
    return size + sum(len(value) for value in values if type(value) is str) if str in kinds else size


def _has_containers(values: Collection[Value]) -> bool:
    return any(issubclass(kind, (list, dict)) for kind in set(map(type, values)))
