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


async def test_the_demo_has_a_past_that_its_pages_can_show(fresh_database_url: str) -> None:
    database = Database(fresh_database_url)
    seeded = await seed_demo(database, VAULT)
    assert seeded is not None

    async with database.transaction(seeded.tenant_id) as tx:
        [counted] = await tx.fetch(
            "select (select count(*) from conversations where status = 'resolved') as resolved, "
            "(select max(at) - min(at) from events) as told, "
            "(select count(*) from conversation_ratings where state = 'answered') as rated, "
            "(select count(distinct stage) from crm_deals) as stages, (select count(*) from leads) as leads, "
            "(select count(*) from activities where due_at < now() and done_at is null) as overdue"
        )
    await database.close()
    assert counted["resolved"] > 60
    assert counted["told"].days >= 25
    assert counted["rated"] > 20
    assert counted["stages"] > 4
    assert counted["leads"] > 3
    assert counted["overdue"] > 0
