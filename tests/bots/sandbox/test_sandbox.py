"""Scripts over a world in memory: turns, time, people, tables, the outside."""

from uuid import UUID

import pytest

from attendance.bots.sandbox import Sandbox, Turn
from attendance.bots.sandbox.people import Person
from attendance.bots.sandbox.web import Reply, Route

ASKS = 'HEAR nome AS NAME WITH "Quem é?"\nTALK "Oi, " + nome\nHEAR mais AS "A", "B"\nTALK mais\n'
PERSON_ID = UUID(int=1)


def texts(turn: Turn) -> list[str]:
    return [said.text for said in turn.said]


async def test_a_dialogue_waits_and_tells_where() -> None:
    sandbox = Sandbox({"start.bas": ASKS})

    first, second = await sandbox.say("oi"), await sandbox.say("ana")
    last = await sandbox.say("1")

    assert (texts(first), first.waits, first.script, first.line) == (["Quem é?"], "hear", "start.bas", 1)
    assert texts(second) == ["Oi, Ana"]
    assert second.said[0].options == (("A", "A"), ("B", "B"))
    assert second.variables == {"nome": "Ana"}
    assert (texts(last), last.waits) == (["A"], None)


async def test_the_same_words_give_the_same_turns() -> None:
    files = {"start.bas": 'x = RANDOM(1, 1000000)\nTALK x + " " + NOW()\n'}

    assert (await Sandbox(files).say("oi")).said == (await Sandbox(files).say("oi")).said


async def test_time_passes_only_when_told_to() -> None:
    sandbox = Sandbox({"start.bas": 'WAIT 3\nWAIT 3600\nTALK FORMAT(NOW(), "HH:mm:ss")\n'})

    first = await sandbox.say("oi")
    early, due = await sandbox.advance(3599), await sandbox.advance(1)

    assert (first.waits, texts(early), texts(due)) == ("time", [], ["13:00:03"])


async def test_silence_takes_the_default() -> None:
    sandbox = Sandbox({"start.bas": "HEAR n AS INTEGER DEFAULT 5 TIMEOUT 2 MINUTES\nTALK n + hear.reason\n"})
    await sandbox.say("oi")

    assert texts(await sandbox.advance(120)) == ["5timeout"]


@pytest.mark.parametrize(
    ("people", "is_open", "status"),
    [
        (None, True, "queued"),
        ([], True, "no_attendants"),
        ([Person("Maria", PERSON_ID)], True, "assigned"),
        ([Person("Maria", PERSON_ID, status="away")], True, "no_attendants"),
        (None, False, "outside_hours"),
    ],
)
async def test_what_becomes_of_a_hand_over(people: list[Person] | None, is_open: bool, status: str) -> None:
    sandbox = Sandbox({"start.bas": 'r = TRANSFER TO HUMAN "vendas", "high", "quente"\nTALK r.status\n'})
    sandbox.world.house.people, sandbox.world.house.is_open = people, is_open

    turn = await sandbox.say("oi")

    assert turn.said[-1].text == status
    assert turn.said[0].author == "system"
    [handed] = sandbox.world.handed
    assert (handed.target, handed.priority, handed.reason) == ("vendas", 2, "quente")


async def test_people_have_the_conversation_until_they_resolve() -> None:
    files = {"start.bas": 'HEAR a WITH "Um?"\nTALK a\n', "on_resolve.bas": 'TALK "Até logo!"\n',
             "on_transfer.bas": 'TALK "Fila: " + attendance.queue\n'}  # fmt: skip
    sandbox = Sandbox(files)
    await sandbox.say("oi")

    asked = await sandbox.say("quero falar com um atendente")
    theirs = await sandbox.say("alô?")
    resolved, again = await sandbox.resolve("feito"), await sandbox.say("oi")

    assert texts(asked)[1:] == ["Fila: Atendimento"]
    assert texts(theirs) == []
    assert theirs.effects[0].shown == "→ alô?"
    assert (texts(resolved), texts(again)) == (["Até logo!"], ["Um?"])


