"""Which company a command works for."""

from typing import Annotated
from uuid import UUID

import typer

from attendance.kernel.database import Database
from attendance.kernel.errors import InvalidInput, NotFound

Tenant = Annotated[
    str | None, typer.Option(help="Short name of the company; may be left out when there is one.")
]


async def find_company(connected: Database, slug: str | None) -> UUID:
    """By its short name; without one, the only company. Raises: NotFound, InvalidInput."""
    async with connected.system() as driver:
        tenants = await driver.fetch("select tenant_id, slug from tenant_list()")
    found = [row["tenant_id"] for row in tenants if slug in (None, row["slug"])]
    if len(found) > 1:
        names = ", ".join(row["slug"] for row in tenants)
        raise InvalidInput(f"There are several companies: name one with --tenant ({names}).")
    if not found:
        raise NotFound("company")
    tenant_id: UUID = found[0]
    return tenant_id
