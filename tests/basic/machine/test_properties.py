"""Random programs: stored between all steps they do the same, and no source breaks the compiler."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from attendance.basic.compiler import compile_script
from attendance.basic.host import Started
from attendance.basic.limits import Limits
from attendance.basic.machine import Execution, run
from attendance.basic.parser import parse
from tests.basic.machine.scripts import host, stored

NAMES = st.sampled_from(["a", "b", "c", "lista", "mapa"])
LITERALS = st.sampled_from(
    ["0", "1", "7", "2.5", '"texto"', '"3"', "NULL", "TRUE", "[1, 2]", "{k: 1}", "TODAY()", "HOURS(2)"]
)
OPERATORS = st.sampled_from(["+", "-", "*", "/", "MOD", "&", "=", "<", "AND", "OR", "??", "CONTAINS"])


def _compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("({} {} {})".format, inner, OPERATORS, inner),
        st.builds("f({})".format, inner),
        st.builds("[{}, {}]".format, inner, inner),
        st.builds("{{x: {}}}".format, inner),
        st.builds("IIF({}, {}, {})".format, inner, inner, inner),
        st.builds('"${{{}}}."'.format, NAMES),
        st.builds("{}.x".format, NAMES),
        st.builds("{}[{}]".format, NAMES, st.integers(-1, 3)),
    )


EXPRESSIONS = st.recursive(NAMES | LITERALS, _compound, max_leaves=5)
SIMPLE = st.one_of(
    st.builds("{} = {}".format, NAMES, EXPRESSIONS),
    st.builds("{} += {}".format, NAMES, EXPRESSIONS),
    st.builds("{}.x = {}".format, NAMES, EXPRESSIONS),
    st.builds("{}[1] = {}".format, NAMES, EXPRESSIONS),
    st.builds("PRINT {}".format, EXPRESSIONS),
    st.builds("lista.push({})".format, EXPRESSIONS),
    st.just('THROW "erro"'),
)


def _blocks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    body = st.lists(inner, min_size=1, max_size=3).map("\n".join)
    return st.one_of(
        st.builds("IF {} THEN\n{}\nELSE\n{}\nEND IF".format, EXPRESSIONS, body, body),
        st.builds("FOR i = 1 TO {}\n{}\nNEXT".format, st.integers(0, 4), body),
        st.builds("FOR EACH e IN {}\n{}\nNEXT".format, EXPRESSIONS, body),
        st.builds("n = 0\nWHILE n < 3\nn = n + 1\n{}\nWEND".format, body),
        st.builds("TRY\n{}\nCATCH e\n{}\nEND TRY".format, body, body),
        st.builds(
            "SELECT CASE {}\nCASE {}\n{}\nCASE ELSE\n{}\nEND SELECT".format, EXPRESSIONS, LITERALS, body, body
        ),
        st.builds("ON ERROR RESUME NEXT\n{}".format, body),
    )


PROGRAMS = st.lists(st.recursive(SIMPLE, _blocks, max_leaves=6), min_size=1, max_size=5).map("\n".join)
PROCEDURE = "\nFUNCTION f(x)\n    a = x\n    IF x = 1 THEN RETURN x\n    RETURN [x, a]\nEND FUNCTION\n"
LIMITS = Limits(turn_steps=150)


async def _walk(source: str, *, store: bool) -> list[Any]:
    program = compile_script(parse(source, "teste.bas").script)
    fake = host()
    said: list[Any] = []
    fake.keywords["PRINT"] = lambda invocation: said.append(repr(invocation.arguments))
    execution = Execution.start(program)
    outcome = await run(execution, fake, Started(), LIMITS, between=stored if store else None)
    variables = execution.dump() if execution.frames else None
    return [said, repr(outcome), json.dumps(variables, sort_keys=True)]


@settings(max_examples=80, deadline=None)
@given(PROGRAMS)
async def test_storing_between_all_steps_changes_nothing(source: str) -> None:
    whole = source + PROCEDURE

    assert await _walk(whole, store=True) == await _walk(whole, store=False)


FRAGMENTS = st.sampled_from(
    [
        "IF", "THEN", "ELSE", "END IF", "FOR", "EACH", "IN", "NEXT", "x", "=", "1", '"a"', "(", ")", "[", "]", "{", "}",
        "\n", "\n", ":", ",", "TALK", "HEAR", "AS", "WITH", "END WITH", "FIND", "WHERE", "GOTO", "x:", "SUB", "END SUB",
        "RETURN", "TRY", "CATCH", "END TRY", "ON ERROR", "CALL", "+", "AND", "NOT", ".", "SELECT CASE", "CASE",
        "SET", "EXIT",
        "PARAM", "ON EVENT", "END ON", "DO", "LOOP", "WHILE", "GET", "SET SESSION", "USE TOOL", "WAIT", "APPEND",
        "BREAK",
    ]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(FRAGMENTS, max_size=25).map(" ".join))
async def test_whatever_the_parser_accepts_can_be_compiled_and_run(source: str) -> None:
    parsed = parse(source, "teste.bas")
    if any(diagnostic.severity == "error" for diagnostic in parsed.diagnostics):
        return
    program = compile_script(parsed.script)

    outcome = await run(Execution.start(program), host(), Started(), LIMITS)

    assert type(outcome).__name__ in ("Finished", "Waiting", "Failed")
