"""The loop: steps run one after another until an instruction needs the machine, the script ends or a limit is met."""

import asyncio
from collections.abc import Callable
from time import thread_time
from typing import Any, TypeAlias, cast

from attendance.basic.errors import BasicError, LimitError
from attendance.basic.host import Happening, Host, KeywordError, Outcome, Started, Value, Waiting
from attendance.basic.limits import Limits, Meter
from attendance.basic.machine.execution import Execution, Frame
from attendance.basic.machine.turn import Turn
from attendance.basic.program import EXECUTION

Between: TypeAlias = Callable[[Execution], Execution]
_DEFAULT_LIMITS = Limits()
_EVERY_STEP = frozenset({"step", "assign", "W310"})


async def run(
    execution: Execution,
    host: Host,
    happening: Happening,
    limits: Limits = _DEFAULT_LIMITS,
    *,
    watch: frozenset[str] = frozenset(),
    between: Between | None = None,
) -> Outcome:
    """One turn. `watch` names the events that `host.trace` wants of every step (`step`, `assign`, `W310` with
    its line); without it steps are not slowed down. `between` is given the execution before every step and says which
    one goes on."""
    if not execution.frames or (execution.wait is None and not isinstance(happening, Started)):
        raise ValueError("this execution waits for nothing")
    execution.turn += 1
    execution.visits = {}
    turn = Turn(execution, host, limits)
    outcome = await _Stepper(turn, watch & _EVERY_STEP, between).run(happening)
    turn.execution.steps += turn.meter.steps
    turn.execution.visits = {}
    if isinstance(outcome, Waiting) and not turn.execution.can_be_stored(limits.state_bytes):
        outcome = turn.failed(LimitError("E503"))
    if turn.execution is not execution:
        _become(execution, turn.execution)
    return outcome


def _become(execution: Execution, other: Execution) -> None:
    """The caller's object goes on as the one that `between` gave."""
    execution.__dict__.update(other.__dict__)
    for frame in execution.frames:
        frame.slots[EXECUTION] = execution


class _PlacedHost:
    """The host of steps that are watched: what operators trace without a line gets the line of the step."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn

    def __getattr__(self, name: str) -> Any:
        return getattr(self._turn.host, name)

    def trace(self, event: str, line: int, **values: Value) -> None:
        self._turn.host.trace(event, line or self._turn.line, **values)


class _Stepper:
    def __init__(self, turn: Turn, watch: frozenset[str], between: Between | None) -> None:
        self._turn, self._watch, self._between = turn, watch, between
        self._one_by_one = bool(watch) or between is not None
        if watch:
            turn.seen_host = cast(Host, _PlacedHost(turn))
            turn.connect()

    async def run(self, happening: Happening) -> Outcome:
        outcome = None if isinstance(happening, Started) else await self._resume(happening)
        while outcome is None:
            outcome = await self._go_on()
        return outcome

    async def _resume(self, happening: Happening) -> Outcome | None:
        """The instruction that waited learns what happened."""
        frame = self._turn.frame
        try:
            return await frame.program.actions[frame.pc].resume(self._turn, happening)
        except (BasicError, KeywordError, RecursionError) as error:
            return self._after(error)

    async def _go_on(self) -> Outcome | None:
        turn = self._turn
        try:
            outcome, stopped = self._watched() if self._one_by_one else self._sync_part()
            if stopped:
                turn.meter.check()
                frame = turn.frame
                outcome = await frame.program.actions[frame.pc].act(turn)
            elif outcome is None and not self._one_by_one:
                await asyncio.sleep(0)  # a long turn lets others have theirs
            return outcome
        except (BasicError, KeywordError, RecursionError) as error:
            return self._after(error)

    def _sync_part(self, most: int | None = None) -> tuple[Outcome | None, bool]:
        """Steps, calls and returns up to the next look at the limits; True when the top frame then stands at an
        instruction that may have to be awaited."""
        turn = self._turn
        meter = turn.meter
        began, until = thread_time(), meter.steps + (most or meter.allowance())
        try:
            while meter.steps < until:
                frame = turn.frame
                if _advance(frame, meter, until - meter.steps):
                    quick = frame.program.quick.get(frame.pc)
                    if quick is None:
                        return None, True
                    outcome = quick.do(turn)
                    if outcome is not None:
                        return outcome, False
        finally:
            meter.spend_time(thread_time() - began)
        meter.check()
        return None, False

    def _watched(self) -> tuple[Outcome | None, bool]:
        """One step, with whoever wants to see it."""
        if self._between is not None:
            self._turn.execution = self._between(self._turn.execution)
            self._turn.connect()
        frame = self._turn.frame
        at, line = frame.pc, self._turn.line
        if "step" in self._watch:
            self._turn.host.trace("step", line, script=frame.program.name)
        result = self._sync_part(1)
        if "assign" in self._watch and at in frame.program.assigned:
            name, read = frame.program.assigned[at]
            self._turn.host.trace("assign", line, name=name, value=read(frame.slots))
        return result

    def _after(self, error: BasicError | KeywordError | RecursionError) -> Outcome | None:
        turn = self._turn
        known = _known(error)
        if not turn.caught(known):
            return turn.failed(known)
        try:
            turn.meter.check()
        except LimitError as limit:
            return turn.failed(limit)
        return None


def _advance(frame: Frame, meter: Meter, most: int) -> bool:
    """Run up to `most` steps of a frame; True when it stands at an instruction for the machine."""
    steps, f, pc = frame.program.steps, frame.slots, frame.pc
    used = 0
    try:
        for used in range(1, most + 1):  # noqa: B007 - counted when a step raises, too
            following = steps[pc](f)
            if following < 0:
                return True
            pc = following
    finally:
        frame.pc = pc
        meter.steps += used
    return False


def _known(error: BasicError | KeywordError | RecursionError) -> BasicError:
    if isinstance(error, BasicError):
        return error
    if isinstance(error, RecursionError):
        return LimitError("E504")
    kind = LimitError if error.code.startswith("E5") else BasicError
    return kind(error.code, **error.values)
