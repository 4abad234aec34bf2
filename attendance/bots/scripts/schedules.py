"""Schedules as rows, each with one timer: what was missed while nothing ran is made up for by one run."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from random import Random
from typing import Any, Final, cast
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, select, update

from attendance.basic import schedules
from attendance.basic.host import Host, Value
from attendance.basic.program import DeclaredSchedule, Program
from attendance.basic.schedules import Registration
from attendance.bots.scripts import jobs as payloads
from attendance.bots.scripts.jobs import Aside, Fire, written
from attendance.bots.scripts.models import Schedule
from attendance.identity import company
from attendance.identity.schemas import Company
from attendance.kernel import clock, jobs
from attendance.kernel.database import Tx
from attendance.kernel.ids import new_id

MOST: Final = 200
"""Schedules of one bot: who registers them in a loop is told."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """What schedules need of a host: the company's time."""

    about: Company

    @property
    def language(self) -> str:
        return self.about.locale

    @property
    def country(self) -> str:
        return self.about.country

    @property
    def zone(self) -> tzinfo:
        return ZoneInfo(self.about.timezone)

    @property
    def random(self) -> Random:
        return random.Random(0)

    def now(self) -> datetime:
        return clock.now().astimezone(self.zone)


def asked(arguments: Sequence[Value], every: Sequence[Value], host: Host) -> Registration:
    """What SET SCHEDULE means, `every` being the number and unit of its clause. Raises: BasicError E351."""
    regular = schedules.every(int(every[0]), str(every[1])) if len(every) == 2 else None
    return schedules.registration(arguments, host, regular)


async def declare(tx: Tx, bot_id: UUID, programs: Iterable[Program]) -> None:
    """The published scripts say these and no others: what stays keeps its timer, what is gone runs no more."""
    about = await company.read(tx)
    wanted = {
        _key(values): values
        for program in programs
        for declared in program.facts.schedules
        if (values := _declared(declared, program.name, about))["next_at"] is not None
    }
    is_ours = (Schedule.bot_id == bot_id, Schedule.is_declared)
    known = {_key(row): row["id"] for row in await tx.mappings(select(*_COLUMNS).where(*is_ours))}
    for key, schedule_id in known.items():
        if key not in wanted:
            await remove(tx, schedule_id)
    for key, values in wanted.items():
        if key not in known:
            await _add(tx, bot_id, values | {"is_declared": True})


def _declared(declared: DeclaredSchedule, script: str, about: Company) -> dict[str, Any]:
    host = cast(Host, Calendar(about))
    return _values(asked(declared.arguments, declared.clauses.get("EVERY", ()), host), script, about)


def _values(wanted: Registration, script: str, about: Company) -> dict[str, Any]:
    ran = wanted.script or script
    return {
        "name": wanted.name or ran.removesuffix(".bas"), "script": ran, "schedule": wanted.schedule.text,
        "starts_at": wanted.start,
        "argument": None if wanted.argument is None else written(wanted.argument),
        "next_at": _next(wanted.schedule, wanted.start, about),
    }  # fmt: skip


def _next(schedule: schedules.Schedule, start: datetime | None, about: Company) -> datetime | None:
    now = clock.now()
    return schedules.next_after(schedule, max(now, start) if start else now, ZoneInfo(about.timezone))


def _key(values: Any) -> tuple[Any, ...]:
    return (*(values[name] for name in ("name", "script", "schedule", "starts_at")), str(values["argument"]))


async def register(tx: Tx, bot_id: UUID, wanted: Registration, script: str, about: Company) -> bool:
    """SET SCHEDULE that ran: one row per name and script, the last word counts. False when it will never be due, or
    the bot has too many."""
    values = _values(wanted, script, about)
    same = (Schedule.bot_id == bot_id, Schedule.name == values["name"], Schedule.script == values["script"])
    for row in await tx.mappings(select(Schedule.id).where(*same, Schedule.is_declared.is_(False))):
        await remove(tx, row["id"])
    count = len(await tx.rows(select(Schedule.id).where(Schedule.bot_id == bot_id)))
    if values["next_at"] is None or count >= MOST:
        return False
    await _add(tx, bot_id, values | {"is_declared": False})
    return True


async def remove(tx: Tx, schedule_id: UUID) -> None:
    """It runs no more."""
    await tx.execute(delete(Schedule).where(Schedule.id == schedule_id))
    await jobs.cancel(tx, _timer(schedule_id))


async def fire(tx: Tx, schedule_id: UUID) -> None:
    """It is due: run its script once, however often it was missed, and plan the next time."""
    rows = await tx.mappings(select(*_COLUMNS).where(Schedule.id == schedule_id).with_for_update())
    now = clock.now()
    if not rows or rows[0]["next_at"] > now:
        return
    row = rows[0]
    about = await company.read(tx)
    fired_at = row["next_at"].astimezone(ZoneInfo(about.timezone))
    aside = Aside(
        row["bot_id"], "schedule", row["script"], uuid5(schedule_id, row["next_at"].isoformat()),
        {"schedule": written({"name": row["name"], "fired_at": fired_at})},
        arguments=(row["argument"],) if row["argument"] else (),
    )  # fmt: skip
    await payloads.run_aside(tx, aside)
    following = _next(schedules.Schedule(row["schedule"]), row["starts_at"], about)
    if following is None:
        await tx.execute(delete(Schedule).where(Schedule.id == schedule_id))
        return
    values = {"next_at": following, "last_at": now}
    await tx.execute(update(Schedule).where(Schedule.id == schedule_id).values(**values))
    await _plan(tx, schedule_id, following)


async def _add(tx: Tx, bot_id: UUID, values: dict[str, Any]) -> None:
    schedule_id = new_id()
    row = {
        "id": schedule_id,
        "tenant_id": tx.tenant_id,
        "bot_id": bot_id,
        "created_at": clock.now(),
        **values,
    }
    await tx.execute(insert(Schedule).values(**row))
    await _plan(tx, schedule_id, values["next_at"])


async def _plan(tx: Tx, schedule_id: UUID, at: datetime) -> None:
    await jobs.enqueue(
        tx, payloads.SCHEDULE, Fire(schedule_id), dedupe_key=_timer(schedule_id), run_at=at, max_attempts=20
    )


def _timer(schedule_id: UUID) -> str:
    return f"bot.schedule:{schedule_id}"


_COLUMNS = (
    Schedule.id, Schedule.bot_id, Schedule.name, Schedule.script, Schedule.schedule, Schedule.starts_at,
    Schedule.argument, Schedule.next_at,
)  # fmt: skip
