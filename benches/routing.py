"""One assignment with a thousand attendants and ten thousand waiting, decided and committed."""

import time

from attendance.queues import actions as queues
from benches import stage
from benches.report import Figure, Report, quantile
from benches.stage import Stage

PEOPLE, WAITING, ROUNDS = 1000, 10_000, 100


async def run(report: Report, *, seconds: float) -> None:
    async with stage.running() as here:
        people = await stage.staff(here, PEOPLE, capacity=1)
        await stage.idle(here)
        await _fill(here)
        tries = [await _free_and_assign(here, people[number]) for number in range(ROUNDS)]
        freed = [took for took in tries if took is not None]
        await here.database.close()
    report.add(
        Figure(
            f"one assignment, {PEOPLE:,} attendants, {WAITING:,} waiting, p50", quantile(freed, 0.5), "ms"
        ),
        Figure(
            f"one assignment, {PEOPLE:,} attendants, {WAITING:,} waiting, p99",
            quantile(freed, 0.99),
            "ms",
            100,
        ),
    )


async def _fill(here: Stage) -> None:
    """Everybody is busy with one conversation, and the line is long."""
    async with here.database.transaction(here.tenant_id) as tx:
        queue = (await tx.fetch("select id, name from attendance_queues limit 1"))[0]
        await tx.fetch(_CONTACTS, tx.tenant_id, PEOPLE + WAITING)
        await tx.fetch(_BUSY, tx.tenant_id, here.inbox_id, queue["id"], queue["name"], PEOPLE)
        await tx.fetch(_LINE, tx.tenant_id, here.inbox_id, queue["id"], queue["name"], PEOPLE)
        await tx.fetch(_ENTRIES, tx.tenant_id)
    async with here.database.transaction(here.tenant_id) as tx:
        await tx.fetch("select count(*) from conversations")


async def _free_and_assign(here: Stage, user_id: object) -> float | None:
    """Milliseconds to serve the line after one attendant got a free place; None when the product's worker was first."""
    async with here.database.transaction(here.tenant_id) as tx:
        await tx.fetch(
            "update conversations set status = 'resolved', owner = 'bot', resolved_at = now() where assigned_to = $1",
            user_id,
        )
        queue_id = (await tx.fetch("select id from attendance_queues limit 1"))[0]["id"]
    began = time.perf_counter()
    async with here.database.transaction(here.tenant_id) as tx:
        served = await queues.rebalance(tx, [queue_id])
    return (time.perf_counter() - began) * 1000 if served else None


_CONTACTS = """
insert into crm_contacts (id, tenant_id, name)
select gen_random_uuid(), $1, 'Cliente ' || n from generate_series(1, $2::int) n
"""
_ROWS = """
insert into conversations (id, tenant_id, number, inbox_id, contact_id, channel, recipient, status, owner, queue_id,
  queue_name, assigned_to, waiting_since, last_activity_at, created_at, updated_at)
select gen_random_uuid(), $1, n.n, $2, n.id, 'whatsapp', n.n::text, {status}, 'human', $3, $4, {who},
  now() - (n.n || ' s')::interval, now(), now(), now()
from (select id, row_number() over (order by id) as n from crm_contacts) n
{join}
where n.n {side} $5::int
"""
_BUSY = _ROWS.format(
    status="'active'", who="u.user_id", side="<=",
    join="join (select user_id, row_number() over (order by user_id) as n from attendance_queue_members) u "
    "on u.n = n.n",
)  # fmt: skip
_LINE = _ROWS.format(status="'waiting'", who="null", side=">", join="")
_ENTRIES = """
insert into queue_entries (conversation_id, tenant_id, queue_id, entered_at)
select id, $1, queue_id, waiting_since from conversations where status = 'waiting'
"""
