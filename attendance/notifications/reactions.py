"""What is told by mail when something happens to conversations."""

from datetime import timedelta
from typing import Final

from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.reactions import Happened
from attendance.notifications import planning
from attendance.notifications.planning import About
from attendance.notifications.rules import Kind

_TOO_LATE: Final = timedelta(hours=1)
"""News of yesterday (a worker was down, a history was imported) is told nobody."""


async def tell_assignment(tx: Tx, happened: Happened) -> None:
    """conversation.assigned: to the attendant, unless they took it themselves."""
    if happened.payload["how"] not in ("taken", "reopened"):
        await _tell(tx, happened, "new_assignment")


async def tell_breach(tx: Tx, happened: Happened) -> None:
    """conversation.missed: it waited for longer than its queue's customers should."""
    await _tell(tx, happened, "sla_breach", happened.payload["waited_seconds"])


async def tell_resolved(tx: Tx, happened: Happened) -> None:
    """conversation.resolved by people: to the customer, where the company wants that."""
    if happened.payload["was_human"]:
        await _tell(tx, happened, "resolved")


async def _tell(tx: Tx, happened: Happened, kind: Kind, waited_seconds: float | None = None) -> None:
    if happened.conversation_id is not None and happened.at > clock.now() - _TOO_LATE:
        await planning.tell(tx, About(kind, str(happened.id), happened.conversation_id, waited_seconds))
