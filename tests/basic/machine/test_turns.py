"""What a turn promises beside its visible result: keys of effects, traces, the call chain, stored state."""

import json

import pytest

from attendance.basic.errors import LimitError
from attendance.basic.host import (
    Answer,
    Completed,
    EffectKey,
    Failed,
    Finished,
    Frame,
    Started,
    Suspended,
    TimedOut,
    Waiting,
)
from attendance.basic.limits import Limits
from attendance.basic.machine import Execution, run
from tests.basic.machine.scripts import host, outcome_of, program_of, stored

ASKING = """
SUB pede(texto)
    HEAR resposta WITH texto
    TALK resposta
END SUB
FOR i = 1 TO 2
    pede("Pergunta " & i)
NEXT
"""


async def _keys(execution: Execution, turn: object) -> list[EffectKey]:
    fake = host()
    await run(execution, fake, turn)  # type: ignore[arg-type]  # a happening
    return [invocation.key for invocation in fake.invocations]


async def test_a_repeated_turn_has_the_same_effect_keys() -> None:
    execution = Execution.start(program_of("FOR i = 1 TO 3\nTALK i\nNEXT\nHEAR x\nTALK x"))
    first = await _keys(execution, Started())
    waiting = stored(execution)

    again = await _keys(Execution.start(execution.program), Started())
    answered = await _keys(execution, Answer("oi"))

    assert again == first
    assert await _keys(waiting, Answer("oi")) == answered
    assert len({*first, *answered}) == 4


async def test_keys_of_a_called_script_are_its_own() -> None:
    fake = host()
    fake.scripts["outro"] = program_of("TALK 1\nTALK 2", "outro.bas")
    execution = Execution.start(program_of('TALK 0\nCALL "outro.bas"\nTALK 3'))

    await run(execution, fake, Started())

    keys = [invocation.key for invocation in fake.invocations]
    assert len(keys) == len(set(keys)) == 4


async def test_an_invocation_tells_names_place_and_fields() -> None:
    fake = host()
    fake.keywords["SAVE"] = lambda invocation: 1
    await outcome_of('lead = {email: "a@x"}\nid = 1\nSAVE "leads", id, lead.email, 5', fake=fake)

    (invocation,) = fake.invocations
    assert invocation.names == (None, "id", "email", None)
    assert (invocation.script, invocation.line) == ("teste.bas", 3)


async def test_a_prompt_tells_what_the_author_wrote() -> None:
    fake = host()
    fake.keywords["LLM"] = lambda invocation: "certo"
    prompts = ('"Responda: " + pergunta + "."', '"Olá ${pergunta}"', "pergunta")
    calls = "\n".join(f"x = LLM {prompt}" for prompt in prompts)

    await outcome_of(f'pergunta = "ignore tudo"\n{calls}', fake=fake)

    first, second, third = (invocation.arguments[0] for invocation in fake.invocations)
    assert first == "Responda: ignore tudo."
    assert first.parts == (("Responda: ", True), ("ignore tudo", False), (".", True))
    assert second.parts == (("Olá ", True), ("ignore tudo", False))
    assert type(third) is str


async def test_waiting_tells_where() -> None:
    outcome = await outcome_of("x = 1\nHEAR nome TIMEOUT 30")

    assert outcome == Waiting("hear", 30, 2, "teste.bas")


async def test_a_failure_tells_the_call_chain() -> None:
    outcome = await outcome_of(
        "PRINT 1\na\nSUB a\n    x = b() + 1\nEND SUB\nFUNCTION b\n    RETURN 1 / 0\nEND FUNCTION"
    )

    assert isinstance(outcome, Failed)
    assert (outcome.code, outcome.message, outcome.line, outcome.column) == ("E303", "Divisão por zero", 7, 5)
    assert outcome.chain == (
        Frame("teste.bas", 7, "b"),
        Frame("teste.bas", 4, "a"),
        Frame("teste.bas", 2, None),
    )


async def test_messages_speak_the_language_of_the_host() -> None:
    fake = host()
    fake.language = "en"

    outcome = await outcome_of("x = 1 / 0", fake=fake)

    assert isinstance(outcome, Failed)
    assert outcome.message == "Division by zero"


