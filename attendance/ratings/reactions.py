"""What ratings do when something happens to conversations."""

from uuid import UUID

from attendance.kernel.database import Tx
from attendance.kernel.reactions import Happened
from attendance.ratings import planning
from attendance.ratings.rules import EndedBy


async def plan_question(tx: Tx, happened: Happened) -> None:
    """conversation.resolved, conversation.abandoned: the customer is asked, where the company wants that."""
    if happened.conversation_id is None:
        return
    was_human, assigned_to = happened.payload["was_human"], happened.payload.get("assigned_to")
    ended: EndedBy = "attendant" if was_human else "bot"
    await planning.plan(
        tx, happened.conversation_id,
        ended_at=happened.at,
        ended_by="silence" if happened.kind == "conversation.abandoned" else ended,
        was_human=was_human,
        attendant_id=UUID(assigned_to) if assigned_to else None,
    )  # fmt: skip


async def withdraw_question(tx: Tx, happened: Happened) -> None:
    """conversation.reopened, by an attendant who takes the end back or by the customer: it isn't over."""
    if happened.conversation_id is not None:
        await planning.withdraw(tx, happened.conversation_id)
