"""Tenants, users, and what they show at the door."""

from dataclasses import dataclass
from uuid import UUID

import httpx

from attendance.identity import actions, logins, schemas
from attendance.identity.guards import COOKIE, CSRF_HEADER, who_from_headers
from attendance.identity.logins import Browser
from attendance.identity.rules import LINK_LIFETIME
from attendance.identity.schemas import Role, Scope
from attendance.kernel.database import Database
from attendance.kernel.ids import new_id


@dataclass(frozen=True, slots=True)
class Person:
    """A user of a tenant, with the database that they live in."""

    database: Database
    tenant_id: UUID
    id: UUID
    email: str
    role: Role

    async def browser(self, client: httpx.AsyncClient) -> httpx.AsyncClient:
        """Sign the client in as this person, as a browser: cookie, and CSRF token on every request."""
        async with self.database.transaction(self.tenant_id) as tx:
            login = await logins.open_login(
                tx, self.id, Browser("127.0.0.1", "test"), by="link", lifetime=LINK_LIFETIME
            )
        client.cookies.set(COOKIE, login.token)
        client.headers[CSRF_HEADER] = login.csrf_token
        await who_from_headers(self.database, {}, {COOKIE: login.token})
        return client

    async def token(self, *scopes: Scope) -> str:
        """The secret of a new API token; without arguments one with every scope."""
        async with self.database.transaction(self.tenant_id) as tx:
            _, secret = await logins.create_token(
                tx, self.id, name="test", scopes=list(scopes or ("read", "write", "admin"))
            )
        return secret

    async def headers(self, *scopes: Scope) -> dict[str, str]:
        return {"authorization": f"Bearer {await self.token(*scopes)}"}


async def make_tenant(database: Database, name: str = "Loja") -> UUID:
    """A tenant without users."""
    tenant_id = new_id()
    async with database.transaction(tenant_id) as tx:
        await actions.create_tenant(tx, actions.NewTenant(name=name, slug=f"loja-{tenant_id.hex}"))
    return tenant_id


async def make_person(
    database: Database,
    tenant_id: UUID | None = None,
    *,
    role: Role = Role.ATTENDANT,
    name: str = "Ana Souza",
    password_hash: str | None = None,
) -> Person:
    """A user, of a tenant of their own when none is given."""
    tenant_id = tenant_id or await make_tenant(database)
    email = f"{new_id().hex}@example.com"
    async with database.transaction(tenant_id) as tx:
        user = await actions.create_user(
            tx, schemas.NewUser(email=email, name=name, role=role), password_hash=password_hash
        )
    return Person(database, tenant_id, user.id, email, role)
