"""One routing decision at a time per tenant: the lock, and carrying verdicts out.

Who enters a queue holds a conversation's row and only tries the lock; who drains waits for it, and skips rows that
others hold. So neither ever waits for the other, and nobody is given more than they may hold.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import insert, select

from attendance.attendants import actions as attendants
from attendance.conversations import actions as conversations
from attendance.conversations.models import Conversation
from attendance.kernel import clock, jobs
from attendance.kernel.database import Tx
from attendance.kernel.ids import new_id
from attendance.queues import records
from attendance.queues.models import RoutingDecision
from attendance.queues.snapshot import Verdict

REBALANCE = "queue.rebalance"
_ROUTING_LOCK = 7322
_MOMENT = timedelta(milliseconds=50)


async def lock_routing(tx: Tx) -> None:
    """Wait until nobody else decides for this tenant; held until the transaction ends."""
    await tx.fetch("select pg_advisory_xact_lock($1, hashtext($2))", _ROUTING_LOCK, str(tx.tenant_id))


async def try_lock_routing(tx: Tx) -> bool:
    """The same without waiting; False when somebody else decides just now."""
    rows = await tx.fetch(
        "select pg_try_advisory_xact_lock($1, hashtext($2)) as ok", _ROUTING_LOCK, str(tx.tenant_id)
    )
    return bool(rows[0]["ok"])


async def plan_rebalance(tx: Tx, queue_ids: Collection[UUID], *, at: datetime | None = None) -> None:
    """Serve these queues after this transaction, or at `at`.

    Without a dedupe key: a job that already waits may start before this transaction's work becomes visible."""
    if not queue_ids:
        return
    await jobs.enqueue(
        tx, REBALANCE, {"queue_ids": sorted(queue_ids)},
        key=None if at else "queue.rebalance", run_at=at, priority=jobs.Priority.URGENT,
    )  # fmt: skip


async def carry_out(tx: Tx, verdicts: Sequence[Verdict]) -> int:
    """Assign what was decided, under the routing lock; returns how many somebody else held or changed meanwhile."""
    wanted = [verdict for verdict in verdicts if verdict.chosen is not None]
    free = await _claim(tx, [verdict.question.conversation.id for verdict in wanted])
    done = [verdict for verdict in wanted if verdict.question.conversation.id in free]
    for verdict in done:
        if verdict.chosen is not None:
            found = await conversations.lock(tx, verdict.question.conversation.id)
            await conversations.assign(tx, found, verdict.chosen, how="routing")
    await store(tx, done)
    return len(wanted) - len(done)


async def store(tx: Tx, verdicts: Sequence[Verdict]) -> None:
    """Keep the decisions with their inputs, and remember whose turn it was."""
    if not verdicts:
        return
    await tx.execute(insert(RoutingDecision), [_row(tx, verdict) for verdict in verdicts])
    turns = {verdict.chosen: verdict.question.at for verdict in verdicts if verdict.chosen is not None}
    if turns:
        await attendants.note_assignments(tx, turns)


async def _claim(tx: Tx, conversation_ids: Sequence[UUID]) -> set[UUID]:
    """Those that still wait and that nobody else is working on."""
    rows = await tx.rows(
        select(Conversation.id)
        .where(Conversation.id.in_(conversation_ids), Conversation.status == "waiting")
        .order_by(Conversation.id)
        .with_for_update(skip_locked=True)
    )
    return {row.id for row in rows}


def _row(tx: Tx, verdict: Verdict) -> dict[str, object]:
    return {
        "id": new_id(),
        "tenant_id": tx.tenant_id,
        "conversation_id": verdict.question.conversation.id,
        "queue_id": verdict.question.policy.queue_id,
        "at": verdict.question.at,
        "policy_version": verdict.policy_version,
        "chosen": verdict.chosen,
        "verdict": records.to_json(verdict),
    }


def soon() -> datetime:
    """When to look again at what somebody else held a moment ago."""
    return clock.now() + _MOMENT
