"""What a turn costs on a quiet machine."""

import json
from time import process_time

import pytest

from attendance.basic.host import Finished, Started
from attendance.basic.limits import Limits
from attendance.basic.machine import Execution, run
from tests.basic.machine.scripts import host, outcome_of, program_of

UNLIMITED = Limits(turn_steps=10**9, total_steps=10**9, cpu_seconds=60)
LOOP = """
total = 0
FOR i = 1 TO 100000
    IF i MOD 3 = 0 THEN
        total = total + i * 2
    END IF
NEXT
RETURN total
"""


@pytest.mark.quiet
async def test_a_loop_runs_150_000_times_a_second() -> None:
    began = process_time()
    outcome = await outcome_of(LOOP, limits=UNLIMITED)

    assert outcome == Finished(3333366666)
    assert process_time() - began < 100_000 / 150_000


@pytest.mark.quiet
async def test_thirty_variables_are_stored_and_loaded_in_100_microseconds() -> None:
    program = program_of("\n".join(f'v{number} = "valor {number}"' for number in range(30)) + "\nHEAR x")
    execution = Execution.start(program)
    await run(execution, host(), Started())

    began = process_time()
    for _ in range(500):
        text = json.dumps(execution.dump())
        Execution.load(json.loads(text), {program.hash: program})

    assert process_time() - began < 500 * 100e-6
