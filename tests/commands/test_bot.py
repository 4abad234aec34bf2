"""`attendance bot`: a folder begun, published, and told what is wrong with it."""

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner

from attendance.cli import command_line
from attendance.kernel.database import Database
from tests.factories.world import World, new_world


@pytest.fixture
def world(fresh_database_url: str) -> World:
    return asyncio.run(_world(fresh_database_url))


async def _world(dsn: str) -> World:
    database = Database(dsn)
    made = await new_world(database)
    await database.close()
    return made


def run(*words: str, world: World, data: Path, code: int = 0) -> str:
    environment = {"ATTENDANCE_DATABASE_URL": world.database.dsn, "ATTENDANCE_DATA_DIR": str(data)}
    result = CliRunner().invoke(command_line(["bot"]), ["bot", *words], env=environment)
    assert result.exit_code == code, result.output
    return result.output


def test_a_folder_is_begun_published_changed_and_published_again(world: World, tmp_path: Path) -> None:
    folder, data = tmp_path / "bot", tmp_path / "data"

    run("new", str(folder), world=world, data=data)
    publish = ("publish", str(folder), "--bot", "Lia")
    nobody = run(*publish, world=world, data=data, code=1)
    first = run(*publish, "--create", world=world, data=data)
    same = run(*publish, world=world, data=data)
    (folder / "start.bas").write_text('TALK "Oi"\n', "utf-8")
    second = run(*publish, "--note", "outra saudação", world=world, data=data)

    assert "bot called Lia" in nobody
    assert "Lia: version 1 is published, 4 files changed." in first
    assert "version 1 is what the folder says already" in same
    assert "Lia: version 2 is published, 1 files changed." in second


def test_what_is_wrong_is_told_with_its_place_and_nothing_is_changed(world: World, tmp_path: Path) -> None:
    folder, data = tmp_path / "bot", tmp_path / "data"
    run("new", str(folder), world=world, data=data)
    (folder / "config.csv").write_text("name,value\nattendance-queue-size,many\n", "utf-8")

    told = run("publish", str(folder), "--bot", "Lia", "--create", world=world, data=data, code=1)
    (folder / "virus.exe").write_bytes(b"MZ")
    refused = run("publish", str(folder), "--bot", "Lia", "--create", world=world, data=data, code=1)
    again = run("new", str(folder), world=world, data=data, code=1)

    assert "config.csv:2:23: error E710 `attendance-queue-size` must be a whole number from 1 to" in told
    assert "virus.exe can't be part of a bot" in refused
    assert "is not empty" in again
    assert asyncio.run(_bots(world)) == 0


async def _bots(world: World) -> int:
    database = Database(world.database.dsn)
    async with database.transaction(world.tenant_id) as tx:
        found = len(await tx.fetch("select from bots"))
    await database.close()
    return found
