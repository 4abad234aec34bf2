"""How fast an inbox may send: a bucket for the account, one per recipient, shared by all workers in the database.

The arithmetic is `reserve_place` in SQL: one statement under the rows' locks, in a table that waits for no disk.
"""

from datetime import datetime, timedelta
from uuid import UUID

from attendance.channels.base import Capabilities
from attendance.kernel.database import Database, Tx

ACCOUNT = ""
"""The recipient that stands for the whole account."""


async def reserve(
    database: Database,
    tenant_id: UUID,
    inbox_id: UUID,
    recipient: str,
    limits: Capabilities,
    *,
    now: datetime,
    patience: timedelta,
) -> timedelta:
    """How long to wait before sending one message.

    Up to `patience` the place is taken. More is an appointment: ask again then, a place should be free.
    """
    async with database.alone() as driver:
        rows = await driver.fetch(
            "select reserve_place($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            tenant_id,
            inbox_id,
            recipient,
            now,
            patience,
            timedelta(seconds=1 / limits.messages_per_second),
            max(1, int(limits.messages_per_second / 4)),
            timedelta(seconds=limits.seconds_per_recipient),
            limits.recipient_burst,
        )
    wait: timedelta = rows[0][0]
    return wait


async def hold(tx: Tx, inbox_id: UUID, recipient: str, *, until: datetime) -> None:
    """The vendor asked to wait, for one recipient or the whole ACCOUNT: no worker sends before."""
    await tx.fetch("select hold_place($1, $2, $3, $4)", tx.tenant_id, inbox_id, recipient, until)
