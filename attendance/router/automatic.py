"""Keeps two machines from answering each other for ever: what no bot and no notice may be sent to."""

from datetime import timedelta
from uuid import UUID

from attendance.channels.base import Capabilities
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.errors import Rejected

_FACTS = """
select coalesce((select m.content ->> 'is_automatic' = 'true' from messages m
                 where m.conversation_id = c.id and m.direction = 'in' order by m.seq desc limit 1), false)
         as answers_a_machine,
       case when $3 then (
         select count(*) from messages m join conversations o on o.id = m.conversation_id
         where o.contact_id = c.contact_id and o.inbox_id = c.inbox_id and m.direction = 'out' and not m.is_note
           and m.author_kind in ('bot', 'system') and m.sent_at > $2) end as sent
from messages w join conversations c on c.id = w.conversation_id
where w.id = $1 and w.author_kind in ('bot', 'system')
"""


async def refusal(tx: Tx, message_id: UUID, limits: Capabilities) -> Rejected | None:
    """Why a message that no person wrote stays unsent; None when it may go."""
    most = limits.automatic_per_hour
    rows = await tx.fetch(_FACTS, message_id, clock.now() - timedelta(hours=1), most is not None)
    if not rows:
        return None
    if rows[0]["answers_a_machine"]:
        return Rejected("A machine wrote: it gets no automatic answer.", reason="answers_a_machine")
    if most is not None and rows[0]["sent"] >= most:
        return Rejected(
            f"This customer got {most} automatic answers within an hour; perhaps a machine writes. People can answer.",
            reason="too_many_automatic",
        )
    return None
