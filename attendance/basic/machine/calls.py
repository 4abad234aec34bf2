"""Calls of procedures and scripts, returns, and where errors go on. None of these waits."""

from dataclasses import dataclass
from typing import Literal, Protocol

from attendance.basic.errors import BasicError
from attendance.basic.host import Outcome, Value
from attendance.basic.machine.turn import Turn
from attendance.basic.program import Code, ProcedureCode, Program


@dataclass(slots=True)
class CallProcedure:
    """`name(a, b)` of the script's own procedures."""

    procedure: ProcedureCode
    arguments: tuple[Code, ...]
    target: int | None

    def do(self, turn: Turn) -> Outcome | None:
        f = turn.frame.slots
        turn.enter(self.procedure, [code(f) for code in self.arguments], self.target)
        return None


@dataclass(slots=True)
class CallScript:
    """`CALL "x.bas", a, b`."""

    script: Code
    arguments: tuple[Code, ...]
    target: int | None

    def do(self, turn: Turn) -> Outcome | None:
        f = turn.frame.slots
        name = self.script(f)
        arguments = [code(f) for code in self.arguments]
        program = _script(turn, name)
        turn.enter_script(program, arguments, self.target)
        return None


def _script(turn: Turn, name: Value) -> Program:
    if not isinstance(name, str):
        raise BasicError("E331", script="")
    if name.startswith("/"):
        raise BasicError("E401", w=f'CALL "{name}"')
    program = turn.host.script(name)
    if not isinstance(program, Program):
        raise BasicError("E331", script=name)
    return program


@dataclass(slots=True)
class Return:
    """RETURN with a value, or without (NULL)."""

    value: Code | None

    def do(self, turn: Turn) -> Outcome | None:
        return turn.leave(None if self.value is None else self.value(turn.frame.slots))


@dataclass(slots=True)
class Stop:
    """EXIT, END, the end of the script."""

    def do(self, turn: Turn) -> Outcome | None:
        return turn.stop()


class Place(Protocol):
    """A label of the compiler, once everything has its number."""

    @property
    def at(self) -> int: ...


@dataclass(slots=True)
class ChooseErrorPath:
    """ON ERROR, for the procedure that runs now."""

    mode: Literal["RESUME", "GOTO"] | None
    label: Place | None = None

    def do(self, turn: Turn) -> Outcome | None:
        at = 0 if self.label is None else self.label.at
        turn.frame.handler = None if self.mode is None else (self.mode, at)
        turn.done(None, None)
        return None


@dataclass(slots=True)
class ClearError:
    """CLEAR ERROR."""

    def do(self, turn: Turn) -> Outcome | None:
        turn.execution.error = None
        turn.done(None, None)
        return None
