"""A compiled script: a flat list of steps, what the machine must know of each, and what a publisher reads from it.

A step is a Python function of the frame's slots that gives the number of the next step. An instruction that needs the
machine (a keyword, HEAR, a call) has a step that gives the complement of its own number, and an `Action`.
The first three slots of a frame are its script's globals, the host and the execution; its variables follow, then its
temporaries. A slot that nothing was assigned to holds UNSET.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol, TypeAlias, runtime_checkable

from attendance.basic.diagnostics import Diagnostic
from attendance.basic.host import Happening, Outcome, Value

GLOBALS: Final = 0
HOST: Final = 1
EXECUTION: Final = 2
FIRST_VARIABLE: Final = 3

Turn: TypeAlias = Any
"""`machine.Turn`, which imports this module: a program is made without the machine."""
Slots: TypeAlias = list[Any]
Code: TypeAlias = Callable[[Slots], Value]
Step: TypeAlias = Callable[[Slots], int]


class _Unset:
    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = _Unset()


class Action(Protocol):
    """What the machine does at an instruction that is not a step of its own."""

    async def act(self, turn: Turn) -> Outcome | None:
        """Do it and say where the top frame goes on; an outcome ends the turn."""
        ...

    async def resume(self, turn: Turn, happening: Happening) -> Outcome | None:
        """Go on after the `Waiting` that `act` gave."""
        ...


@runtime_checkable
class QuickAction(Protocol):
    """A call or a return: it never waits."""

    def do(self, turn: Turn) -> Outcome | None:
        """Do it and say where the top frame goes on; an outcome ends the execution."""
        ...


@dataclass(slots=True)
class Scope:
    """The variables of a procedure or of the script itself, by folded name, and how many temporaries it needs."""

    slots: dict[str, int] = field(default_factory=dict)
    spelling: dict[str, str] = field(default_factory=dict)
    temporaries: int = 0

    @property
    def first_temporary(self) -> int:
        return FIRST_VARIABLE + len(self.slots)

    @property
    def size(self) -> int:
        return self.first_temporary + self.temporaries


@dataclass(slots=True)
class ProcedureCode:
    """A SUB or FUNCTION: its parameters' slots in order, its scope and its first step."""

    name: str
    kind: str
    scope: Scope
    parameters: tuple[tuple[str, int], ...] = ()
    entry: int = 0
    line: int = 0


@dataclass(frozen=True, slots=True)
class Region:
    """Steps of a TRY: an error in [start, end) goes on at `handler`, the error in slot `slot`."""

    start: int
    end: int
    handler: int
    store: Callable[[Slots, Value], None] | None


@dataclass(frozen=True, slots=True)
class ScriptParameter:
    """A PARAM of the script. `type` is upper-case; `default` and `example` only when they are literals."""

    name: str
    type: str
    required: bool
    choices: tuple[Value, ...] = ()
    description: str = ""
    default: Value = None
    example: Value = None


@dataclass(frozen=True, slots=True)
class EventEntry:
    """An ON block. `entry` starts an execution at it; `clauses` are FROM, SUBJECT, … when literal."""

    entry: str
    kind: str
    subject: Value
    clauses: Mapping[str, Value]
    line: int


@dataclass(frozen=True, slots=True)
class DeclaredSchedule:
    """A top-level SET SCHEDULE whose arguments are literals."""

    arguments: tuple[Value, ...]
    clauses: Mapping[str, tuple[Value, ...]]
    line: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What a publisher needs to know of a script without running it."""

    parameters: tuple[ScriptParameter, ...] = ()
    description: str | None = None
    handlers: tuple[EventEntry, ...] = ()
    schedules: tuple[DeclaredSchedule, ...] = ()
    webhook: str | None = None
    tools: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    tables: tuple[Any, ...] = ()
    keywords: frozenset[str] = frozenset()

    @property
    def is_tool(self) -> bool:
        return self.description is not None or bool(self.parameters)


@dataclass(slots=True)
class Program:
    """Everything the machine needs; `lines[pc]` and `columns[pc]` tell where a step stands in the source."""

    name: str
    hash: str
    strict: bool = False
    scope: Scope = field(default_factory=Scope)
    steps: list[Step] = field(default_factory=list)
    actions: dict[int, Action] = field(default_factory=dict)
    quick: dict[int, QuickAction] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    resumes: list[int] = field(default_factory=list)
    depths: list[int] = field(default_factory=list)
    assigned: dict[int, tuple[str, Code]] = field(default_factory=dict)
    regions: list[Region] = field(default_factory=list)
    procedures: dict[str, ProcedureCode] = field(default_factory=dict)
    entries: dict[str, int] = field(default_factory=dict)
    parameter_slots: tuple[tuple[str, int], ...] = ()
    facts: Facts = field(default_factory=Facts)
    diagnostics: tuple[Diagnostic, ...] = ()
