"""The demo: what it shows must be true of itself."""

from attendance.kernel.database import Database
from attendance.seed import seed_demo
from tests.factories.world import VAULT


async def test_the_demo_names_each_answer_after_who_wrote_it_and_is_made_once(
    fresh_database_url: str,
) -> None:
    database = Database(fresh_database_url)

    seeded = await seed_demo(database, VAULT)
    again = await seed_demo(database, VAULT)

    assert seeded is not None
    assert again is None
    async with database.transaction(seeded.tenant_id) as tx:
        written = await tx.fetch(
            "select m.author_name, u.name from messages m join users u on u.id = m.author_id "
            "where m.author_kind = 'attendant'"
        )
    await database.close()
    assert len({row["name"] for row in written}) > 1
    assert all(row["author_name"] == row["name"] for row in written)
