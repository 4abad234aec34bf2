"""`attendance token EMAIL`: an API token for a script, printed once."""

import asyncio
from typing import Annotated

import asyncpg
import typer

from attendance.commands import database
from attendance.commands.options import Data, settings_of
from attendance.commands.terminal import failing_clearly
from attendance.identity import logins
from attendance.identity.schemas import Scope
from attendance.kernel.database import Database
from attendance.kernel.errors import NotFound

_SCOPES: dict[str, list[Scope]] = {
    "read": ["read"],
    "write": ["read", "write"],
    "admin": ["read", "write", "admin"],
}


def token(
    email: Annotated[str, typer.Argument(help="The user that the script acts as.")],
    name: Annotated[str, typer.Option(help="What the token is for; shown in the list of tokens.")] = "script",
    scope: Annotated[str, typer.Option(help="read, write (and read) or admin (everything).")] = "write",
    data: Data = None,
) -> None:
    """Print an API token of a user. It does what the user may, narrowed by --scope; revoke it in the console."""
    if scope not in _SCOPES:
        raise typer.BadParameter(f"{scope}: choose {', '.join(_SCOPES)}")
    with failing_clearly(), database.migrated(settings_of(data)) as dsn:
        secret = asyncio.run(_create(dsn, email, name=name, scopes=_SCOPES[scope]))
    typer.echo(secret)


async def _create(dsn: str, email: str, *, name: str, scopes: list[Scope]) -> str:
    tenant_id, user_id = await _find_user(dsn, email)
    connected = Database(dsn, pool_size=1)
    try:
        async with connected.transaction(tenant_id) as tx:
            _, secret = await logins.create_token(tx, user_id, name=name, scopes=scopes)
    finally:
        await connected.close()
    return secret


async def _find_user(dsn: str, email: str) -> asyncpg.Record:
    """As the owner of the tables: the tenant isn't known yet."""
    connection = await asyncpg.connect(dsn)
    try:
        found = await connection.fetchrow(
            "select tenant_id, id from users where lower(email) = lower($1) and is_active", email
        )
    finally:
        await connection.close()
    if found is None:
        raise NotFound(f"active user with the address {email}")
    return found
