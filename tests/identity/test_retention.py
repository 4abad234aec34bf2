"""Records that nobody looks at any more go; what is still used stays."""

from datetime import timedelta

from attendance.bots.running import pruning
from attendance.channels import jobs as channels
from attendance.kernel import clock
from attendance.queues import jobs as queues
from tests.factories.world import World

AGES = {"old": timedelta(days=91), "young": timedelta(days=89)}
_INBOUND = """
insert into inbound_events (id, tenant_id, inbox_id, delivery_hash, body, received_at)
values (gen_random_uuid(), $1, $2, convert_to($3, 'UTF8'), convert_to($3, 'UTF8'), $4)
"""
_EXECUTION = """
insert into bot_executions (id, tenant_id, bot_id, version, kind, script, script_now, status, started_at, updated_at)
values (gen_random_uuid(), $1, $2, 1, 'dialogue', $3, $3, $5, $4, $4)
"""


async def test_old_deliveries_go(world: World) -> None:
    inbox_id = await world.inbox()
    async with world.tx() as tx:
        for name, age in AGES.items():
            await tx.fetch(_INBOUND, world.tenant_id, inbox_id, name, clock.now() - age)
        await channels.prune(tx, None, [])
        rows = await tx.fetch("select convert_from(body, 'UTF8') as body from inbound_events")

    assert [row["body"] for row in rows] == ["young"]


async def test_old_steps_of_scripts_go_and_what_waits_stays(world: World) -> None:
    bot_id = await world.bot()
    async with world.tx() as tx:
        for name, age in AGES.items():
            for status in ("finished", "waiting"):
                await tx.fetch(
                    _EXECUTION, world.tenant_id, bot_id, f"{name} {status}", clock.now() - age, status
                )
        await pruning.prune(tx, None, [])
        rows = await tx.fetch("select script from bot_executions order by script")

    assert [row["script"] for row in rows] == ["old waiting", "young finished", "young waiting"]


async def test_old_decisions_go(world: World) -> None:
    inbox_id = await world.inbox()
    async with world.tx() as tx:
        said = await world.says(tx, inbox_id, "oi")
        for age in AGES.values():
            await tx.fetch(
                "insert into routing_decisions (id, tenant_id, conversation_id, queue_id, at, policy_version, verdict) "
                "values (gen_random_uuid(), $1, $2, gen_random_uuid(), $3, 1, '{}')",
                world.tenant_id, said.conversation_id, clock.now() - age,
            )  # fmt: skip
        await queues.prune(tx, None, [])
        rows = await tx.fetch("select at from routing_decisions")

    assert len(rows) == 1
