"""A resolved ticket that becomes a won deal, in companies that want it so: every matter that they solve is a sale."""

from uuid import UUID

from sqlalchemy import select

from attendance.deals import actions, stages
from attendance.deals.actions import Draft
from attendance.deals.models import Deal
from attendance.identity import company
from attendance.kernel.database import Tx

_TICKET = """
select session_id, customer_id, assigned_to,
  'Ticket #TIC-' || lpad(ticket_number::text, greatest(3, length(ticket_number::text)), '0') as name
from attendance_tickets
where id = $1 and status in ('resolved', 'closed') and deleted_at is null and merged_into is null and deal_id is null
"""


async def win_ticket(tx: Tx, ticket_id: UUID) -> None:
    """Once: a ticket that somebody made a deal of, or that is worked on again by now, gets none."""
    if not (await company.read(tx)).deal_of_resolved_ticket:
        return
    rows = await tx.fetch(_TICKET, ticket_id)
    if not rows or await tx.scalar(select(Deal.id).where(Deal.ticket_id == ticket_id).limit(1)) is not None:
        return
    ticket = rows[0]
    draft = Draft(
        ticket["name"], stage=(await stages.first(tx, "won")).key, contact_id=ticket["customer_id"],
        owner_id=ticket["assigned_to"], session_id=ticket["session_id"], ticket_id=ticket_id,
    )  # fmt: skip
    await actions.create(tx, draft, by="rule")
