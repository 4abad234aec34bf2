"""Whatever a script does, its turn ends."""

import asyncio
from datetime import timedelta

import pytest

from attendance.basic.host import Failed, Invocation, KeywordError, Outcome, Started, Value
from attendance.basic.limits import Limits, measure
from attendance.basic.machine import Execution, run
from attendance.basic.values import Rowset
from tests.basic.host import FakeHost
from tests.basic.machine.scripts import host, outcome_of, program_of

ENDLESS = {
    "loop": "WHILE TRUE\nWEND",
    "do": "DO\nLOOP",
    "goto": "10 GOTO 10",
    "for": "FOR i = 1 TO 10 ^ 29\nNEXT",
    "errors": "ON ERROR RESUME NEXT\nDO\n    x = 1 / 0\nLOOP",
    "try": 'DO\n    TRY\n        THROW "x"\n    CATCH e\n    END TRY\nLOOP',
    "keywords": 'DO\n    PRINT "x"\nLOOP',
    "calls": "DO\n    f\nLOOP\nSUB f\nEND SUB",
    "growing loop": "a = [1]\nFOR EACH x IN a\n    DO\n        a.push(x)\n    LOOP\nNEXT",
}


def _code(outcome: Outcome) -> str | None:
    return outcome.code if isinstance(outcome, Failed) else None


@pytest.mark.parametrize("source", ENDLESS.values(), ids=list(ENDLESS))
async def test_steps_end_what_is_endless(source: str) -> None:
    assert _code(await outcome_of(source, limits=Limits(turn_steps=3000))) == "E501"


@pytest.mark.parametrize("source", ENDLESS.values(), ids=list(ENDLESS))
async def test_time_of_the_processor_ends_it_too(source: str) -> None:
    many = Limits(turn_steps=10**9, total_steps=10**9, cpu_seconds=0.005, memory_bytes=10**9)

    assert _code(await outcome_of(source, limits=many)) in ("E502", "E503")


async def test_time_on_the_wall_counts_what_others_take() -> None:
    class SlowHost(FakeHost):
        async def perform(self, invocation: Invocation) -> Value:
            await asyncio.sleep(0.01)

    outcome = await outcome_of('DO\nPRINT "x"\nLOOP', limits=Limits(wall_seconds=0.03), fake=SlowHost())

    assert _code(outcome) == "E502"


GROWING = {
    "text": 's = "abc"\nDO\n    s = s + s\nLOOP',
    "interpolation": 's = "abc"\nDO\n    s = "${s}${s}"\nLOOP',
    "array": "a = [1]\nDO\n    a = a + a\nLOOP",
    "push": 'a = []\ns = REPEAT("x", 200000)\nDO\n    a.push(s & LEN(a))\nLOOP',
    "nesting": "a = []\nDO\n    a = [a]\n    b = {x: a, y: [1, 2, 3, 4, 5, 6, 7, 8, 9]}\n    a.push(b)\nLOOP",
    "session": 'o = {}\ni = 0\nDO\n    i += 1\n    o["k" & i] = i\nLOOP',
    "repeat": 'x = REPEAT("abc", 10 ^ 9)',
    "range": "x = RANGE(1, 10 ^ 9)",
    "dim": "DIM x(10 ^ 9)",
    "padding": "x[10 ^ 9] = 1",
}


@pytest.mark.parametrize("source", GROWING.values(), ids=list(GROWING))
async def test_memory_ends_what_grows(source: str) -> None:
    small = Limits(turn_steps=10**6, memory_bytes=200_000)

    assert _code(await outcome_of(source, limits=small)) == "E503"


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("f\nSUB f\n    f\nEND SUB", "E504"),
        ("x = f(1)\nFUNCTION f(n)\n    RETURN 1 + f(n + 1)\nEND FUNCTION", "E504"),
        ("a = []\nFOR i = 1 TO 20000\n    a = [a]\nNEXT\nPRINT JSON(a)", "E305"),
    ],
)
async def test_depth(source: str, code: str) -> None:
    assert _code(await outcome_of(source)) == code


@pytest.mark.parametrize("code", ["E501", "E505"])
async def test_no_script_catches_a_limit_that_the_host_raises(code: str) -> None:
    def refuse(invocation: Invocation) -> Value:
        raise KeywordError(code)

    fake = host()
    fake.keywords["TALK"] = refuse

    outcome = await outcome_of('ON ERROR RESUME NEXT\nTRY\nTALK "x"\nCATCH e\nEND TRY', fake=fake)

    assert _code(outcome) == code


async def test_what_is_nested_too_deeply_for_us_is_a_limit() -> None:
    def recurse(invocation: Invocation) -> Value:
        return recurse(invocation)

    fake = host()
    fake.keywords["TALK"] = recurse

    assert _code(await outcome_of('ON ERROR RESUME NEXT\nTALK "x"', fake=fake)) == "E504"


async def test_a_long_turn_lets_others_have_theirs() -> None:
    others = 0

    async def other() -> None:
        nonlocal others
        while True:
            others += 1
            await asyncio.sleep(0)

    task = asyncio.create_task(other())
    await outcome_of("FOR i = 1 TO 20000\nNEXT")
    task.cancel()

    assert others >= 10


async def test_keywords_in_memory_take_time_of_the_processor() -> None:
    source = "a = RANGE(1, 20000)\nDO\n    b = SORT a DESC\nLOOP"

    assert _code(await outcome_of(source, limits=Limits(cpu_seconds=0.05, wall_seconds=3600))) == "E502"


async def test_what_has_ended_has_no_further_turn() -> None:
    execution = Execution.start(program_of("x = 1"))
    await run(execution, host(), Started())

    with pytest.raises(ValueError, match="waits for nothing"):
        await run(execution, host(), Started())


def test_the_measure_counts_what_is_shared_once() -> None:
    shared = ["x" * 1000]
    cycle: list[object] = []
    cycle.append(cycle)

    alone, _ = measure([shared], 10**6)
    twice, _ = measure([shared, shared], 10**6)

    assert 1000 < alone <= twice < alone + 100
    assert measure([cycle, {"a": Rowset([{"b": timedelta(1)}])}], 10**6)[1] == 6
