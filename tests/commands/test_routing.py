"""`attendance routing`: strategies compared on made and real traffic, decisions replayed."""

import asyncio
import json

import asyncpg
import pytest
from typer.testing import CliRunner

from attendance.cli import command_line
from attendance.kernel.database import Database
from tests.factories.world import new_world
from tests.queues.floor import Floor


def run(*words: str, dsn: str = "", code: int = 0) -> str:
    result = CliRunner().invoke(
        command_line(), ["routing", *words], env={"ATTENDANCE_DATABASE_URL": dsn} if dsn else {}
    )
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture
def served(fresh_database_url: str) -> str:
    """The address of a database in which a queue has served nine customers."""
    asyncio.run(_serve(fresh_database_url))
    return fresh_database_url


async def _serve(dsn: str) -> None:
    database = Database(dsn)
    world = await new_world(database)
    floor = Floor(world, await world.inbox())
    queue = await floor.queue("Suporte")
    people = [await floor.person(queue, name=name) for name in ("Maria", "João", "Ana")]
    for conversation in [await floor.asks() for _ in range(9)]:
        owner = await floor.owner(conversation)
        assert owner in people
        await floor.accept(conversation, owner)
        await floor.resolve(conversation)
    await database.close()


def test_strategies_are_compared_on_generated_traffic() -> None:
    words = ("simulate", "--hours", "1", "--attendants", "4", "--returning", "0.5")

    table, figures = run(*words), json.loads(run(*words, "--json", "--strategy", "balanced"))

    assert "preferred" in table
    assert "Erlang-C expects a mean wait" in table
    [result] = figures
    assert (result["strategy"], result["served"]) == ("balanced", result["arrivals"])


def test_impatient_customers_are_compared_with_erlang_a() -> None:
    assert "to give up" in run("simulate", "--hours", "1", "--patience-seconds", "60", "--load", "1.2")


def test_strategies_are_compared_on_what_a_queue_really_had(served: str) -> None:
    figures = json.loads(run("simulate", "--queue", "suporte", "--json", dsn=served))

    assert [(one["arrivals"], one["served"]) for one in figures] == [(9, 9)] * 4


def test_an_unknown_queue_is_one_sentence(served: str) -> None:
    assert "There is no such queue" in run("simulate", "--queue", "nope", dsn=served, code=1)


def test_every_decision_replays_and_a_changed_record_is_found(served: str) -> None:
    before = run("replay", dsn=served)
    asyncio.run(_forge(served))
    after = json.loads(run("replay", "--json", dsn=served, code=1))

    assert before.startswith("9 decisions replayed bit for bit, 0 came out differently")
    assert (after["equal"], len(after["different"]), after["of_other_rules"]) == (7, 1, 1)


async def _forge(dsn: str) -> None:
    """Somebody edits one verdict, and another one stems from older rules."""
    connection = await asyncpg.connect(dsn)
    rows = await connection.fetch("select id from routing_decisions order by at")
    update = "update routing_decisions set verdict = jsonb_set(verdict, $2, $3::jsonb) where id = $1"
    await connection.execute(update, rows[0]["id"], ["reasons"], '["skills_relaxed"]')
    await connection.execute(update, rows[1]["id"], ["policy_version"], "0")
    await connection.close()
