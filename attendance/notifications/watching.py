"""What nobody's action causes: queues that grow too long, customers who wait too long. Looked at every minute."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import delete

from attendance.identity import company
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.ids import new_id
from attendance.kernel.jobs import Job
from attendance.notifications import planning, settings
from attendance.notifications.models import Notification, NotificationWatch
from attendance.notifications.planning import About
from attendance.notifications.rules import LINK, THRESHOLDS, render
from attendance.notifications.settings import Setting

WATCH: Final = "notification.watch"
PRUNE: Final = "notification.prune"
_MOST_AT_ONCE: Final = 500


async def watch(tx: Tx, services: Any, batch: Sequence[Job]) -> None:
    wanted = await settings.settings(tx)
    await _watch_queues(tx, wanted["queue_alert"])
    await _watch_waiting(tx, wanted["customer_waiting"])


# A queue that got short again is forgotten; one that got too long is remembered, and told of if it wasn't before.
_SHORT: Final = """
delete from notification_watches w where w.kind = 'queue_alert' and (
  select count(*) from conversations c where c.queue_id = w.subject_id and c.status = 'waiting') <= $1
"""
_LONG: Final = """
with waiting as (
  select c.queue_id, count(*)::int as waiting from conversations c
  where c.tenant_id = $1 and c.status = 'waiting' and c.queue_id is not null group by c.queue_id
), told as (
  insert into notification_watches (id, tenant_id, kind, subject_id, since)
  select gen_random_uuid(), $1, 'queue_alert', w.queue_id, $3 from waiting w where w.waiting > $2
  on conflict (tenant_id, kind, subject_id) do nothing returning id, subject_id)
select t.id, t.subject_id as queue_id, q.name, w.waiting
from told t join waiting w on w.queue_id = t.subject_id join attendance_queues q on q.id = t.subject_id
"""


async def _watch_queues(tx: Tx, wanted: Setting) -> None:
    threshold = wanted.threshold or THRESHOLDS["queue_alert"]
    if not wanted.is_on:
        await tx.execute(delete(NotificationWatch).where(NotificationWatch.kind == "queue_alert"))
        return
    await tx.fetch(_SHORT, threshold)
    found = await tx.fetch(_LONG, tx.tenant_id, threshold, clock.now())
    if not found:
        return
    to, words = await planning.leaders(tx, "queue_alert"), await settings.template(tx, "queue-alert")
    ours = await company.read(tx)
    for row in found:
        values = {
            "queue_name": row["name"], "waiting": str(row["waiting"]), "company": ours.name,
            "link": LINK,
        }  # fmt: skip
        await planning.note(tx, "queue_alert", str(row["id"]), to, render(words, values))


_WAITING: Final = """
select c.id, c.waiting_since from conversations c
where c.tenant_id = $1 and c.waiting_since < $2 and c.status in ('waiting', 'assigned', 'active')
  and c.snoozed_until is null
  and not exists (
    select from notification_watches w where w.kind = 'customer_waiting' and w.subject_id = c.id
      and w.since = c.waiting_since)
order by c.waiting_since limit $3
"""
_REMEMBER: Final = """
insert into notification_watches (id, tenant_id, kind, subject_id, since) values ($1, $2, 'customer_waiting', $3, $4)
on conflict (tenant_id, kind, subject_id) do update set since = excluded.since
"""
_ANSWERED: Final = """
delete from notification_watches w where w.kind = 'customer_waiting' and not exists (
  select from conversations c where c.id = w.subject_id and c.waiting_since = w.since)
"""


async def _watch_waiting(tx: Tx, wanted: Setting) -> None:
    """Each wait is told once, whether or not somebody wants to hear of it."""
    now = clock.now()
    await tx.fetch(_ANSWERED)
    limit = timedelta(seconds=wanted.threshold or THRESHOLDS["customer_waiting"])
    for row in await tx.fetch(_WAITING, tx.tenant_id, now - limit, _MOST_AT_ONCE):
        since = row["waiting_since"]
        await tx.fetch(_REMEMBER, new_id(), tx.tenant_id, row["id"], since)
        occurrence = f"{row['id']}:{since.isoformat()}"
        waited = (now - since).total_seconds()
        await planning.tell(tx, About("customer_waiting", occurrence, row["id"], waited))


async def prune(tx: Tx, services: Any, batch: Sequence[Job]) -> None:
    """What was sent long ago needs no record."""
    await tx.execute(delete(Notification).where(Notification.created_at < await company.records_until(tx)))
