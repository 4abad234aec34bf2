"""A bot's draft: who comes second is told, and nothing leads out of the folder."""

import asyncio

import pytest

from attendance.botfiles import bundle as bundles
from attendance.botfiles.bundle import BundleRefused
from attendance.botfiles.paths import PathRefused
from attendance.bots import drafts
from attendance.bots.drafts import FileChanged, FileExists
from attendance.kernel.errors import NotFound
from tests.bots.studio import Studio, make_studio
from tests.factories.world import VAULT, World


@pytest.fixture
async def studio(world: World) -> Studio:
    return await make_studio(world, start="TALK 1")


async def save(studio: Studio, path: str, text: str, revision: int | None) -> None:
    async with studio.world.tx() as tx:
        await drafts.save(tx, VAULT, studio.bot_id, path, text, revision=revision)


async def test_each_write_has_a_revision_of_its_own(studio: Studio) -> None:
    before = (await studio.files())["start.bas"]

    await save(studio, "start.bas", "TALK 2", before)
    await save(studio, "vendas/lead.bas", "TALK 3", None)

    after = await studio.files()
    assert before < after["start.bas"] < after["vendas/lead.bas"]
    assert await studio.text("start.bas") == "TALK 2"


async def test_who_saves_over_anothers_change_is_told(studio: Studio) -> None:
    revision = (await studio.files())["start.bas"]
    await save(studio, "start.bas", "TALK 2", revision)

    with pytest.raises(FileChanged):
        await save(studio, "start.bas", "TALK 3", revision)
    with pytest.raises(FileExists):
        await save(studio, "Start.bas", "TALK 3", None)
    with pytest.raises(NotFound):
        await save(studio, "other.bas", "TALK 3", 1)

    assert await studio.text("start.bas") == "TALK 2"


async def test_of_two_who_save_at_once_one_wins(studio: Studio) -> None:
    revision = (await studio.files())["start.bas"]

    said = await asyncio.gather(
        *(save(studio, "start.bas", f"TALK {n}", revision) for n in range(10, 15)), return_exceptions=True
    )

    assert [type(one) for one in said if one is not None] == [FileChanged] * 4


async def test_a_file_made_again_is_not_the_one_that_was_deleted(studio: Studio) -> None:
    revision = (await studio.files())["start.bas"]
    async with studio.world.tx() as tx:
        await drafts.remove(tx, studio.bot_id, "start.bas", revision=revision)
    await save(studio, "start.bas", "TALK 2", None)

    with pytest.raises(FileChanged):
        await save(studio, "start.bas", "TALK 3", revision)


async def test_a_file_gets_another_name(studio: Studio) -> None:
    files = await studio.files()

    async with studio.world.tx() as tx:
        await drafts.rename(tx, VAULT, studio.bot_id, "start.bas", "Start.bas", revision=files["start.bas"])
    for taken in ("CONFIG.bas", "config.csv"):
        with pytest.raises((FileExists, FileChanged)):
            async with studio.world.tx() as tx:
                await drafts.rename(tx, VAULT, studio.bot_id, "Start.bas", taken, revision=files["start.bas"])

    assert (await studio.files()).keys() == {"Start.bas", "config.csv"}


async def test_an_upload_adds_or_replaces(studio: Studio) -> None:
    given = bundles.bundle([bundles.file("kb/faq.md", b"# FAQ"), bundles.file("start.bas", b"TALK 9")])
    before = await studio.files()

    async with studio.world.tx() as tx:
        await drafts.upload(tx, VAULT, studio.bot_id, given, is_whole=False)
    merged = await studio.files()
    async with studio.world.tx() as tx:
        await drafts.upload(tx, VAULT, studio.bot_id, given, is_whole=True)

    assert merged.keys() == {"config.csv", "kb/faq.md", "start.bas"}
    assert merged["config.csv"] == before["config.csv"]
    assert await studio.files() == {path: merged[path] for path in ("kb/faq.md", "start.bas")}
    assert [event["paths"] for event in await studio.events("bot.draft_changed")][-2:] == [
        ["kb/faq.md", "start.bas"],
        ["config.csv"],
    ]


@pytest.mark.parametrize(("path", "text"), [
    ("../start.bas", "TALK 1"), ("start.exe", "x"), ("a.bas", "a\0b"), ("a.bas", "\ud800"), ("kb/a.pdf", "text"),
])  # fmt: skip
async def test_what_is_no_file_of_a_bot_is_not_saved(studio: Studio, path: str, text: str) -> None:
    with pytest.raises((PathRefused, BundleRefused)):
        await save(studio, path, text, None)
