"""What bots remember, on real PostgreSQL."""

from datetime import timedelta

import pytest

from attendance.kernel import clock
from tests.bots.keywords.test_data import answers, error
from tests.bots.stage import open_stage
from tests.factories.world import World

COUNTER = """
vezes = (GET USER MEMORY("vezes") OR 0) + 1
SET USER MEMORY "vezes", vezes
todos = (GET BOT MEMORY("todos") OR 0) + 1
SET BOT MEMORY "todos", todos
TALK vezes + " de " + todos
"""


async def test_the_bot_remembers_of_each_customer_and_of_all(world: World) -> None:
    stage = await open_stage(world, COUNTER)

    assert await stage.says("oi") == ["1 de 1"]
    assert await stage.says("oi") == ["2 de 2"]
    assert await stage.says("oi", who="5511900002222") == ["1 de 3"]


async def test_another_bot_remembers_other_things(world: World) -> None:
    first, second = await open_stage(world, COUNTER), await open_stage(world, COUNTER)
    await first.says("oi")

    assert await second.says("oi") == ["1 de 1"]


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ('SET BOT MEMORY "a", { x: 1.10, y: [1, NULL] }\nm = GET BOT MEMORY("a")\nTALK m.x + m.y.length', "3.1"),
        ('SET BOT MEMORY "a", 1\nSET BOT MEMORY "a", NULL\nTALK ISNULL(GET BOT MEMORY("a"))', "true"),
        ('REMEMBER cor = "azul"\nTALK RECALL("cor")', "azul"),
        ('REMEMBER "cor", "azul", 30\nTALK GET USER MEMORY("cor")', "azul"),
        ('CACHE SET "c", 5.43, 60\nTALK CACHE GET("c") * 2', "10.86"),
        ('CACHE SET "c", 1\nTALK ISNULL(GET BOT MEMORY("c"))', "true"),
        ('SET USER MEMORY "t", "a\\0b"\nTALK LEN(GET USER MEMORY("t"))', "3"),
    ],
)  # fmt: skip
async def test_what_is_remembered(world: World, script: str, said: str) -> None:
    assert await answers(world, script) == [said]


async def test_what_has_expired_is_forgotten(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = await open_stage(
        world,
        'REMEMBER "cor", "azul", 2\nCACHE SET "c", 1, 60\nHEAR x\n'
        'TALK (RECALL("cor") OR "?") + (CACHE GET("c") OR "?")\nHEAR x\nTALK RECALL("cor") OR "nada"\nCACHE SET "d", 1',
    )
    await stage.says("oi")
    now = clock.now()

    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=2))
    assert await stage.says("x") == ["azul?"]
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=3))
    assert await stage.says("x") == ["nada"]
    async with world.tx() as tx:
        assert [row["key"] for row in await tx.fetch("select key from bot_memory")] == ["cache\x1fd"]


@pytest.mark.parametrize(
    "statement",
    [
        'SET BOT MEMORY "", 1',
        'SET BOT MEMORY REPEAT("k", 129), 1',
        'SET USER MEMORY "k", REPEAT("x", 70000)',
        'SET BOT MEMORY "a\\nb", 1',
        'CACHE SET "k", 1, 0',
        'REMEMBER "k", 1, "dias"',
    ],
)
async def test_keys_values_and_times_that_make_no_sense(world: World, statement: str) -> None:
    assert await error(world, statement) == "E311"
