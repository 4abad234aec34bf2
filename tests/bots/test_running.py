"""A published script with a customer, on real PostgreSQL."""

import json

import pytest

from attendance.bots.running import actions, queries
from attendance.kernel.cursors import Slice
from tests.bots.stage import open_stage
from tests.factories.world import World

NAME = """
HEAR nome AS NAME WITH "Olá! Com quem eu falo?"
SET SESSION "nome", nome
TALK "Prazer, " + nome + "!"
HEAR mais WITH "Algo mais?"
TALK "Você disse: " + mais
"""


async def test_a_dialogue_waits_and_goes_on(world: World) -> None:
    stage = await open_stage(world, NAME)

    first = await stage.says("oi")
    second = await stage.says("maria da silva")
    third = await stage.says("não")
    again = await stage.says("oi de novo")

    assert first == ["Olá! Com quem eu falo?"]
    assert second == ["Prazer, Maria da Silva!", "Algo mais?"]
    assert third == ["Você disse: não"]
    assert again == ["Olá! Com quem eu falo?"]
    assert [one["status"] for one in await stage.executions()] == ["finished", "waiting"]
    assert (await stage.conversation())["context_data"]["nome"] == "Maria da Silva"


async def test_the_same_message_twice_is_one_turn(world: World) -> None:
    stage = await open_stage(world, NAME)
    await stage.says("oi")
    await stage.says("Ana")

    await stage.turn(1)
    await stage.turn(2)

    assert len(await stage.said()) == 3


async def test_a_dialogue_keeps_the_version_it_began_with(world: World) -> None:
    stage = await open_stage(world, 'HEAR a WITH "Um?"\nTALK "antigo " + a')
    await stage.says("oi")
    await stage.publish(start='HEAR a WITH "Dois?"\nTALK "novo " + a')

    assert await stage.says("x") == ["antigo x"]
    assert await stage.says("oi") == ["Dois?"]


async def test_a_restart_on_change_begins_anew(world: World) -> None:
    stage = await open_stage(world, 'HEAR a WITH "Um?"', config="basic-on-change,restart\n")
    await stage.says("oi")
    await stage.publish(start='HEAR a WITH "Dois?"')

    assert await stage.says("x") == ["Dois?"]


async def test_silence_takes_the_default(world: World) -> None:
    stage = await open_stage(
        world,
        'HEAR nota AS INTEGER WITH "Nota?" DEFAULT 5 TIMEOUT 10 MINUTES\nTALK "Nota " + nota + " " + hear.reason',
    )
    await stage.says("oi")

    assert await stage.is_due() == ["Nota 5 timeout"]
    assert await stage.is_due() == []


async def test_an_error_is_told_kindly_and_kept_for_the_author(world: World) -> None:
    stage = await open_stage(
        world, 'TALK "a"\nx = 1 / 0\nTALK "b"', config='basic-error-message,"Ops, algo deu errado."\n'
    )

    said = await stage.says("oi")

    [failed] = await stage.executions()
    assert said == ["a", "Ops, algo deu errado."]
    assert (failed["status"], failed["line"], failed["error"]["code"]) == ("failed", 2, "E303")


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (
            'TALK "Vou chamar alguém."\nTRANSFER TO HUMAN({message: ""})\nTALK "Tchau"',
            ["Vou chamar alguém.", "Tchau"],
        ),
        ('r = TRANSFER TO HUMAN({message: ""})\nTALK r.status', ["no_attendants"]),
        ('session.tier = "ouro"\nTALK session.tier + " " + channel', ["ouro echo"]),
    ],
)
async def test_what_a_script_says(world: World, script: str, said: list[str]) -> None:
    stage = await open_stage(world, script)

    assert await stage.says("oi") == said


async def test_people_have_the_conversation_while_a_question_stays_open(world: World) -> None:
    stage = await open_stage(
        world, 'HEAR a WITH "Um?"\nTRANSFER TO HUMAN\nHEAR b WITH "Dois?"\nTALK "b=" + b'
    )
    await stage.says("oi")
    await stage.says("um")

    assert await stage.says("para a pessoa") == []
    assert (await stage.conversation())["owner"] == "human"
    assert [one["status"] for one in await stage.executions()] == ["waiting"]


