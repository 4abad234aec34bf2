"""How a list of tickets is asked for in an address."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Depends, Query
from pydantic import AwareDatetime

from attendance.tickets.rules import Priority, Status
from attendance.tickets.schemas import Sort, TicketFilter


def asked_tickets(
    status: Annotated[list[Status] | None, Query()] = None,
    priority: Annotated[list[Priority] | None, Query()] = None,
    category: Annotated[str | None, Query(min_length=1, max_length=50)] = None,
    tag: Annotated[str | None, Query(min_length=1, max_length=100)] = None,
    assigned_to: UUID | Literal["me", "none"] | None = None,
    queue_id: UUID | None = None,
    customer_id: UUID | None = None,
    session_id: UUID | None = None,
    created_from: AwareDatetime | None = None,
    created_to: AwareDatetime | None = None,
    updated_from: AwareDatetime | None = None,
    updated_to: AwareDatetime | None = None,
    text: Annotated[str | None, Query(min_length=1, max_length=200)] = None,
    sort: Sort = "updated",
) -> TicketFilter:
    """Dependency: what the query string asks for, as saved views have it."""
    return TicketFilter(
        status=list(dict.fromkeys(status or ())), priority=list(dict.fromkeys(priority or ())),
        category=category, tag=tag, assigned_to=assigned_to, queue_id=queue_id, customer_id=customer_id,
        session_id=session_id, created_from=created_from, created_to=created_to, updated_from=updated_from,
        updated_to=updated_to, text=text, sort=sort,
    )  # fmt: skip


AskedTickets = Annotated[TicketFilter, Depends(asked_tickets)]