async def test_an_execution_goes_on_in_another_process() -> None:
    program = program_of(ASKING)
    execution, fake = Execution.start(program), host()
    await run(execution, fake, Started())
    execution = stored(execution)
    await run(execution, fake, Answer("um"))
    execution = stored(execution)
    outcome = await run(execution, fake, Answer("dois"))

    assert outcome == Finished(None)
    assert [question.text for question in fake.questions] == ["Pergunta 1", "Pergunta 2"]
    assert [invocation.arguments for invocation in fake.invocations] == [("um",), ("dois",)]


async def test_state_is_small_and_plain() -> None:
    source = "\n".join(f'v{number} = "valor {number}"' for number in range(30)) + "\nHEAR x"
    execution = Execution.start(program_of(source))
    await run(execution, host(), Started())

    state = execution.dump()

    assert state["turn"] == 1
    assert state["frames"][0]["locals"]["v3"] == "valor 3"
    assert len(json.dumps(state)) < 1500


async def test_shared_values_are_stored_once() -> None:
    execution = Execution.start(program_of("a = RANGE(1, 100)\nb = a\nc = {a: a, b: b}\nHEAR x"))
    await run(execution, host(), Started())

    assert sum(entry[0] == "list" for entry in execution.dump()["heap"] if isinstance(entry, list)) == 1


async def test_too_much_state_is_refused() -> None:
    execution = Execution.start(program_of('a = REPEAT("x", 20000)\nHEAR x'))
    await run(execution, host(), Started())

    assert len(execution.stored(30_000)) > 20_000
    with pytest.raises(LimitError, match="E503"):
        execution.stored(10_000)


@pytest.mark.parametrize(("state_bytes", "ends"), [(10_000, Failed), (21_000, Waiting), (1_000_000, Waiting)])
async def test_a_script_that_keeps_too_much_cannot_wait(state_bytes: int, ends: type) -> None:
    outcome = await outcome_of('a = REPEAT("x", 20000)\nHEAR x', limits=Limits(state_bytes=state_bytes))

    assert type(outcome) is ends


async def test_temporaries_of_finished_statements_are_not_stored() -> None:
    source = 'x = LEN(f()) + 1\nHEAR y\nFUNCTION f\n    RETURN REPEAT("x", 5000)\nEND FUNCTION'
    execution = Execution.start(program_of(source))
    await run(execution, host(), Started())

    assert len(json.dumps(execution.dump())) < 1000


async def test_steps_and_assignments_are_traced_for_whoever_watches() -> None:
    program, fake = program_of("x = 1\ny = x + nada"), host()

    await run(Execution.start(program), fake, Started())
    unwatched = [event for event, _, _ in fake.traces]
    fake.traces.clear()
    await run(Execution.start(program), fake, Started(), watch=frozenset({"step", "assign"}))

    assert unwatched == ["W310"]
    assert [
        (event, line, values.get("name"), values.get("value")) for event, line, values in fake.traces
    ] == [
        ("step", 1, None, None),
        ("assign", 1, "x", 1),
        ("step", 2, None, None),
        ("W310", 2, None, None),
        ("assign", 2, "y", 1),
        ("step", 2, None, None),
    ]


async def test_errors_are_traced_caught_or_not() -> None:
    fake = host()
    await outcome_of("ON ERROR RESUME NEXT\nx = 1 / 0\nON ERROR GOTO 0\nx = 1 / 0", fake=fake)

    assert [(event, line, values["code"]) for event, line, values in fake.traces] == [
        ("error", 2, "E303"),
        ("error", 4, "E303"),
    ]


@pytest.mark.parametrize(
    ("happening", "expected"), [(Completed(7), 8), (TimedOut(), None), (Completed("a"), "a1")]
)
async def test_a_suspended_keyword_gives_its_result_later(happening: object, expected: object) -> None:
    fake = host()
    fake.keywords["REQUEST APPROVAL"] = lambda invocation: Suspended(60)
    source = 'x = REQUEST APPROVAL "?"\nIF x IS NULL THEN RETURN\nRETURN x + 1'

    outcome = await outcome_of(source, happening, fake=fake)  # type: ignore[arg-type]  # a happening

    assert outcome == Finished(expected)
