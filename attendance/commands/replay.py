"""`attendance replay EVENT_ID…`: run stored webhooks again."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

import asyncpg
import typer

from attendance.channels import actions
from attendance.commands import database
from attendance.commands.options import Data, settings_of
from attendance.commands.terminal import console, failing_clearly
from attendance.kernel.database import Database
from attendance.kernel.errors import NotFound


def replay(
    event_ids: Annotated[
        list[UUID], typer.Argument(metavar="EVENT_ID…", help="Ids of stored inbound events.")
    ],
    data: Data = None,
) -> None:
    """Run stored inbound events again, for example after a parser was mended. Never doubles a message."""
    with failing_clearly(), database.migrated(settings_of(data)) as dsn:
        found = asyncio.run(_replay(dsn, event_ids))
    console.print(f"{found} of {len(set(event_ids))} events will be run by the next free worker.")


async def _replay(dsn: str, event_ids: Sequence[UUID]) -> int:
    of_tenant = await _tenants(dsn, event_ids)
    if not of_tenant:
        raise NotFound("stored inbound event")
    connected = Database(dsn, pool_size=1)
    try:
        found = 0
        for tenant_id, ids in of_tenant.items():
            async with connected.transaction(tenant_id) as tx:
                found += await actions.replay(tx, ids)
        return found
    finally:
        await connected.close()


async def _tenants(dsn: str, event_ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """As the owner of the tables: an id alone doesn't tell whose event it is."""
    connection = await asyncpg.connect(dsn)
    try:
        rows = await connection.fetch(
            "select tenant_id, id from inbound_events where id = any($1::uuid[])", list(event_ids)
        )
    finally:
        await connection.close()
    grouped: dict[UUID, list[UUID]] = defaultdict(list)
    for row in rows:
        grouped[row["tenant_id"]].append(row["id"])
    return grouped
