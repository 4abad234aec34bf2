"""Tenants are apart in the database itself: whatever the code forgets, the application's role sees one tenant only."""

from collections.abc import AsyncIterator
from uuid import UUID

import asyncpg
import pytest

from attendance.kernel.database import Database
from attendance.kernel.driver import Driver as Owner
from attendance.kernel.ids import new_id
from tests.architecture.place import make_place
from tests.factories.people import make_tenant

ACROSS_TENANTS = {
    "user_for_sign_in": "finds the tenant of an e-mail address",
    "login_for_token": "finds the tenant of a cookie",
    "api_token_for_secret": "finds the tenant of an API token",
    "link_for_token": "finds the tenant of a one-time link",
    "inbox_for_key": "finds the tenant of a webhook's address",
    "bot_webhooks_at": "finds the companies whose bots may be meant by a webhook's address",
    "reserve_place": "asked alone, of the tenant that it is told",
    "first_stages": "gives a new company its pipeline, by the trigger only",
    "tenant_begins": "the trigger of a new company",
    "tenant_list": "what periodic jobs go through",
}
"""Functions that the policies don't bind, and why; those of the worker, the log and the search go by their prefix."""
_PREFIXES = (
    "companies_", "contacts_", "events_", "insights_", "jobs_", "reactor_", "search_", "record_inbound",
)  # fmt: skip

_TABLES = """
select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by c.relname
"""
_REQUIRED = """
select column_name as name, udt_name as type from information_schema.columns
where table_name = $1 and is_nullable = 'NO' and column_default is null and is_identity = 'NO'
  and is_generated = 'NEVER' and column_name <> 'tenant_id'
"""
_DEFINERS = """
select proname as name, coalesce(proconfig, '{}') @> array['search_path=public, pg_temp'] as is_pinned
from pg_proc where prosecdef and pronamespace = 'public'::regnamespace
"""
_ANY = {
    "bool": "false",
    "date": "current_date",
    "uuid": "gen_random_uuid()",
    "text": "'x'",
    "int4": "1",
    "int8": "1",
    "float8": "1",
    "varchar": "'x'",
    "jsonb": "'{}'",
    "bytea": "uuid_send(gen_random_uuid())",
    "timestamptz": "now()",
}


@pytest.fixture
async def database(fresh_database_url: str) -> AsyncIterator[Database]:
    database = Database(fresh_database_url)
    yield database
    await database.close()


@pytest.fixture
async def owner(fresh_database_url: str) -> AsyncIterator[Owner]:
    """The tables' owner, whom the policies don't bind."""
    connection = await asyncpg.connect(fresh_database_url)
    yield connection
    await connection.close()


async def tables_with_rows(database: Database, owner: Owner) -> tuple[UUID, UUID, list[str]]:
    """Two tenants with at least one row each in every table."""
    ours, theirs = [(await make_place(database)).owner.tenant_id for _ in range(2)]
    tables = [row["relname"] for row in await owner.fetch(_TABLES)]
    for table in tables:
        for tenant_id in (ours, theirs):
            if not await owner.fetch(f"select from {table} where tenant_id = $1", tenant_id):
                await put_any_row(owner, table, tenant_id)
    return ours, theirs, tables


async def put_any_row(owner: Owner, table: str, tenant_id: UUID) -> None:
    required = await owner.fetch(_REQUIRED, table)
    names = "".join(f", {column['name']}" for column in required)
    values = "".join(f", {_ANY[column['type']]}" for column in required)
    async with owner.transaction():
        await owner.execute("set local session_replication_role = replica")  # no foreign keys
        await owner.execute(f"insert into {table} (tenant_id{names}) values ('{tenant_id}'{values})")


async def test_a_tenant_sees_all_of_its_own_rows_and_none_of_anothers(
    database: Database, owner: Owner
) -> None:
    ours, _, tables = await tables_with_rows(database, owner)

    for table in tables:
        own = await owner.fetchval(f"select count(*) from {table} where tenant_id = $1", ours)
        async with database.transaction(ours) as tx:
            seen = [row["tenant_id"] for row in await tx.fetch(f"select tenant_id from {table}")]
        assert seen == [ours] * own, table
    async with database.transaction(ours) as tx:
        assert [row["id"] for row in await tx.fetch("select id from tenants")] == [ours]


async def test_without_a_tenant_nothing_is_seen(database: Database, owner: Owner) -> None:
    _, _, tables = await tables_with_rows(database, owner)

    for table in [*tables, "tenants"]:
        async with database.system() as driver:
            assert await driver.fetch(f"select from {table}") == [], table


async def test_rows_of_another_tenant_cannot_be_touched(database: Database, owner: Owner) -> None:
    ours, theirs, tables = await tables_with_rows(database, owner)

    for table in tables:
        for statement in (f"update {table} set tenant_id = tenant_id", f"delete from {table}"):
            touched = await attempt(database, ours, f"{statement} where tenant_id = '{theirs}'")
            assert touched in ("UPDATE 0", "DELETE 0", "InsufficientPrivilegeError"), table


async def test_no_row_can_be_given_to_another_tenant(database: Database, owner: Owner) -> None:
    ours, theirs, tables = await tables_with_rows(database, owner)

    for table in tables:
        outcome = await attempt(database, ours, f"update {table} set tenant_id = '{theirs}'")
        assert outcome == "InsufficientPrivilegeError", table
    assert (
        await attempt(database, ours, f"update tenants set id = '{new_id()}'") == "InsufficientPrivilegeError"
    )


async def attempt(database: Database, tenant_id: UUID, statement: str) -> str:
    """What the database says: the command's tag, or the error's name."""
    try:
        async with database.transaction(tenant_id) as tx:
            return await tx.driver.execute(statement)
    except asyncpg.PostgresError as error:
        return type(error).__name__


async def test_the_log_of_events_is_append_only(database: Database) -> None:
    tenant_id = await make_tenant(database)

    for statement in ("update events set kind = 'x'", "delete from events", "truncate events"):
        assert await attempt(database, tenant_id, statement) == "InsufficientPrivilegeError"


async def test_what_crosses_tenants_is_named_and_cannot_be_led_astray(owner: Owner) -> None:
    functions = await owner.fetch(_DEFINERS)

    unnamed = [
        f["name"]
        for f in functions
        if f["name"] not in ACROSS_TENANTS and not f["name"].startswith(_PREFIXES)
    ]
    assert unnamed == []
    assert [f["name"] for f in functions if not f["is_pinned"]] == []


async def test_the_search_stays_within_the_tenant(database: Database) -> None:
    ours = (await make_place(database)).owner.tenant_id
    await make_place(database)

    for query in (
        "select from search_messages('atendente', 10, gen_random_uuid(), 'all', '{}')",
        "select from search_contacts('cliente', 10)",
    ):
        async with database.transaction(ours) as tx:
            assert len(await tx.fetch(query)) == 1
        async with database.system() as driver:
            assert await driver.fetch(query) == []


async def test_the_application_works_as_a_role_without_rights(database: Database) -> None:
    async with database.system() as driver:
        role = await driver.fetchrow(
            "select current_user as name, (select rolsuper from pg_roles where rolname = current_user) as is_super"
        )

    assert role is not None
    assert (role["name"], role["is_super"]) == ("attendance_app", False)
