"""The life of a customer, newest first: conversations, tickets, deals, activities, notes and ratings in one list.

One statement: each source gives its next page by an index of its own, and their heads are merged.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

import asyncpg
import msgspec

from attendance.conversations.rules import Viewer
from attendance.customers import schemas
from attendance.kernel.cursors import Slice
from attendance.kernel.database import Tx
from attendance.tickets.rules import number_of

# $1 contact, $2 sees, $3 user, $4 queues, $5 and $6 where the page begins, $7 how many, $8 kinds or null.
SEES_CONVERSATION: Final = (
    "($2::text = 'all' or c.assigned_to = $3 or ($2 = 'queues' and c.queue_id = any($4::uuid[])))"
)
_SEES_TICKET: Final = (
    "($2::text = 'all' or t.assigned_to = $3 or ($2 = 'queues' and t.queue_id = any($4::uuid[])))"
)
_SEES_ACTIVITY: Final = f"""($2::text = 'all' or a.owner_id = $3 or a.created_by = $3 or (
  (a.conversation_id is null or exists (
    select 1 from conversations c where c.id = a.conversation_id and {SEES_CONVERSATION}))
  and (a.ticket_id is null or exists (
    select 1 from attendance_tickets t where t.id = a.ticket_id and {_SEES_TICKET}))))"""


def _source(kind: str, columns: str, tables: str, where: str, at: str, key: str) -> str:
    """Its next page, newest first."""
    return f"""(
  select '{kind}' as kind, {key} as id, {at} as at, {columns}
  from {tables}
  where {where} and ($8::text[] is null or '{kind}' = any($8))
    and ($5::timestamptz is null or ({at}, {key}) < ($5, $6::uuid))
  order by {at} desc, {key} desc limit $7)"""


_CONVERSATIONS: Final = _source(
    "conversation",
    "c.subject as title, c.last_message ->> 'text' as text, c.status, u.name as author_name, c.id as conversation_id, "
    "jsonb_build_object('number', c.number, 'channel', c.channel, 'queue_name', c.queue_name, "
    "'resolved_at', c.resolved_at)::text as data",
    "conversations c left join users u on u.id = c.assigned_to",
    f"c.contact_id = $1 and {SEES_CONVERSATION}",
    "c.created_at", "c.id",
)  # fmt: skip
_TICKETS: Final = _source(
    "ticket",
    "t.subject, t.description, t.status::text, u.name, t.session_id, "
    "jsonb_build_object('ticket_number', t.ticket_number, 'priority', t.priority)::text",
    "attendance_tickets t left join users u on u.id = t.assigned_to",
    f"t.customer_id = $1 and t.deleted_at is null and t.merged_into is null and {_SEES_TICKET}",
    "t.created_at", "t.id",
)  # fmt: skip
_DEALS: Final = _source(
    "deal",
    "d.name, null, d.status, u.name, d.session_id, "
    "jsonb_build_object('value', d.value::text, 'stage', (select s.name from crm_pipeline_stages s "
    "where s.tenant_id = d.tenant_id and s.key = d.stage))::text",
    "crm_deals d left join users u on u.id = d.owner_id",
    "d.contact_id = $1 and d.deleted_at is null",
    "d.created_at", "d.id",
)  # fmt: skip
_ACTIVITIES: Final = _source(
    "activity",
    "a.title, a.notes, case when a.done_at is null then 'open' else 'done' end, u.name, a.conversation_id, "
    "jsonb_build_object('kind', a.kind, 'due_at', a.due_at, 'done_at', a.done_at, 'facts', a.data)::text",
    "activities a left join users u on u.id = a.owner_id",
    f"a.contact_id = $1 and a.deleted_at is null and {_SEES_ACTIVITY}",
    "a.created_at", "a.id",
)  # fmt: skip
_NOTES: Final = _source(
    "note",
    "null, m.text, null, m.author_name, m.conversation_id, '{}'",
    "conversations c join messages m on m.conversation_id = c.id",
    f"c.contact_id = $1 and m.is_note and m.deleted_at is null and {SEES_CONVERSATION}",
    "m.created_at", "m.id",
)  # fmt: skip
_RATINGS: Final = _source(
    "rating",
    "null, r.comment, null, u.name, r.conversation_id, jsonb_build_object('score', r.score)::text",
    "conversation_ratings r join conversations c on c.id = r.conversation_id "
    "left join users u on u.id = r.attendant_id",
    f"r.contact_id = $1 and r.score is not null and {SEES_CONVERSATION}",
    "r.created_at", "r.id",
)  # fmt: skip
_SOURCES: Final = (_CONVERSATIONS, _TICKETS, _DEALS, _ACTIVITIES, _NOTES, _RATINGS)
_STATEMENT: Final = (
    "select * from (" + " union all ".join(_SOURCES) + ") as entries order by at desc, id desc limit $7"
)


async def page(
    tx: Tx, viewer: Viewer, contact_id: UUID, asked: Slice, *, kinds: list[schemas.EntryKind] | None = None
) -> tuple[list[schemas.CustomerEntry], str | None]:
    """Newest first; the second value is the next page's cursor. `kinds` None: all of them."""
    at, key = asked.after(tuple[datetime, UUID]) or (None, None)
    rows = await tx.fetch(
        _STATEMENT, contact_id, viewer.sees, viewer.user_id, list(viewer.queue_ids), at, key, asked.probe,
        kinds or None,
    )  # fmt: skip
    shown, cursor = asked.cut(rows, lambda row: (row["at"], row["id"]))
    return [_entry(row) for row in shown], cursor


def _entry(row: asyncpg.Record) -> schemas.CustomerEntry:
    data = msgspec.json.decode(row["data"])
    if "ticket_number" in data:
        data["number"] = number_of(data.pop("ticket_number"))
    return schemas.CustomerEntry(**dict(row) | {"data": data})
