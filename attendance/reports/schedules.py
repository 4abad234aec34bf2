"""Reports by mail: when, to whom, and what became of them. A schedule's slots are timers of the job table.

A slot is planned once: its mails are rows made in the transaction that also plans the next slot. After a standstill the
slot that was missed is made up for, once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, or_, select, true, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import RowMapping

from attendance.channels.models import Inbox
from attendance.identity import company
from attendance.identity.models import User
from attendance.kernel import clock, jobs
from attendance.kernel.database import Tx
from attendance.kernel.errors import Conflict, InvalidInput, NotFound
from attendance.kernel.ids import new_id
from attendance.kernel.jobs import Priority
from attendance.reports import queries, schemas
from attendance.reports.events import ReportScheduled
from attendance.reports.models import Report, ReportDelivery, ReportSchedule
from attendance.reports.slots import Plan, next_slot
from attendance.reports.words import Language

DUE: Final = "report.due"
SEND: Final = "report.send"
MAIL: Final = "email"
_MOST_OF_A_REPORT: Final = 20
_SHOWN_DELIVERIES: Final = 10


class NoMailbox(Conflict):
    code = "no_mailbox"
    message = "Reports are sent from an e-mail inbox of yours. Connect one under Settings, Channels first."


class TooManySchedules(Conflict):
    code = "too_many_schedules"
    message = "A report has at most 20 schedules. Delete one first."


class NothingToRetry(Conflict):
    code = "nothing_to_retry"
    message = "This mail did not fail."


@dataclass(frozen=True, slots=True)
class Due:
    """Payload of `report.due`."""

    schedule_id: UUID
    slot_at: datetime


@dataclass(frozen=True, slots=True)
class Send:
    """Payload of `report.send`."""

    delivery_id: UUID


async def of_report(tx: Tx, user_id: UUID, report_id: UUID, *, may_any: bool) -> list[schemas.ReportSchedule]:
    """One's own, or everybody's. Raises NotFound."""
    await queries.one(tx, user_id, report_id)
    whose: ColumnElement[bool] = true() if may_any else ReportSchedule.user_id == user_id
    return await _shown(tx, user_id, ReportSchedule.report_id == report_id, whose)


async def one(tx: Tx, user_id: UUID, schedule_id: UUID) -> schemas.ReportSchedule:
    return (await _shown(tx, user_id, ReportSchedule.id == schedule_id, true()))[0]


async def create(
    tx: Tx, user_id: UUID, report_id: UUID, new: schemas.NewReportSchedule, said: Language
) -> UUID:
    """With the eyes of this user. Raises: NotFound, InvalidInput, NoMailbox, TooManySchedules."""
    await queries.one(tx, user_id, report_id)
    if await mailbox(tx) is None:
        raise NoMailbox
    known = await tx.scalar(
        select(func.count()).select_from(ReportSchedule).where(ReportSchedule.report_id == report_id)
    )
    if known >= _MOST_OF_A_REPORT:
        raise TooManySchedules
    plan = _plan(new.model_dump())
    schedule_id = new_id()
    values = {
        "id": schedule_id, "tenant_id": tx.tenant_id, "report_id": report_id, "user_id": user_id,
        **_stored(plan), "format": new.format, "recipients": _once(new.recipients), "language": said,
        "created_at": clock.now(), "next_at": await _planned(tx, schedule_id, plan),
    }  # fmt: skip
    await tx.execute(insert(ReportSchedule).values(values))
    tx.publish(ReportScheduled(report_id=report_id, schedule_id=schedule_id, what="created"))
    return schedule_id


async def change(
    tx: Tx, user_id: UUID, schedule_id: UUID, patch: schemas.ReportSchedulePatch, *, may_any: bool
) -> None:
    """Raises: NotFound, InvalidInput."""
    row = await _own(tx, user_id, schedule_id, may_any=may_any)
    said = patch.model_dump(exclude_none=True)
    plan = _plan({**row, "at": _time(row["at_minute"]), **said})
    is_active = said.get("is_active", row["is_active"])
    values: dict[str, Any] = {name: said[name] for name in ("format", "is_active") if name in said}
    if "recipients" in said:
        values["recipients"] = _once(said["recipients"])
    await jobs.cancel(tx, _timer(schedule_id))
    next_at = await _planned(tx, schedule_id, plan) if is_active else None
    changed = update(ReportSchedule).where(ReportSchedule.id == schedule_id)
    await tx.execute(changed.values(**values, **_stored(plan), next_at=next_at))
    tx.publish(ReportScheduled(report_id=row["report_id"], schedule_id=schedule_id, what="changed"))


async def remove(tx: Tx, user_id: UUID, schedule_id: UUID, *, may_any: bool) -> None:
    """Raises NotFound."""
    row = await _own(tx, user_id, schedule_id, may_any=may_any)
    await jobs.cancel(tx, _timer(schedule_id))
    await tx.execute(delete(ReportSchedule).where(ReportSchedule.id == schedule_id))
    tx.publish(ReportScheduled(report_id=row["report_id"], schedule_id=schedule_id, what="deleted"))


async def fall_due(tx: Tx, due: Due) -> None:
    """Plan the slot's mails and the next slot; a timer that was set for another time does nothing."""
    rows = await tx.mappings(
        select(*_ROW)
        .where(ReportSchedule.id == due.schedule_id, ReportSchedule.next_at == due.slot_at)
        .with_for_update()
    )
    if not rows:
        return
    row, now = rows[0], clock.now()
    for recipient in row["recipients"]:
        await _plan_mail(tx, due, recipient, now)
    plan = _plan({**row, "at": _time(row["at_minute"])})
    next_at = await _planned(tx, due.schedule_id, plan)
    await tx.execute(
        update(ReportSchedule).where(ReportSchedule.id == due.schedule_id).values(next_at=next_at)
    )


