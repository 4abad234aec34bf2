"""The conversations behind a figure: the same visits and ratings, by the same definitions, one line each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args
from uuid import UUID

from attendance.conversations.rules import Viewer
from attendance.kernel.cursors import Slice
from attendance.kernel.database import Tx
from attendance.queues import schemas
from attendance.queues.measures import Scope
from attendance.queues.periods import check_period

Figure = Literal[
    "avg_wait_time", "first_response_time", "resolution_rate", "customer_satisfaction", "transfers_rate", "nps",
    "opened", "resolved", "abandoned",
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
    before = asked.after(tuple[datetime, UUID])
    rows = await tx.fetch(
        _LINES[figure],
        tx.tenant_id, since, until, *scope.values,
        viewer.sees, viewer.user_id, list(viewer.queue_ids), *(before or (None, None)), asked.probe,
    )  # fmt: skip
    shown, cursor = asked.cut(rows, lambda row: (row["at"], row["id"]))
    lines = [{name: row[name] for name in schemas.MeasuredConversation.model_fields} for row in shown]
    return [schemas.MeasuredConversation(**line) for line in lines], cursor


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a figure's lines come from: when each was measured, what it added, which count."""

    at: str
    value: str
    counts: str = "true"
    table: str = "conversation_visits"


def _lines(source: _Source) -> str:
    within = "" if source.table != "conversation_visits" else (
        "and v.opened_at < $3 and (v.ended_at >= $2 or v.ended_at is null)"
    )  # fmt: skip
    return f"""
select v.id, v.conversation_id as session_id, c.number, p.name as user_name, c.channel, c.status,
       q.name as queue_name, u.name as assigned_to_name, {source.at} as at, ({source.value})::float8 as value
from {source.table} v join conversations c on c.id = v.conversation_id
join crm_contacts p on p.id = c.contact_id
left join attendance_queues q on q.id = v.queue_id
left join users u on u.id = v.attendant_id
where v.tenant_id = $1 and {source.at} >= $2 and {source.at} < $3 and {source.counts} {within}
  and ($4::uuid is null or v.queue_id = $4) and ($5::text is null or v.channel = $5)
  and ($6::uuid is null or v.attendant_id = $6)
  and ($7 = 'all' or c.assigned_to = $8 or $7 = 'queues' and c.queue_id = any($9::uuid[]))
  and ($10::timestamptz is null or ({source.at}, v.id) < ($10, $11))
order by {source.at} desc, v.id desc limit $12
"""


_TOOK: Final = "extract(epoch from v.ended_at - v.opened_at)"
_RATED: Final = "conversation_ratings"
_SOURCES: Final[dict[Figure, _Source]] = {
    "avg_wait_time": _Source("v.accepted_at", "v.waited_seconds"),
    "first_response_time": _Source("v.answered_at", "v.response_seconds"),
    "resolution_rate": _Source("v.ended_at", "v.is_resolved::int", "v.was_human"),
    "customer_satisfaction": _Source("v.answered_at", "v.score", "v.state = 'answered'", _RATED),
    "nps": _Source("v.answered_at", "v.score", "v.state = 'answered'", _RATED),
    "transfers_rate": _Source("v.arrived_at", "1", "v.transferred_at is not null"),
    "opened": _Source("v.opened_at", "1"),
    "resolved": _Source("v.ended_at", _TOOK, "v.was_human and v.is_resolved"),
    "abandoned": _Source("v.ended_at", _TOOK, "v.was_human and not v.is_resolved"),
}
_LINES: Final = {figure: _lines(source) for figure, source in _SOURCES.items()}
