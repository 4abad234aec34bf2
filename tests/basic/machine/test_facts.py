"""What a publisher reads from a program."""

from attendance.basic.host import Finished, Started
from attendance.basic.json_schema import schema_of
from attendance.basic.machine import Execution, run
from attendance.basic.program import DeclaredSchedule
from tests.basic.machine.scripts import host, program_of

TOOL = """
PARAM protocolo AS STRING LIKE "2026-000123" DESCRIPTION "Número do protocolo"
PARAM canal AS "whatsapp", "email" DESCRIPTION "Canal da resposta" OPTIONAL
PARAM dias AS INTEGER DEFAULT 30 DESCRIPTION "Período em dias"
PARAM quando AS DATE
DESCRIPTION "Consulta a situação de um protocolo."
RETURN protocolo
"""


def test_a_tool_describes_itself() -> None:
    facts = program_of(TOOL).facts

    assert facts.is_tool
    assert facts.description == "Consulta a situação de um protocolo."
    assert schema_of(facts.parameters) == {
        "type": "object",
        "properties": {
            "protocolo": {
                "type": "string",
                "description": "Número do protocolo",
                "examples": ["2026-000123"],
            },
            "canal": {
                "type": "string",
                "enum": ["whatsapp", "email"],
                "description": "Canal da resposta",
            },
            "dias": {"type": "integer", "description": "Período em dias", "default": 30},
            "quando": {"type": "string", "format": "date"},
        },
        "required": ["protocolo", "quando"],
        "additionalProperties": False,
    }


def test_the_last_description_before_the_first_statement_counts() -> None:
    source = 'DESCRIPTION "um"\nPARAM a AS STRING\nDESCRIPTION "dois"\nx = 1\nDESCRIPTION "três"'

    assert program_of(source).facts.description == "dois"


def test_schedules_are_declared_at_top_level_with_literals_only() -> None:
    source = (
        'SET SCHEDULE "every 5 minutes"\nx = "a.bas"\nSET SCHEDULE "todo dia às 9h", x\n'
        'IF TRUE THEN\nSET SCHEDULE "every day at 9am"\nEND IF\nSET SCHEDULE "0 9 * * *", "b.bas"'
    )

    assert program_of(source).facts.schedules == (
        DeclaredSchedule(("every 5 minutes",), {}, 1),
        DeclaredSchedule(("0 9 * * *", "b.bas"), {}, 7),
    )


def test_what_a_script_refers_to() -> None:
    source = (
        'WEBHOOK "pedidos"\nADD TOOL "consulta"\nx = USE TOOL "frete"\ny = CALL "outro.bas"\nTALK "oi"\n'
        "TABLE clientes\n    nome string\nEND TABLE\n"
    )
    facts = program_of(source).facts

    assert facts.webhook == "pedidos"
    assert facts.tools == ("consulta", "frete")
    assert facts.scripts == ("outro.bas",)
    assert [table.name for table in facts.tables] == ["clientes"]
    assert facts.keywords == {"WEBHOOK", "ADD TOOL", "USE TOOL", "TALK"}
    assert not facts.is_tool


async def test_handlers_are_entries() -> None:
    source = 'ON EVENT "venda" DO\nRETURN event\nEND ON\nON EMAIL "a@x" FROM "b@y"\nRETURN 2\nEND ON'
    program = program_of(source)
    first, second = program.facts.handlers

    outcome = await run(Execution.start(program, {"event": 5}, first.entry), host(), Started())

    assert outcome == Finished(5)
    assert (first.kind, first.subject, first.line) == ("EVENT", "venda", 1)
    assert (second.kind, second.subject, dict(second.clauses)) == ("EMAIL", "a@x", {"FROM": "b@y"})


def test_every_step_has_its_line() -> None:
    program = program_of("x = 1\n\nIF x THEN\n    PRINT x\nEND IF")

    assert sorted(set(program.lines)) == [1, 3, 4]
    assert len(program.lines) == len(program.columns) == len(program.steps)


def test_equal_sources_have_equal_hashes() -> None:
    assert program_of("x = 1").hash == program_of("x  =  1 ' igual").hash
    assert program_of("x = 1").hash != program_of("x = 2").hash
    assert program_of('x = "1"').hash != program_of("x = 1").hash
