"""From draft to what counts: all or nothing, and back."""

import runpy
from decimal import Decimal

import asyncpg
import pytest

from attendance.bots import config, drafts, publishing, queries, sources
from attendance.bots.publishing import BotNotPublishable
from attendance.kernel import revisions
from attendance.kernel.database import Database
from attendance.kernel.errors import NotFound
from attendance.queues import administration
from attendance.queues import queries as queues
from attendance.queues.schemas import NewQueue
from tests.bots.studio import CONFIG, Studio, make_studio
from tests.factories.world import VAULT, World, new_world

ATTENDANTS = "id,name,channel,email\natt-001,Maria Santos,all,{email}\n"


@pytest.fixture
async def studio(world: World) -> Studio:
    return await make_studio(world, start='TALK "Olá"')


async def queue_size(studio: Studio) -> int:
    async with studio.world.tx() as tx:
        return (await queries.configs(tx, [studio.bot_id]))[studio.bot_id].attendance_queue_size


async def test_a_draft_counts_only_once_it_is_published(studio: Studio) -> None:
    async with studio.world.tx() as tx:
        assert await sources.published(tx, studio.bot_id) is None
    assert await queue_size(studio) == 50

    made = await studio.publish("primeira")
    await studio.save("start.bas", 'TALK "Oi"')

    async with studio.world.tx() as tx:
        published = await sources.published(tx, studio.bot_id)
        assert published is not None
        assert await sources.source(tx, published.hashes["start.bas"]) == 'TALK "Olá"'
    assert (made.version, made.is_new, dict(made.changed)) == (
        1, True, {"config.csv": "added", "start.bas": "added"},
    )  # fmt: skip
    assert published.scripts == {"start.bas": 'TALK "Olá"'}
    assert await queue_size(studio) == 20


async def test_nothing_new_makes_no_version(studio: Studio) -> None:
    await studio.publish()

    again = await studio.publish()

    assert (again.version, again.is_new) == (1, False)
    assert [event["version"] for event in await studio.events("bot.published")] == [1]


async def test_an_error_keeps_everything_as_it_is(studio: Studio) -> None:
    await studio.publish()
    await studio.save("config.csv", "name,value\nattendance-queue-size,many\nattendance-que-size,3\n")
    await studio.save("start.bas", 'TALK "Oi"')

    with pytest.raises(BotNotPublishable) as refused:
        await studio.publish()

    found = [(one["file"], one["line"], one["code"]) for one in refused.value.facts["findings"]]
    assert found == [("config.csv", 2, "E710"), ("config.csv", 3, "W702")]
    assert await queue_size(studio) == 20
    async with studio.world.tx() as tx:
        published = await sources.published(tx, studio.bot_id)
    assert published is not None
    assert (published.version, published.files["start.bas"]) == (1, 'TALK "Olá"')


async def test_warnings_come_with_the_version(world: World) -> None:
    studio = await make_studio(world)
    await studio.save("config.csv", "name,value\ntheme-color,blue\n")

    made = await studio.publish()

    assert [one.diagnostic.code for one in made.warnings] == ["W730", "W703"]


async def test_queues_follow_what_is_published(studio: Studio) -> None:
    async with studio.world.tx() as tx:
        queue_id = await administration.create(
            tx, NewQueue(name="Suporte", bot_id=studio.bot_id, user_ids=[]), created_by=None
        )

    await studio.publish()

    async with studio.world.tx() as tx:
        assert (await queues.one(tx, queue_id)).policy.max_size == 20


async def test_an_old_version_is_published_again_and_the_draft_goes_along(studio: Studio) -> None:
    await studio.publish()
    await studio.save("start.bas", 'TALK "Oi"')
    await studio.save("config.csv", "name,value\n")
    await studio.save("extra.bas", "TALK 1")
    await studio.publish()
    assert await queue_size(studio) == 50

    made = await studio.restore(1)

    assert (made.version, dict(made.changed)) == (
        3, {"config.csv": "changed", "extra.bas": "deleted", "start.bas": "changed"},
    )  # fmt: skip
    assert await studio.text("start.bas") == 'TALK "Olá"'
    assert (await studio.files()).keys() == {"config.csv", "start.bas"}
    assert await queue_size(studio) == 20
    assert [event["restored_from"] for event in await studio.events("bot.published")] == [None, None, 1]


async def test_a_draft_with_changes_of_its_own_is_kept(studio: Studio) -> None:
    await studio.publish()
    await studio.save("start.bas", 'TALK "Oi"')
    await studio.publish()
    await studio.save("start.bas", 'TALK "Ei"')

    await studio.restore(1)

    assert await studio.text("start.bas") == 'TALK "Ei"'


async def test_settings_of_the_api_count_at_once_and_stay_with_the_next_version(studio: Studio) -> None:
    await studio.publish()

    await studio.patch(attendance_queue_size=7, param_taxa="2.5", attendance_auto_assign=None)
    now = await queue_size(studio)
    await studio.publish()

    assert (now, await queue_size(studio)) == (7, 7)
    assert await studio.text("config.csv") == "name,value\nattendance-queue-size,7\nparam-taxa,2.5\n"
    async with studio.world.tx() as tx:
        published = await sources.published(tx, studio.bot_id)
    assert published is not None
    assert config.parameters(config.settings_of(published.files["config.csv"])) == {"taxa": Decimal("2.5")}


