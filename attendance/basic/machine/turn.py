"""The work between two points where an execution waits, as the instructions see it."""

from attendance.basic import messages
from attendance.basic.errors import BasicError, LimitError
from attendance.basic.host import EffectKey, Failed, Finished, Host, Outcome, Value, Waiting
from attendance.basic.host import Frame as ChainFrame
from attendance.basic.limits import Limits, Meter
from attendance.basic.machine.execution import Execution, Frame
from attendance.basic.program import GLOBALS, HOST, ProcedureCode, Program


class Turn:
    """What one turn of one execution has at hand."""

    def __init__(self, execution: Execution, host: Host, limits: Limits) -> None:
        self.execution, self.host, self.limits = execution, host, limits
        self.seen_host = host
        self.meter = Meter(limits, execution.steps, lambda: self.execution.roots())
        self.connect()

    def connect(self) -> None:
        """The frames know their host."""
        for frame in self.execution.frames:
            frame.slots[HOST] = self.seen_host

    @property
    def frame(self) -> Frame:
        """What runs now."""
        return self.execution.frames[-1]

    @property
    def line(self) -> int:
        """The line of the instruction that runs now."""
        return self.frame.program.lines[self.frame.pc]

    def done(self, value: Value, target: int | None) -> None:
        """The instruction is over; its value goes into a temporary."""
        frame = self.frame
        if target is not None:
            frame.slots[target] = value
        frame.pc += 1

    def key(self) -> EffectKey:
        """The name of this happening of this instruction. Visits count by the instruction's number alone, whatever
        script it belongs to, so that two scripts of an execution never share a key."""
        execution, at = self.execution, self.frame.pc
        execution.visits[at] = execution.visits.get(at, 0) + 1
        return EffectKey(execution.turn, at, execution.visits[at])

    def wait(self, kind: str, seconds: float | None, event: str | None = None) -> Waiting:
        """The turn ends here; the instruction is resumed by what happens next."""
        if self.execution.wait is None:
            self.execution.wait = {}
        self.execution.wait["kind"] = kind
        return Waiting(kind, seconds, self.line, self.frame.program.name, event)

    def enter(self, procedure: ProcedureCode, arguments: list[Value], target: int | None) -> None:
        """Call a procedure. Raises: E310, E504."""
        if len(arguments) > len(procedure.parameters):
            raise BasicError("E310", function=procedure.name)
        self._check_depth()
        program = self.frame.program
        slots = self.execution.new_slots(procedure.scope, self.frame.slots[GLOBALS])
        slots[HOST] = self.seen_host
        for (_, slot), value in zip(procedure.parameters, arguments, strict=False):
            slots[slot] = value
        name = procedure.name.casefold()
        frame = Frame(program, procedure.scope, slots, procedure.entry, name, target=target)
        self.execution.frames.append(frame)

    def enter_script(self, program: Program, arguments: list[Value], target: int | None) -> None:
        """Call another script; the arguments fill its PARAMs in order. Raises: E310, E504."""
        if len(arguments) > len(program.parameter_slots):
            raise BasicError("E310", function=program.name)
        self._check_depth()
        if sum(frame.procedure is None for frame in self.execution.frames) >= self.limits.script_depth:
            raise LimitError("E504")
        slots = self.execution.new_slots(program.scope)
        slots[HOST] = self.seen_host
        for (_, slot), value in zip(program.parameter_slots, arguments, strict=False):
            slots[slot] = value
        frame = Frame(program, program.scope, slots, program.entries["main"], target=target)
        self.execution.frames.append(frame)

    def _check_depth(self) -> None:
        if len(self.execution.frames) > self.limits.call_depth:
            raise LimitError("E504")

    def leave(self, value: Value) -> Outcome | None:
        """RETURN from the procedure or script that runs now."""
        frame = self.execution.frames.pop()
        if not self.execution.frames:
            return Finished(value)
        self.done(value, frame.target)
        return None

    def stop(self) -> Outcome | None:
        """EXIT or END: the script that runs now ends with NULL."""
        while self.frame.procedure is not None:
            self.execution.frames.pop()
        return self.leave(None)

    def message_of(self, error: BasicError) -> str:
        """What the script and the log read of an error."""
        if error.code == "E390":
            return error.values.get("text", "")
        return messages.text(error.code, error.values, self.host.language)

    def failed(self, error: BasicError) -> Failed:
        """The outcome of an error that nobody caught."""
        frame = self.frame
        if isinstance(error, LimitError):
            self.host.trace("error", self.line, code=error.code, message=self.message_of(error))
        return Failed(
            error.code,
            self.message_of(error),
            frame.program.name,
            frame.program.lines[frame.pc],
            frame.program.columns[frame.pc],
            tuple(map(_chain_frame, reversed(self.execution.frames))),
            error.values,
        )

    def caught(self, error: BasicError) -> bool:
        """Go on where the script wants to after an error; False when it does not say."""
        if isinstance(error, LimitError):
            return False
        frames = self.execution.frames
        depth = next((at for at in reversed(range(len(frames))) if _catches(frames[at])), None)
        recorded = self._record(error)
        if depth is None:
            return False
        del frames[depth + 1 :]
        _go_on(frames[-1], recorded)
        return True

    def _record(self, error: BasicError) -> dict[str, Value]:
        recorded: dict[str, Value] = {
            "code": error.values.get("thrown", error.code),
            "message": self.message_of(error),
            "line": self.line,
            "script": self.frame.program.name,
        }
        self.execution.error = recorded
        self.host.trace("error", self.line, code=recorded["code"], message=recorded["message"])
        return recorded


def _chain_frame(frame: Frame) -> ChainFrame:
    return ChainFrame(frame.program.name, frame.program.lines[frame.pc], frame.procedure)


def _region(frame: Frame) -> int | None:
    regions = frame.program.regions
    return next((at for at, region in enumerate(regions) if region.start <= frame.pc < region.end), None)


def _catches(frame: Frame) -> bool:
    return frame.handler is not None or _region(frame) is not None


def _go_on(frame: Frame, error: dict[str, Value]) -> None:
    """TRY around the statement comes before ON ERROR."""
    at = _region(frame)
    if at is not None:
        region = frame.program.regions[at]
        frame.pc = region.handler
        if region.store is not None:
            region.store(frame.slots, error)
    elif frame.handler is not None:
        mode, to = frame.handler
        if mode == "GOTO":
            frame.handler, frame.pc = None, to
        else:
            frame.pc = frame.program.resumes[frame.pc]
