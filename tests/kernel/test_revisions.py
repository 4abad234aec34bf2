"""Which migrations a database lacks, told without Alembic."""

import asyncio

import asyncpg
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from attendance.kernel import revisions


def execute(dsn: str, statement: str) -> None:
    async def run() -> None:
        connection = await asyncpg.connect(dsn)
        await connection.execute(statement)
        await connection.close()

    asyncio.run(run())


def test_the_line_is_the_one_that_alembic_walks() -> None:
    config = Config()
    config.set_main_option("script_location", str(revisions.folder()))

    walked = [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()]

    assert revisions.known() == walked[::-1]


def test_a_database_lacks_what_came_after_its_revision(fresh_database_url: str) -> None:
    line = revisions.known()

    assert revisions.pending(fresh_database_url) == []
    execute(fresh_database_url, f"update alembic_version set version_num = '{line[0]}'")
    assert revisions.pending(fresh_database_url) == line[1:]
    execute(fresh_database_url, "drop table alembic_version")
    assert revisions.pending(fresh_database_url) == line


def test_a_database_of_a_newer_version_is_refused(fresh_database_url: str) -> None:
    execute(fresh_database_url, "update alembic_version set version_num = 'of_tomorrow'")

    with pytest.raises(revisions.UnknownRevision, match="of_tomorrow"):
        revisions.pending(fresh_database_url)
