"""What deals do when something happens to tickets."""

from uuid import UUID

from attendance.deals import winning
from attendance.kernel.database import Tx
from attendance.kernel.reactions import Happened


async def win_resolved_ticket(tx: Tx, happened: Happened) -> None:
    """ticket.moved into resolved, or ticket.opened as resolved: a won deal, in companies that want it so.

    What a script resolves is left to the script, which makes the deal that it wants."""
    if happened.payload["status"] == "resolved" and happened.payload["by"] != "script":
        await winning.win_ticket(tx, UUID(happened.payload["ticket_id"]))
