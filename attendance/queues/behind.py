"""The conversations behind a figure: the same events, by the same definitions as `insights`, one line each."""

from datetime import datetime
from typing import Final, Literal, get_args

from attendance.conversations.rules import Viewer
from attendance.kernel.cursors import Slice
from attendance.kernel.database import Tx
from attendance.queues import schemas
from attendance.queues.insights import Scope, check_period

Figure = Literal[
    "avg_wait_time", "first_response_time", "resolution_rate", "customer_satisfaction", "transfers_rate",
    "opened", "resolved",
]  # fmt: skip
FIGURES: Final[tuple[Figure, ...]] = get_args(Figure)


async def page(
    tx: Tx,
    viewer: Viewer,
    figure: Figure,
    since: datetime,
    until: datetime,
    scope: Scope,
    asked: Slice,
) -> tuple[list[schemas.MeasuredConversation], str | None]:
    """The latest first, those that the viewer may see; the second value is the next page's cursor.

    Raises: InvalidInput."""
    check_period(since, until)
    before = asked.after(tuple[int])
    rows = await tx.fetch(
        _LINES[figure],
        tx.tenant_id, since, until, *scope.values,
        viewer.sees, viewer.user_id, list(viewer.queue_ids), before[0] if before else None, asked.probe,
    )  # fmt: skip
    shown, cursor = asked.cut(rows, lambda row: (row["event_id"],))
    lines = [{name: row[name] for name in schemas.MeasuredConversation.model_fields} for row in shown]
    return [schemas.MeasuredConversation(**line) for line in lines], cursor


def _lines(kinds: str, value: str, condition: str = "true", join: str = "") -> str:
    return f"""
select e.id as event_id, e.conversation_id as session_id, c.number, p.name as user_name, c.channel, c.status,
       c.queue_name, u.name as assigned_to_name, e.at, {value} as value
from events e join conversations c on c.id = e.conversation_id
join crm_contacts p on p.id = c.contact_id
left join users u on u.id = c.last_attendant_id
{join}
where e.tenant_id = $1 and e.at >= $2 and e.at < $3 and e.kind = any(array[{kinds}]) and {condition}
  and ($4::uuid is null or c.queue_id = $4) and ($5::text is null or c.channel = $5)
  and ($6::uuid is null or c.last_attendant_id = $6)
  and ($7 = 'all' or c.assigned_to = $8 or $7 = 'queues' and c.queue_id = any($9::uuid[]))
  and ($10::bigint is null or e.id < $10)
order by e.id desc limit $11
"""


_NEXT_WORD = """
cross join lateral (
  select m.at, m.kind from events m
  where m.conversation_id = e.conversation_id and m.id > e.id
    and (m.kind = 'conversation.assigned' or m.kind = 'message.posted' and m.payload ->> 'author_kind' = 'attendant'
         and not (m.payload ->> 'is_note')::boolean)
  order by m.id limit 1) m"""
_HUMAN = "(e.payload ->> 'was_human')::boolean"

_LINES: Final[dict[Figure, str]] = {
    "avg_wait_time": _lines(
        "'conversation.accepted'",
        "(e.payload ->> 'waited_seconds')::float8",
        "e.payload ->> 'waited_seconds' is not null",
    ),
    "first_response_time": _lines(
        "'conversation.assigned'",
        "extract(epoch from m.at - e.at)::float8",
        "m.kind = 'message.posted'",
        _NEXT_WORD,
    ),
    "resolution_rate": _lines(
        "'conversation.resolved', 'conversation.abandoned'",
        "(e.kind = 'conversation.resolved')::int::float8",
        _HUMAN,
    ),
    "customer_satisfaction": _lines("'conversation.rated'", "(e.payload ->> 'rating')::float8"),
    "transfers_rate": _lines(
        "'conversation.assigned', 'conversation.queued'",
        "1::float8",
        "(e.payload ->> 'how' = 'transfer' or e.kind = 'conversation.queued' and e.payload ->> 'reason' = 'transfer')",
    ),
    "opened": _lines("'conversation.opened', 'conversation.reopened'", "1::float8"),
    "resolved": _lines("'conversation.resolved'", "(e.payload ->> 'open_seconds')::float8", _HUMAN),
}
"""`transfers_rate` lists every transfer; the rate counts a conversation once."""
