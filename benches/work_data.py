"""A shop after some years, for the benchmark of the work around conversations: see `work_data.sql`."""

from pathlib import Path
from typing import Any

import asyncpg

from attendance.queues import following
from benches import stage
from benches.stage import Stage


async def fill(here: Stage) -> None:
    """Everything belongs to the stage's tenant and its fifty attendants, in one queue."""
    await stage.staff(here, 50, capacity=40)
    await stage.idle(here)
    connection: asyncpg.Connection[Any] = await asyncpg.connect(here.database.dsn)
    await connection.execute("set synchronous_commit = off; set maintenance_work_mem = '256MB'")
    for part in Path(__file__).with_suffix(".sql").read_text().split("\n--- ")[1:]:
        name, _, statements = part.partition("\n")
        print(f"  {name} …", flush=True)
        await connection.execute(_about(here, statements))
    print("  visits …", flush=True)
    await following.restart(here.database)
    await following.follow(here.database)
    await connection.execute("vacuum analyze")
    await connection.close()


def _about(here: Stage, statements: str) -> str:
    return statements.replace("$tenant", f"'{here.tenant_id}'::uuid").replace(
        "$inbox", f"'{here.inbox_id}'::uuid"
    )
