"""What is noted of customers when something happens to their conversations."""

from datetime import timedelta
from uuid import UUID

from attendance.customers import logging
from attendance.kernel.database import Tx
from attendance.kernel.reactions import Happened


async def note_attendance(tx: Tx, happened: Happened) -> None:
    """conversation.resolved: what people attended is noted with the customer."""
    if happened.conversation_id is None or not happened.payload["was_human"]:
        return
    assigned_to = happened.payload.get("assigned_to")
    await logging.note_attendance(
        tx, happened.conversation_id, UUID(assigned_to) if assigned_to else None, at=happened.at,
        lasted=timedelta(seconds=happened.payload["open_seconds"]), origin=f"{happened.kind}:{happened.id}",
    )  # fmt: skip
