"""Where the steps of a script are collected: labels, temporaries, open loops, the place in the source."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from attendance.basic.compiler.operations import Act, Label, Operation, Put
from attendance.basic.compiler.pure import Temp
from attendance.basic.compiler.resolving import Names
from attendance.basic.diagnostics import Diagnostic, Span
from attendance.basic.host import Value
from attendance.basic.program import Action, Code, ProcedureCode, QuickAction, Slots
from attendance.basic.syntax import (
    NOWHERE,
    Block,
    Expression,
    Literal,
    Node,
    OnEvent,
    Procedure,
    ScheduleBlock,
    Statement,
)


@dataclass(slots=True)
class Emitted:
    """An operation with what the machine must know of it."""

    operation: Operation
    span: Span
    resume: Label
    depth: int
    action: Action | QuickAction | None = None
    assigned: tuple[str, Code] | None = None


@dataclass(slots=True)
class OpenRegion:
    """A TRY whose labels have no numbers yet."""

    start: Label
    end: Label
    handler: Label
    store: Callable[[Slots, Value], None] | None


@dataclass(slots=True)
class Unit:
    """One script while it is compiled."""

    name: str
    names: Names
    procedures: dict[str, ProcedureCode] = field(default_factory=dict)
    procedure_nodes: list[Procedure] = field(default_factory=list)
    later: list[tuple[str, OnEvent | ScheduleBlock]] = field(default_factory=list)
    entries: dict[str, Label] = field(default_factory=dict)
    emitted: list[Emitted] = field(default_factory=list)
    regions: list[OpenRegion] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def report(self, code: str, span: Span, **values: str) -> None:
        """A finding of the compiler."""
        self.diagnostics.append(Diagnostic(code, span, values))

    def place(self, label: Label) -> None:
        """The next step stands at the label."""
        label.at = len(self.emitted)


@dataclass(slots=True)
class OpenLoop:
    """A loop around the statements that are compiled now."""

    kind: str
    leave: Label
    again: Label


@dataclass(slots=True)
class KnownLabel:
    """A label of the script and the blocks it stands in."""

    label: Label
    path: tuple[int, ...]


@dataclass(slots=True)
class Jumping:
    """A GOTO whose label is checked when the body has been read."""

    to: str
    label: Label
    path: tuple[int, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Rules:
    """How statements and calls are compiled. Blocks hold statements and arguments hold calls, so whoever meets
    them asks the builder."""

    statement: "Callable[[Builder, Statement], None]"
    call: "Callable[[Builder, Expression], Expression]"


class Builder:
    """Compiles one body: the script itself, a procedure, an event handler."""

    def __init__(
        self,
        unit: Unit,
        names: Names,
        rules: Rules,
        *,
        procedure: ProcedureCode | None = None,
        is_script: bool = False,
    ) -> None:
        self.unit, self.names, self.procedure, self.rules = unit, names, procedure, rules
        self.is_script = is_script
        self.depth = 0
        self.span = NOWHERE
        self.statement_ends: list[Label] = []
        self.loops: list[OpenLoop] = []
        self.objects: list[Temp] = []
        self.path: tuple[int, ...] = ()
        self.blocks = 0
        self.labels: dict[str, KnownLabel] = {}
        self.jumps: list[Jumping] = []

    def block(self, body: Block) -> None:
        """Statements one after another."""
        for node in body:
            self.rules.statement(self, node)

    def inner_block(self, body: Block) -> None:
        """The statements of a block of their own: no GOTO leads in."""
        self.blocks += 1
        self.path = (*self.path, self.blocks)
        self.block(body)
        self.path = self.path[:-1]

    def emit(self, operation: Operation, *, assigned: tuple[str, Code] | None = None) -> None:
        """One more step."""
        resume = self.statement_ends[-1] if self.statement_ends else Label(len(self.unit.emitted) + 1)
        self.unit.emitted.append(Emitted(operation, self.span, resume, self.depth, None, assigned))

    def act(self, action: Action | QuickAction, node: Node | None = None) -> None:
        """One more instruction for the machine; `node` is where errors are reported."""
        self.emit(Act())
        last = self.unit.emitted[-1]
        last.action = action
        if node is not None and node.span is not NOWHERE:
            last.span = node.span

    def place(self, label: Label) -> None:
        """The next step stands at the label."""
        self.unit.place(label)

    def put(self, code: Code) -> Temp:
        """The value of an expression, in a temporary that lives from here on."""
        temp = self.temp()
        self.depth -= 1
        self.emit(Put(temp.slot, code))
        self.depth += 1
        return temp

    def temp(self) -> Temp:
        """A temporary that lives until its statement ends."""
        scope = self.names.own
        slot = scope.first_temporary + self.depth
        self.depth += 1
        scope.temporaries = max(scope.temporaries, self.depth)
        return Temp(f"#{self.depth}", slot=slot, span=self.span)


def literal(node: Expression | None) -> Value:
    """The value of a literal, None of anything else."""
    return node.value if isinstance(node, Literal) else None


def clause_of(clauses: Iterable[Any], word: str) -> Any:
    """The clause that begins with `word`, or None."""
    return next((clause for clause in clauses if clause.word == word), None)
