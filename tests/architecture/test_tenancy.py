"""What tools/check/tenancy.py reads in the migrations, asked of the database that they make."""

import asyncpg

from tools.check.tenancy import WITHOUT_TENANT

_TABLES = """
select c.relname as name, c.relrowsecurity as is_protected,
       exists (select from pg_attribute a
               where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnotnull) as has_tenant,
       exists (select from pg_policies p where p.tablename = c.relname) as has_policy
from pg_class c
where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and c.relname <> 'alembic_version'
"""


async def test_every_table_belongs_to_a_tenant_and_is_protected(database_url: str) -> None:
    connection = await asyncpg.connect(database_url)

    tables = await connection.fetch(_TABLES)
    await connection.close()

    assert {row["name"] for row in tables} >= set(WITHOUT_TENANT)
    bare = [
        row["name"] for row in tables if not (row["has_tenant"] and row["is_protected"] and row["has_policy"])
    ]
    assert set(bare) <= set(WITHOUT_TENANT)


async def test_the_applications_role_is_bound_by_the_policies(database_url: str) -> None:
    connection = await asyncpg.connect(database_url)

    role = await connection.fetchrow(
        "select rolsuper, rolbypassrls from pg_roles where rolname = 'attendance_app'"
    )
    owned = await connection.fetchval("select count(*) from pg_tables where tableowner = 'attendance_app'")
    await connection.close()

    assert role is not None
    assert not role["rolsuper"]
    assert not role["rolbypassrls"]
    assert owned == 0
