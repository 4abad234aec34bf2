"""One run of a script, from its start to its end, over any number of turns and processes."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from attendance.basic import access, state
from attendance.basic.errors import BasicError, LimitError
from attendance.basic.functions import FUNCTIONS
from attendance.basic.host import MISSING, Host, Value
from attendance.basic.limits import measure
from attendance.basic.program import EXECUTION, FIRST_VARIABLE, GLOBALS, UNSET, Program, Scope, Slots
from attendance.basic.syntax import fold

FORMAT = 1
_CODE = re.compile(r"E\d{3}")
_THROWN = 390
_MOST_BYTES_PER_CHARACTER = 6
_MACHINE_OWN = frozenset({"hear", "err"})


@dataclass(slots=True)
class Frame:
    """A script or a procedure that runs. `target` is the caller's temporary for its value."""

    program: Program
    scope: Scope
    slots: Slots
    pc: int
    procedure: str | None = None
    handler: tuple[Literal["RESUME", "GOTO"], int] | None = None
    target: int | None = None


class Execution:
    """Where a script stands, and its values."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.frames: list[Frame] = []
        self.injected: dict[str, Value] = {}
        self.turn = 0
        self.steps = 0
        self.visits: dict[int, int] = {}
        self.error: dict[str, Value] | None = None
        self.hear: dict[str, Value] = {}
        self.wait: dict[str, Any] | None = None

    @classmethod
    def start(
        cls, program: Program, parameters: Mapping[str, Value] | None = None, entry: str = "main"
    ) -> "Execution":
        """At the first step of an entry (`Program.entries`). `parameters` are PARAMs by name, and whatever else
        the entry brings along: event, body, …"""
        execution = cls(program)
        slots = execution.new_slots(program.scope)
        execution.frames.append(Frame(program, program.scope, slots, program.entries[entry]))
        for name, value in (parameters or {}).items():
            execution.give(slots, program, name, value)
        return execution

    def new_slots(self, scope: Scope, script_slots: Slots | None = None) -> Slots:
        """An empty frame's slots; a script's own are its globals."""
        slots: Slots = [None, None, self, *([UNSET] * (scope.size - FIRST_VARIABLE))]
        slots[GLOBALS] = slots if script_slots is None else script_slots
        return slots

    def give(self, slots: Slots, program: Program, name: str, value: Value) -> None:
        """A value from outside, for a variable of the script or a name that it only reads."""
        slot = program.scope.slots.get(fold(name))
        if slot is None:
            self.injected[fold(name)] = value
        else:
            slots[slot] = value

    def look_up(self, folded: str, name: str, strict: bool, host: Host) -> Value:
        """A name that is no variable: what came along, context, configuration, function without arguments (5.1)."""
        if folded in self.injected:
            return self.injected[folded]
        if folded in _MACHINE_OWN:
            return self.hear if folded == "hear" else self.error
        for source in (host.context, host.setting):
            value = source(folded)
            if value is not MISSING:
                return value
        if folded == "username":
            return access.member(host.context("session"), "user_name")
        function = FUNCTIONS.get(folded)
        if function is not None and function.least == 0:
            return function.run(host, [])
        if strict:
            raise BasicError("E301", v=name)
        return None

    def error_number(self) -> int:
        """ERR: the digits of the last error's code, 0 when there is none."""
        if self.error is None:
            return 0
        code = str(self.error["code"])
        return int(code[1:]) if _CODE.fullmatch(code) else _THROWN

    def roots(self) -> list[Value]:
        """Everything that holds values."""
        frames = [frame.slots[FIRST_VARIABLE:] for frame in self.frames]
        return [*frames, self.injected, self.hear, self.error or {}]

    def dump(self) -> dict[str, Any]:
        """Plain JSON that `load` reads (8.4)."""
        writer = state.Writer()
        return {
            "format": FORMAT,
            "script": self.program.name,
            "hash": self.program.hash,
            "pc": self.frames[-1].pc if self.frames else None,
            "frames": [_dump_frame(frame, writer) for frame in self.frames],
            "injected": writer.write_all(self.injected),
            "err": writer.write(self.error),
            "hear": writer.write(self.hear),
            "wait": self.wait,
            "turn": self.turn,
            "steps": self.steps,
            "visits": list(self.visits.items()),
            "heap": writer.finish(),
        }

    def stored(self, most_bytes: int) -> str:
        """The dump as text. Raises: LimitError when it is too big to be stored."""
        text = json.dumps(self.dump(), ensure_ascii=False, separators=(",", ":"))
        if len(text.encode()) > most_bytes:
            raise LimitError("E503")
        return text

    def can_be_stored(self, most_bytes: int) -> bool:
        """Whether `stored` would succeed; for a small state that is known without writing it."""
        size, _ = measure(self.roots(), most_bytes)
        if size * _MOST_BYTES_PER_CHARACTER <= most_bytes:
            return True
        try:
            self.stored(most_bytes)
        except LimitError:
            return False
        return True

    @classmethod
    def load(cls, stored: Mapping[str, Any], programs: Mapping[str, Program]) -> "Execution":
        """What `dump` gave; `programs` by their hash. Raises: KeyError when one is missing."""
        reader = state.Reader(stored["heap"])
        execution = cls(programs[stored["hash"]])
        execution.turn, execution.steps = stored["turn"], stored["steps"]
        execution.visits = dict(stored["visits"])
        execution.injected = reader.read_all(stored["injected"])
        execution.error, execution.hear = reader.read(stored["err"]), reader.read(stored["hear"])
        execution.wait = stored["wait"]
        for frame in stored["frames"]:
            execution.frames.append(_load_frame(execution, frame, reader, programs))
        return execution


def _dump_frame(frame: Frame, writer: state.Writer) -> dict[str, Any]:
    slots, scope = frame.slots, frame.scope
    write = writer.write
    first = scope.first_temporary
    return {
        "hash": frame.program.hash,
        "proc": frame.procedure,
        "pc": frame.pc,
        "locals": {
            name: write(slots[slot]) for name, slot in scope.slots.items() if slots[slot] is not UNSET
        },
        "temps": [write(value) for value in slots[first : first + frame.program.depths[frame.pc]]],
        "handler": frame.handler,
        "target": frame.target,
    }


def _load_frame(
    execution: Execution, stored: Mapping[str, Any], reader: state.Reader, programs: Mapping[str, Program]
) -> Frame:
    program, name = programs[stored["hash"]], stored["proc"]
    scope = program.scope if name is None else program.procedures[name].scope
    slots = execution.new_slots(scope, None if name is None else execution.frames[-1].slots[GLOBALS])
    for variable, value in stored["locals"].items():
        slots[scope.slots[variable]] = reader.read(value)
    first = scope.first_temporary
    for at, value in enumerate(stored["temps"], start=first):
        slots[at] = reader.read(value)
    slots[EXECUTION] = execution
    handler = stored["handler"]
    return Frame(
        program,
        scope,
        slots,
        stored["pc"],
        name,
        None if handler is None else tuple(handler),
        stored["target"],
    )
