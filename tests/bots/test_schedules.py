"""Scripts that run by themselves: declared, registered on the way, and blocks that wait for their time."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from attendance.kernel import clock
from attendance.kernel.database import Database
from tests.bots.keywords.desk import open_desk
from tests.bots.stage import Stage, open_stage
from tests.factories.world import World, new_world
from tests.queues.floor import AWAY

MORNING = datetime(2026, 3, 2, 11, 30, tzinfo=UTC)  # Monday, 8:30 in São Paulo
COUNTS = (
    'SET BOT MEMORY "vezes", (GET BOT MEMORY("vezes") OR 0) + 1\nSET BOT MEMORY "quando", schedule.fired_at'
)


@pytest.fixture
async def alone(fresh_database_url: str) -> AsyncIterator[World]:
    database = Database(fresh_database_url)
    yield await new_world(database)
    await database.close()


async def schedules(world: World) -> list[tuple[str, str, str, bool]]:
    async with world.tx() as tx:
        rows = await tx.fetch(
            "select name, script, schedule, is_declared from bot_schedules order by name, script, schedule"
        )
    return [tuple(row) for row in rows]


async def memory(world: World) -> dict[str, Any]:
    async with world.tx() as tx:
        return {row["key"]: row["value"] for row in await tx.fetch("select key, value from bot_memory")}


async def ran(stage: Stage) -> list[tuple[str, str, str]]:
    return [(one["kind"], one["script"], one["status"]) for one in await stage.executions()]


async def test_publishing_registers_what_scripts_declare(world: World) -> None:
    await open_stage(
        world,
        'TALK "oi"',
        monitor='SET SCHEDULE "every 5 minutes"\nSET SCHEDULE "resumo", "dias úteis às 8h", "resumo.bas"',
        resumo='SET SCHEDULE EVERY 2 HOURS\nIF FALSE THEN\n    SET SCHEDULE "every 1 minutes"\nEND IF',
    )

    assert await schedules(world) == [
        ("monitor", "monitor.bas", "*/5 * * * *", True),
        ("resumo", "resumo.bas", "0 */2 * * *", True),
        ("resumo", "resumo.bas", "0 8 * * 1-5", True),
    ]


async def test_a_version_that_says_them_no_more_runs_them_no_more(world: World) -> None:
    stage = await open_stage(world, 'TALK "oi"', a='SET SCHEDULE "0 9 * * *"', b='SET SCHEDULE "0 10 * * *"')
    async with world.tx() as tx:
        before = await tx.fetch("select id from bot_schedules where script = 'a.bas'")
    await stage.publish(start='TALK "oi"', a='SET SCHEDULE "0 9 * * *"\nPRINT "novo"')

    async with world.tx() as tx:
        after = await tx.fetch("select id from bot_schedules")
        timers = await tx.fetch("select 1 from jobs where kind = 'bot.schedule'")
    assert (before, len(timers)) == (after, 1)


async def test_it_runs_at_its_time_and_once_for_all_that_was_missed(alone: World) -> None:
    with clock.frozen(MORNING) as time:
        stage = await open_stage(
            alone, 'TALK "oi"', conta=f'SET SCHEDULE "contagem", "todo dia às 9h"\n{COUNTS}'
        )
        await stage.settle()
        before = await memory(alone)
        time.advance(timedelta(minutes=31))
        await stage.settle()
        first = await memory(alone)
        time.advance(timedelta(days=5))
        await stage.settle()
        later = await memory(alone)

    assert before == {}
    assert (first["vezes"], first["quando"]) == (1, "2026-03-02T09:00:00-03:00")
    assert later["vezes"] == 2
    assert await ran(stage) == [("schedule", "conta.bas", "finished")] * 2


async def test_a_script_that_has_no_customer_says_nothing(alone: World) -> None:
    with clock.frozen(MORNING) as time:
        stage = await open_stage(alone, 'TALK "oi"', fala='SET SCHEDULE "every 1 minutes"\nTALK "ei"')
        time.advance(timedelta(minutes=2))
        await stage.settle()

    [failed] = await stage.executions()
    assert failed["error"]["code"] == "E321"


async def test_one_that_was_registered_on_the_way(alone: World) -> None:
    with clock.frozen(MORNING) as time:
        stage = await open_stage(
            alone,
            'quando = NOW() + HOURS(2)\nSET SCHEDULE quando, "lembra.bas", "pagar"\n'
            'SET SCHEDULE "de tempos", "every " + 10 + " minutes", "lembra.bas"\nTALK "ok"',
            lembra='PARAM que AS STRING DEFAULT "nada"\nSET BOT MEMORY "que", que',
        )
        said = await stage.says("oi")
        registered = await schedules(alone)
        time.advance(timedelta(hours=2, minutes=1))
        await stage.settle()
        left = await schedules(alone)

    assert said == ["ok"]
    assert [one[2] for one in registered] == ["*/10 * * * *", "2026-03-02T13:30:00+00:00"]
    assert [one[2] for one in left] == ["*/10 * * * *"]
    assert sorted(one[1] for one in await ran(stage)) == ["lembra.bas", "lembra.bas", "start.bas"]


@pytest.mark.parametrize(
    ("said", "code"),
    [('x = "61 * * * *"\nSET SCHEDULE x', "E351"), ('x = "every 5 minutes"\nSET SCHEDULE x, "falta.bas"', "E331"),
     ("SCHEDULE IN 0 - 5 MINUTES DO\nPRINT 1\nEND SCHEDULE", "E351")],
)  # fmt: skip
async def test_no_such_time_or_script(world: World, said: str, code: str) -> None:
    stage = await open_stage(world, f"TRY\n{said}\nCATCH e\nTALK e.code\nEND TRY")

    assert await stage.says("oi") == [code]


LATER = """
HEAR nome WITH "Nome?"
SCHEDULE IN 30 MINUTES DO
    TALK "Ainda aí, " + nome + "?"
END SCHEDULE
nome = "x"
"""


async def test_a_block_runs_later_with_what_it_reads(alone: World) -> None:
    with clock.frozen(MORNING) as time:
        stage = await open_stage(alone, LATER)
        await stage.says("oi")
        await stage.says("Ana")
        early = await stage.settle()
        time.advance(timedelta(minutes=31))
        late = await stage.settle()
        again = await stage.settle()

    assert (early, late, again) == ([], ["Ainda aí, Ana?"], [])


async def test_a_block_says_nothing_while_people_have_the_customer(alone: World) -> None:
    with clock.frozen(MORNING) as time:
        desk = await open_desk(alone, f'{LATER}\nTRANSFER TO HUMAN({{message: ""}})')
        await desk.person(await desk.queue("Suporte"), status=AWAY)
        await desk.stage.says("oi")
        await desk.stage.says("Ana")
        time.advance(timedelta(minutes=31))

        assert await desk.stage.settle() == []
