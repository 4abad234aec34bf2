"""Memory of an idle product: all its processes, PostgreSQL's shared buffers apart."""

import asyncio

from benches import stage
from benches.report import Figure, Report

_SETTLING_SECONDS = 15


async def run(report: Report, *, seconds: float) -> None:
    async with stage.running() as here:
        await asyncio.sleep(_SETTLING_SECONDS)
        used = here.memory_mb()
        await here.database.close()
    buffers = used.pop("shared buffers", 0.0)
    report.add(
        Figure("idle memory of all processes", sum(used.values()), "MB", 300),
        Figure("… and of PostgreSQL's shared buffers", buffers, "MB"),
    )
