"""Reads of ratings, and their figures by the one definition (`rules.nps_points`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import asyncpg

from attendance.conversations.rules import Viewer
from attendance.kernel import clock
from attendance.kernel.cursors import Slice
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound
from attendance.ratings import schemas, settings


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, as the customer's page shows it."""

    is_open: bool
    score: int | None
    question: str | None
    attendant_name: str


async def asked(tx: Tx, rating_id: UUID) -> Asked:
    """Raises NotFound for what isn't there or was never asked."""
    rows = await tx.fetch(
        "select r.state, r.score, r.queue_id, r.open_until, u.name from conversation_ratings r "
        "left join users u on u.id = r.attendant_id where r.id = $1 and r.asked_at is not null",
        rating_id,
    )
    if not rows:
        raise NotFound("rating")
    row = rows[0]
    is_open = row["state"] == "asked" and row["open_until"] is not None and row["open_until"] > clock.now()
    own = await settings.of_queue(tx, row["queue_id"])
    return Asked(is_open, row["score"], own.question, row["name"] or "")


_SHOWN: Final = """
select r.id, r.conversation_id as session_id, c.number, r.contact_id, p.name as customer_name, r.channel, r.queue_id,
  q.name as queue_name, r.attendant_id, u.name as attendant_name, r.state, r.reason, r.score, r.comment, r.created_at,
  r.due_at, r.asked_at, r.answered_at
from conversation_ratings r
join conversations c on c.id = r.conversation_id
join crm_contacts p on p.id = r.contact_id
left join attendance_queues q on q.id = r.queue_id
left join users u on u.id = r.attendant_id
"""


async def of_conversation(tx: Tx, conversation_id: UUID) -> list[schemas.Rating]:
    """The latest first. The caller knows that the viewer may see it."""
    rows = await tx.fetch(
        _SHOWN + "where r.conversation_id = $1 order by r.created_at desc, r.id desc limit 50",
        conversation_id,
    )
    return _ratings(rows)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which answers a list or its figures count; None: all."""

    since: datetime | None = None
    until: datetime | None = None
    queue_id: UUID | None = None
    attendant_id: UUID | None = None
    channel: str | None = None
    score_from: int = 0
    score_to: int = 10
    with_comment: bool = False

    @property
    def scope(self) -> tuple[UUID | None, UUID | None, str | None]:
        return self.queue_id, self.attendant_id, self.channel


# Under row-level security alone the tenant wouldn't lead the index: it is named.
_ANSWERED: Final = """
where r.tenant_id = $1 and r.state = 'answered' and r.score between $2 and $3 and (not $4 or r.comment is not null)
  and ($5::timestamptz is null or r.answered_at >= $5) and ($6::timestamptz is null or r.answered_at < $6)
  and ($7::uuid is null or r.queue_id = $7) and ($8::uuid is null or r.attendant_id = $8)
  and ($9::text is null or r.channel = $9)
  and ($10 = 'all' or c.assigned_to = $11 or $10 = 'queues' and c.queue_id = any($12::uuid[]))
  and ($13::timestamptz is null or (r.answered_at, r.id) < ($13, $14::uuid))
order by r.answered_at desc, r.id desc limit $15
"""


async def answered(
    tx: Tx, viewer: Viewer, wanted: Wanted, page: Slice
) -> tuple[list[schemas.Rating], str | None]:
    """The latest answers first, those that the viewer may see; the second value is the next page's cursor."""
    after = page.after(tuple[datetime, UUID]) or (None, None)
    rows = await tx.fetch(
        _SHOWN + _ANSWERED,
        tx.tenant_id, wanted.score_from, wanted.score_to, wanted.with_comment, wanted.since, wanted.until,
        *wanted.scope, viewer.sees, viewer.user_id, list(viewer.queue_ids), *after, page.probe,
    )  # fmt: skip
    shown, cursor = page.cut(rows, lambda row: (row["answered_at"], row["id"]))
    return _ratings(shown), cursor


_FIGURES: Final = """
select count(*)::int as answered, round(avg(score), 1)::float8 as mean, round(avg(nps_points(score)))::int as nps,
  count(*) filter (where score >= 9)::int as promoters, count(*) filter (where score between 7 and 8)::int as passives,
  count(*) filter (where score <= 6)::int as detractors, count(comment)::int as commented,
  array(select coalesce(n.count, 0)::int from generate_series(0, 10) as s
        left join (select score, count(*) from counted_scores group by score) n on n.score = s order by s) as scores
from counted_scores
"""
_SCOPE: Final = (
    "r.tenant_id = $1 and ($4::uuid is null or r.queue_id = $4) and ($5::uuid is null or r.attendant_id = $5) "
    "and ($6::text is null or r.channel = $6)"
)
_COUNTED: Final = f"""
with counted_scores as materialized (
  select r.score, r.comment from conversation_ratings r
  where {_SCOPE} and r.state = 'answered' and r.answered_at >= $2 and r.answered_at < $3)
"""
_RESPONSES: Final = f"""
select count(*)::int as asked, count(*) filter (where r.state = 'answered')::int as answered
from conversation_ratings r
where {_SCOPE} and r.created_at >= $2::timestamptz - interval '8 days' and r.created_at < $3
  and r.asked_at >= $2 and r.asked_at < $3
"""


async def figures(tx: Tx, since: datetime, until: datetime, wanted: Wanted) -> schemas.RatingFigures:
    """Of the answers given in the period. Two queries."""
    row = (await tx.fetch(_COUNTED + _FIGURES, tx.tenant_id, since, until, *wanted.scope))[0]
    asked = (await tx.fetch(_RESPONSES, tx.tenant_id, since, until, *wanted.scope))[0]
    return schemas.RatingFigures(
        since=since, until=until, asked=asked["asked"], answered=row["answered"],
        response_rate=_percent(asked["answered"], asked["asked"]), customer_satisfaction=row["mean"], nps=row["nps"],
        promoters=row["promoters"], passives=row["passives"], detractors=row["detractors"],
        commented=row["commented"], scores=row["scores"],
    )  # fmt: skip


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def _ratings(rows: Sequence[asyncpg.Record]) -> list[schemas.Rating]:
    return [schemas.Rating(**row) for row in rows]