async def retry(tx: Tx, user_id: UUID, delivery_id: UUID, *, may_any: bool) -> UUID:
    """Send what failed once more; returns its schedule. Raises: NotFound, NothingToRetry."""
    rows = await tx.rows(
        select(ReportDelivery.schedule_id, ReportDelivery.state)
        .where(ReportDelivery.id == delivery_id)
        .with_for_update()
    )
    if not rows:
        raise NotFound("delivery")
    await _own(tx, user_id, rows[0].schedule_id, may_any=may_any)
    if rows[0].state != "failed":
        raise NothingToRetry
    again = update(ReportDelivery).where(ReportDelivery.id == delivery_id)
    await tx.execute(again.values(state="planned", reason=None, detail=None))
    await _send_later(tx, delivery_id)
    schedule_id: UUID = rows[0].schedule_id
    return schedule_id


async def mailbox(tx: Tx) -> UUID | None:
    """The inbox that reports leave from: the oldest e-mail inbox that works."""
    found: UUID | None = await tx.scalar(
        select(Inbox.id)
        .where(Inbox.channel == MAIL, Inbox.is_active)
        .order_by(Inbox.created_at, Inbox.id)
        .limit(1)
    )
    return found


async def _plan_mail(tx: Tx, due: Due, recipient: str, now: datetime) -> None:
    delivery_id = new_id()
    made = insert(ReportDelivery).values(
        id=delivery_id, tenant_id=tx.tenant_id, schedule_id=due.schedule_id, slot_at=due.slot_at,
        recipient=recipient, created_at=now,
    )  # fmt: skip
    if await tx.execute(made.on_conflict_do_nothing()):
        await _send_later(tx, delivery_id)


async def _send_later(tx: Tx, delivery_id: UUID) -> None:
    await jobs.enqueue(
        tx, SEND, Send(delivery_id), dedupe_key=f"{SEND}:{delivery_id}", priority=Priority.BULK
    )


async def _planned(tx: Tx, schedule_id: UUID, plan: Plan) -> datetime:
    """Set the timer for the next slot."""
    slot_at = next_slot(plan, clock.now(), await company.zone(tx))
    timer = _timer(schedule_id)
    await jobs.enqueue(
        tx, DUE, Due(schedule_id, slot_at), dedupe_key=timer, run_at=slot_at, priority=Priority.BULK
    )
    return slot_at


def _timer(schedule_id: UUID) -> str:
    return f"{DUE}:{schedule_id}"


