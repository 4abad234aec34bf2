"""Running a few lines of a script in a test."""

import json
from collections.abc import Mapping

from attendance.basic.compiler import compile_script
from attendance.basic.host import Happening, Outcome, Started, Value
from attendance.basic.limits import Limits
from attendance.basic.machine import Execution, run
from attendance.basic.parser import parse
from attendance.basic.program import Program
from tests.basic.host import FakeHost


def program_of(source: str, name: str = "teste.bas") -> Program:
    """Compiled, without errors."""
    parsed = parse(source, name)
    program = compile_script(parsed.script)
    assert [d for d in (*parsed.diagnostics, *program.diagnostics) if d.severity == "error"] == []
    return program


def host() -> FakeHost:
    """A host whose TALK, PRINT and SET SESSION do nothing."""
    fake = FakeHost()
    for phrase in ("TALK", "PRINT", "SET SESSION"):
        fake.keywords[phrase] = lambda invocation: None
    return fake


async def outcome_of(
    source: str,
    *happenings: Happening,
    limits: Limits | None = None,
    parameters: Mapping[str, Value] | None = None,
    fake: FakeHost | None = None,
) -> Outcome:
    """What the last of these turns ends with."""
    execution, at = Execution.start(program_of(source), parameters), fake or host()
    outcome = await run(execution, at, Started(), limits or Limits())
    for happening in happenings:
        outcome = await run(execution, at, happening, limits or Limits())
    return outcome


def stored(execution: Execution, *programs: Program) -> Execution:
    """The execution after a dump and a load through text."""
    known = {program.hash: program for program in (execution.program, *programs)}
    return Execution.load(json.loads(json.dumps(execution.dump())), known)
