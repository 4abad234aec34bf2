"""Whoever makes and moves deals at the same time: each is in one place, and every column has an order."""

import asyncio

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attendance.deals import actions, queries
from attendance.deals.actions import Draft
from attendance.deals.schemas import DealFilter
from attendance.kernel.database import Database
from attendance.kernel.ids import new_id
from tests.factories.world import World, new_world

STAGES = ("new", "proposal", "closed_won")


async def _make(world: World, name: str) -> None:
    async with world.tx() as tx:
        await actions.create(tx, Draft(name), by="person")


async def _move(world: World, at: int, stage: str, after: int) -> None:
    async with world.tx() as tx:
        ids = [row["id"] for row in await tx.fetch("select id from crm_deals order by name")]
        await actions.move(tx, ids[at % len(ids)], stage, after=ids[after % len(ids)])


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    moves=st.lists(
        st.tuples(st.integers(0, 5), st.sampled_from(STAGES), st.integers(0, 5)), min_size=1, max_size=12
    )
)
async def test_no_move_loses_or_doubles_a_deal(database: Database, moves: list[tuple[int, str, int]]) -> None:
    world = await new_world(database)
    await asyncio.gather(*(_make(world, f"Negócio {at}") for at in range(6)))

    await asyncio.gather(*(_move(world, *one) for one in moves))

    async with world.tx() as tx:
        board = await queries.pipeline(tx, new_id(), DealFilter(), limit=10)
        rows = await tx.fetch("select stage, position from crm_deals")
    shown = [deal for one in board.columns for deal in one.items]
    assert sorted(deal.name for deal in shown) == [f"Negócio {at}" for at in range(6)]
    assert len({(row["stage"], row["position"]) for row in rows}) == 6
    assert all(deal.status == one.stage.kind for one in board.columns for deal in one.items)
