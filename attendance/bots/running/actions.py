"""What people do to executions."""

from uuid import UUID

from sqlalchemy import select

from attendance.bots import events
from attendance.bots.running import store
from attendance.bots.running.run import ENDED
from attendance.bots.scripts.models import Execution
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound


async def cancel(tx: Tx, bot_id: UUID, execution_id: UUID) -> None:
    """End one that waits. Raises: NotFound."""
    here = (Execution.id == execution_id, Execution.bot_id == bot_id)
    row = await tx.first(select(Execution.status, Execution.conversation_id).where(*here).with_for_update())
    if row is None:
        raise NotFound("execution")
    if row.status != "waiting":
        return
    await store.change(tx, execution_id, ENDED | {"status": "cancelled", "updated_at": clock.now()})
    tx.publish(
        events.ExecutionCancelled(
            conversation_id=row.conversation_id, bot_id=bot_id, execution_id=execution_id
        )
    )
