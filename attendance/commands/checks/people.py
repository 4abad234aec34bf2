"""Bots, queues and attendants: every known reason why a customer and a person don't meet."""

import json
from datetime import timedelta

from attendance.bots import config as bot_config
from attendance.commands.checks.finding import Finding, ok, problem, since, warning
from attendance.kernel import clock
from attendance.kernel.driver import Driver

_STUCK_AFTER = timedelta(hours=24)
_EXAMPLES = 3
_ONLINE = "a.status = 'online' and (a.lease_expires_at is null or a.lease_expires_at > $1)"
_QUEUES = f"""
select t.name as tenant, q.name, p.fallback_queue_id,
  (select count(*) from attendance_queue_members m where m.queue_id = q.id and m.is_active) as members,
  (select count(*) from attendance_queue_members m join attendants a on a.user_id = m.user_id
   where m.queue_id = q.id and m.is_active and {_ONLINE}) as online,
  (select count(*) from conversations c where c.queue_id = q.id and c.status = 'waiting') as waiting,
  (select min(waiting_since) from conversations c where c.queue_id = q.id and c.status = 'waiting') as oldest
from attendance_queues q join tenants t on t.id = q.tenant_id
left join queue_policies p on p.queue_id = q.id
where q.is_active order by t.name, q.priority_order, q.name
"""
_UNREACHED = f"""
select u.name, a.status, a.status_since, a.lease_expires_at, count(*) as conversations
from conversations c join users u on u.id = c.assigned_to join attendants a on a.user_id = c.assigned_to
where c.status in ('assigned', 'active') and not ({_ONLINE})
group by 1, 2, 3, 4 order by 5 desc
"""
_STUCK = """
select c.number, u.name, c.last_activity_at from conversations c left join users u on u.id = c.assigned_to
where c.owner = 'human' and c.status in ('assigned', 'active') and c.last_activity_at < $1
order by c.last_activity_at
"""
_LOST = """
select t.name as tenant, count(*) as conversations, min(c.number) as example
from conversations c join tenants t on t.id = c.tenant_id left join attendance_queues q on q.id = c.queue_id
where c.status = 'waiting' and q.is_active is not true
group by 1 order by 1
"""
_ATTENDANTS = f"select count(*) as all, count(*) filter (where {_ONLINE}) as online from attendants a"


async def check_bots(connection: Driver) -> list[Finding]:
    """A bot that may not hand over keeps customers away from people."""
    rows = await connection.fetch("select name, settings from bots where is_active order by name")
    findings = []
    for row in rows:
        config = bot_config.read(json.loads(row["settings"]))
        if not config.hands_over:
            switch = "attendance-enabled" if config.crm_enabled else "crm-enabled"
            advice = f"Set {switch},true in the bot's config.csv; until then no message reaches an attendant."
            findings.append(problem(f"bot {row['name']}", f"{switch} is false", advice))
    return findings or [ok("bots", f"{len(rows)} active, all hand over to people")]


async def check_attendants(connection: Driver) -> list[Finding]:
    now = clock.now()
    counts = await connection.fetchrow(_ATTENDANTS, now)
    assert counts is not None  # an aggregate always has its one row
    findings = [ok("attendants", f"{counts['online']} of {counts['all']} online")]
    for row in await connection.fetch(_UNREACHED, now):
        lost = row["status"] == "online"
        status = "online, but the console is gone" if lost else row["status"]
        fact = f"has {row['conversations']} conversations and is {status} ({since(row['status_since'], now)})"
        advice = "Notifications go to those online: change the status in the console, or transfer the work."
        findings.append(warning(f"attendant {row['name']}", fact, advice))
    return findings


async def check_queues(connection: Driver) -> list[Finding]:
    """Nobody to take the work, or nobody online."""
    now = clock.now()
    findings = []
    for row in await connection.fetch(_QUEUES, now):
        subject = f"queue {row['name']} ({row['tenant']})"
        fact = f"{row['waiting']} waiting, {row['online']} of {row['members']} members online"
        if not row["members"]:
            findings.append(problem(subject, "it has no active member", "Add attendants to the queue."))
        elif row["waiting"] and not row["online"]:
            fact = f"{fact}; the oldest came {since(row['oldest'], now)}"
            advice = "Ask somebody to go online, set opening hours, or name a fallback queue."
            findings.append(problem(subject, fact, advice))
        else:
            findings.append(ok(subject, fact))
    return findings or [warning("queues", "there is none", "Make one: console, Queues.")]


async def check_stuck(connection: Driver) -> list[Finding]:
    """Conversations that stay with a person because nobody resolved them."""
    now = clock.now()
    rows = await connection.fetch(_STUCK, now - _STUCK_AFTER)
    if not rows:
        return [ok("conversations", "none is stuck with a person")]
    examples = ", ".join(f"#{row['number']} ({row['name'] or 'nobody'})" for row in rows[:_EXAMPLES])
    fact = f"{len(rows)} are with a person and silent for a day: {examples}"
    advice = (
        "Resolve them in the console (/resolve); the bot answers again afterwards. "
        "`release_after_seconds` of the company's settings gives such conversations back by itself."
    )
    return [warning("conversations", fact, advice)]


async def check_lost(connection: Driver) -> list[Finding]:
    """Conversations that wait where nobody looks: in no queue, or in one that is switched off."""
    rows = await connection.fetch(_LOST)
    return [
        problem(
            f"waiting ({row['tenant']})",
            f"{row['conversations']} wait in no active queue, for example #{row['example']}",
            "Activate a queue for their channel, or assign them in the console.",
        )
        for row in rows
    ]
