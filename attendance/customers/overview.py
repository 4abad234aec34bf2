"""A customer in one answer: a constant number of statements, each by an index that begins with the contact."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import asyncpg
from sqlalchemy import select

from attendance.bots import queries as bots
from attendance.bots.config import BotConfig
from attendance.conversations.models import Conversation
from attendance.conversations.queries import visible_to
from attendance.conversations.rules import Viewer
from attendance.crm.models import Contact, ContactIdentity
from attendance.customers import schemas
from attendance.customers.timeline import SEES_CONVERSATION
from attendance.identity import company
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound
from attendance.tickets.rules import number_of

FEW: Final = 5
"""How many of each kind are listed; the timeline has all."""

_FACTS: Final = (
    "customer_id", "name", "first_name", "last_name", "email", "phone", "tier", "ltv", "last_purchase", "tags",
    "status", "source", "last_contact", "custom_fields", "blocked_at", "created_at",
)  # fmt: skip
_FEW_CONVERSATIONS: Final = f"""
  select c.id, c.number, c.channel, c.status, c.queue_name, u.name as assigned_to_name,
    c.last_message ->> 'text' as text, c.created_at, c.last_activity_at,
    count(*) over () as total
  from conversations c left join users u on u.id = c.assigned_to
  where c.contact_id = $1 and {SEES_CONVERSATION}
  order by c.last_activity_at desc, c.id desc limit $5"""
_FEW_TICKETS: Final = """
  select t.id, t.ticket_number, t.subject, t.status::text as status, t.priority::text as priority,
    u.name as assigned_to_name, t.updated_at, count(*) filter (where t.resolved_at is null) over () as total
  from attendance_tickets t left join users u on u.id = t.assigned_to
  where t.customer_id = $1 and t.deleted_at is null and t.merged_into is null
    and ($2::text = 'all' or t.assigned_to = $3 or ($2 = 'queues' and t.queue_id = any($4::uuid[])))
  order by t.resolved_at is not null, t.updated_at desc, t.id desc limit $5"""
_FEW_DEALS: Final = """
  select d.id, d.name, d.value, s.name as stage, d.status, u.name as owner_name, d.updated_at,
    count(*) filter (where d.status = 'open') over () as total,
    coalesce(sum(d.value) filter (where d.status = 'open') over (), 0) as open_value,
    coalesce(sum(d.value) filter (where d.status = 'won') over (), 0) as won_value
  from crm_deals d join crm_pipeline_stages s on s.tenant_id = d.tenant_id and s.key = d.stage
    left join users u on u.id = d.owner_id
  where d.contact_id = $1 and d.deleted_at is null
  order by d.status <> 'open', d.updated_at desc, d.id desc limit $2"""
_FEW_ACTIVITIES: Final = f"""
  select a.id, a.kind, a.title, a.due_at, u.name as owner_name, count(*) over () as total
  from activities a left join users u on u.id = a.owner_id
  where a.contact_id = $1 and a.deleted_at is null and a.done_at is null
    and ($2::text = 'all' or a.owner_id = $3 or a.created_by = $3 or a.conversation_id is null or exists (
      select 1 from conversations c where c.id = a.conversation_id and {SEES_CONVERSATION}))
    and ($2 = 'all' or a.owner_id = $3 or a.created_by = $3 or a.ticket_id is null or exists (
      select 1 from attendance_tickets t where t.id = a.ticket_id
        and (t.assigned_to = $3 or ($2 = 'queues' and t.queue_id = any($4::uuid[])))))
  order by a.due_order, a.id limit $5"""
_NOTES: Final = f"""
  select * from (
    (select m.id, m.text, m.author_name, m.conversation_id, m.created_at as at
     from conversations c join messages m on m.conversation_id = c.id
     where c.contact_id = $1 and m.is_note and m.deleted_at is null and {SEES_CONVERSATION}
     order by m.created_at desc, m.id desc limit $5)
    union all
    (select a.id, coalesce(a.notes, a.title), coalesce(u.name, ''), a.conversation_id, a.created_at
     from activities a left join users u on u.id = a.created_by
     where a.contact_id = $1 and a.kind = 'note' and a.deleted_at is null
       and ($2::text = 'all' or a.created_by = $3 or a.conversation_id is null or exists (
         select 1 from conversations c where c.id = a.conversation_id and {SEES_CONVERSATION}))
       and ($2 = 'all' or a.created_by = $3 or a.ticket_id is null or exists (
         select 1 from attendance_tickets t where t.id = a.ticket_id
           and (t.assigned_to = $3 or ($2 = 'queues' and t.queue_id = any($4::uuid[])))))
     order by a.created_at desc, a.id desc limit $5)
  ) as notes order by at desc, id desc limit $5"""
_RATINGS: Final = f"""
  select r.score, r.comment, r.answered_at, count(*) over () as total, avg(r.score) over () as mean
  from conversation_ratings r join conversations c on c.id = r.conversation_id
  where r.contact_id = $1 and r.score is not null and {SEES_CONVERSATION}
  order by r.answered_at desc, r.id desc limit 1"""


async def read(
    tx: Tx, viewer: Viewer, contact_id: UUID, *, conversation_id: UUID | None = None
) -> schemas.CustomerOverview:
    """`conversation_id`: beside which the customer is shown; its bot's settings say which fields.

    Raises NotFound for a customer that isn't there and for a conversation that isn't visible."""
    facts = await _facts(tx, contact_id)
    eyes = (contact_id, viewer.sees, viewer.user_id, list(viewer.queue_ids), FEW)
    conversations = await tx.fetch(_FEW_CONVERSATIONS, *eyes)
    tickets = await tx.fetch(_FEW_TICKETS, *eyes)
    deals = await tx.fetch(_FEW_DEALS, contact_id, FEW)
    activities = await tx.fetch(_FEW_ACTIVITIES, *eyes)
    notes = await tx.fetch(_NOTES, *eyes)
    ratings = await tx.fetch(_RATINGS, *eyes[:4])
    fields = await _fields(tx, viewer, conversation_id)
    return schemas.CustomerOverview(
        contact_id=contact_id,
        customer_since=facts["created_at"],
        **{name: facts[name] for name in _SAME},
        refusals=await _refusals(tx, contact_id),
        currency=(await company.read(tx)).currency,
        fields=[schemas.CustomerField(name=name, value=_value(facts, name)) for name in fields],
        conversations=_total(conversations),
        last_conversations=[schemas.CustomerConversation(**_without(row, "total")) for row in conversations],
        open_tickets=_total(tickets),
        tickets=[_ticket(row) for row in tickets],
        open_deals=_total(deals),
        open_deals_value=deals[0]["open_value"] if deals else Decimal(0),
        won_deals_value=deals[0]["won_value"] if deals else Decimal(0),
        deals=[schemas.CustomerDeal(**_without(row, "total", "open_value", "won_value")) for row in deals],
        open_activities=_total(activities),
        activities=[schemas.CustomerActivity(**_without(row, "total")) for row in activities],
        notes=[schemas.CustomerNote(**dict(row)) for row in notes],
        ratings=_ratings(ratings),
    )


_SAME: Final = ("customer_id", "name", "tier", "ltv", "last_purchase", "tags", "blocked_at")


async def exists(tx: Tx, contact_id: UUID) -> None:
    """Raises NotFound."""
    if await tx.scalar(select(Contact.id).where(Contact.id == contact_id)) is None:
        raise NotFound("contact")


async def _facts(tx: Tx, contact_id: UUID) -> Mapping[str, Any]:
    columns = [getattr(Contact, name) for name in _FACTS]
    rows = await tx.mappings(select(*columns).where(Contact.id == contact_id))
    if not rows:
        raise NotFound("contact")
    return dict(rows[0])


async def _refusals(tx: Tx, contact_id: UUID) -> list[schemas.CustomerRefusal]:
    rows = await tx.rows(
        select(ContactIdentity.channel, ContactIdentity.opted_out_of, ContactIdentity.opted_out_at)
        .where(ContactIdentity.contact_id == contact_id, ContactIdentity.opted_out_at.is_not(None))
        .order_by(ContactIdentity.channel)
    )
    return [
        schemas.CustomerRefusal(channel=row.channel, of=row.opted_out_of or "all", since=row.opted_out_at)
        for row in rows
        if row.opted_out_at is not None
    ]


async def _fields(tx: Tx, viewer: Viewer, conversation_id: UUID | None) -> tuple[str, ...]:
    """What attendants see of customers: `attendance-customer-fields` of the conversation's bot."""
    if conversation_id is None:
        return BotConfig().attendance_customer_fields
    row = await tx.first(
        select(Conversation.bot_id).where(Conversation.id == conversation_id, visible_to(viewer))
    )
    if row is None:
        raise NotFound("conversation")
    config = (await bots.facts(tx, row.bot_id)).config if row.bot_id else BotConfig()
    return config.attendance_customer_fields


def _value(facts: Mapping[str, Any], name: str) -> str | None:
    """Of a column, else of a custom field."""
    known = facts[name] if name in facts else facts["custom_fields"].get(name)
    if known is None or known == "" or known == []:
        return None
    if isinstance(known, datetime):
        return known.isoformat()
    return ", ".join(map(str, known)) if isinstance(known, list) else str(known)


def _ticket(row: asyncpg.Record) -> schemas.CustomerTicket:
    facts = _without(row, "total", "ticket_number")
    return schemas.CustomerTicket(**facts, number=number_of(row["ticket_number"]))


def _ratings(rows: list[asyncpg.Record]) -> schemas.CustomerRatings:
    if not rows:
        return schemas.CustomerRatings(count=0, mean=None, last_score=None, last_comment=None, last_at=None)
    last = rows[0]
    return schemas.CustomerRatings(
        count=last["total"], mean=round(float(last["mean"]), 1), last_score=last["score"],
        last_comment=last["comment"], last_at=last["answered_at"],
    )  # fmt: skip


def _total(rows: list[asyncpg.Record]) -> int:
    return int(rows[0]["total"]) if rows else 0


def _without(row: asyncpg.Record, *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}
