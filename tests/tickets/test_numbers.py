"""Numbers per company: without gaps, without repeats, whoever opens tickets at the same time and whatever fails."""

import asyncio

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attendance.kernel.database import Database
from attendance.tickets import actions, opening
from attendance.tickets.actions import Draft
from tests.factories.world import World, new_world


class Refused(Exception):
    """Something goes wrong after the number was taken."""


async def _open(world: World, subject: str, *, fails: bool = False) -> None:
    async with world.tx() as tx:
        conversation = (await tx.fetch("select id from conversations"))[0]["id"]
        about = await opening.matter(tx, conversation)
        await actions.create(tx, about.origin, Draft(subject), by="person")
        await asyncio.sleep(0)
        if fails:
            raise Refused


async def _numbers(world: World) -> list[int]:
    async with world.tx() as tx:
        rows = await tx.fetch("select ticket_number from attendance_tickets order by ticket_number")
    return [row["ticket_number"] for row in rows]


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(outcomes=st.lists(st.booleans(), min_size=1, max_size=12))
async def test_whatever_fails_leaves_no_gap(database: Database, outcomes: list[bool]) -> None:
    world = await new_world(database)
    async with world.tx() as tx:
        await world.says(tx, await world.inbox(), "Oi")

    done = await asyncio.gather(
        *(_open(world, f"Assunto {at}", fails=fails) for at, fails in enumerate(outcomes)),
        return_exceptions=True,
    )

    assert sum(isinstance(one, Refused) for one in done) == sum(outcomes)
    assert await _numbers(world) == list(range(1, outcomes.count(False) + 1))


async def test_companies_count_by_themselves(database: Database) -> None:
    worlds = [await new_world(database) for _ in range(3)]
    for world in worlds:
        async with world.tx() as tx:
            await world.says(tx, await world.inbox(), "Oi")

    await asyncio.gather(*(_open(world, "x") for world in worlds for _ in range(4)))

    assert [await _numbers(world) for world in worlds] == [[1, 2, 3, 4]] * 3
