"""Reads of routing decisions: as they were stored, explained in words, and replayed."""

from collections.abc import AsyncIterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select, tuple_

from attendance.conversations.models import Conversation
from attendance.kernel.cursors import Slice
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound
from attendance.kernel.wire import Page
from attendance.queues import records, schemas
from attendance.queues.explanation import explain
from attendance.queues.models import RoutingDecision
from attendance.queues.snapshot import Criterion, Verdict

_BATCH = 200


async def page(tx: Tx, asked: Slice, *, conversation_id: UUID | None, locale: str) -> Page[schemas.Decision]:
    """The newest first; of one conversation, or of all."""
    statement = _stored().order_by(RoutingDecision.at.desc(), RoutingDecision.id.desc()).limit(asked.probe)
    if conversation_id is not None:
        statement = statement.where(RoutingDecision.conversation_id == conversation_id)
    after = asked.after(tuple[datetime, UUID])
    if after is not None:
        statement = statement.where(tuple_(RoutingDecision.at, RoutingDecision.id) < after)
    rows, next_cursor = asked.cut(await tx.rows(statement), lambda row: (row.at, row.id))
    return Page(
        items=[_decision(row.id, records.from_json(row.verdict), locale) for row in rows],
        next_cursor=next_cursor,
    )


async def one(tx: Tx, decision_id: UUID, *, locale: str) -> schemas.Decision:
    """Raises NotFound."""
    row = await tx.first(_stored().where(RoutingDecision.id == decision_id))
    if row is None:
        raise NotFound("decision")
    return _decision(row.id, records.from_json(row.verdict), locale)


async def verdicts(tx: Tx, *, since: datetime, until: datetime) -> AsyncIterator[tuple[UUID, Verdict]]:
    """Every stored verdict of the period, oldest first, read in batches."""
    after: tuple[datetime, UUID] | None = None
    while True:
        statement = _stored().where(RoutingDecision.at >= since, RoutingDecision.at < until)
        if after is not None:
            statement = statement.where(tuple_(RoutingDecision.at, RoutingDecision.id) > after)
        rows = await tx.rows(statement.order_by(RoutingDecision.at, RoutingDecision.id).limit(_BATCH))
        for row in rows:
            yield row.id, records.from_json(row.verdict)
        if len(rows) < _BATCH:
            return
        after = (rows[-1].at, rows[-1].id)


async def handling_seconds(tx: Tx, *, since: datetime, until: datetime) -> dict[UUID, float]:
    """How long people worked on conversations that were resolved in the period: from accepted to resolved."""
    rows = await tx.fetch(
        "select r.conversation_id, extract(epoch from r.at - a.at)::float8 as seconds "
        "from events r cross join lateral (select e.at from events e where e.conversation_id = r.conversation_id "
        "  and e.kind = 'conversation.accepted' and e.id < r.id order by e.id desc limit 1) a "
        "where r.tenant_id = $1 and r.kind = 'conversation.resolved' and r.at >= $2 and r.at < $3",
        tx.tenant_id, since, until,
    )  # fmt: skip
    return {row["conversation_id"]: row["seconds"] for row in rows}


def _stored() -> "Select[UUID, datetime, dict[str, object]]":
    return select(RoutingDecision.id, RoutingDecision.at, RoutingDecision.verdict).join(
        Conversation, Conversation.id == RoutingDecision.conversation_id
    )


def _decision(id: UUID, verdict: Verdict, locale: str) -> schemas.Decision:
    question, names = verdict.question, {one.id: one.name for one in verdict.question.candidates}
    return schemas.Decision(
        id=id,
        conversation_id=question.conversation.id,
        queue_id=question.policy.queue_id,
        at=question.at,
        strategy=question.policy.strategy,
        policy_version=verdict.policy_version,
        chosen=str(verdict.chosen) if verdict.chosen else None,
        chosen_name=names[verdict.chosen] if verdict.chosen else None,
        reasons=_reasons(verdict),
        excluded=[
            schemas.Excluded(attendant_id=str(one.id), name=names[one.id], reasons=list(one.reasons))
            for one in verdict.excluded
        ],
        inputs=records.question_json(question),
        explanation=explain(verdict, locale),
    )


def _reasons(verdict: Verdict) -> list[str]:
    """Codes; the comparison that decided comes as `decided_by:<criterion>`."""
    decided: Criterion | None = verdict.decided_by
    return [*verdict.reasons, *([f"decided_by:{decided}"] if decided else [])]
