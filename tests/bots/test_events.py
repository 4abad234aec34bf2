"""Events between the scripts of a bot, forms, and waits for them."""

from collections.abc import AsyncIterator

import pytest

from attendance.bots.scripts import happenings
from attendance.kernel.database import Database
from tests.bots.stage import open_stage
from tests.factories.world import World, new_world


@pytest.fixture
async def alone(fresh_database_url: str) -> AsyncIterator[World]:
    database = Database(fresh_database_url)
    yield await new_world(database)
    await database.close()


async def test_a_handler_runs_with_the_event(alone: World) -> None:
    stage = await open_stage(
        alone,
        'r = PUBLISH EVENT "pedido.pago", { valor: 120.5, item: "Cafeteira" }\nTALK "publicado " + r.delivered',
        pedidos='ON EVENT "Pedido.Pago" DO\n    TALK event.name + ": " + event.item + " " + event.data.valor\nEND ON\n'
        'ON EVENT "outro" DO\n    TALK "não"\nEND ON\nTALK "nunca"',
    )

    assert await stage.says("oi") == ["publicado 1"]
    assert await stage.settle() == ["pedido.pago: Cafeteira 120.5"]
    assert [one["kind"] for one in await stage.executions()] == ["dialogue", "event"]


async def test_who_waits_for_it_goes_on(alone: World) -> None:
    stage = await open_stage(
        alone,
        'TALK "espere"\ne = WAIT FOR EVENT "pix" TIMEOUT 600\nTALK "Recebi " + e.valor',
    )
    await stage.says("oi")
    async with alone.tx() as tx:
        await happenings.publish(tx, stage.bot_id, "pix", {"valor": 10, "session_id": "de outra"})
        await happenings.publish(
            tx, stage.bot_id, "PIX", {"valor": 30, "session_id": str(stage.conversation_id)}
        )

    assert await stage.settle() == ["Recebi 30"]
    assert await stage.is_due() == []


async def test_nobody_waits_for_ever(world: World) -> None:
    stage = await open_stage(world, 'e = WAIT FOR EVENT "pix" TIMEOUT 600\nTALK "Nada" + (e IS NULL)')
    await stage.says("oi")

    assert await stage.is_due() == ["Nadatrue"]


async def test_an_endless_round_ends(alone: World) -> None:
    stage = await open_stage(alone, 'TRIGGER "a"', volta='ON EVENT "a" DO\n    PUBLISH EVENT "a"\nEND ON')
    await stage.says("oi")
    await stage.settle()

    runs = await stage.executions()
    assert len(runs) == 1 + happenings.DEEPEST
    assert [one["error"]["code"] for one in runs if one["status"] == "failed"] == ["E504"]


async def test_a_form(alone: World) -> None:
    stage = await open_stage(
        alone,
        'TALK "oi"',
        formulario='ON FORM SUBMIT "contato"\nSET BOT MEMORY fields.nome, metadata.pagina\nEND ON',
    )
    async with alone.tx() as tx:
        await happenings.submit_form(tx, stage.bot_id, "contato", {"nome": "Ana"}, {"pagina": "/fale"})
        await happenings.submit_form(tx, stage.bot_id, "outro", {"nome": "Bia"}, {})
    await stage.settle()

    [run] = await stage.executions()
    assert (run["kind"], run["script"], run["status"]) == ("event", "formulario.bas", "finished")


async def test_rows_that_come_change_and_go_are_told(alone: World) -> None:
    stage = await open_stage(
        alone,
        'CREATE "customers", { name: "Ana", tier: "gold" }\n'
        'UPDATE "customers" SET tier = "vip" WHERE name = "Ana"\n'
        'DELETE "customers", "name=\'Ana\'"\n'
        'TALK "feito"',
        escuta='ON INSERT OF "customers" DO\n    TALK "veio " + record.name\nEND ON\n'
        'ON UPDATE OF "customers" DO\n    TALK old.tier + " -> " + record.tier\nEND ON\n'
        'ON DELETE OF "customers" DO\n    TALK "foi " + old.name\nEND ON\n'
        'ON INSERT OF "leads" DO\n    TALK "nunca"\nEND ON',
    )

    assert await stage.says("oi") == ["feito"]
    assert sorted(await stage.settle()) == ["foi Ana", "gold -> vip", "veio Ana"]


async def test_rows_that_set_off_each_other_come_to_an_end(alone: World) -> None:
    stage = await open_stage(
        alone,
        'CREATE "customers", { name: "Ana" }',
        escuta='ON INSERT OF "customers" DO\n    CREATE "customers", { name: record.name + "a" }\nEND ON',
    )
    await stage.says("oi")
    await stage.settle()

    assert len([one for one in await stage.executions() if one["kind"] == "event"]) == happenings.DEEPEST