async def test_bypass_hands_everything_over() -> None:
    config = "name,value\nattendance-bypass-mode,true\n"
    sandbox = Sandbox({"start.bas": 'TALK "nunca"\n', "config.csv": config})

    assert texts(await sandbox.say("oi"))[0].startswith("Aguarde")
    assert sandbox.world.owner == "human"


DATA = """
SAVE "leads", { "email": "ana@x.example", "score": 80 }
SAVE "leads", { "email": "bia@x.example", "score": 20 }
quente = FIND "leads" WHERE score >= 50 FIRST
TALK quente.email + " " + COUNT("leads")
n = UPDATE "leads", "score<50", { "status": "frio" }
frios = FIND "leads", "status='frio'"
frios.email = "mudou"
TALK n + frios[0].status + FIND("leads", "status='frio'").email
t = CREATE "attendance_tickets", { "subject": "x" }
TALK t.number
TALK DELETE("leads", "score=20") + " " + COUNT("leads")
"""


async def test_tables_live_in_memory() -> None:
    turn = await Sandbox({"start.bas": DATA}).say("oi")

    assert texts(turn) == ["ana@x.example 2", "1friobia@x.example", "TIC-001", "1 1"]
    assert turn.error is None


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ('r = GET "https://api.loja.example/pedidos/7"\nTALK r.status + r.situacao', "200enviado"),
        ('r = POST "https://api.loja.example/x", {a: 1}\nTALK r.status + " " + r.ok', "503 false"),
        ('TRY\nr = GET "https://fora.example/"\nCATCH e\nTALK e.code\nEND TRY', "E602"),
        ('TALK LLM "Resuma: " + message', "Um resumo."),
        ('r = LLM("Classifique: " + message, {json: true})\nTALK r.rotulo', "troca"),
        ('TRY\nTALK LLM "Outra coisa"\nCATCH e\nTALK e.code\nEND TRY', "E601"),
        (
            'sala = CREATE MEETING({type: "support"})\nTALK sala.success + " " + (meeting_url = sala.join_url)',
            "true true",
        ),
    ],
)
async def test_the_outside_is_recorded(script: str, said: str) -> None:
    sandbox = Sandbox({"start.bas": script + "\n"})
    sandbox.world.routes = [
        Route("GET", "https://api.loja.example/pedidos/*", text='{"situacao": "enviado"}'),
        Route("POST", "https://api.loja.example/*", status=503, text="{}"),
    ]
    sandbox.world.replies = [Reply("Resuma:*", "Um resumo."), Reply("Classifique*", '{"rotulo": "troca"}')]

    turn = await sandbox.say("oi")

    assert (texts(turn), turn.error) == ([said], None)


async def test_an_error_tells_its_place_and_the_customer_is_told_kindly() -> None:
    sandbox = Sandbox({"start.bas": 'TALK "a"\nCALL "outro.bas"\n', "outro.bas": "x = 1\nx = 1 / 0\n"})

    turn = await sandbox.say("oi")

    assert turn.error is not None
    assert (turn.error.code, turn.error.script, turn.error.line) == ("E303", "outro.bas", 2)
    assert texts(turn)[0] == "a" and texts(turn)[1].startswith("Desculpe")


async def test_a_script_that_does_not_parse_is_told_too() -> None:
    turn = await Sandbox({"start.bas": "IF x THEN\n"}).say("oi")

    assert turn.error is not None
    assert (turn.error.code, turn.error.line) == ("E121", 1)


async def test_lines_that_ran_are_known() -> None:
    sandbox = Sandbox({"start.bas": 'IF 1 = 2 THEN\nTALK "a"\nELSE\nTALK "b"\nEND IF\n', "b.bas": "TALK 1\n"})
    await sandbox.say("oi")

    coverage = sandbox.coverage()

    assert coverage.missing("start.bas") == [2]
    assert coverage.missing("b.bas") == [1]
    assert coverage.share == 0.5


async def test_a_trace_shows_lines_and_assignments() -> None:
    turn = await Sandbox({"start.bas": "x = 1\nx = x + 1\n"}, is_traced=True).say("oi")

    assert [(one.event, one.line, one.text) for one in turn.trace] == [
        ("step", 1, ""), ("assign", 1, "x = 1"), ("step", 2, ""), ("assign", 2, "x = 2"),
    ]  # fmt: skip