async def test_settings_that_no_file_holds_yet_are_written_down_whole(world: World) -> None:
    bot_id = await world.bot(**{"attendance-greeting": "Olá, tudo bem?", "attendant-queue-size": "9"})

    await Studio(world, bot_id).patch(attendance_auto_assign=False)

    assert await Studio(world, bot_id).text("config.csv") == (
        'name,value\nattendance-greeting,"Olá, tudo bem?"\nattendant-queue-size,9\nattendance-auto-assign,false\n'
    )


async def test_attendants_of_the_folder_are_imported_when_they_change(studio: Studio) -> None:
    email = f"{studio.bot_id.hex}@example.com"
    await studio.save("attendant.csv", ATTENDANTS.format(email=email) + "att-002,Sem E-mail,all,\n")

    made = await studio.publish()
    async with studio.world.tx() as tx:
        people = await tx.fetch(
            "select u.name, a.external_id from attendants a join users u on u.id = a.user_id"
        )
        await tx.fetch("update users set name = 'Maria S. Santos'")
    await studio.save("start.bas", "TALK 2")
    await studio.publish()

    assert [(row["name"], row["external_id"]) for row in people] == [("Maria Santos", "att-001")]
    assert [(w.diagnostic.code, w.diagnostic.span.line) for w in made.warnings] == [("W720", 3)]
    async with studio.world.tx() as tx:
        assert [row["name"] for row in await tx.fetch("select name from users")] == ["Maria S. Santos"]


async def test_attendants_that_cannot_be_read_keep_the_bot_from_being_published(studio: Studio) -> None:
    await studio.save("attendant.csv", "id,name,phone\natt-001,Maria,abc\n")

    with pytest.raises(BotNotPublishable) as refused:
        await studio.publish()

    assert [one["code"] for one in refused.value.facts["findings"]] == ["E720"]


async def test_a_bot_without_config_is_not_published(studio: Studio) -> None:
    async with studio.world.tx() as tx:
        revision = (await studio.files())["config.csv"]
        await drafts.remove(tx, studio.bot_id, "config.csv", revision=revision)

    with pytest.raises(BotNotPublishable):
        await studio.publish()


async def test_what_was_rolled_back_is_not_remembered(studio: Studio) -> None:
    with pytest.raises(ZeroDivisionError):
        async with studio.world.tx() as tx:
            await publishing.publish(tx, VAULT, studio.bot_id)
            assert await sources.published(tx, studio.bot_id)
            raise ZeroDivisionError
    await studio.save("start.bas", 'TALK "Oi"')
    await studio.publish()

    async with studio.world.tx() as tx:
        published = await sources.published(tx, studio.bot_id)
    assert published is not None
    assert (published.version, published.files["start.bas"]) == (1, 'TALK "Oi"')


async def test_versions_of_another_tenant_are_not_found(studio: Studio) -> None:
    await studio.publish()
    other = await new_world(studio.world.database)
    async with studio.world.tx() as tx:
        published = await sources.published(tx, studio.bot_id)
        assert published is not None
        await sources.source(tx, published.hashes["start.bas"])

    async with other.tx() as tx:
        assert await sources.published(tx, studio.bot_id) is None
        with pytest.raises(NotFound):
            await sources.version(tx, studio.bot_id, 1)
        with pytest.raises(NotFound):
            await sources.source(tx, published.hashes["start.bas"])


async def test_each_version_can_still_be_loaded(studio: Studio) -> None:
    await studio.publish()
    await studio.save("start.bas", 'TALK "Oi"')
    await studio.publish()

    async with studio.world.tx() as tx:
        old = await sources.version(tx, studio.bot_id, 1)
        new = await sources.version(tx, studio.bot_id, 2)

    assert (old.files["start.bas"], new.files["start.bas"]) == ('TALK "Olá"', 'TALK "Oi"')
    assert old.files["config.csv"] == CONFIG


async def test_what_bots_were_set_up_with_before_they_had_files_is_their_first_draft(
    fresh_database_url: str,
) -> None:
    database = Database(fresh_database_url)
    world = await new_world(database)
    said = {"attendance-greeting": 'Olá, "amigo"!\nTudo bem?', "attendant-queue-size": "7"}
    studio = Studio(world, await world.bot(**said))
    migration = runpy.run_path(str(revisions.folder() / "versions" / "2026_11_22_1030_bot_files.py"))
    connection = await asyncpg.connect(fresh_database_url)
    await connection.execute(migration["FIRST_DRAFTS"])
    await connection.close()

    made = await studio.publish()

    async with world.tx() as tx:
        config = (await queries.configs(tx, [studio.bot_id]))[studio.bot_id]
    await database.close()
    assert [one.diagnostic.code for one in made.warnings] == ["W730"]
    assert (config.attendance_greeting, config.attendance_queue_size) == (said["attendance-greeting"], 7)
