"""What a company sets about its tickets: fields of its own, and when conversations get a ticket by themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, insert, or_, select

from attendance.kernel.database import Tx
from attendance.kernel.errors import InvalidInput
from attendance.kernel.ids import new_id
from attendance.tickets import events
from attendance.tickets.models import TicketField, TicketRule
from attendance.tickets.rules import Creates, Field, check_definitions


async def fields(tx: Tx) -> list[Field]:
    """In the order in which people see them."""
    columns = (
        TicketField.key, TicketField.label, TicketField.kind, TicketField.choices, TicketField.is_required,
    )  # fmt: skip
    rows = await tx.rows(select(*columns).order_by(TicketField.position))
    return [Field(row.key, row.label, row.kind, tuple(row.choices), row.is_required) for row in rows]


async def replace_fields(tx: Tx, wanted: Sequence[Field]) -> None:
    """The whole list anew; values of fields that are gone stay with their tickets. Raises InvalidInput."""
    check_definitions(wanted)
    await tx.execute(delete(TicketField))
    rows = [
        {
            "id": new_id(), "tenant_id": tx.tenant_id, "position": position, "key": one.key, "label": one.label,
            "kind": one.kind, "choices": list(one.choices), "is_required": one.is_required,
        }
        for position, one in enumerate(wanted)
    ]  # fmt: skip
    if rows:
        await tx.execute(insert(TicketField), rows)
    tx.publish(events.TicketSettingsChanged(what="fields"))


@dataclass(frozen=True, slots=True)
class Rule:
    """When conversations of this queue get a ticket; without `queue_id`: of every queue that has no rule."""

    queue_id: UUID | None
    creates: Creates
    category: str | None = None


NO_RULE = Rule(None, "never")


async def rules(tx: Tx) -> list[Rule]:
    rows = await tx.rows(select(TicketRule.queue_id, TicketRule.creates, TicketRule.category))
    return [Rule(row.queue_id, row.creates, row.category) for row in rows]


async def rule_of(tx: Tx, queue_id: UUID | None) -> Rule:
    """The queue's own rule, else everybody's, else no ticket."""
    row = await tx.first(
        select(TicketRule.queue_id, TicketRule.creates, TicketRule.category)
        .where(or_(TicketRule.queue_id == queue_id, TicketRule.queue_id.is_(None)))
        .order_by(TicketRule.queue_id.is_(None))
        .limit(1)
    )
    return Rule(row.queue_id, row.creates, row.category) if row else NO_RULE


async def replace_rules(tx: Tx, wanted: Sequence[Rule]) -> None:
    """The whole list anew. Raises InvalidInput for queues that come twice or aren't there."""
    queue_ids = [one.queue_id for one in wanted]
    if len(set(queue_ids)) < len(queue_ids):
        raise InvalidInput("Each queue only once.", fields={"rules": "repeated"})
    named = [id for id in queue_ids if id is not None]
    known = await tx.fetch("select id from attendance_queues where id = any($1)", named)
    if len(known) < len(named):
        raise InvalidInput("There is no such queue.", fields={"queue_id": "unknown"})
    await tx.execute(delete(TicketRule))
    rows = [
        {"id": new_id(), "tenant_id": tx.tenant_id, "queue_id": one.queue_id, "creates": one.creates,
         "category": one.category}
        for one in wanted
    ]  # fmt: skip
    if rows:
        await tx.execute(insert(TicketRule), rows)
    tx.publish(events.TicketSettingsChanged(what="rules"))