def _plan(given: Mapping[str, Any]) -> Plan:
    """Raises InvalidInput when the cadence lacks its day."""
    cadence = given["cadence"]
    weekday = given["weekday"] if cadence == "weekly" else None
    month_day = given["month_day"] if cadence == "monthly" else None
    for name, day in (("weekday", weekday), ("month_day", month_day)):
        if cadence == {"weekday": "weekly", "month_day": "monthly"}[name] and day is None:
            raise InvalidInput(f"A {cadence} schedule needs {name}.", fields={name: "missing"})
    hours, minutes = given["at"].split(":")
    return Plan(cadence, int(hours) * 60 + int(minutes), weekday, month_day)


def _stored(plan: Plan) -> dict[str, Any]:
    return {
        "cadence": plan.cadence, "weekday": plan.weekday, "month_day": plan.month_day, "at_minute": plan.at_minute,
    }  # fmt: skip


def _time(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _once(recipients: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(one.strip().lower() for one in recipients))


_ROW: Final = (
    ReportSchedule.id, ReportSchedule.report_id, ReportSchedule.cadence, ReportSchedule.weekday,
    ReportSchedule.month_day, ReportSchedule.at_minute, ReportSchedule.format, ReportSchedule.recipients,
    ReportSchedule.is_active, ReportSchedule.next_at,
)  # fmt: skip


async def _own(tx: Tx, user_id: UUID, schedule_id: UUID, *, may_any: bool) -> RowMapping:
    """Raises NotFound when it is somebody else's: of reports that nobody shares, not even leaders know."""
    theirs = (
        or_(Report.user_id == user_id, Report.is_shared) if may_any else ReportSchedule.user_id == user_id
    )
    rows = await tx.mappings(
        select(*_ROW)
        .join(Report, Report.id == ReportSchedule.report_id)
        .where(ReportSchedule.id == schedule_id, or_(ReportSchedule.user_id == user_id, theirs))
        .with_for_update(of=ReportSchedule)
    )
    if not rows:
        raise NotFound("schedule")
    return rows[0]


async def _shown(tx: Tx, user_id: UUID, *conditions: ColumnElement[bool]) -> list[schemas.ReportSchedule]:
    """Two queries, however many there are."""
    rows = await tx.mappings(
        select(*_ROW, ReportSchedule.user_id, User.name.label("owner_name"))
        .join(User, User.id == ReportSchedule.user_id)
        .where(*conditions)
        .order_by(ReportSchedule.created_at, ReportSchedule.id)
    )
    latest = await _latest(tx, [row["id"] for row in rows])
    return [_schedule(row, user_id, latest.get(row["id"], [])) for row in rows]


async def _latest(tx: Tx, ids: list[UUID]) -> dict[UUID, list[schemas.ReportDelivery]]:
    names = list(schemas.ReportDelivery.model_fields)
    columns = [getattr(ReportDelivery, name) for name in names]
    latest = (
        select(*columns)
        .where(ReportDelivery.schedule_id == ReportSchedule.id)
        .order_by(ReportDelivery.slot_at.desc(), ReportDelivery.recipient)
        .limit(_SHOWN_DELIVERIES)
        .correlate(ReportSchedule)
        .lateral("latest")
    )
    rows = await tx.mappings(
        select(ReportSchedule.id.label("schedule_id"), *(latest.c[name] for name in names))
        .select_from(ReportSchedule)
        .join(latest, true())
        .where(ReportSchedule.id.in_(ids))
    )
    found: dict[UUID, list[schemas.ReportDelivery]] = {}
    for row in rows:
        facts = {name: row[name] for name in names}
        found.setdefault(row["schedule_id"], []).append(schemas.ReportDelivery.model_validate(facts))
    return found


def _schedule(
    row: RowMapping, user_id: UUID, deliveries: list[schemas.ReportDelivery]
) -> schemas.ReportSchedule:
    facts = {name: row[name] for name in row if name not in ("at_minute", "user_id")}
    more = {"at": _time(row["at_minute"]), "is_mine": row["user_id"] == user_id, "deliveries": deliveries}
    return schemas.ReportSchedule.model_validate(facts | more)