async def test_what_was_said_before_the_transfer_is_still_sent(world: World) -> None:
    stage = await open_stage(world, 'TALK "antes"\nTRANSFER TO HUMAN({message: ""})\nTALK "depois"')
    await stage.says("oi")

    async with world.tx() as tx:
        rows = await tx.fetch(
            "select m.owner_epoch = c.owner_epoch as current from messages m join conversations c "
            "on c.id = m.conversation_id where m.direction = 'out'"
        )
    assert [row["current"] for row in rows] == [True, True]


async def test_a_hook_runs_aside(world: World) -> None:
    stage = await open_stage(
        world, 'HEAR a WITH "Um?"\nTALK "a=" + a', on_resolve='TALK "Até logo, " + attendance.by'
    )
    await stage.says("oi")

    assert await stage.hook("on_resolve.bas", attendance={"by": "Maria"}) == ["Até logo, Maria"]
    assert await stage.says("x") == ["a=x"]


async def test_authors_read_what_a_script_did(world: World) -> None:
    stage = await open_stage(world, NAME)
    await stage.says("oi")
    await stage.says("ana")
    async with world.tx() as tx:
        [listed] = (
            await queries.page(tx, stage.bot_id, Slice(None, 10), status="waiting", conversation_id=None)
        ).items
        one = await queries.one(tx, stage.bot_id, listed.id)

    assert (listed.wait_kind, listed.line, listed.script, listed.contact_name) == (
        "hear", 5, "start.bas", "Cliente 5511988887777",
    )  # fmt: skip
    assert [turn.happening.get("text") for turn in one.turns] == [None, "ana"]
    assert [step[1] for step in one.turns[1].trace if step[0] == "step"] == [3, 4, 5]
    assert one.turns[1].variables["nome"] == "Ana"
    assert one.sources == {"start.bas": NAME}


async def test_a_cancelled_dialogue_begins_anew(world: World) -> None:
    stage = await open_stage(world, NAME)
    await stage.says("oi")
    [waiting] = await stage.executions()
    async with world.tx() as tx:
        await actions.cancel(tx, stage.bot_id, waiting["id"])

    assert await stage.says("ana") == ["Olá! Com quem eu falo?"]


@pytest.mark.parametrize(
    "odd", ['"a\\0b"', "CHR(0)", "CHR(55296)", "CHR(1114112)", 'REPEAT("😀", 3)', '"\\u0000"']
)
async def test_odd_characters_stop_nothing(world: World, odd: str) -> None:
    stage = await open_stage(
        world, f'x = {odd}\nsession.odd = x\nTALK "ok " + x\nHEAR y WITH "?"\nTALK "depois" + x\nRETURN x'
    )

    first = await stage.says("oi")
    if (await stage.executions())[0]["status"] == "failed":
        return  # the language refused to make it
    assert first[0].startswith("ok ")
    assert (await stage.says("z"))[0].startswith("depois")


async def test_a_menu_without_words_goes_with_what_was_said(world: World) -> None:
    stage = await open_stage(world, 'TALK "Escolha:"\nHEAR a AS "Um", "Dois"\nHEAR b AS "Sim", "Não"')

    assert await stage.says("oi") == ["Escolha:"]
    assert await stage.says("1") == ["Escolha uma opção:"]
    async with world.tx() as tx:
        rows = await tx.fetch("select content::text as c from messages where direction = 'out' order by seq")
    assert [[one["label"] for one in json.loads(row["c"])["options"]] for row in rows] == [
        ["Um", "Dois"],
        ["Sim", "Não"],
    ]


async def test_a_long_text_becomes_several_messages(world: World) -> None:
    stage = await open_stage(world, 'TALK REPEAT("palavra ", 1000)')

    said = await stage.says("oi")

    assert len(said) == 2
    assert all(len(piece) <= 4096 for piece in said)
