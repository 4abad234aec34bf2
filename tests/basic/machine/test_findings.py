"""What the compiler finds that the parser cannot."""

import pytest

from attendance.basic.compiler import compile_script
from attendance.basic.messages import text
from attendance.basic.parser import parse
from attendance.basic.syntax import Expression, Literal, Return, Script, Unary


def _found(source: str) -> list[str]:
    program = compile_script(parse(source, "teste.bas").script)
    return [
        f"{one.span.line}:{one.span.column} {text(one.code, one.values, 'en')}" for one in program.diagnostics
    ]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("x = LENN(y)", "1:5 Unknown keyword: LENN (did you mean LEN?)"),
        ("x = sauda(1)\nSUB saudar(a)\nEND SUB", "1:5 Unknown keyword: sauda (did you mean saudar?)"),
        ("x = qwerty(1)", "1:5 Unknown keyword: qwerty"),
        ("x = 1 + LEFT(y)", "1:9 Wrong number of arguments of LEFT"),
        ("GOTO fim", "1:1 GOTO into a block or to a missing label: fim"),
        ("x = 1\nCONTINUE FOR", "2:1 CONTINUE FOR without a matching block"),
        ('WEBHOOK "a"\nHEAR x', "2:1 Statement not allowed here: HEAR"),
    ],
)
def test_findings(source: str, found: str) -> None:
    assert _found(source) == [found]


def test_functions_of_conditions_are_no_calls() -> None:
    assert _found('x = FIND "t" WHERE DATE_SUB(a, 1, "day") < NOW() AND COLUMN(b) = 1') == []


def test_a_tree_too_deep_is_refused() -> None:
    deep: Expression = Literal(1)
    for _ in range(5000):
        deep = Unary("-", deep)

    program = compile_script(Script("fundo.bas", (Return(deep),)))

    assert [one.code for one in program.diagnostics] == ["E105"]


def test_a_program_with_findings_fails_only_where_it_cannot_go_on() -> None:
    program = compile_script(parse("x = 1\nEXIT FOR\nGOTO fim\ny = nada(1)", "teste.bas").script)

    assert len(program.diagnostics) == 3
    assert len(program.steps) == len(program.lines)
