"""Secrets of config.csv: kept for who needs them, read by nobody."""

import asyncpg
import pytest

from attendance.botfiles.config_csv import MASK
from attendance.bots import drafts, queries, secrets
from tests.bots.studio import Studio, make_studio
from tests.factories.world import VAULT, World

KEY = "s3cret-of-the-model"


@pytest.fixture
async def studio(world: World) -> Studio:
    studio = await make_studio(world, start="TALK 1")
    await studio.save("config.csv", f"name,value\nllm-api-key,{KEY}\nparam-erp-token,{KEY}\n")
    return studio


async def kept(studio: Studio) -> dict[str, str]:
    async with studio.world.tx() as tx:
        return await secrets.of_bot(tx, VAULT, studio.bot_id)


async def test_a_secret_counts_when_it_is_published(studio: Studio) -> None:
    before = await kept(studio)

    await studio.publish()

    assert before == {}
    assert await kept(studio) == {"llm-api-key": KEY, "param-erp-token": KEY}


async def test_no_text_shows_it(studio: Studio) -> None:
    await studio.publish()

    async with studio.world.tx() as tx:
        bot = await queries.one(tx, VAULT, studio.bot_id)
    assert await studio.text("config.csv") == f"name,value\nllm-api-key,{MASK}\nparam-erp-token,{MASK}\n"
    assert bot.secrets == ["llm-api-key", "param-erp-token"]
    assert KEY not in bot.model_dump_json()


async def test_nothing_in_the_database_holds_it(studio: Studio, database_url: str) -> None:
    await studio.publish()
    await studio.patch(teams_app_password=KEY)
    connection = await asyncpg.connect(database_url)

    for table in ("bots", "bot_files", "bot_sources", "bot_versions", "events", "jobs"):
        rows = await connection.fetch(f"select t::text as row from {table} t")
        assert not any(KEY in row["row"] or KEY.encode().hex() in row["row"] for row in rows), table
    await connection.close()
    assert await kept(studio) == {"llm-api-key": KEY, "param-erp-token": KEY, "teams-app-password": KEY}


async def test_the_mask_means_unchanged_and_a_missing_row_means_gone(studio: Studio) -> None:
    await studio.publish()
    await studio.save("config.csv", f"name,value\nllm-api-key,{MASK}\n")

    await studio.publish()

    assert await kept(studio) == {"llm-api-key": KEY}


async def test_a_mask_that_stands_for_nothing_is_told(world: World) -> None:
    studio = await make_studio(world, start="TALK 1")
    await studio.save("config.csv", f"name,value\nllm-api-key,{MASK}\n")

    made = await studio.publish()

    assert [(w.diagnostic.code, w.diagnostic.span.line) for w in made.warnings] == [("W704", 2)]
    assert await kept(studio) == {}


async def test_going_back_and_forth_loses_no_secret(world: World) -> None:
    studio = await make_studio(world, start="TALK 1")
    await studio.publish()
    await studio.save("config.csv", f"name,value\nllm-api-key,{KEY}\n")
    await studio.publish()

    await studio.restore(1)
    without = await kept(studio)
    made = await studio.restore(2)

    assert without == {}
    assert made.warnings == ()
    assert await kept(studio) == {"llm-api-key": KEY}


async def test_the_api_takes_a_secret_at_once_and_the_next_version_keeps_it(studio: Studio) -> None:
    await studio.publish()

    await studio.patch(llm_api_key="another", teams_app_password="x", param_erp_token=None)
    now = await kept(studio)
    made = await studio.publish()

    assert now == {"llm-api-key": "another", "teams-app-password": "x"}
    assert await kept(studio) == now
    assert made.warnings == ()


async def test_no_event_tells_more_than_the_key(studio: Studio) -> None:
    await studio.publish()

    [changed] = await studio.events("bot.changed")
    assert changed["changed"] == ["llm-api-key", "param-erp-token"]


async def test_a_file_that_becomes_config_csv_loses_its_secrets(world: World) -> None:
    studio = await make_studio(world, start="TALK 1")
    await studio.save("README.md", f"name,value\nllm-api-key,{KEY}\n")
    files = await studio.files()

    async with world.tx() as tx:
        await drafts.remove(tx, studio.bot_id, "config.csv", revision=files["config.csv"])
        await drafts.rename(tx, VAULT, studio.bot_id, "README.md", "config.csv", revision=files["README.md"])
    await studio.publish()

    assert await studio.text("config.csv") == f"name,value\nllm-api-key,{MASK}\n"
    assert await kept(studio) == {"llm-api-key": KEY}
