"""The log's cursor: it waits for transactions that may still write behind it, and for no others."""

from dataclasses import dataclass
from typing import ClassVar

import asyncpg

from attendance.kernel import events
from attendance.kernel.database import Database
from attendance.kernel.events import Cursor, Event
from tests.factories.world import World, new_world
from tests.postgres import Databases


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(Event):
    kind: ClassVar[str] = "test.noted"
    word: str


async def words_after(database: Database, cursor: Cursor) -> list[str]:
    async with database.system() as driver:
        return [
            one.payload["word"]
            for one in await events.read_after(driver, cursor, limit=100)
            if one.kind == Noted.kind
        ]


async def newest(database: Database) -> Cursor:
    async with database.system() as driver:
        return await events.head(driver)


async def note(world: World, word: str) -> None:
    async with world.tx() as tx:
        tx.publish(Noted(word=word))


async def test_a_reader_waits_for_the_one_that_began_first(fresh_database_url: str) -> None:
    database = Database(fresh_database_url)
    world = await new_world(database)
    start = await newest(database)

    async with world.tx() as slow:
        slow.publish(Noted(word="first"))
        await slow.flush_events()
        await note(world, "second")
        meanwhile = await words_after(database, start)
        stood = await newest(database)

    assert (meanwhile, stood) == ([], start)
    assert await words_after(database, start) == ["first", "second"]
    await database.close()


async def test_work_in_another_database_of_the_server_holds_nobody_up(
    fresh_database_url: str, databases: Databases
) -> None:
    database = Database(fresh_database_url)
    world = await new_world(database)
    start = await newest(database)
    neighbour = await asyncpg.connect(databases.dsn)

    async with neighbour.transaction():
        await neighbour.fetch("select pg_current_xact_id()")
        await note(world, "said")
        seen, stood = await words_after(database, start), await newest(database)

    assert seen == ["said"]
    assert stood > start
    await neighbour.close()
    await database.close()
