"""`attendance seed`: the demo company, and the links that sign its people in once."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import asyncpg
import typer

from attendance import seed as demo
from attendance.commands import database
from attendance.commands.options import Data, settings_of
from attendance.commands.terminal import console, failing_clearly
from attendance.identity import actions as identity
from attendance.identity import logins
from attendance.identity.actions import NewTenant
from attendance.identity.schemas import NewUser, Role
from attendance.kernel.bus import LocalBus
from attendance.kernel.database import Database
from attendance.kernel.ids import new_id
from attendance.kernel.settings import Settings
from attendance.services import Services, build, running

_MOST_LINKS = 5
_WITHOUT_PASSWORD = """
select u.tenant_id, u.id, u.name, u.role from users u
where u.is_active and u.password_hash is null
  and u.tenant_id = (select id from tenants order by created_at limit 1)
order by array_position(array['owner', 'admin', 'supervisor', 'attendant', 'auditor'], u.role), u.created_at
limit $1
"""


@dataclass(frozen=True, slots=True)
class SignIn:
    """A person without a password, and a link that works once."""

    name: str
    role: str
    link: str


def seed(
    empty: Annotated[
        bool, typer.Option("--empty", help="A company with one owner and nothing else.")
    ] = False,
    data: Data = None,
) -> None:
    """Make the demo company unless there is a company already, and print links that sign in once."""
    with failing_clearly():
        settings = settings_of(data)
        with database.migrated(settings) as dsn:
            sign_ins = asyncio.run(_seed(settings, dsn, is_demo=not empty))
    print_sign_ins(sign_ins)


async def _seed(settings: Settings, dsn: str, *, is_demo: bool) -> list[SignIn]:
    services = build(Services, settings, dsn, bus=LocalBus())
    async with running(services):
        await seed_first(services, dsn, is_demo=is_demo)
        return await sign_ins(services.database, dsn, settings.public_url)


async def seed_first(services: Services, dsn: str, *, is_demo: bool) -> bool:
    """Seed a database without any company. Returns whether the demo company is there."""
    connection = await asyncpg.connect(dsn)
    try:
        slugs = {row["slug"] for row in await connection.fetch("select slug from tenants")}
    finally:
        await connection.close()
    if slugs:
        return demo.DEMO_SLUG in slugs
    if is_demo:
        await demo.seed_demo(services.database, services.vault)
    else:
        await _found_company(services.database)
    return is_demo


async def _found_company(connected: Database) -> None:
    """A company with one owner, who signs in by a link and then invites the others."""
    async with connected.transaction(new_id()) as tx:
        await identity.create_tenant(tx, NewTenant("Minha empresa", "minha-empresa"))
        await identity.create_user(tx, NewUser(email="admin@empresa.example", name="Admin", role=Role.OWNER))


async def sign_ins(connected: Database, dsn: str, public_url: str) -> list[SignIn]:
    """Links for those of the first company who have no password to sign in with."""
    connection = await asyncpg.connect(dsn)
    try:
        people = await connection.fetch(_WITHOUT_PASSWORD, _MOST_LINKS)
    finally:
        await connection.close()
    found = []
    for person in people:
        async with connected.transaction(person["tenant_id"]) as tx:
            token = await logins.create_link(tx, person["id"])
        found.append(SignIn(person["name"], person["role"], logins.sign_in_link(token, public_url)))
    return found


def print_sign_ins(people: Sequence[SignIn]) -> None:
    if people:
        console.print("\nSign in, each link once:")
    width = max((len(person.name) for person in people), default=0)
    for person in people:
        console.print(f"  {person.name:<{width}}  {person.role:<11} {person.link}", soft_wrap=True)
